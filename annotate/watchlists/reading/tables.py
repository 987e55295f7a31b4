"""Tables of names with a header: OpenSanctions' ``targets.simple.csv``, and whatever people have made themselves.

The header of the latter has a column ``name``; columns that are called alias, aliases, aka and the like, and all that
stand behind the header's last, hold other names; ``id`` and ``label`` (or ``type``, ``schema``) may be there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate.labels import LABELS
from annotate.watchlists.entry import Fault, Found, Listed
from annotate.watchlists.reading import ftm
from annotate.watchlists.reading.file import ListFile
from annotate.watchlists.reading.rows import cells_of, rows

_DELIMITERS = (",", ";", "\t", "|")
_SIMPLE = {"id", "schema", "name", "aliases"}
_is_alias = re.compile(
    r"(?:(?:other|alternate|alternative|former|weak)[ _]?)?(?:alias|aliases|names?|aka|a\.k\.a\.)(?:[ _]?\d+)?"
).fullmatch
_KIND_COLUMNS = ("label", "type", "schema", "kind")
_KINDS = {
    **{label.lower(): label for label in LABELS},
    **{schema.lower(): label for schema, label in ftm.LABELS.items()},
    "individual": "PERSON",
    "people": "PERSON",
    "organisation": "ORG",
    "place": "GPE",
}


def begins_simple(data: bytes) -> bool:
    """Whether a file begins as OpenSanctions' table does."""
    return set(_header(data)[1]) >= _SIMPLE


def begins(data: bytes) -> bool:
    """Whether a file begins with a header that has a column ``name``."""
    return "name" in _header(data)[1]


def _header(data: bytes) -> tuple[str, list[str]]:
    """What stands between the columns, and what they are called."""
    line = data.split(b"\n", 1)[0].decode("utf-8", "replace").rstrip("\r")
    delimiter = max(_DELIMITERS, key=lambda each: len(cells_of(line, each)))
    return delimiter, [cell.lower() for cell in cells_of(line, delimiter)]


def read_simple(file: ListFile) -> Iterator[Found]:
    """The entries of OpenSanctions' table; those of a schema that a text does not name are left out."""
    for found in _entries(file, split=";"):
        if isinstance(found, Fault):
            yield found
        elif found[1] in ftm.LABELS:
            yield found[0]


def read(file: ListFile) -> Iterator[Found]:
    """The entries of a table."""
    for found in _entries(file, split=""):
        yield found if isinstance(found, Fault) else found[0]


def _entries(file: ListFile, split: str) -> Iterator[tuple[Listed, str] | Fault]:
    """Each entry with what the table says that it is."""
    delimiter, header = _header(file.beginning())
    name_at = header.index("name")
    id_at = header.index("id") if "id" in header else None
    kind_at = next((header.index(column) for column in _KIND_COLUMNS if column in header), None)
    split = split or next(each for each in ";|" if each != delimiter)
    aliases_at = [
        at for at, column in enumerate(header) if at != name_at and _is_alias(column) and "weak" not in column
    ]
    weak_at = [at for at, column in enumerate(header) if _is_alias(column) and "weak" in column]
    table = rows(file, delimiter)
    next(table, None)  # the header
    for row in table:
        if isinstance(row, Fault):
            yield row
            continue
        number, cells = row
        name = cells[name_at] if name_at < len(cells) else ""
        if not name:
            yield Fault(file.name, number, "it has no name")
            continue

        def names(places: list[int], cells: list[str] = cells) -> list[str]:
            return [part.strip() for at in places if at < len(cells) for part in cells[at].split(split)]

        kind = cells[kind_at] if kind_at is not None and kind_at < len(cells) else ""
        id_ = cells[id_at] if id_at is not None and id_at < len(cells) else ""
        others = [*names(aliases_at), *cells[len(header) :]]
        entry = Listed(
            number, id_ or name, _KINDS.get(kind.lower(), ""), (name, *others), tuple(names(weak_at))
        )
        yield entry, kind
