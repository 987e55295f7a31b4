"""From an alias book's TOML to entries, and every problem in it with the line that it stands on."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import tomli

from annotate.book.entry import FIELD_OF_ROLE, Entry, Origin
from annotate.labels import NAMES
from annotate.names import key

MAX_BYTES = 20_000_000
"""A book larger than this is no book that a person wrote; it is left out, and no more than this of it is read."""

_HEADER = re.compile(r"\s*\[\[\s*entity\s*\]\]")
_LINE = re.compile(r"\(at line (\d+)")


class Problem(NamedTuple):
    """What is wrong with a book: the file, the line (0: the file as a whole), and one clause saying what."""

    path: str
    line: int
    what: str

    @property
    def is_unread(self) -> bool:
        """Whether the file itself could not be read: it is missing, say; nothing is known of what is in it."""
        return self.line == 0

    def __str__(self) -> str:
        place = f"{self.path}, line {self.line}" if self.line else self.path
        return f"{place}: {self.what}"


def left_out(problems: Iterable[Problem]) -> str:
    """What a person is told when books are left out for what is wrong with them: the first problem of each."""
    sentences = []
    for _, group in groupby(problems, lambda problem: problem.path):
        first, *others = group
        more = f" (and {len(others)} more: `aka aliases check` lists all)" if others else ""
        sentences.append(f"An alias book is left out. {first}{more}")
    return " ".join(sentences)


class Parsed(NamedTuple):
    """A book as read: its entries with the line of each, and its problems. A book with problems is left
    out."""

    entries: tuple[Entry, ...]
    lines: tuple[int, ...]
    problems: tuple[Problem, ...]


def parse(path: Path) -> Parsed:
    """Read one book. Never raises for what is in the file or for a file that is not there: that is a
    problem."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # a pipe might never end, and cannot be read twice
            return _failed(path, 0, "is not a file")
        if status.st_size > MAX_BYTES:
            with path.open("rb") as file:
                line = file.read(MAX_BYTES).count(b"\n") + 1
            size, most = status.st_size // 1_000_000, MAX_BYTES // 1_000_000
            return _failed(
                path, line, f"{size} MB is too large for an alias book; {most} MB end here: split it"
            )
        source = path.read_bytes().decode("utf-8")
    except OSError as error:
        return _failed(path, 0, f"cannot be read ({error.strerror or error})")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return _failed(path, line, "is not UTF-8 text")
    return parse_text(source, path)


def parse_text(source: str, path: Path) -> Parsed:
    """The same for a book's text; ``path`` only names it."""
    try:
        data = tomli.loads(source)
    except (tomli.TOMLDecodeError, RecursionError) as error:
        found = _LINE.search(str(error))
        line = int(found[1]) if found else source.count("\n") + 1
        return _failed(
            path, line, f"is not TOML: {_LINE.split(str(error))[0].strip() or 'too deeply nested'}"
        )
    lines = source.splitlines()
    headers = [number for number, line in enumerate(lines, 1) if "[[" in line and _HEADER.match(line)]
    problems = [
        Problem(
            str(path), _find(lines, 1, len(lines), name), f"unknown field {name!r}; only [[entity]] is known"
        )
        for name in data
        if name != "entity"
    ]
    tables = data.get("entity", [])
    if not isinstance(tables, list):
        return _failed(path, _find(lines, 1, len(lines), "entity"), "entities are written as [[entity]]")
    entries: list[Entry] = []
    starts: list[int] = []
    for index, table in enumerate(tables):
        start = headers[index] if index < len(headers) else 1
        end = headers[index + 1] - 1 if index + 1 < len(headers) else len(lines)
        if entry := _entry(table):
            entries.append(entry)
            starts.append(start)
        else:
            field, what = _wrong(table)
            problems.append(Problem(str(path), _find(lines, start, end, field), what))
    return Parsed(tuple(entries), tuple(starts), tuple(problems))


def contradictions(path: Path, entries: Sequence[Entry], lines: Sequence[int]) -> list[Problem]:
    """One problem for each name that two different entities claim for certain, neither marking it as
    ambiguous."""
    claims: dict[str, tuple[int, str]] = {}
    problems: list[Problem] = []
    for index, entry in enumerate(entries):
        doubted = {key(name) for name in entry.ambiguous}
        for role, name in entry.roles():
            if role not in ("alias", "former") or (form := key(name)) in doubted:
                continue
            other, written = claims.setdefault(form, (index, name))
            if other != index and not same_entity(entries[other], entry):
                what = (
                    f"{name!r} is an alias of {entry.name!r} and ({written!r}, line {lines[other]}) of "
                    f"{entries[other].name!r}; mark it as ambiguous in one of them"
                )
                problems.append(Problem(str(path), lines[index], what))
    return problems


def same_entity(one: Entry, other: Entry) -> bool:
    """Whether two entries (of two files, say) speak of one entity: same name but for case, and same label."""
    return one.label == other.label and key(one.name) == key(other.name)


def _failed(path: Path, line: int, what: str) -> Parsed:
    return Parsed((), (), (Problem(str(path), line, what),))


def _entry(table: Any) -> Entry | None:
    """The entry that an entity's table is, None where something is wrong with it."""
    try:
        entry = msgspec.convert(table, Entry)
    except msgspec.ValidationError:
        return None
    texts = (text for value in table.values() for text in ((value,) if isinstance(value, str) else value))
    blank = any(isinstance(text, str) and not text.strip() for text in texts)
    return None if blank or entry.label not in NAMES else entry


def _wrong(table: Any) -> tuple[str, str]:
    """The first wrong field of an entity's table, and what is wrong with it."""
    if not isinstance(table, dict):
        return "entity", "entities are written as [[entity]]"
    known = {"name", "label", "kind", "reference", "learned", *FIELD_OF_ROLE.values()}
    for field, value in table.items():
        if field not in known:
            return field, f"unknown field {field!r}"
        if field in FIELD_OF_ROLE.values():
            if not isinstance(value, list) or not all(
                isinstance(name, str) and name.strip() for name in value
            ):
                return field, f"{field!r} must be a list of names"
        elif field == "learned":
            try:
                msgspec.convert(value, tuple[Origin, ...])
            except msgspec.ValidationError:
                return (
                    field,
                    '\'learned\' must be a list of {names = [...], title = "...", source = "...", day = ...}',
                )
        elif not isinstance(value, str) or not value.strip():
            return field, f"{field!r} must be a text in quotes"
    for field in ("name", "label"):
        if field not in table:
            return field, f"an entity without {field!r}"
    return "label", f"unknown label {table['label']!r}; one of {', '.join(sorted(NAMES))}"


def _find(lines: Sequence[str], start: int, end: int, field: str) -> int:
    """The line on which a field stands between two lines; the first of them when it does not."""
    pattern = re.compile(rf"\s*[\"']?{re.escape(field)}[\"']?\s*=|\s*\[+\s*{re.escape(field)}\b")
    for number in range(start, end + 1):
        if pattern.match(lines[number - 1]):
            return number
    return start
