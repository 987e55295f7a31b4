"""What a person decided in the reader, made again on annotations that were made before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotate.annotation import Annotation
from annotate.cli.terminal import say
from annotate.corrected import corrected
from annotate.sources.reading import shown
from annotate.store import kept_decisions


def decided(annotations: Iterable[Annotation]) -> Iterator[Annotation]:
    """Annotations with the decisions that are kept for their documents; says what no longer fits."""
    told = set[str]()
    for annotation in annotations:
        decisions, notices = kept_decisions(annotation.document)
        result, unfit = corrected(annotation, decisions, shown(annotation.document.source))
        for notice in (*notices, *unfit):
            if notice not in told:
                say(notice)
        told.update(notices)
        yield result
