"""The blocks of a text: paragraphs, headings, and the boilerplate that web pages leave between them."""

from __future__ import annotations

from typing import Literal, NamedTuple

BlockKind = Literal["paragraph", "heading", "boilerplate"]


class Block(NamedTuple):
    """A run of the document's text that stands by itself: ``text[start:end]`` (code points), no line end after it."""

    start: int
    end: int
    kind: BlockKind


def segment(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text, in order. Every character but the white space between blocks is in one."""
    raise NotImplementedError
