"""FollowTheMoney's entities, a JSON object a line: OpenSanctions' ``entities.ftm.json`` and ``targets.nested.json``.

https://followthemoney.tech/explorer/schemata/Thing/: name, alias, previousName, and weakAlias for what is too common
or too short to be told by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from annotate.watchlists.entry import Fault, Found, Listed
from annotate.watchlists.reading.file import ListFile

LABELS = {
    "Person": "PERSON",
    "Organization": "ORG",
    "Company": "ORG",
    "PublicBody": "ORG",
    "LegalEntity": "",  # a person or an organisation
    "Vessel": "PRODUCT",
    "Airplane": "PRODUCT",
}
"""The schemata of what a text may name; the others are relations, addresses, documents."""

_begins = re.compile(rb'\s*\{[^\n]{0,4000}?"(?:schema|properties)"\s*:').match


class _Entity(msgspec.Struct):
    id: str
    schema: str
    caption: str = ""
    properties: dict[str, Any] = {}


def begins(data: bytes) -> bool:
    """Whether a file begins as such a list does."""
    return _begins(data) is not None


def read(file: ListFile) -> Iterator[Found]:
    """The entities of a file that have a label."""
    decoder = msgspec.json.Decoder(_Entity)
    for number, line in file.lines():
        if not line.strip():
            continue
        try:
            entity = decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            yield Fault(file.name, number, "it is no FollowTheMoney entity")
            continue
        if entity.schema in LABELS:
            names = [entity.caption, *_values(entity, "name", "alias", "previousName")]
            weak = tuple(_values(entity, "weakAlias"))
            yield Listed(number, entity.id, LABELS[entity.schema], tuple(names), weak)


def _values(entity: _Entity, *properties: str) -> Iterator[str]:
    for name in properties:
        values = entity.properties.get(name, ())
        if isinstance(values, list):
            yield from (value for value in values if isinstance(value, str))
