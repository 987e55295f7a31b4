"""The text of a TEI document's elements, with the places of the mentions and anchors in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from annotate.formats.tei.names import LABEL_OF, XML, tag
from annotate.names import word_set

Place = tuple[int, int, etree._Element]
"""Start and end of an element in code points of the text."""

_BLOCKS = word_set(
    """ab argument back body byline cell closer dateline div div1 div2 div3 div4 div5 div6 div7 docTitle epigraph
    figure front group head item l label lg list listBibl note opener p postscript quote row salute signed sp speaker
    stage table text titlePage trailer"""
)
_LEFT_OUT = frozenset(["fw", "teiHeader", "standOff", "spanGrp", "certainty"])
_NOT_CHOSEN = frozenset(["sic", "orig", "abbr", "am"])  # what a choice corrects, modernises or expands
_pieces = re.compile(r"[ \t\r\n]+|[^ \t\r\n]+").findall


class Text:
    """The text of these elements: to the letter in a file of aka's own; else white space counts as one blank, and the
    elements that are blocks stand apart. ``mentions`` are the elements that are, ``anchors`` the places of those."""

    def __init__(self, elements: Iterable[etree._Element], own: bool) -> None:
        self.mentions: list[Place] = []
        self.anchors: dict[str, int] = {}
        self._pieces: list[str] = []
        self._length = 0
        self._own = own
        self._pending = ""  # white space that stands there if anything follows
        self._begun: list[etree._Element] = []  # mentions whose first character is to come
        self._starts: dict[etree._Element, int] = {}
        for element in elements:
            self._walk(element)

    def __str__(self) -> str:
        return "".join(self._pieces)

    def _walk(self, root: etree._Element) -> None:
        """Go through all of an element; without recursion, for a file may nest deep."""
        skipped: etree._Element | None = None
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            name = tag(element)
            if event == "start":
                if skipped is None and self._is_left_out(element, name):
                    skipped = element
                if skipped is None:
                    self._start(element, name)
            else:
                if skipped is None and event == "end":
                    self._end(element, name)
                elif skipped is element:
                    skipped = None
                if skipped is None and element is not root:
                    self._add(element.tail)

    def _is_left_out(self, element: etree._Element, name: str) -> bool:
        parent = element.getparent()
        return not self._own and (
            name in _LEFT_OUT
            or (name in _NOT_CHOSEN and parent is not None and tag(parent) == "choice" and len(parent) > 1)
        )

    def _start(self, element: etree._Element, name: str) -> None:
        if name in _BLOCKS:
            self._break("\n\n")
        elif name == "lb" and element.get("break") != "no":
            self._break("\n")
        if name in LABEL_OF:
            if self._own:
                self._starts[element] = self._length
            else:
                self._begun.append(element)
        elif name == "anchor" and (id_ := element.get(f"{XML}id")):
            self.anchors[id_] = self._length
        if self._own and name == "g" and element.get("type") == "control":
            self._put(_character(element))
        else:
            self._add(element.text)

    def _end(self, element: etree._Element, name: str) -> None:
        if (start := self._starts.pop(element, None)) is not None:
            self.mentions.append((start, self._length, element))
        self._begun = [each for each in self._begun if each is not element]  # it had none
        if name in _BLOCKS:
            self._break("\n\n")

    def _break(self, white: str) -> None:
        if not self._own:
            self._pending = max(self._pending, white, key=_strength)

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if self._own:
            self._put(text)
            return
        for piece in _pieces(text):
            if piece[0] in " \t\r\n":
                self._break(" ")
            else:
                self._flush()
                self._starts.update(dict.fromkeys(self._begun, self._length))
                self._begun.clear()
                self._put(piece)

    def _flush(self) -> None:
        if self._pending and self._length:
            self._put(self._pending)
        self._pending = ""

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)


def _strength(white: str) -> tuple[int, int]:
    return white.count("\n"), len(white)


def _character(element: etree._Element) -> str:
    try:
        return chr(int(element.get("n", ""), 16))
    except (ValueError, OverflowError):
        return element.text or ""
