"""What the publishers of watch lists give out: each kind is told by what a file holds, and read by a module of its own.

A reader yields entries as they come, and a Fault for each line from which nothing could be taken; it raises BadSource
where the file as a whole cannot be used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from annotate.errors import BadSource
from annotate.watchlists.entry import Found
from annotate.watchlists.reading import ftm, ofac, tables, un, wikidata
from annotate.watchlists.reading.file import ListFile


class Kind(NamedTuple):
    """What a list is called by its publishers, how its beginning is told, and what reads it."""

    name: str
    begins: Callable[[bytes], bool]
    read: Callable[[ListFile], Iterator[Found]]


KINDS = (
    Kind("UN consolidated list", un.begins, un.read),
    Kind("FollowTheMoney", ftm.begins, ftm.read),
    Kind("Wikidata", wikidata.begins, wikidata.read),
    Kind("OFAC SDN", ofac.begins_main, ofac.read_main),
    Kind("OFAC alternate names", ofac.begins_alternate, ofac.read_alternate),
    Kind("OpenSanctions table", tables.begins_simple, tables.read_simple),
    Kind("table of names", tables.begins, tables.read),
)
"""The first whose beginning fits."""


def kind_of(file: ListFile) -> Kind:
    """What kind of list a file holds; raises BadSource where it is none."""
    beginning = file.beginning()
    if not beginning.strip():
        raise BadSource(f"{file.name} is empty.")
    for kind in KINDS:
        if kind.begins(beginning):
            return kind
    raise BadSource(
        f"{file.name} is no list that aka knows: neither FollowTheMoney or OpenSanctions (a JSON object a line, or a "
        "table), OFAC (SDN.CSV, ALT.CSV), the UN consolidated list (XML), a Wikidata result (JSON with ?item and "
        "?itemLabel), nor a table with a column `name` in its first line."
    )
