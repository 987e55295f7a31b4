"""What the command line writes: sentences and progress on standard error, tables on standard output."""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections.abc import Sequence
from itertools import accumulate, zip_longest

from annotate.text import one_line, visible

_WIDEST = 44  # cells; a longer text in a table on a terminal is cut
_NARROW = (20, 10)  # cells; how narrow columns become, each of them before any becomes narrower
_GAP = "  "


def say(sentence: str) -> None:
    """A sentence on standard error."""
    clear_progress()
    print(f"aka: {visible(sentence)}", file=sys.stderr, flush=True)


def show_progress(text: str) -> None:
    """Replace the progress line; only where a person is watching."""
    if sys.stderr.isatty():
        columns = shutil.get_terminal_size().columns
        sys.stderr.write(f"\r\x1b[K{_cut(one_line(text), columns - 1)}")
        sys.stderr.flush()


def show_share(source: str, done: int, total: int) -> None:
    """Show how much of a source is done; an ``OnProgress`` of :func:`annotate.batch.annotate_sources`."""
    show_progress(f"{source}  {100 * done // max(total, 1)} %")


def clear_progress() -> None:
    """Take the progress line away."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def print_rows(
    header: Sequence[str],
    rows: Sequence[Sequence[object]],
    header_to_read: Sequence[str],
    rows_to_read: Sequence[Sequence[object]],
    *,
    give_way: Sequence[str],
    none: str,
) -> None:
    """Rows under a header: those to read on a terminal, where the columns ``give_way`` are shortened first, and the
    sentence ``none`` where there are none."""
    if not sys.stdout.isatty():
        print_tsv([header, *rows])
    elif rows_to_read:
        print_table([header_to_read, *rows_to_read], shrink=[header_to_read.index(name) for name in give_way])
    else:
        print(visible(none))


def print_tsv(rows: Sequence[Sequence[object]]) -> None:
    """Rows for programs: tabs between the cells, one line a row."""
    lines = ("\t".join(one_line(_text(cell)) for cell in row) + "\n" for row in rows)
    print("".join(lines), end="", flush=True)


def print_table(rows: Sequence[Sequence[object]], shrink: Sequence[int] = ()) -> None:
    """Rows for people: aligned, numbers to the right, long cells cut.

    ``shrink`` names the columns, by number, that give way where the table is wider than the terminal, the
    first of them first; that one also takes whatever room there is.
    """
    texts = [
        [
            text if place in shrink[:1] else _cut(text, _WIDEST)
            for place, text in enumerate(one_line(_text(cell)) for cell in row)
        ]
        for row in rows
    ]
    widths = [max(map(_cells, column)) for column in zip_longest(*texts, fillvalue="")]
    columns = shutil.get_terminal_size().columns if shrink else _total(widths)
    if shrink:
        widths = _fitted(widths, shrink, columns)
    numeric = [any(isinstance(cell, int | float) for cell in column) for column in zip_longest(*rows)]
    lines = []
    for row in texts:
        padded = []
        for text, width, right in zip(row, widths, numeric, strict=False):
            if width:
                shown = _cut(text, width)
                blank = " " * (width - _cells(shown))
                padded.append(blank + shown if right else shown + blank)
        lines.append(_cut(_GAP.join(padded).rstrip(), columns) + "\n")
    print("".join(lines), end="", flush=True)


def _fitted(widths: Sequence[int], shrink: Sequence[int], columns: int) -> list[int]:
    """The widths, less what is too much for the terminal: first each column in ``shrink`` becomes a little
    narrow, in that order, then more so; where that is not enough, the first is left out (0)."""
    fitted = _narrowed(widths, shrink, columns)
    if _total(fitted) <= columns:
        return fitted
    without = [0 if place == shrink[0] else width for place, width in enumerate(widths)]
    return _narrowed(_narrowed(without, shrink[1:], columns), shrink[1:], columns, (4,))


def _narrowed(
    widths: Sequence[int], shrink: Sequence[int], columns: int, steps: Sequence[int] = _NARROW
) -> list[int]:
    """The widths with those in ``shrink`` made smaller step by step, for as long as they are too much."""
    fitted = list(widths)
    for least in steps:
        for place in shrink:
            excess = max(_total(fitted) - columns, 0)
            fitted[place] = min(fitted[place], max(least, fitted[place] - excess))
    return fitted


def _total(widths: Sequence[int]) -> int:
    """How wide a table with columns of these widths is; one of no width is not there."""
    there = [width for width in widths if width]
    return sum(there) + len(_GAP) * (len(there) - 1)


def _text(cell: object) -> str:
    """A cell as text: None is empty, a fraction has as many digits as it needs, two at least."""
    if isinstance(cell, float):
        return f"{cell:.2f}" if round(cell, 2) == cell else f"{cell:.4g}"
    return "" if cell is None else str(cell)


def _cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.category(char) in ("Mn", "Me", "Cf")
        else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )


def _cut(text: str, width: int) -> str:
    """The text, with an ellipsis for what does not fit into ``width`` columns."""
    if _cells(text) <= width:
        return text
    used = accumulate(map(_cells, text))
    return text[: next((end for end, cells in enumerate(used) if cells >= width), len(text))] + "…"
