"""What the command line writes: sentences and progress on standard error, tables on standard output."""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections.abc import Sequence
from itertools import accumulate, zip_longest

import click

from annotate.text import one_line, visible

_WIDEST = 44  # cells; a longer text in a table on a terminal is cut


def say(sentence: str) -> None:
    """A sentence on standard error."""
    clear_progress()
    click.echo(f"aka: {visible(sentence)}", err=True)


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


def print_tsv(rows: Sequence[Sequence[object]]) -> None:
    """Rows for programs: tabs between the cells, one line a row."""
    click.echo("".join("\t".join(one_line(_text(cell)) for cell in row) + "\n" for row in rows), nl=False)


def print_table(rows: Sequence[Sequence[object]]) -> None:
    """Rows for people: aligned, numbers to the right, long cells cut."""
    texts = [[_cut(one_line(_text(cell)), _WIDEST) for cell in row] for row in rows]
    widths = [max(map(_cells, column)) for column in zip_longest(*texts, fillvalue="")]
    numeric = [any(isinstance(cell, int | float) for cell in column) for column in zip_longest(*rows)]
    lines = []
    for text in texts:
        blanks = [" " * (width - _cells(shown)) for shown, width in zip(text, widths, strict=False)]
        padded = [
            blank + shown if right else shown + blank
            for shown, blank, right in zip(text, blanks, numeric, strict=False)
        ]
        lines.append("  ".join(padded).rstrip() + "\n")
    click.echo("".join(lines), nl=False)


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
