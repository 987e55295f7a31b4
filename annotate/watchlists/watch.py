"""Looking the names of an annotation up in the watch lists that are kept."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from annotate.annotation import Annotation, Entity, Match
from annotate.book import Book, load
from annotate.labels import is_name
from annotate.names import key
from annotate.resolve.name import Name
from annotate.watchlists import forms, judging
from annotate.watchlists.keeping import KeptList, connect, kept_lists, unusable

_MOST_ALIKE = 500  # names on a list that are looked at for one that is not the same
_REMEMBERED = 20_000  # names of texts
_QUERY = """
    SELECT DISTINCT text, weak, part, id, label, called FROM form JOIN name ON name.number = form.name
    JOIN entry ON entry.number = name.entry WHERE form IN ({}) LIMIT ?
"""
_MOST_SAME = 1000  # entries of one list with the same name


class _Hit(NamedTuple):
    """A name on a list that a name of a text matches."""

    list: str
    entry: str
    called: str
    name: str
    rule: str
    score: float
    weak: bool


class Watch:
    """The kept lists, open; any thread may use it. ``books`` are a person's own alias books.

    ``problems`` are sentences for people, each about a list that cannot be used; where that shows only when a name is
    looked up, the list is left out from then on.
    """

    def __init__(self, books: Sequence[Path] | None = ()) -> None:
        """Without a list nothing is opened. ``books`` None leaves all alias books out."""
        self.lists, self.problems = kept_lists()
        self._book = (Book() if books is None else load(books)) if self.lists else Book()
        self._connections = [(kept, connect(kept.path)) for kept in self.lists]
        self._lock = threading.Lock()
        self._look_up = lru_cache(maxsize=_REMEMBERED)(self._hits)

    @property
    def described(self) -> tuple[str, ...]:
        """The lists as an annotation says them."""
        return tuple(f"{kept.name} {kept.digest[:12]}" for kept in self.lists)

    def matched(self, annotation: Annotation) -> Annotation:
        """The annotation with what its names match; what it says of lists that are not kept here stays."""
        if not self.lists:
            return annotation
        own = {kept.name for kept in self.lists}
        others = [match for match in annotation.matches if match.list not in own]
        theirs = [each for each in annotation.pipeline.lists if each.partition(" ")[0] not in own]
        with self._lock:
            found = [match for entity in annotation.entities for match in self._matches(entity)]
            sound = {kept.name for kept in self.lists}
            found = [match for match in found if match.list in sound]
        pipeline = replace(annotation.pipeline, lists=(*theirs, *self.described))
        return replace(annotation, matches=(*others, *found), pipeline=pipeline)

    def close(self) -> None:
        """Close the lists."""
        for _, connection in self._connections:
            connection.close()

    def _matches(self, entity: Entity) -> list[Match]:
        """One match for each entry that some alias matches, the surest; the surest entry first. A name that is
        rejected everywhere matches nothing."""
        best: dict[tuple[str, str], Match] = {}
        if is_name(entity.label):
            for alias in entity.aliases:
                for hit in self._look_up(alias.name, entity.label) if alias.count else ():
                    match = Match(entity.id, alias.name, *hit)
                    before = best.get((hit.list, hit.entry))
                    if before is None or _rank(match) < _rank(before):
                        best[hit.list, hit.entry] = match
        return sorted(best.values(), key=_rank)

    def _hits(self, text: str, label: str) -> tuple[_Hit, ...]:
        """What one name matches."""
        if not any(map(str.isalnum, text)):
            return ()
        name = Name(0, text, label, (0,))
        known = judging.book_names(name, self._book)
        same = forms.numbers(forms.exact(name) | {f"={form}" for form in known})
        alike = forms.numbers(forms.alike(name))
        hits: list[_Hit] = []
        for kept, connection in tuple(self._connections):
            try:
                rows = _rows(connection, same, _MOST_SAME) + _rows(connection, alike, _MOST_ALIKE)
            except sqlite3.Error:
                self._leave_out(kept, connection)
                continue
            hits += (hit for row in rows for hit in self._judged(name, known, kept, row))
        return tuple(dict.fromkeys(hits))

    def _leave_out(self, kept: KeptList, connection: sqlite3.Connection) -> None:
        self.lists.remove(kept)
        self._connections.remove((kept, connection))
        self.problems.append(unusable(kept.name))

    def _judged(self, name: Name, known: frozenset[str], kept: KeptList, row: _Row) -> Iterable[_Hit]:
        listed, weak, part, entry, label, called = row
        if part and name.group == "person":
            return
        verdict = judging.judge(name, listed, label, self._book, weak=bool(weak))
        if verdict is None and not weak and forms.fits(label, name) and key(listed) in known:
            verdict = judging.Verdict(judging.BOOK, 1.0)
        if verdict is not None:
            yield _Hit(kept.name, entry, called, listed, *verdict, bool(weak))


_Row = tuple[str, int, int, str, str, str]


def _rows(connection: sqlite3.Connection, numbers: Sequence[int], most: int) -> list[_Row]:
    """The names on a list that have one of these forms."""
    if not numbers:
        return []
    marks = ", ".join("?" * len(numbers))
    return connection.execute(_QUERY.format(marks), (*numbers, most)).fetchall()


def _rank(match: Match) -> tuple[object, ...]:
    """The surest come first, and what stands there as it is written on the list."""
    doubt = match.weak, -match.score, match.rule != judging.SAME
    return (*doubt, match.list, match.name != match.called, match.entry, match.name)
