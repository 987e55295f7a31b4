"""The alias book: names known to be one entity. The book that ships, the user's own, and a project's.

A book is a TOML file of ``[[entity]]`` tables (see :class:`Entry`). :func:`load` merges books, a user's
before the shipped ones; a broken book is left out and named in ``Book.problems``, the others still count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from platformdirs import user_config_path

from annotate import config
from annotate.book import cache, toml
from annotate.book.entry import Entry, Origin, Role
from annotate.book.index import Book, Hit, build_index, merge
from annotate.book.toml import MAX_BYTES, Problem, left_out

__all__ = [
    "MAX_BYTES",
    "Book",
    "Entry",
    "Hit",
    "Origin",
    "Problem",
    "Role",
    "check",
    "left_out",
    "load",
    "load_texts",
    "own_folder",
    "personal",
    "shipped",
]


@lru_cache(maxsize=1)
def shipped() -> Book:
    """The book that comes with aka, all its files merged."""

    def make() -> cache.Cached:
        parsed = (toml.parse_text(source.decode(), Path(name)) for name, source in _data().items())
        return _cached([[entry for book in parsed for entry in book.entries]])

    made = cache.cached(cache.digest(_data().values()), make)
    return Book(made.entries, made.index)


@lru_cache(maxsize=1)
def _data() -> dict[str, bytes]:
    """The files of the shipped book by name, in their order."""
    return {path.name: path.read_bytes() for path in sorted(Path(__file__).with_name("data").glob("*.toml"))}


def _cached(books: Sequence[Sequence[Entry]]) -> cache.Cached:
    entries = merge(books)
    return cache.Cached(entries, build_index(entries))


def own_folder() -> Path:
    """The folder of the user's own books: ``books`` in aka's configuration folder (``~/.config/aka`` on Linux)."""
    return user_config_path("aka", appauthor=False) / "books"


def personal() -> tuple[Path, ...]:
    """The user's own books: those that ``config.toml`` names, which need not be there, and ``*.toml`` in their folder,
    sorted; each once."""
    return tuple(dict.fromkeys([*config.load().get("books", ()), *sorted(own_folder().glob("*.toml"))]))


def load(paths: Sequence[Path | str]) -> Book:
    """The given books, the first before the others and all before the shipped ones, as one book.

    Never raises for a book's content: a book that cannot be used is left out, ``Book.problems`` says why.
    """
    return _before_shipped([_checked(path, toml.parse(path)) for path in map(Path, paths)])


def load_texts(texts: Mapping[str, str]) -> Book:
    """The same of the texts of books, by what a problem calls each."""
    return _before_shipped(
        [_checked(Path(name), toml.parse_text(text, Path(name))) for name, text in texts.items()]
    )


def _before_shipped(own: Sequence[toml.Parsed]) -> Book:
    problems = [problem for parsed in own for problem in parsed.problems]
    books = [parsed.entries for parsed in own if parsed.entries]
    if not books:
        return shipped() if not problems else Book(shipped().entries, shipped().index, problems)
    digest = cache.digest([*(repr(entries).encode() for entries in books), b"shipped", *_data().values()])
    made = cache.cached(digest, lambda: _cached([*books, shipped().entries]))
    return Book(made.entries, made.index, problems)


def check(path: Path | str) -> list[Problem]:
    """Every problem of one book with its line: no TOML, unknown fields, wrong types, a name that two entities
    claim."""
    path = Path(path)
    parsed = toml.parse(path)
    return sorted([*parsed.problems, *toml.contradictions(path, parsed.entries, parsed.lines)])


def _checked(path: Path, parsed: toml.Parsed) -> toml.Parsed:
    """A user's book, or nothing of it and its problems."""
    problems = [*parsed.problems, *toml.contradictions(path, parsed.entries, parsed.lines)]
    return toml.Parsed((), (), tuple(problems)) if problems else parsed
