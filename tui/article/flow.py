"""A text as it is laid out, in sections that are prepared when somebody looks: no length costs anything."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

from annotate.annotation import Block
from annotate.text import visible
from tui.article.cells import joins

SECTION = 1 << 13
"""Code points in a section, at least, and half of what it has at most."""

KEPT = 32  # sections: what is on the screen and around it

# A joiner with nothing to join: rich would take the cells of what follows it away, no terminal does.
_joins_nothing = re.compile(r"(?<![^\s\u200d])\u200d|\u200d(?=[\x00-\u02ff\u2000-\u206f]|\Z)")


class Flow:
    """A text and its blocks. What is laid out is as long as the text, and safe for a terminal.

    Control characters are visible ones, a tab is a space, and so is a line end within a block, because the
    lines of a paragraph that was wrapped by hand flow together. Every line end that is left is a real one.

    ``bounds`` are the starts of the sections and the end of the text. A section ends with a line; only a
    line that is longer than a section is cut within, at a space where there is one.
    """

    def __init__(self, text: str, blocks: Sequence[Block] = ()) -> None:
        self.text = text
        self._blocks = blocks
        self._ends = [block.end for block in blocks]
        self.bounds = [0, *self._cuts(), len(text)]
        self._prepared = lru_cache(KEPT)(self._prepare)

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def section(self, index: int) -> str:
        """A section as it is laid out."""
        return self._prepared(*self.bounds[index : index + 2])

    def section_of(self, offset: int) -> int:
        """The section in which an offset stands; the end of the text stands in the last one."""
        return min(max(0, bisect_right(self.bounds, offset) - 1), len(self) - 1)

    def line(self, start: int, end: int) -> str:
        """The part ``text[start:end]`` of one line, as it is laid out."""
        section = self.section_of(start)
        base = self.bounds[section]
        return self.section(section)[start - base : end - base]

    def _cuts(self) -> list[int]:
        """Where a section ends and another begins."""
        text, cuts, start = self.text, [], 0
        while len(text) - start > 2 * SECTION:
            least, most = start + SECTION, start + 2 * SECTION
            cut = self._after_block(least, most) or text.rfind(" ", least, most) + 1 or most
            while joins(text, cut):
                cut += 1
            if cut == len(text):
                break
            cuts.append(cut)
            start = cut
        return cuts

    def _after_block(self, least: int, most: int) -> int:
        """After the first line end from ``least`` on that is in no block; 0 if none is before ``most``."""
        block = bisect_left(self._ends, least)
        if block < len(self._blocks) and self._blocks[block].start < least:
            least = self._ends[block]
        return self.text.find("\n", least, most) + 1

    def _prepare(self, start: int, end: int) -> str:
        shown = visible(self.text[start:end], keep="\n\t").replace("\t", " ")
        if "\u200d" in shown:
            shown = _joins_nothing.sub("\u200b", shown)
        pieces: list[str] = []
        done = 0
        for index in range(bisect_right(self._ends, start), len(self._blocks)):
            block = self._blocks[index]
            if block.start >= end:
                break
            left, right = max(0, block.start - start), min(end, block.end) - start
            if shown.find("\n", left, right) >= 0:
                pieces += shown[done:left], shown[left:right].replace("\n", " ")
                done = right
        return "".join((*pieces, shown[done:])) if pieces else shown
