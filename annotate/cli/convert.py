"""``aka convert``: annotations from one format to another."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from annotate.annotation import Annotation
from annotate.cli import options, writing
from annotate.cli.terminal import say
from annotate.corrected import corrected
from annotate.formats import FORMATS, read_annotations
from annotate.formats.reading import unknown_labels
from annotate.sources.reading import shown, source_bytes
from annotate.store import kept_decisions


@click.command()
@click.argument("source", metavar="IN")
@writing.from_option
@writing.to_option
@options.output
@options.fresh
def command(source: str, from_: str | None, to: str | None, output: Path | None, fresh: bool) -> None:
    """Write the annotations in IN (a file in any format that aka reads, - for standard input) in another format.

    What you have corrected in the reader since IN was written is in it too; --fresh takes IN as it is.
    """
    writing.spare([source], output)
    annotations = read_annotations(source_bytes(source), shown(source), FORMATS[from_] if from_ else None)
    for annotation in annotations:
        if notice := unknown_labels(annotation):
            say(notice)
    chosen = writing.choose(to, output, len(annotations))
    writing.write(annotations if fresh else _corrected(annotations), chosen, output, len(annotations))


def _corrected(annotations: Iterable[Annotation]) -> list[Annotation]:
    """Annotations with the decisions that are kept for their documents; all before the first is written."""
    results, told = [], set[str]()
    for annotation in annotations:
        decisions, notices = kept_decisions(annotation.document)
        result, unfit = corrected(annotation, decisions, shown(annotation.document.source))
        for notice in (*notices, *unfit):
            if notice not in told:
                say(notice)
        told.update(notices)
        results.append(result)
    return results
