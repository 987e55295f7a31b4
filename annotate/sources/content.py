"""What a kind of source gives: a text with its blocks, and what the source says about it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from annotate.annotation import Block, BlockKind
from annotate.sources.boilerplate import LONGEST, is_boilerplate

_between = "\n\n"
# Soft hyphens, zero-width spaces and marks of byte order: a name with one in it is found nowhere.
_formatting = re.compile("[\u00ad\u200b\u2060\ufeff]+")


class Part(NamedTuple):
    """A run of text that stands by itself. Its line ends are kept; other white space counts as one space.

    ``origin`` as in :class:`annotate.annotation.Block`.
    """

    text: str
    kind: BlockKind = "paragraph"
    origin: str = ""


class Content(NamedTuple):
    """A text, its blocks (none where they are to be found in it), and what its source says about it.

    ``date`` is ISO 8601, as much as is known; ``language`` a code such as "en"; ``title``, ``author`` and ``date`` are
    empty where the source says nothing. ``notices`` are sentences for people.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    title: str = ""
    author: str = ""
    date: str = ""
    language: str = "en"
    notices: tuple[str, ...] = ()


def compose(parts: Iterable[Part]) -> Content:
    """The parts one below the other with an empty line between them, a block for each that is not empty.

    A paragraph that is a line of boilerplate ("Share") becomes a block of that kind.

    >>> compose([Part("Heading", "heading"), Part(" one  \\u00ad two "), Part(" ")])[:2]
    ('Heading\\n\\none two', (Block(start=0, end=7, kind='heading', origin=''), \
Block(start=9, end=16, kind='paragraph', origin='')))
    """
    texts, blocks, at = [], [], 0
    for text, kind, origin in parts:
        text = clean(text)
        if not text:
            continue
        if kind == "paragraph" and "\n" not in text and len(text) <= LONGEST and is_boilerplate(text):
            kind = "boilerplate"
        texts.append(text)
        blocks.append(Block(at, at + len(text), kind, origin))
        at += len(text) + len(_between)
    return Content(_between.join(texts), tuple(blocks))


def clean(text: str) -> str:
    """The text without invisible formatting, white space within a line as one space, and without empty lines."""
    lines = (" ".join(line.split()) for line in _formatting.sub("", text).split("\n"))
    return "\n".join(filter(None, lines))


def flat(text: str | None) -> str:
    """The text as one clean line; empty for none."""
    return " ".join(clean(text or "").split("\n"))


def join(contents: Iterable[Content]) -> Content:
    """The texts one below the other with an empty line between them, and their blocks and notices; no more."""
    texts, blocks, notices, at = [], list[Block](), list[str](), 0
    for content in contents:
        notices += content.notices
        if content.text:
            texts.append(content.text)
            blocks += (
                Block(at + block.start, at + block.end, block.kind, block.origin) for block in content.blocks
            )
            at += len(content.text) + len(_between)
    return Content(_between.join(texts), tuple(blocks), notices=tuple(notices))
