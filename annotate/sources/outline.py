"""Blocks -> the places of a text that a reader may want to jump to: its headings, chapters, pages, times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from annotate.annotation import Block
from annotate.text import one_line

LONGEST = 200  # code points of an entry; of a paragraph that stands for its page the beginning is enough

_digits = re.compile(r"\d+")


class Entry(NamedTuple):
    """A place: its offset (code points), what stands there, and where the source had it (see Block.origin)."""

    start: int
    text: str
    origin: str


def outline(text: str, blocks: Sequence[Block]) -> tuple[Entry, ...]:
    """The headings of a text, and the chapters that begin without one. Where a text has no headings, its numbered parts
    (pages, times, notes), as far as its source has any.

    >>> blocks = (Block(0, 3, "heading", "page 1"), Block(4, 7, "paragraph", "page 2"), Block(8, 11, "heading"))
    >>> [entry.text for entry in outline("One two six", blocks)]
    ['One', 'six']
    """
    content = [block for block in blocks if block.kind != "boilerplate"]
    origins = {block.origin for block in content if block.origin}
    are_numbered = len({_digits.sub("", origin) for origin in origins}) == 1
    begins = not are_numbered or not any(block.kind == "heading" for block in content)
    entries, before = list[Entry](), ""
    for block in content:
        if block.kind == "heading" or (begins and block.origin not in ("", before)):
            line = one_line(text[block.start : min(block.end, block.start + LONGEST)])
            entries.append(Entry(block.start, line, block.origin))
        before = block.origin
    return tuple(entries)
