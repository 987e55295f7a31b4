"""A source that a person names -> its bytes: a file, a file in a zip archive, standard input, an address."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from annotate.errors import BadSource
from annotate.sources.raw import Raw, is_address

if TYPE_CHECKING:
    from annotate.sources.archive import Archive

STDIN = "-"
MOST_BYTES = (
    256 << 20
)  # of a text or an annotated one: forty million words, which take the reader 1 GB or more


def load(source: str, *, private: bool = False, most: int | None = MOST_BYTES) -> Raw:
    """The bytes of a source: a path ("letters.zip/one.txt" is a file in an archive), "-", or an address on the web.

    An address in a private network is refused unless ``private``. Raises BadSource, with a sentence that names the
    source, for what cannot be read, and for a file of more than ``most`` bytes, of which no more than that is read.
    """
    if is_address(source):
        from annotate.sources.fetching import fetch

        return fetch(source, private=private)
    return Raw(_bytes(source, most), as_text(source), shown(source))


def _bytes(source: str, most: int | None) -> bytes:
    name = shown(source)
    try:
        if source == STDIN:
            return _within(sys.stdin.buffer, name, most) if sys.stdin else b""
        with Path(source).open("rb") as file:
            if most is not None and os.fstat(file.fileno()).st_size > most:
                raise _too_large(name, most)
            return _within(file, name, most)
    except (FileNotFoundError, ValueError):
        raise BadSource(f"{name} cannot be read: there is no such file.") from None
    except IsADirectoryError:
        raise BadSource(f"{name} is a directory: name a file in it.") from None
    except NotADirectoryError:
        return _member(source)
    except PermissionError:
        raise BadSource(f"{name} cannot be read: you have no permission.") from None
    except OSError as error:
        raise BadSource(f"{name} cannot be read: {error.strerror}.") from None


def _within(file: BinaryIO, name: str, most: int | None) -> bytes:
    """All bytes of a file, unless they are more than ``most``."""
    data = file.read(-1 if most is None else most + 1)
    if most is not None and len(data) > most:
        raise _too_large(name, most)
    return data


def _too_large(name: str, most: int) -> BadSource:
    size = f"{most >> 20} MB"
    return BadSource(
        f"{name} is larger than {size}, too much at once: `split -C {most >> 20}m` makes parts of it."
    )


def _member(source: str) -> bytes:
    """The bytes of a file in an archive, named by a path that goes on behind the archive's."""
    path = Path(source)
    outer = next((parent for parent in path.parents if parent.is_file()), path)
    try:
        archive = archive_at(outer)
    except (BadSource, OSError):
        raise BadSource(
            f"{shown(source)} cannot be read: {shown(str(outer))} is no folder and no archive."
        ) from None
    inner = str(PurePosixPath(*path.parts[len(outer.parts) :]))
    if inner not in archive.names:
        raise BadSource(f"{shown(source)} cannot be read: there is no such file in the archive.")
    return archive.unpack(inner)


def archive_at(path: Path) -> Archive:
    """The zip archive in a file; raises BadSource when there is none, and OSError when the file cannot be read."""
    status = path.stat()
    return _archive(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=1)  # the sources in one archive are opened one after the other
def _archive(path: Path, changed: int, size: int) -> Archive:
    from annotate.sources.archive import Archive

    return Archive(Raw(path.read_bytes(), as_text(str(path)), shown(str(path))))


def as_text(source: str) -> str:
    """The source as text that can be written as UTF-8, whatever bytes a file's name is made of."""
    return os.fsencode(source).decode("utf-8", "replace")


def shown(source: str) -> str:
    """What a sentence for people calls a source."""
    return "The standard input" if source == STDIN else as_text(source)
