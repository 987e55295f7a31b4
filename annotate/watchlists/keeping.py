"""The watch lists that are kept: a database for each in the user's data directory, which takes another's place whole.

A list is never changed once it stands there, so that whoever has it open reads on in peace.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_data_path

from annotate.errors import AkaError
from annotate.text import one_line

SHAPE = 1
"""SQLite's user_version: to be changed when the tables or the forms change."""


_About = tuple[str, str, str, str, str, int, int]


class KeptList(NamedTuple):
    """A list that is kept: what it is called, its kind, where it came from, when (ISO 8601 in UTC), a digest of its
    files, how many entries and names it has; and the file that it stands in."""

    name: str
    kind: str
    source: str
    imported: str
    digest: str
    entries: int
    names: int
    path: Path


def folder() -> Path:
    """Where the lists stand: ``lists`` in aka's data folder (``~/.local/share/aka`` on Linux)."""
    return user_data_path("aka", appauthor=False) / "lists"


def any_kept() -> bool:
    """Whether there is a list at all; asked before anything that looks names up is imported."""
    return any(folder().glob("*.db"))


def kept_lists() -> tuple[list[KeptList], list[str]]:
    """The lists that are kept, by name, and a sentence for each that cannot be used."""
    kept, problems = [], []
    for path in sorted(folder().glob("*.db")):
        try:
            with closing(connect(path)) as connection:
                kept.append(_about(connection, path))
        except (sqlite3.Error, AkaError):
            problems.append(unusable(path.stem))
    return kept, problems


def unusable(name: str) -> str:
    """A sentence about a list that is damaged, or of another version of aka."""
    return (
        f"The watch list {name} cannot be read by this aka and is left out: import it again, or "
        f"`aka aliases forget {name}`."
    )


def connect(path: Path) -> sqlite3.Connection:
    """A list, to be read in any thread, by one at a time."""
    # No locks and no log: the file never changes.
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _about(connection: sqlite3.Connection, path: Path) -> KeptList:
    if connection.execute("PRAGMA user_version").fetchone() != (SHAPE,):
        raise AkaError(f"{path} is of another version.")
    about: _About = connection.execute("SELECT * FROM about").fetchone()
    return KeptList(*about, path)


def forget(name: str) -> str:
    """Remove a list, and give a sentence that says so; raises AkaError where none is called so."""
    path = path_of(name)
    if not path.exists():
        there = ", ".join(sorted(path.stem for path in folder().glob("*.db")))
        raise AkaError(
            f"No watch list is called {one_line(name)}"
            + (f": there are {there}." if there else ": there is none.")
        )
    path.unlink()
    return f"The watch list {path.stem} is forgotten."


def path_of(name: str) -> Path:
    """The file of a list; raises AkaError for what cannot be a list's name."""
    if not re.fullmatch(r"\w[\w-]{0,60}", name):
        raise AkaError(
            f"{one_line(name) or 'Nothing'} cannot be what a watch list is called: take letters, digits, - and _."
        )
    return folder() / f"{name}.db"


def kept_at(path: Path) -> KeptList | None:
    """What is kept there now; None also for what cannot be read."""
    with suppress(sqlite3.Error, AkaError):
        if path.exists():
            with closing(connect(path)) as connection:
                return _about(connection, path)
    return None
