"""Lines on pages -> paragraphs: what belongs together, what is a heading, what only runs along with the pages.

A PDF knows no paragraphs; they are told as an eye tells them, by distance, indent, a line that ends early, and size.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from annotate.annotation import BlockKind
from annotate.sources.content import Part
from annotate.sources.pdf.model import Line, Page

EDGE = 0.12  # of a page's height, above and below: where running heads and page numbers stand
LARGER = 1.15  # times the size of the text: a heading, or of another paragraph
LONGEST_HEADING = 200  # code points
SHORT_HEADING = 100  # code points; for one that is only bold

_ends_sentence = re.compile(r"""[.!?:…][)\]"'”’»\d]*$""").search
_begins_item = re.compile(r"(?:[-*•·–—‣◦▪]|\(?\d{1,3}[.)]|\[\d{1,3}\]|\(?[a-z]\))\s").match
_page_number = re.compile(
    r"[\W_]*(?:page|p\.)?\s*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/|\|)\s*\d{1,4})?[\W_]*", re.IGNORECASE
).fullmatch
_number_at_end = re.compile(r"^[\W\d_]+|[\W\d_]+$|\b[ivxlc]+$")
_leader = re.compile(r"(?:\s?\.){4,}\s*\w*$").search  # in a table of contents
_words = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*").findall
_last_word = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$").search
_first_word = re.compile(r"[^\W\d_]+").match


class _Place(NamedTuple):
    """A line, and the number of its page, counted from one."""

    page: int
    line: Line


_Paragraph = list[_Place]


class Layout(NamedTuple):
    """The paragraphs and headings of some pages, and the largest heading of the first."""

    parts: list[Part]
    title: str


def arrange(pages: Sequence[Page]) -> Layout:
    """The paragraphs of the pages in the order of the file, each with the page on which it begins.

    Words that a hyphen breaks are whole again. What runs along with the pages is left out: their numbers, and what
    stands at the edge of many, but for its first time, which is boilerplate.
    """
    text, running = _parted(pages)
    size = _usual_height(text)
    words = _vocabulary(text)
    parts, title, tallest = list[Part](), "", 0.0
    for paragraph in _paragraphs(text, size):
        while running and running[0].page <= paragraph[0].page:
            place = running.pop(0)
            parts.append(Part(place.line.text, "boilerplate", f"page {place.page}"))
        part = Part(_joined(paragraph, words), _kind(paragraph, size), f"page {paragraph[0].page}")
        parts.append(part)
        if part.kind == "heading" and paragraph[0].page == 1 and paragraph[0].line.height > tallest + 0.5:
            title, tallest = part.text, paragraph[0].line.height
    parts += [Part(place.line.text, "boilerplate", f"page {place.page}") for place in running]
    return Layout(parts, title)


def _vocabulary(text: Sequence[_Place]) -> Counter[str]:
    """How often each word stands in the text, without the halves of words that the end of a line breaks."""
    words: Counter[str] = Counter()
    broken = False
    for place in text:
        found = _words(place.line.text)
        first, broken = int(broken), _last_word(place.line.text) is not None
        words.update(found[first : len(found) - broken])
    return words


def _parted(pages: Sequence[Page]) -> tuple[list[_Place], list[_Place]]:
    """The lines of the text, and those that run along, each of these once. No larger line does, but page numbers."""
    places = [_Place(number, line) for number, page in enumerate(pages, 1) for line in page.lines]
    largest = LARGER * _usual_height(places)
    keys = [_edge(pages[place.page - 1], place.line) for place in places]
    on_pages: dict[str, set[int]] = {}
    for place, key in zip(places, keys, strict=True):
        on_pages.setdefault(key, set()).add(place.page)
    many = max(2, min(3, len(pages)))
    text, running, seen = [], [], set[str]()
    for place, key in zip(places, keys, strict=True):
        if key and _page_number(place.line.text):
            continue
        if not key or len(on_pages[key]) < many or place.line.height > largest:
            text.append(place)
        elif key not in seen:
            seen.add(key)
            running.append(place)
    return text, running


def _edge(page: Page, line: Line) -> str:
    """What a line at the edge of a page says, without a number at its ends; empty for a line elsewhere."""
    if EDGE * page.height < line.base < (1 - EDGE) * page.height:
        return ""
    side = "above" if line.base > page.height / 2 else "below"
    return f"{side} {_number_at_end.sub('', line.text.lower())}"


def _usual_height(places: Sequence[_Place]) -> float:
    """The height of most of the text."""
    heights: Counter[float] = Counter()
    for place in places:
        heights[round(place.line.height * 2) / 2] += len(place.line.text)
    return max(heights, key=lambda height: heights[height], default=1.0) or 1.0


