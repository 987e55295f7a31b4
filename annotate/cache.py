"""Files in the user's cache: what took long to make, each under a name that says all that it depends on.

So a file is right or not there. What cannot be read or written is made anew; nothing here is ever an error for the
person at the keyboard.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

from platformdirs import user_cache_path


def folder() -> Path:
    """Where the files stand."""
    return user_cache_path("aka", appauthor=False)


def load(name: str) -> bytes | None:
    """What is kept under a name, None where nothing is."""
    path = folder() / name
    with contextlib.suppress(OSError):
        data = path.read_bytes()
        os.utime(path)  # what is used stays the newest
        return data
    return None


def keep(name: str, data: bytes, *, most: int) -> None:
    """Keep something under a name, wholly or not at all; of its kind, the names that begin alike up to the first
    hyphen, only the ``most`` newest stay."""
    with contextlib.suppress(OSError):
        kind = name.partition("-")[0]
        folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder(), prefix=f".{kind}-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(temporary).replace(folder() / name)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise
        alike = sorted(folder().glob(f"{kind}-*"), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in alike[most:]:
            old.unlink(missing_ok=True)


def state_of_program(*rooms: str) -> bytes:
    """A digest of the names, sizes and times of all files in some folders of aka's own: an installed aka never changes
    them, so that for one the version would do; for one that is worked on it would not."""
    lines: list[str] = []
    folders = [str(Path(__file__).parent / room) for room in rooms]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    folders += [entry.path] if entry.name != "__pycache__" else []
                else:
                    status = entry.stat()
                    lines.append(f"{entry.path} {status.st_size} {status.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(lines)).encode("utf-8", "surrogateescape")).digest()
