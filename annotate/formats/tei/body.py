"""The text of a TEI file: paragraphs and headings with the mentions in them."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator

from lxml import etree

from annotate.annotation import Annotation, BlockKind, Mention
from annotate.formats.tei.names import XML, E, kind_of
from annotate.formats.xml import FORBIDDEN, stand_in
from annotate.sources.blocks import blocks_of

_forbidden = re.compile(f"({FORBIDDEN})")
_is_white = re.compile(r"[ \t\r\n]*").fullmatch


class Body:
    """The ``body`` of an annotation, and ``spans``, the mentions that no element of it can be. ``about`` gives a
    mention's attributes."""

    def __init__(self, annotation: Annotation, about: Callable[[Mention], dict[str, str]]) -> None:
        self.element = E.body()
        self.spans: list[etree._Element] = []
        self._text = annotation.document.text
        self._about = about
        self._anchors: dict[int, str] = {}
        blocks = list(_blocks(annotation))
        self._inside = deque(_nested(annotation.mentions, [(start, end) for start, end, _ in blocks]))
        inside = set(map(id, self._inside))
        for mention in annotation.mentions:
            if id(mention) not in inside:
                self.spans.append(self._span(mention))
        self._waiting = deque(sorted(self._anchors))
        self._fill(blocks)

    def _fill(self, blocks: list[tuple[int, int, BlockKind]]) -> None:
        part = self.element
        reached = 0
        for start, end, kind in blocks:
            self._run(part, reached, start)
            if kind == "heading":
                part = E.div()
                self.element.append(part)
            element = E.head() if kind == "heading" else E.p()
            part.append(element)
            self._mark(element, start, end)
            reached = end
        self._run(part, reached, len(self._text))
        self._place_anchors(part, len(self._text))
        if not blocks:
            self.element.append(E.p())

    def _mark(self, block: etree._Element, start: int, end: int) -> None:
        """Put the text of a block into its element, with the mentions and anchors in it."""
        open_: list[tuple[int, etree._Element]] = [(end, block)]
        reached = start

        def close(until: int) -> None:
            """Write what is open up to a place."""
            nonlocal reached
            while len(open_) > 1 and open_[-1][0] <= until:
                stop, element = open_.pop()
                self._run(element, reached, stop)
                reached = stop
            self._run(open_[-1][1], reached, until)
            reached = until

        while self._inside and self._inside[0].start < end:
            mention = self._inside.popleft()
            close(mention.start)
            element = E(kind_of(mention.label).name, self._about(mention))
            open_[-1][1].append(element)
            open_.append((mention.end, element))
        close(end)

    def _run(self, element: etree._Element, start: int, end: int) -> None:
        """A run of text with the anchors in it."""
        while self._waiting and self._waiting[0] < end:
            place = self._waiting[0]
            self._append(element, start, place)
            self._place_anchors(element, place)
            start = place
        self._append(element, start, end)

    def _place_anchors(self, element: etree._Element, place: int) -> None:
        while self._waiting and self._waiting[0] == place:
            element.append(E.anchor({f"{XML}id": self._anchors[self._waiting.popleft()]}))

    def _span(self, mention: Mention) -> etree._Element:
        ends = [
            self._anchors.setdefault(place, f"a{len(self._anchors) + 1}")
            for place in (mention.start, mention.end)
        ]
        said = self._about(mention)
        said["ana"] = said.pop("ref")  # a span has no @ref
        return E.span({"from": f"#{ends[0]}", "to": f"#{ends[1]}", **said})

    def _append(self, element: etree._Element, start: int, end: int) -> None:
        """Put text behind what an element has."""
        for number, piece in enumerate(_forbidden.split(self._text[start:end])):
            if number % 2:
                code = f"{ord(piece):X}"
                shown = _forbidden.sub(stand_in, piece)
                element.append(E.g({"type": "control", "n": code}, shown))
            elif (last := next(element.iterchildren(reversed=True), None)) is not None:
                last.tail = (last.tail or "") + piece
            else:
                element.text = (element.text or "") + piece


def _blocks(annotation: Annotation) -> Iterator[tuple[int, int, BlockKind]]:
    """The blocks, such that all between them is white space that XML has between paragraphs."""
    text = annotation.document.text
    blocks: list[tuple[int, int, BlockKind]] = []
    reached = 0
    for block in blocks_of(annotation.document):
        if block.start < block.end:
            gap = text[reached : block.start]
            start = block.start if _is_white(gap) else reached
            blocks.append((start, block.end, block.kind))
            reached = block.end
    if not _is_white(text[reached:]):
        blocks.append((reached, len(text), "paragraph"))
    return iter(blocks)


def _nested(mentions: tuple[Mention, ...], blocks: list[tuple[int, int]]) -> list[Mention]:
    """The mentions that lie in a block, each beside or in the ones before it."""
    found: list[Mention] = []
    open_: list[int] = []
    number = 0
    for mention in mentions:
        while number < len(blocks) and blocks[number][1] <= mention.start:
            number += 1
        if number == len(blocks) or not blocks[number][0] <= mention.start < mention.end <= blocks[number][1]:
            continue
        while open_ and open_[-1] <= mention.start:
            open_.pop()
        if not open_ or mention.end <= open_[-1]:
            open_.append(mention.end)
            found.append(mention)
    return found
