"""Who is with whom in all texts of the library."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.cooccurrence import Link, company, paragraphs
from annotate.library.library import Library
from annotate.query import Index
from annotate.sources import blocks_of


def company_of(library: Library, entity: int, least: int = 1) -> list[Link[int]]:
    """The links of an entity of the library (its ``id``) to each that shares at least ``least`` paragraphs with it, as
    :func:`annotate.cooccurrence.company` ranks them.

    Only texts that name it count, so that two are not with each other because they are of one topic.
    """
    return company(_paragraphs(library, entity), entity, least)


def _paragraphs(library: Library, entity: int) -> Iterator[frozenset[int]]:
    """The entities of the library that each paragraph of those texts names; one text at a time is in memory."""
    for sha256 in dict.fromkeys(occurrence.sha256 for occurrence in library.mentions_of(entity)):
        annotation, members = library.annotation(sha256), library.members(sha256)
        if annotation is not None:  # else another process has removed it
            for named in paragraphs(Index(annotation).mentions, blocks_of(annotation.document)):
                yield frozenset([members[id_] for id_ in named if id_ in members])
