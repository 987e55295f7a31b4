"""The result of a query to Wikidata (SPARQL), as JSON: ``?item``, ``?itemLabel``, and any number of variables whose
names have "alias", "altLabel" or "name" in them.

Both what the service answers (SPARQL 1.1 Query Results JSON) and what its page downloads are read: a list of plain
objects, or of such with types. An item stands on as many rows as it has aliases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from annotate.errors import BadSource
from annotate.watchlists.entry import Fault, Found, Listed, More
from annotate.watchlists.reading.file import ListFile

_MOST = 256 << 20  # bytes: the file is one object, which is read as a whole
_begins = re.compile(rb'\s*(?:\{\s*"head"\s*:|\{\s*"results"\s*:|\[\s*\{\s*"item"\s*:)').match
_is_name = re.compile(r".*(?:label|alias|name).*", re.IGNORECASE).fullmatch
_unlabelled = re.compile(r"Q\d+").fullmatch
_ITEM = "item"


def begins(data: bytes) -> bool:
    """Whether a file begins as such a result does."""
    return _begins(data) is not None


def read(file: ListFile) -> Iterator[Found]:
    """The items with their labels and aliases. Raises BadSource for what is no whole result."""
    data = file.read(_MOST + 1)
    if len(data) > _MOST:
        raise BadSource(f"{file.name} is larger than {_MOST >> 20} MB: ask Wikidata for less at once.")
    try:
        found = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
        rows = found if isinstance(found, list) else found["results"]["bindings"]
        items = [{name: _value(cell) for name, cell in row.items()} for row in rows]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, KeyError, TypeError, AttributeError):
        raise BadSource(f"{file.name} is no whole result of a Wikidata query.") from None
    known: set[str] = set()
    for number, row in enumerate(items, 1):
        id_ = row.get(_ITEM, "").rpartition("/")[2]
        names = tuple(
            value
            for name, value in row.items()
            if name != _ITEM and _is_name(name) and not _unlabelled(value)
        )
        if not id_ or not names:
            yield Fault(file.name, 0, f"row {number} of the result has no ?item, or no name of it")
        elif id_ in known:
            yield More(0, id_, names)
        else:
            known.add(id_)
            first = row.get(f"{_ITEM}Label", "")
            yield Listed(0, id_, "", tuple(dict.fromkeys((*((first,) if first in names else ()), *names))))


def _value(cell: Any) -> str:
    value = cell["value"] if isinstance(cell, dict) else cell
    return value if isinstance(value, str) else ""
