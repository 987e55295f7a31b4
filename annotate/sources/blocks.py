"""The blocks of a text: paragraphs, headings, and the boilerplate that web pages leave between them."""

from __future__ import annotations

import re

from annotate.annotation import Block, BlockKind, Document
from annotate.paragraphs import BULLETS, Line, ends_sentence, lines_of, paragraphs_of
from annotate.sources.boilerplate import LONGEST, is_boilerplate, may_be_boilerplate

HEADING = 120  # code points; a longer line is a paragraph, whatever it ends with
LONG = 100_000  # code points; to cut a longer text into blocks takes a while
NEAR = 1 << 14  # code points on either side of an offset that are looked at for the blocks of a screen
MARGIN = r"[ \t]*+(?:[>|][ \t]*+)*+"  # what may stand before a line's text: indents, and marks of quoted mail

_is_chapter = re.compile(
    r"(?:chapter|part|book|section|act|scene) [\divxlc]+\.?|[ivxlc]+\.|\d+\.", re.IGNORECASE
).fullmatch
_is_dateline = re.compile(
    r"by\s+\S.*|.*\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\b.*\b\d{4}\b.*|[\W\d]+",
    re.IGNORECASE,
).fullmatch


def blocks_of(document: Document) -> tuple[Block, ...]:
    """The blocks of a document: those that its source had, or else those that are found in its text."""
    return document.blocks or segment(document.text)


def blocks_near(text: str, offset: int) -> tuple[Block, ...]:
    """The blocks of a part of a plain text around an offset (code points), as if there was nothing else in it: what a
    screen needs at once of a text for which :func:`segment` takes a while."""
    start = text.rfind("\n", 0, max(0, offset - NEAR)) + 1
    stop = text.find("\n", offset + NEAR) + 1 or len(text)
    return tuple(
        Block(start + block.start, start + block.end, block.kind)
        for block in segment(text[start : min(stop, offset + 2 * NEAR)])
    )


def segment(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text, in order. Every character but the white space between blocks is in one.

    A line is a block, as in text copied from the web; where text was wrapped by hand, the lines of one
    paragraph are. The marks of quoted mail ("> ") belong to the block, but say nothing about its text.

    >>> [block.kind for block in segment("Share\\n\\nA heading\\n\\nThe text of the article.")]
    ['boilerplate', 'heading', 'paragraph']
    """
    paragraphs = paragraphs_of(lines_of(text))
    certain = [_single(lines, LONGEST) and is_boilerplate(lines[0].text) for lines in paragraphs]
    boilerplate = _spread(paragraphs, certain)
    content = [index for index, is_one in enumerate(boilerplate) if not is_one]
    first = content[0] if len(content) > 1 else -1  # a line that is all of a text is no heading of anything
    blocks = []
    for index, lines in enumerate(paragraphs):
        kind: BlockKind = "paragraph"
        if boilerplate[index]:
            kind = "boilerplate"
        elif _may_head(lines) and (index == first or _heads(paragraphs, boilerplate, index)):
            kind = "heading"
        blocks.append(Block(lines[0].start, lines[-1].end, kind))
    return tuple(blocks)


def _single(lines: list[Line], longest: int) -> bool:
    """Whether a paragraph is one short line."""
    return len(lines) == 1 and len(lines[0].text) <= longest


def _spread(paragraphs: list[list[Line]], certain: list[bool]) -> list[bool]:
    """``certain``, with the lines that are boilerplate only because one beside them is."""
    boilerplate = certain.copy()
    for order in (range(1, len(paragraphs)), range(len(paragraphs) - 2, -1, -1)):
        for index in order:
            beside = boilerplate[index - order.step]
            if beside and not boilerplate[index] and _single(paragraphs[index], LONGEST):
                boilerplate[index] = may_be_boilerplate(paragraphs[index][0].text)
    return boilerplate


def _may_head(lines: list[Line]) -> bool:
    """Whether a paragraph looks like a heading, by itself."""
    if not _single(lines, HEADING):
        return False
    line = lines[0].text
    if _is_chapter(line):
        return True
    return not (line[0].islower() or line[0] in BULLETS or ends_sentence(line) or _is_dateline(line))


def _heads(paragraphs: list[list[Line]], boilerplate: list[bool], index: int) -> bool:
    """Whether a paragraph stands where a heading does: before one that is none, and not amid verse."""
    if index + 1 == len(paragraphs) or boilerplate[index + 1] or _may_head(paragraphs[index + 1]):
        return False
    line = paragraphs[index][0]
    return not line.follows or ends_sentence(paragraphs[index - 1][-1].text) is not None
