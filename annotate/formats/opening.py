"""What a person names on the command line -> a text to read, or an annotation made before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from annotate.annotation import Annotation
from annotate.errors import BadSource
from annotate.formats.reading import looks_annotated, read_annotations
from annotate.sources.loading import load
from annotate.sources.raw import Raw
from annotate.sources.reading import Reading, from_raw
from annotate.sources.several import one_of


class SeveralAnnotated(BadSource):
    """A file with several annotated documents, where one is to be read."""

    def __init__(self, sentence: str, annotations: list[Annotation]) -> None:
        super().__init__(sentence)
        self.annotations = annotations


def open_source(
    source: str,
    *,
    read: Callable[[bytes, str], list[Annotation]] = read_annotations,
    private: bool = False,
    repair: bool = False,
) -> Reading | Annotation:
    """Open a path, an address, or standard input for "-": a file in a format for annotations as the one that it holds,
    which is ``read`` from its bytes and its name. Of a folder or an archive, the only one in it.

    ``private`` lets an address lead into a private network; ``repair`` puts the mojibake of a text right.

    Raises BadSource for what cannot be read or is no text, Several or SeveralAnnotated where there are more, and
    BadAnnotation for a damaged annotation.
    """
    return of_raw(load(one_of(source), private=private), read=read, repair=repair)


@dataclass(frozen=True)
class OpenAs:
    """:func:`open_source` as a person asked for it."""

    private: bool = False
    repair: bool = False

    def __call__(self, source: str) -> Reading | Annotation:
        """Open a source; raises what :func:`open_source` does."""
        return open_source(source, private=self.private, repair=self.repair)


AS_IT_IS = OpenAs()


def of_raw(
    raw: Raw,
    *,
    read: Callable[[bytes, str], list[Annotation]] = read_annotations,
    repair: bool = False,
) -> Reading | Annotation:
    """The same of the bytes of one file."""
    if not looks_annotated(raw.data, raw.source):
        return from_raw(raw, repair=repair)
    annotations = read(raw.data, raw.name)
    if len(annotations) != 1:
        raise SeveralAnnotated(
            f"{raw.name} holds {len(annotations)} annotated documents, and one is read at a time: "
            "put one of them into a file of its own.",
            annotations,
        )
    return annotations[0]
