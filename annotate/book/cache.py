"""The books as parsed, kept beside the user's other caches: TOML takes a second to parse, this some
milliseconds.

The cache file is named by a digest of everything that it depends on, so that it is right or not there. What
cannot be read or written is parsed anew; nothing here is ever an error for the person at the keyboard.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec
from msgspec import Struct
from platformdirs import user_cache_path

from annotate import __version__
from annotate.book.entry import Entry, Role

_SHAPE = "4"  # change it when Entry, the index or names.key changes


class Cached(Struct, frozen=True):
    """Merged entries and their index (see ``annotate.book.index``)."""

    entries: tuple[Entry, ...]
    index: dict[str, list[tuple[int, Role]]]


def digest(sources: Iterable[bytes]) -> str:
    """A name for the result of these books' bytes, in this order, by this version of the program."""
    whole = hashlib.sha256(f"{__version__} {_SHAPE}".encode())
    for source in sources:
        whole.update(hashlib.sha256(source).digest())
    return whole.hexdigest()[:32]


def cached(name: str, make: Callable[[], Cached]) -> Cached:
    """What ``make`` gives, from the cache when it is there."""
    path = user_cache_path("aka", appauthor=False) / f"book-{name}.msgpack"
    with contextlib.suppress(OSError, msgspec.DecodeError):
        found = msgspec.msgpack.decode(path.read_bytes(), type=Cached)
        os.utime(path)  # the books that are used stay the newest
        return found
    result = make()
    with contextlib.suppress(OSError):
        _write(path, msgspec.msgpack.encode(result))
    return result


def _write(path: Path, data: bytes) -> None:
    """Write as a whole or not at all, and drop the books of earlier times."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix="book-")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(temporary).replace(path)
    books = sorted(path.parent.glob("book-*.msgpack"), key=lambda book: book.stat().st_mtime)
    for old in books[:-4]:
        old.unlink(missing_ok=True)
