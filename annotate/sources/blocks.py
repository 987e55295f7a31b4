"""The blocks of a text: paragraphs, headings, and the boilerplate that web pages leave between them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from annotate.annotation import Block, BlockKind, Document
from annotate.sources.boilerplate import LONGEST, is_boilerplate, may_be_boilerplate

WIDTHS = range(40, 101)  # columns at which people and programs wrap text by hand
HEADING = 120  # code points; a longer line is a paragraph, whatever it ends with
BULLETS = "-*•·–—‣◦▪"
MARGIN = r"[ \t]*+(?:[>|][ \t]*+)*+"  # what may stand before a line's text: indents, and marks of quoted mail

_quoted = re.compile(r"(?:[>|][ \t]?)++(?=[^\s|][^|]*$)").match  # a row of a table has more bars
_ends_sentence = re.compile(r"""[.!?:;,…][)\]"'”’»]*$""").search
_is_chapter = re.compile(
    r"(?:chapter|part|book|section|act|scene) [\divxlc]+\.?|[ivxlc]+\.|\d+\.", re.IGNORECASE
).fullmatch
_begins_item = re.compile(rf"(?:[{BULLETS}]|\(?\d{{1,3}}[.)]|\(?[a-z]\))\s").match
_is_dateline = re.compile(
    r"by\s+\S.*|.*\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\b.*\b\d{4}\b.*|[\W\d]+",
    re.IGNORECASE,
).fullmatch


class _Line(NamedTuple):
    """A line that is not blank, without the white space at its ends."""

    start: int
    end: int
    text: str  # without the marks of quoted mail
    column: int  # of its text's first character: how far it is indented
    follows: bool  # on the line before, as deep in quoted mail, without a blank line between
    depth: int  # how many marks of quoted mail stand before its text


def blocks_of(document: Document) -> tuple[Block, ...]:
    """The blocks of a document: those that its source had, or else those that are found in its text."""
    return document.blocks or segment(document.text)


def segment(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text, in order. Every character but the white space between blocks is in one.

    A line is a block, as in text copied from the web; where text was wrapped by hand, the lines of one
    paragraph are. The marks of quoted mail ("> ") belong to the block, but say nothing about its text.

    >>> [block.kind for block in segment("Share\\n\\nA heading\\n\\nThe text of the article.")]
    ['boilerplate', 'heading', 'paragraph']
    """
    paragraphs = _paragraphs(_lines(text))
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


def _lines(text: str) -> list[_Line]:
    """The lines that are not blank."""
    lines: list[_Line] = []
    position = 0
    follows = False
    for raw in text.split("\n"):
        line = raw.strip()
        marks = quoted[0] if (quoted := _quoted(line)) else ""
        depth = sum(map(marks.count, ">|"))
        content = line[len(marks) :]
        if line:
            column = raw.find(line[0])
            start = position + column
            same = follows and lines[-1].depth == depth
            lines.append(_Line(start, start + len(line), content, column + len(marks), same, depth))
        follows = bool(line.strip(">| "))
        position += len(raw) + 1
    return lines


def _paragraphs(lines: list[_Line]) -> list[list[_Line]]:
    """The lines, those of one paragraph together."""
    widths = {0: _wrapped_at([line for line in lines if not line.depth])}
    paragraphs: list[list[_Line]] = []
    for line in lines:
        if line.depth not in widths:
            widths[line.depth] = _mail_wrapped_at([other for other in lines if other.depth == line.depth])
        if line.follows and (
            _hangs(paragraphs[-1][0], line) or _continues(paragraphs[-1][-1], line, widths[line.depth])
        ):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _mail_wrapped_at(lines: list[_Line]) -> int:
    """The column at which quoted mail was wrapped, as it is by custom; 0 when its lines are too long for that."""
    width = max(line.column + len(line.text) for line in lines)
    return width if width in WIDTHS else 0


def _wrapped_at(lines: list[_Line]) -> int:
    """The column at which the text was wrapped by hand; 0 when each of its lines is a paragraph.

    Where text was wrapped, the next line's first word did not fit any more, and most lines begin
    within a sentence.
    """
    breaks = [(line, following) for line, following in pairwise(lines) if following.follows]
    if len(breaks) < 3:
        return 0
    ends = sorted(line.column + len(line.text) for line in lines)
    width = ends[(len(ends) - 1) * 98 // 100]  # a rare overlong line (an address, a table) does not count
    if width not in WIDTHS:
        return 0
    forced = sum(_is_forced(line, following, width) for line, following in breaks)
    capital = sum(following.text[0].isupper() and not following.text.isupper() for _, following in breaks)
    return width if forced > 0.6 * len(breaks) and capital < 0.6 * len(breaks) else 0


def _is_forced(line: _Line, following: _Line, width: int) -> bool:
    """Whether the following line's first word would not have fitted (scans are ragged, hence the slack)."""
    word = following.text.find(" ") if " " in following.text else len(following.text)
    return line.column + len(line.text) + 1 + word > 0.85 * width


def _hangs(first: _Line, line: _Line) -> bool:
    """Whether a line is of the item of a list that ``first`` begins: it is indented, and begins none itself."""
    return line.column > first.column and bool(_begins_item(first.text)) and not _begins_item(line.text)


def _continues(line: _Line, following: _Line, width: int) -> bool:
    """Whether two lines, one below the other, are of one paragraph; ``width`` as in :func:`_wrapped_at`."""
    if _begins_item(following.text):
        return False
    if following.text[0].islower() and not _ends_sentence(line.text) and (width or len(line.text) in WIDTHS):
        return True
    indented = following.column > line.column and not _begins_item(line.text)
    return width > 0 and not indented and _is_forced(line, following, width)


def _single(lines: list[_Line], longest: int) -> bool:
    """Whether a paragraph is one short line."""
    return len(lines) == 1 and len(lines[0].text) <= longest


def _spread(paragraphs: list[list[_Line]], certain: list[bool]) -> list[bool]:
    """``certain``, with the lines that are boilerplate only because one beside them is."""
    boilerplate = certain.copy()
    for order in (range(1, len(paragraphs)), range(len(paragraphs) - 2, -1, -1)):
        for index in order:
            beside = boilerplate[index - order.step]
            if beside and not boilerplate[index] and _single(paragraphs[index], LONGEST):
                boilerplate[index] = may_be_boilerplate(paragraphs[index][0].text)
    return boilerplate


def _may_head(lines: list[_Line]) -> bool:
    """Whether a paragraph looks like a heading, by itself."""
    if not _single(lines, HEADING):
        return False
    line = lines[0].text
    if _is_chapter(line):
        return True
    return not (line[0].islower() or line[0] in BULLETS or _ends_sentence(line) or _is_dateline(line))


def _heads(paragraphs: list[list[_Line]], boilerplate: list[bool], index: int) -> bool:
    """Whether a paragraph stands where a heading does: before one that is none, and not amid verse."""
    if index + 1 == len(paragraphs) or boilerplate[index + 1] or _may_head(paragraphs[index + 1]):
        return False
    line = paragraphs[index][0]
    return not line.follows or _ends_sentence(paragraphs[index - 1][-1].text) is not None
