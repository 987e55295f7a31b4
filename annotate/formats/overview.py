"""What the formats can do, as a table for people."""

from __future__ import annotations

from annotate.formats.registry import Format
from annotate.formats.shipped import FORMATS


def overview() -> str:
    """aka's own formats as a table in Markdown; the README shows it."""
    rows = [
        "| format | file | reads | writes | what it keeps |",
        "|---|---|---|---|---|",
        *(_row(entry) for entry in FORMATS.shipped.values()),
    ]
    return "\n".join(rows)


def _row(entry: Format) -> str:
    files = [f"`{entry.suffixes[0]}`", *(f"`{beside.suffix}`" for beside in entry.beside)]
    extra = f" (`pip install 'aka-reader[{entry.extra}]'`)" if entry.extra else ""
    keeps = entry.keeps.replace("|", r"\|") + extra
    can = ("yes" if able else "" for able in (entry.reads, entry.writes))
    return f"| `{entry.name}` | {' + '.join(files)} | {' | '.join(can)} | {keeps} |"
