"""A text with its mentions marked in it, for those who listen to a screen or read a printed page."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.annotation import Annotation, Mention
from annotate.labels import group_of
from annotate.names import surface
from annotate.query import Index
from annotate.text import one_line, visible

# The names of the groups, for one of them.
_ONE_OF = {
    "people": "person",
    "organisations": "organisation",
    "places": "place",
    "groups": "group",
    "events": "event",
    "other": "other",
}


def marked(annotation: Annotation) -> Iterator[str]:
    """The text line by line, with each mention of a name in brackets and, behind it, which entity it is where it is
    called otherwise; the first time also what that is.

    A bracket of the text's own is doubled. Of mentions within one another the outer one is marked. Nothing in a line
    acts on a terminal.

    >>> # "ISIS left. Islamic State said so." ->
    >>> # "[ISIS = Islamic State, organisation] left. [Islamic State] said so."
    """
    text = annotation.document.text
    index = Index(annotation)
    pieces: list[str] = []
    told: set[str] = set()
    done = 0
    for mention in _outer(index.mentions):
        pieces += [_own(text[done : mention.start]), _marked(mention, index, told)]
        done = mention.end
    yield from "".join([*pieces, _own(text[done:])]).split("\n")


def _outer(mentions: tuple[Mention, ...]) -> Iterator[Mention]:
    """Those that begin where the one before has ended."""
    reached = 0
    for mention in mentions:
        if mention.start >= reached:
            yield mention
            reached = mention.end


def _own(text: str) -> str:
    return visible(text, keep="\n").replace("[", "[[").replace("]", "]]")


def _marked(mention: Mention, index: Index, told: set[str]) -> str:
    entity = index.entities[mention.entity]
    words = _own(mention.text)
    if surface(mention.text) != entity.name:
        words += f" = {_own(one_line(entity.name))}"
    if entity.id not in told:
        words += f", {_ONE_OF[group_of(entity.label)]}"
    told.add(entity.id)
    return f"[{words}]"
