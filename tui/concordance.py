"""The lines of a concordance: of one text, or of all that the library has. Plain data, which the screen shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from annotate.query import Line, LineOrder, concordance, sort_key
from tui.trail import Extent

if TYPE_CHECKING:
    from annotate.library import InContext

CONTEXT = 200  # code points of context that are cut from the text on either side: more than any screen shows


class Place(NamedTuple):
    """A span of a document, by the SHA-256 of its text; title and date are empty where it is the one being read."""

    sha256: str
    span: Extent
    title: str = ""
    date: str = ""


class Lines:
    """The places of a concordance in an order, and those of them that are marked. ``line`` cuts one from its text."""

    def __init__(self, places: Iterable[Place], line: Callable[[Place], Line]) -> None:
        self.places: list[Place] = list(places)
        self.marked: set[Place] = set()
        self.line = line
        self._in_order = tuple(self.places)

    def sort(self, order: LineOrder) -> None:
        """Sort by the words before or after the name, or as at first: by the texts' dates, in the order of each."""
        left = set(self.places)
        places = [place for place in self._in_order if place in left]
        self.places = (
            sorted(places, key=lambda place: sort_key(self.line(place), order)) if order != "text" else places
        )

    def toggle(self, place: Place) -> None:
        """Mark a place, or take its mark away."""
        self.marked ^= {place}

    def chosen(self, current: Place | None) -> list[Place]:
        """What is marked, else the current place."""
        if self.marked:
            return [place for place in self.places if place in self.marked]
        return [current] if current is not None else []

    def drop(self, places: Sequence[Place]) -> None:
        """Take places out, which are of that name no more."""
        gone = set(places)
        self.places = [place for place in self.places if place not in gone]
        self.marked -= gone


def in_text(sha256: str, text: str, spans: Iterable[Extent]) -> Lines:
    """The spans of one text; each line is cut from it when it is shown."""
    return Lines(
        (Place(sha256, span) for span in spans), lambda place: concordance(text, [place.span], CONTEXT)[0]
    )


def in_library(found: Iterable[InContext]) -> Lines:
    """The mentions that the library has found."""
    lines = {Place(at.sha256, (at.start, at.end), at.title, at.date[:10]): line for at, line in found}
    return Lines(lines, lines.__getitem__)


def by_document(places: Iterable[Place]) -> dict[str, list[Extent]]:
    """The spans of each text, by SHA-256."""
    spans: dict[str, list[Extent]] = {}
    for place in places:
        spans.setdefault(place.sha256, []).append(place.span)
    return spans
