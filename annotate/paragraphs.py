"""The lines and paragraphs of a plain text, also of one whose lines were wrapped by hand.

It imports next to nothing: with it the first screen is painted, before anything else is there.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

WIDTHS = range(40, 101)  # columns at which people and programs wrap text by hand
BULLETS = "-*•·–—‣◦▪"

_quoted = re.compile(r"(?:[>|][ \t]?)++(?=[^\s|][^|]*$)").match  # a row of a table has more bars
ends_sentence = re.compile(r"""[.!?:;,…][)\]"'”’»]*$""").search
_begins_item = re.compile(rf"(?:[{BULLETS}]|\(?\d{{1,3}}[.)]|\(?[a-z]\))\s").match


class Line(NamedTuple):
    """A line that is not blank, without the white space at its ends."""

    start: int
    end: int
    text: str  # without the marks of quoted mail
    column: int  # of its text's first character: how far it is indented
    follows: bool  # on the line before, as deep in quoted mail, without a blank line between
    depth: int  # how many marks of quoted mail stand before its text


def lines_of(text: str) -> list[Line]:
    """The lines that are not blank."""
    lines: list[Line] = []
    position = 0
    follows = False
    for raw in text.split("\n"):
        line = raw.strip()
        if line:
            column = raw.find(line[0])
            start = position + column
            # Most lines are of no mail, and a long text has many.
            marks = quoted[0] if line[0] in ">|" and (quoted := _quoted(line)) else ""
            depth = sum(map(marks.count, ">|")) if marks else 0
            same = follows and lines[-1].depth == depth
            lines.append(Line(start, start + len(line), line[len(marks) :], column + len(marks), same, depth))
        follows = bool(line.strip(">| "))
        position += len(raw) + 1
    return lines


def paragraphs_of(lines: list[Line]) -> list[list[Line]]:
    """The lines, those of one paragraph together."""
    widths = {0: _wrapped_at([line for line in lines if not line.depth])}
    paragraphs: list[list[Line]] = []
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


def _mail_wrapped_at(lines: list[Line]) -> int:
    """The column at which quoted mail was wrapped, as it is by custom; 0 when its lines are too long for that."""
    width = max(line.column + len(line.text) for line in lines)
    return width if width in WIDTHS else 0


def _wrapped_at(lines: list[Line]) -> int:
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


def _is_forced(line: Line, following: Line, width: int) -> bool:
    """Whether the following line's first word would not have fitted (scans are ragged, hence the slack)."""
    word = following.text.find(" ") if " " in following.text else len(following.text)
    return line.column + len(line.text) + 1 + word > 0.85 * width


def _hangs(first: Line, line: Line) -> bool:
    """Whether a line is of the item of a list that ``first`` begins: it is indented, and begins none itself."""
    return line.column > first.column and bool(_begins_item(first.text)) and not _begins_item(line.text)


def _continues(line: Line, following: Line, width: int) -> bool:
    """Whether two lines, one below the other, are of one paragraph; ``width`` as in :func:`_wrapped_at`."""
    if _begins_item(following.text):
        return False
    if following.text[0].islower() and not ends_sentence(line.text) and (width or len(line.text) in WIDTHS):
        return True
    indented = following.column > line.column and not _begins_item(line.text)
    return width > 0 and not indented and _is_forced(line, following, width)
