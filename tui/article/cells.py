"""How many cells characters take, by rich's conventions: so Textual paints what we measured."""

from __future__ import annotations

from rich.cells import get_character_cell_size, split_graphemes

Grapheme = tuple[int, int, int]
"""What a reader takes for one character: its start and end in its line, and how many cells it takes."""

_even: set[str] = {"\n"}  # the characters seen so far that take one cell, whatever stands beside them


def uneven(text: str) -> frozenset[str]:
    """The characters that take no cell or two, or join; without any, a code point is a cell and a grapheme.

    Line ends count as even; there must be no other control characters.
    """
    if text.isascii():
        return frozenset()
    unknown = set(text) - _even
    found = frozenset(char for char in unknown if _is_flag_letter(char) or get_character_cell_size(char) != 1)
    _even.update(unknown - found)
    return found


def graphemes(line: str) -> list[Grapheme]:
    """The line in graphemes: combining marks, variation selectors and joined emoji stay with their base.

    The two letters of a flag are one grapheme as well, which rich counts as two of one cell each.
    """
    spans: list[Grapheme] = split_graphemes(line)[0]
    if not any(map(_is_flag_letter, line)):
        return spans
    merged: list[Grapheme] = []
    for start, end, width in spans:
        if merged and _is_flag_letter(line[start]):
            base, stop, cells = merged[-1]
            if stop - base == 1 and _is_flag_letter(line[base]):
                merged[-1] = (base, end, cells + width)
                continue
        merged.append((start, end, width))
    return merged


def joins(text: str, offset: int) -> bool:
    """Whether the characters on the two sides of an offset belong to one grapheme."""
    if not 0 < offset < len(text):
        return False
    before, after = text[offset - 1], text[offset]
    if before == "\n" or after in "\n\t":
        return False
    return (
        before == "\u200d"
        or get_character_cell_size(after) == 0
        or (_is_flag_letter(before) and _is_flag_letter(after))
    )


def _is_flag_letter(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"
