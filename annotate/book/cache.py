"""The books as parsed, kept in the user's cache: TOML takes a second to parse, this some milliseconds."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterable

import msgspec
from msgspec import Struct

from annotate import __version__, cache
from annotate.book.entry import Entry, Role

_SHAPE = "4"  # change it when Entry, the index or names.key changes
_MOST = 4  # books are kept


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
    file = f"book-{name}.msgpack"
    with contextlib.suppress(msgspec.DecodeError):
        if (data := cache.load(file)) is not None:
            return msgspec.msgpack.decode(data, type=Cached)
    result = make()
    cache.keep(file, msgspec.msgpack.encode(result), most=_MOST)
    return result