def _paragraphs(text: Sequence[_Place], size: float) -> list[_Paragraph]:
    """The lines, those of one paragraph together. One that goes on in the next column or on the next page does so over
    what stands between (notes, captions)."""
    leading = _leading(text, size)
    paragraphs: list[_Paragraph] = []
    for index, place in enumerate(text):
        before = text[index - 1] if index else None
        if before and _is_below(before, place, leading):
            around = text[max(0, index - 9) : index + 9]
            right = max(near.line.right for near in around if near is before or _in_column(near, before))
            if _continues(paragraphs[-1], place.line, right, size):
                paragraphs[-1].append(place)
                continue
        elif host := next((other for other in paragraphs[:-9:-1] if _goes_on(other, place)), None):
            host.append(place)
            continue
        paragraphs.append([place])
    return paragraphs


def _leading(text: Sequence[_Place], size: float) -> float:
    """The distance from a line of a paragraph to the next, in heights of a line: a short one, since those from one
    paragraph to the next are among them."""
    distances = sorted(
        (before.line.base - place.line.base) / size
        for before, place in pairwise(text)
        if before.page == place.page and all(abs(each.line.height - size) <= 1 for each in (before, place))
    )
    usual = [distance for distance in distances if 0.8 < distance < 3]
    return usual[len(usual) // 8] if usual else 1.25


def _alike(one: Line, other: Line) -> bool:
    """Whether two lines may be of one paragraph by their looks."""
    low, high = sorted((one.height, other.height))
    return high <= LARGER * low and one.bold == other.bold


def _is_below(before: _Place, place: _Place, leading: float) -> bool:
    """Whether a line stands right below the one before it."""
    distance = before.line.base - place.line.base
    overlap = place.line.left < before.line.right and before.line.left < place.line.right
    height = max(before.line.height, place.line.height)
    return before.page == place.page and overlap and 0.3 * height < distance < 1.35 * leading * height


def _in_column(near: _Place, place: _Place) -> bool:
    """Whether a line is of the same column, and begins about where the other does."""
    line = place.line
    return (
        near.page == place.page
        and _alike(near.line, line)
        and abs(near.line.left - line.left) < 4 * line.height
    )


def _continues(paragraph: _Paragraph, line: Line, right: float, size: float) -> bool:
    """Whether a line right below a paragraph's last is of that paragraph; ``right`` is where the column ends."""
    last = paragraph[-1].line
    if not _alike(last, line) or _begins_item(line.text) or _leader(last.text):
        return False
    if line.height > LARGER * size or (_last_word(last.text) and _first_word(line.text)):
        return True
    shift, height = line.left - last.left, line.height
    if shift > 0.5 * height and not _begins_item(paragraph[0].line.text):
        return False
    if shift < -0.5 * height and len(paragraph) > 1:
        return False
    room = right - last.right
    word = len(line.text.split(" ", 1)[0]) * (line.right - line.left) / max(len(line.text), 1)
    if _ends_sentence(last.text):
        return room < word + 0.5 * height
    return room < max(word + 2 * height, 0.25 * (right - last.left))


def _goes_on(paragraph: _Paragraph, place: _Place) -> bool:
    """Whether a line elsewhere (in the next column, on the next page) goes on with a paragraph."""
    last = paragraph[-1]
    moved = place.page - last.page == 1 or (place.page == last.page and place.line.base > last.line.base)
    unfinished = not _ends_sentence(last.line.text)
    return moved and unfinished and _alike(last.line, place.line) and place.line.text[:1].islower()


def _kind(paragraph: _Paragraph, size: float) -> BlockKind:
    text = " ".join(place.line.text for place in paragraph)
    line = paragraph[0].line
    if _leader(text):
        return "paragraph"
    if line.height >= LARGER * size and len(text) <= LONGEST_HEADING:
        return "heading"
    if line.bold and len(text) <= SHORT_HEADING and not _ends_sentence(text):
        return "heading"
    return "paragraph"


def _joined(paragraph: _Paragraph, words: Counter[str]) -> str:
    """The text of a paragraph on one line."""
    text = ""
    for place in paragraph:
        line = place.line.text
        broken, goes_on = _last_word(text), _first_word(line)
        if broken and goes_on:
            text = text[:-1] + _hyphen(broken[1], goes_on[0], words) + line
        else:
            text = f"{text} {line}" if text else line
    return text


def _hyphen(first: str, last: str, words: Counter[str]) -> str:
    """The hyphen between the halves of a word that the end of a line breaks, if it has one elsewhere in the text.

    >>> _hyphen("iden", "tifier", Counter()), _hyphen("Turkish", "backed", Counter(("Turkish", "backed")))
    ('', '-')
    """
    if not last[0].islower() or words[f"{first}-{last}"] > words[first + last]:
        return "-"
    is_compound = words[first] and words[last] and not words[first + last]
    return "-" if is_compound else ""
