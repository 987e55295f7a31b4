"""The files of the database, looked at from outside."""

from __future__ import annotations

from pathlib import Path

_SMALLEST = 512  # bytes: no database is smaller than a page of the smallest size


def inode(path: Path) -> int | None:
    """What tells a file from another that takes its place under the same name; None where there is none."""
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return None


def is_bereft(path: Path) -> bool:
    """Whether only the log of the database at ``path`` has anything in it; SQLite would delete that log."""
    return size(path) < _SMALLEST and size(Path(f"{path}-wal")) > 0


def size(path: Path) -> int:
    """How many bytes a file has; none where it is not there."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
