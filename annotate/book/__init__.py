"""The alias book: names known to be one entity. The book that ships, the user's own, and a project's.

A book is a TOML file of ``[[entity]]`` tables (see :class:`Entry`). :func:`load` merges books, a user's
before the shipped ones; a broken book is left out and named in ``Book.problems``, the others still count.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path

from platformdirs import user_config_path

from annotate.book import cache, toml
from annotate.book.entry import Entry, Role
from annotate.book.index import Book, Hit, build_index, merge
from annotate.book.toml import MAX_BYTES, Problem

__all__ = ["MAX_BYTES", "Book", "Entry", "Hit", "Problem", "Role", "check", "load", "personal", "shipped"]


@lru_cache(maxsize=1)
def shipped() -> Book:
    """The book that comes with aka, all its files merged."""
    return load(())


def personal() -> tuple[Path, ...]:
    """The user's own books: ``books/*.toml`` in aka's configuration folder (``~/.config/aka`` on Linux),
    sorted."""
    return tuple(sorted((user_config_path("aka", appauthor=False) / "books").glob("*.toml")))


def load(paths: Sequence[Path | str]) -> Book:
    """The given books, the first before the others and all before the shipped ones, as one book.

    Never raises for a book's content: a book that cannot be used is left out, ``Book.problems`` says why.
    """
    own = [Path(path) for path in paths]
    own_parsed = [_checked(path) for path in own]
    data = sorted(
        (
            item
            for item in resources.files("annotate.book").joinpath("data").iterdir()
            if item.name.endswith(".toml")
        ),
        key=lambda item: item.name,
    )
    sources = [item.read_bytes() for item in data]

    def make() -> cache.Cached:
        theirs = [
            entry
            for item, source in zip(data, sources, strict=True)
            for entry in toml.parse_text(source.decode(), Path(item.name)).entries
        ]
        entries = merge([*(parsed.entries for parsed in own_parsed), theirs])
        return cache.Cached(entries, build_index(entries))

    own_bytes = [repr(parsed.entries).encode() for parsed in own_parsed]
    result = cache.cached(cache.digest([*own_bytes, b"shipped", *sources]), make)
    problems = [problem for parsed in own_parsed for problem in parsed.problems]
    return Book(result.entries, result.index, problems)


def check(path: Path | str) -> list[Problem]:
    """Every problem of one book with its line: no TOML, unknown fields, wrong types, a name that two entities
    claim."""
    path = Path(path)
    parsed = toml.parse(path)
    return sorted([*parsed.problems, *toml.contradictions(path, parsed.entries, parsed.lines)])


def _checked(path: Path) -> toml.Parsed:
    """A user's book, or nothing of it and its problems."""
    parsed = toml.parse(path)
    problems = [*parsed.problems, *toml.contradictions(path, parsed.entries, parsed.lines)]
    return toml.Parsed((), (), tuple(problems)) if problems else parsed
