"""An alias book changed by aka: its text with a little more or less in it, and all that a person wrote as it was.

Each function takes and gives the whole text of a book without problems, and raises CannotEdit where it is written in a
way in which it cannot be changed: what is given always says just what it should.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from annotate.book.entry import FIELD_OF_ROLE, Entry
from annotate.book.toml import parse_text, same_entity
from annotate.errors import AkaError
from annotate.names import key

_ATTRIBUTES = {field: "not_" if field == "not" else field for field in FIELD_OF_ROLE.values()}
"""The fields of an entry that hold names, and its attributes of Python."""


class CannotEdit(AkaError):
    """A book that is written in a way in which aka cannot change it."""


def with_entry(source: str, lesson: Entry) -> str:
    """The book with what an entry says beside what it says of that entity already; the same text where that is all."""
    entries, _ = _read(source)
    for number, entry in enumerate(entries):
        if same_entity(entry, lesson):
            return _changed(source, number, joined(entry, lesson))
    text = f"{source.rstrip()}\n\n{_table(lesson)}".lstrip("\n")
    return _sure(text, (*entries, lesson))


def without_entry(source: str, number: int) -> str:
    """The book without the entry of a number (from 0); comments stay."""
    entries, starts = _read(source)
    lines = source.split("\n")  # not at any other of Python's line ends: they may stand in a name
    lines[:-1] = [f"{line}\n" for line in lines[:-1]]
    ends = [*starts[1:], len(lines) + 1]
    end = ends[number] - 1  # of what stands before the next entry, its comments are not this one's
    while not lines[end - 1].partition("#")[0].strip():
        end -= 1
    text = "".join([*lines[: starts[number] - 1], *lines[end:]])
    return _sure(text, (*entries[:number], *entries[number + 1 :]))


def without_name(source: str, number: int, name: str) -> str:
    """The book without a name, however it is written, in the entry of a number; it must not be the canonical one."""
    return _changed(source, number, less(_read(source)[0][number], key(name)))


def joined(entry: Entry, lesson: Entry) -> Entry:
    """An entry with what a lesson adds to it. A name that it has already in some role (but as what it is not) is no
    news."""
    known = {key(name) for role, name in entry.roles() if role != "not"}
    nots = {key(name) for name in entry.not_}
    changes: dict[str, Any] = {}
    news: list[str] = []
    for field, attribute in _ATTRIBUTES.items():
        names = [
            name
            for name in getattr(lesson, attribute)
            if key(name) not in (nots if field == "not" else known)
        ]
        changes[attribute] = (*getattr(entry, attribute), *names)
        news += names
    reference = entry.reference or lesson.reference
    if not news and reference == entry.reference:
        return entry
    origins = tuple(replace(origin, names=tuple(news)) for origin in lesson.learned)
    return replace(entry, **changes, reference=reference, learned=(*entry.learned, *origins))


def less(entry: Entry, form: str) -> Entry:
    """An entry without a name (its key), and without saying where that came from."""

    def keep(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in names if key(name) != form)

    kept = {attribute: keep(getattr(entry, attribute)) for attribute in _ATTRIBUTES.values()}
    origins = (replace(origin, names=keep(origin.names)) for origin in entry.learned)
    return replace(entry, **kept, learned=tuple(origin for origin in origins if origin.names))


def _changed(source: str, number: int, wanted: Entry) -> str:
    """The book with another entry in the place of one, of which it leaves all as it stands that need not change."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    entries, _ = _read(source)
    old, new = _fields(entries[number]), _fields(wanted)
    if old == new:
        return source
    try:
        document: Any = tomlkit.parse(source)
        for field in {**old, **new}:
            _set(document["entity"][number], field, old.get(field), new.get(field))
        text = tomlkit.dumps(document)
    except TOMLKitError as error:
        raise CannotEdit(f"aka cannot change the book as it is written ({error}).") from None
    return _sure(text, (*entries[:number], wanted, *entries[number + 1 :]))


def _set(table: Any, field: str, old: Any, new: Any) -> None:
    """Make a field of a table say something else: what is gone is taken out of it, what is new comes last."""
    if old == new:
        return
    if new is None:
        table.remove(field)
    elif field not in table:
        body = table.value.body
        tail = []
        while body and body[-1][0] is None:  # the blank line and the comments are of the next entry
            tail.append(body.pop())
        table.add(field, _item(field, new))
        body.extend(reversed(tail))
    elif not isinstance(new, tuple) or (field == "learned" and new[: len(old)] != old):
        table[field] = _item(field, new)
    else:
        values = table[field]
        for place in reversed(range(len(values))):
            if values[place] not in new:
                del values[place]
        for value in new[len(values) :]:
            values.append(_inline(value) if field == "learned" else value)


def _table(entry: Entry) -> str:
    """An entry as the last of a book."""
    import tomlkit

    table = tomlkit.table()
    for field, value in _fields(entry).items():
        table.add(field, _item(field, value))
    return tomlkit.dumps({"entity": [table]})


def _item(field: str, value: Any) -> Any:
    """A field's value as it is written: names on one line, each origin on its own."""
    import tomlkit

    if field != "learned":
        return tomlkit.item(list(value) if isinstance(value, tuple) else value)
    array = tomlkit.array()
    array.extend(map(_inline, value))
    return array.multiline(True)


def _inline(origin: dict[str, Any]) -> Any:
    import tomlkit

    table = tomlkit.inline_table()
    table.update(origin)
    return table


def _fields(entry: Entry) -> dict[str, Any]:
    """The fields that an entry has in its file, as Python's own types."""
    fields: dict[str, Any] = msgspec.to_builtins(entry, builtin_types=(date,))
    return fields


def _read(source: str) -> tuple[tuple[Entry, ...], tuple[int, ...]]:
    """The entries, and the lines (from 1) on which they begin."""
    parsed = parse_text(source, Path())
    return parsed.entries, parsed.lines


def _sure(text: str, wanted: Sequence[Entry]) -> str:
    """The text, if that is what it says."""
    parsed = parse_text(text, Path())
    if parsed.problems or parsed.entries != tuple(wanted):
        raise CannotEdit("aka cannot change the book as it is written.")
    return text
