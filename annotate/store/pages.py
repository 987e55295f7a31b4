"""The rows in the pages of an SQLite file, read without SQLite, which gives up at the first damage.

After the description of the file format at sqlite.org/fileformat2.html: sections 1.6 (b-tree pages), 2.1 (records)
and 4.1 (the write-ahead log).
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator, Mapping
from io import FileIO
from pathlib import Path
from typing import TypeAlias

Value: TypeAlias = int | float | str | bytes | None

_INDEX, _INDEX_LEAF, _TABLE_LEAF = 2, 10, 13  # the kinds of page that hold rows
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}  # serial type -> bytes


def load(path: Path, size: int) -> dict[int, bytes]:
    """The pages of ``size`` bytes of a database by their number, from 1, as they are after its last transaction.

    A file that is not there has no pages. Raises OSError when one cannot be read.
    """
    data = _bytes(path)
    pages = {
        number: data[start : start + size].ljust(size, b"\0")
        for number, start in enumerate(range(0, len(data), size), 1)
    }
    log = _bytes(Path(f"{path}-wal"))
    salts = log[16:24]
    uncommitted: dict[int, bytes] = {}
    for start in range(32, len(log) - 23 - size, 24 + size):
        number, committed = struct.unpack_from(">II", log, start)
        if log[start + 8 : start + 16] != salts:
            break  # from here on it is older than the last checkpoint
        uncommitted[number] = log[start + 24 : start + 24 + size]
        if committed:
            pages |= uncommitted
            uncommitted.clear()
    return pages


def image(pages: Mapping[int, bytes]) -> bytes:
    """The pages as a database in one file, without a log."""
    data = bytearray(b"".join(pages.get(number, b"") for number in range(1, max(pages, default=0) + 1)))
    data[18:20] = b"\1\1"  # "no write-ahead log"
    return bytes(data)


def rows(pages: Mapping[int, bytes]) -> Iterator[tuple[Value, ...]]:
    """Every row of a table or an index that can be read; what a damaged page holds may be no row at all."""
    for number, page in pages.items():
        start = 100 if number == 1 else 0
        kind = page[start]
        if kind not in (_INDEX, _INDEX_LEAF, _TABLE_LEAF):
            continue
        (count,) = struct.unpack_from(">H", page, start + 3)
        pointers = start + (12 if kind == _INDEX else 8)
        for place in range(pointers, min(pointers + 2 * count, len(page) - 1), 2):
            (cell,) = struct.unpack_from(">H", page, place)
            try:
                yield _record(_payload(pages, page, cell, kind))
            except (IndexError, KeyError, ValueError, struct.error):
                continue


def _payload(pages: Mapping[int, bytes], page: bytes, at: int, kind: int) -> bytes:
    """What the cell at an offset holds, with the pages that it flows over into (section 1.6)."""
    if kind == _INDEX:
        at += 4  # the page below
    length, at = _varint(page, at)
    if kind == _TABLE_LEAF:
        _, at = _varint(page, at)  # the rowid
    usable = len(page)
    most = usable - 35 if kind == _TABLE_LEAF else (usable - 12) * 64 // 255 - 23
    if length <= most:
        return page[at : at + length]
    least = (usable - 12) * 32 // 255 - 23
    local = least + (length - least) % (usable - 4)
    local = local if local <= most else least
    if length > usable * len(pages):
        raise ValueError("longer than the whole file")
    parts, left = [page[at : at + local]], length - local
    (following,) = struct.unpack_from(">I", page, at + local)
    while left > 0:
        page = pages[following]
        (following,) = struct.unpack_from(">I", page)
        parts.append(page[4 : 4 + left])
        left -= usable - 4
    return b"".join(parts)


def _record(payload: bytes) -> tuple[Value, ...]:
    """The values of a row (section 2.1)."""
    end, at = _varint(payload, 0)
    values: list[Value] = []
    here = end
    while at < end:
        serial, at = _varint(payload, at)
        value: Value = None
        if serial in _INTEGERS:
            width = _INTEGERS[serial]
            value = int.from_bytes(_slice(payload, here, width), "big", signed=True)
        elif serial == 7:
            width = 8
            (value,) = struct.unpack(">d", _slice(payload, here, width))
        elif serial >= 12:
            width = (serial - 12) // 2
            raw = _slice(payload, here, width)
            value = raw.decode("utf-8") if serial % 2 else raw
        else:
            width = 0
            value = {0: None, 8: 0, 9: 1}[serial]
        values.append(value)
        here += width
    if here != len(payload):
        raise ValueError("no row")
    return tuple(values)


def _slice(payload: bytes, at: int, width: int) -> bytes:
    if at + width > len(payload):
        raise ValueError("no row")
    return payload[at : at + width]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """The number that begins at an offset, seven bits a byte and eight in the ninth, and where it ends."""
    value = 0
    for _ in range(8):
        byte = data[at]
        at += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at
    return value << 8 | data[at], at + 1


_opened: dict[tuple[int, int], FileIO] = {}


def _bytes(path: Path) -> bytes:
    """What a file holds, or nothing. It stays open: to close it would end all locks that SQLite has on it here.

    (A flaw of POSIX; see "How To Corrupt An SQLite Database File", section 2.2, at sqlite.org.)
    """
    try:
        status = path.stat()
        key = status.st_dev, status.st_ino
        if key not in _opened:
            _opened[key] = FileIO(path)
    except FileNotFoundError:
        return b""
    return os.pread(_opened[key].fileno(), status.st_size, 0)
