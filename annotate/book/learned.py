"""The book that aka writes: what its reader has taught it, one file among the reader's own books.

The file is the reader's to edit. aka adds to it and takes out of it, leaves everything else as it stands, and writes it
whole or not at all.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from shlex import quote
from typing import NamedTuple

from annotate.annotation import Annotation, Entity
from annotate.book import check, editing, lesson, own_folder, personal, shipped
from annotate.book.contradiction import contradiction, settled
from annotate.book.entry import Entry
from annotate.book.index import Book, merge
from annotate.book.toml import parse, parse_text, same_entity
from annotate.decisions import Decision
from annotate.errors import AkaError
from annotate.formats.saving import Replacement
from annotate.names import key
from annotate.text import one_line

HEADER = (
    "# What you taught aka. It is yours to edit: `aka aliases edit` opens it, and then looks for mistakes.\n"
)


class NotLearned(AkaError):
    """There is nothing to learn, or it cannot be learned; nothing is written."""


def path() -> Path:
    """Where the book stands, be it there or not: among the reader's own."""
    return own_folder() / "learned.toml"


def learn_from(annotation: Annotation, decision: Decision) -> str:
    """Teach the book what a decision says of names, and give a sentence for people that says what that is.

    ``annotation`` shows the decision already. Raises NotLearned when it teaches nothing (see
    :func:`annotate.book.lesson.of_decision`) or contradicts one of the reader's own books, and other AkaErrors when
    the book has mistakes in it or cannot be written.
    """
    return _learn(lambda books: lesson.of_decision(annotation, decision, books))


def learn_entity(annotation: Annotation, entity: Entity, when: str) -> str:
    """Teach the book an entity of the annotation with all its names and its reference, at a time (ISO 8601); else as
    :func:`learn_from`."""
    return _learn(lambda books: lesson.of_entity(annotation, entity, when, books))


def remove(name: str, alias: str | None = None) -> str:
    """Take an entity out of the book, or only one of its names, and give a sentence that says so.

    An entity that has no other name left goes too. Raises AkaError when the book has no such entity or name.
    """
    with _held() as book:
        number = _number(book, name)
        entry = book.entries[number]
        if alias is None:
            book.write(editing.without_entry(book.source, number))
            return f"{one_line(entry.name)} is out of {book.path}."
        others = {key(other) for _, other in entry.roles()} - {key(entry.name)}
        if key(alias) not in others:
            raise AkaError(
                f"{one_line(entry.name)} has no other name {one_line(alias)} in {book.path}: "
                "`aka aliases list` shows those that it has."
            )
        alone = others == {key(alias)}
        change = editing.without_entry if alone else partial(editing.without_name, name=alias)
        book.write(change(book.source, number))
        return f"{one_line(alias)} is out of {one_line(entry.name)} in {book.path}."


class _Held(NamedTuple):
    """The book as it is while nobody else changes it."""

    path: Path
    source: str
    entries: tuple[Entry, ...]

    def write(self, source: str) -> None:
        """Put another text in its place."""
        try:
            data = source.encode()
        except UnicodeEncodeError:
            raise NotLearned(
                "A name has half of a character (a lone surrogate) in it: nothing is learned."
            ) from None
        with Replacement(self.path) as file:
            file.write(data)


@contextmanager
def _held() -> Iterator[_Held]:
    """The book, which must be without mistakes, kept from others that would change it."""
    book = path()
    try:
        book.parent.mkdir(parents=True, exist_ok=True)
        folder = os.open(book.parent, os.O_RDONLY)
    except OSError as error:
        raise AkaError(f"{book.parent} cannot be used: {error.strerror}.") from None
    try:
        with suppress(OSError):  # some network file systems cannot
            fcntl.flock(folder, fcntl.LOCK_EX)
        if problems := check(book) if book.exists() else []:
            raise AkaError(f"Nothing is changed. {problems[0]}; mend it first: `aka aliases edit` opens it.")
        source = book.read_bytes().decode() if book.exists() else HEADER
        yield _Held(book, source, parse_text(source, book).entries)
    finally:
        os.close(folder)


def _learn(teach: Callable[[Sequence[Book]], Iterable[Entry]]) -> str:
    with _held() as book:
        others = {path: parse(path).entries for path in personal() if path != book.path and not check(path)}
        known = (Book(merge([*others.values(), book.entries])), shipped())
        source, said = book.source, []
        for entry in settled(teach(known)):
            before = parse_text(source, book.path).entries
            _no_contradiction(entry, {**others, book.path: before})
            source = editing.with_entry(source, entry)
            said += _said(entry, before)
        if not said:
            raise NotLearned(
                "There is nothing to learn: nothing was merged or kept apart here that is new to your book."
            )
        if source != book.source:
            book.write(source)
        return f"Your alias book has learned that {'; '.join(said)}."


def _said(entry: Entry, before: Iterable[Entry]) -> list[str]:
    """In clauses, what a book learns by an entry that it does not say before."""
    old = next((each for each in before if same_entity(each, entry)), None)
    new = editing.joined(old, entry) if old else entry
    news = set(new.learned[-1].names) if new != old else set()
    name = one_line(entry.name)

    def clause(names: Iterable[str], verbs: tuple[str, str], rest: str) -> list[str]:
        fresh = [one_line(each) for each in names if each in news]
        joined = " and ".join([", ".join(fresh[:-1]), *fresh[-1:]] if len(fresh) > 1 else fresh)
        return [f"{joined} {verbs[len(fresh) > 1]} {rest}"] if fresh else []

    clauses = [
        *clause((*entry.aliases, *entry.people), ("is", "are"), name),
        *clause(entry.ambiguous, ("is", "are"), f"{name} where its other names stand too"),
        *clause(entry.not_, ("is", "are"), f"not {name}"),
    ]
    return clauses or ([f"{name} is one of its entities"] if new != old else [])


def _no_contradiction(entry: Entry, own: Mapping[Path, Iterable[Entry]]) -> None:
    """Raise NotLearned where one of the reader's own books says otherwise."""
    for book, entries in own.items():
        for other in entries:
            if found := contradiction(entry, other):
                role, name = found
                alias = f" --alias {quote(name)}" if key(name) != key(other.name) else ""
                command = f": `aka aliases remove {quote(other.name)}{alias}`" if book == path() else ""
                raise NotLearned(
                    f"Nothing is learned: {book} says that {one_line(name)} is {'not ' if role == 'not' else ''}"
                    f"{one_line(other.name)}. Take that out of it first{one_line(command)}."
                )


def _number(book: _Held, name: str) -> int:
    """Which entry is called by a name."""
    numbers = [number for number, entry in enumerate(book.entries) if key(entry.name) == key(name)]
    if len(numbers) == 1:
        return numbers[0]
    if numbers:
        raise AkaError(
            f"{len(numbers)} entities in {book.path} are called {one_line(name)}: `aka aliases edit` opens it."
        )
    for entry in book.entries:
        if any(key(other) == key(name) for _, other in entry.roles()):
            command = f"aka aliases remove {quote(entry.name)} --alias {quote(name)}"
            raise AkaError(f"{one_line(name)} is a name of {one_line(entry.name)}: `{one_line(command)}`.")
    raise AkaError(
        f"No entity in {book.path} is called {one_line(name)}, and other books are yours alone to change."
    )
