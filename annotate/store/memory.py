"""The tables of aka's memory, aka.db."""

from __future__ import annotations

import sqlite3

from annotate.store import corrections, documents, lineage, settings
from annotate.store.schema import Schema

_ROWS = {
    "document": "h[ht][ht]it",
    "mark": "hti",
    "setting": "tt",
    "correction": "hihtt[in][bn]",
    "version": "hh",
    "known_at": "th",
}


def _recover(connection: sqlite3.Connection) -> str:
    """Have the texts that were corrected known again, and count the corrections."""
    connection.execute("INSERT OR IGNORE INTO version SELECT DISTINCT sha256, lineage FROM correction")
    kept, lost = connection.execute(
        "SELECT coalesce(sum(kept), 0), coalesce(sum(made - kept), 0)"
        " FROM (SELECT count(*) AS kept, max(number) AS made FROM correction GROUP BY lineage)"
    ).fetchone()
    if not kept:
        return "no corrections were found in it"
    more = f"; {lost} or more are lost" if lost else ""
    return f"the corrections in it that could be read are recovered: {kept}{more}"


MEMORY = Schema(
    name="aka's memory",
    migrations=(documents.SCHEMA, settings.SCHEMA, f"{corrections.SCHEMA};{lineage.SCHEMA}"),
    tables=frozenset(_ROWS),
    rows=_ROWS,
    recover=_recover,
)
