"""The files of the database, looked at from outside."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

_SMALLEST = 512  # bytes: no database is smaller than a page of the smallest size


def inode(path: Path) -> int | None:
    """What tells a file from another that takes its place under the same name; None where there is none."""
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return None


def claim(path: Path) -> None:
    """Make an empty file for the database, which nobody else may read, where there is none and one can be made: what
    SQLite makes beside it is as private as this."""
    with contextlib.suppress(OSError):  # SQLite finds out the same, and has a reason for each
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))


def is_bereft(path: Path) -> bool:
    """Whether only the log of the database at ``path`` has anything in it; SQLite would delete that log."""
    return size(path) < _SMALLEST and size(Path(f"{path}-wal")) > 0


def size(path: Path) -> int:
    """How many bytes a file has; none where it is not there."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
