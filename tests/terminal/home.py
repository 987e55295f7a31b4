"""A home of its own for a program that a test starts."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
from pathlib import Path

AKA = Path(sys.executable).with_name("aka")


def environment(home: Path, **more: str) -> dict[str, str]:
    """The variables for a program whose home this is: its data and configuration are in ``data`` and ``config``.

    The books are in its cache as they were parsed for all: that takes a second, and each test's home is new.
    """
    cache = home / ".cache" / "aka"
    if not cache.exists():
        cache.mkdir(parents=True)
        for file in _parsed():
            (cache / file.name).symlink_to(file)  # what is kept anew replaces the link
    folders = {"HOME": home, "XDG_DATA_HOME": home / "data", "XDG_CONFIG_HOME": home / "config"}
    # The size of the terminal that runs the tests: readline, which pytest imports, tells it to what pytest starts.
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    return {**kept, **{name: str(folder) for name, folder in folders.items()}, **more}


@functools.cache
def _parsed() -> list[Path]:
    """What the first annotation puts into the cache of the tests' own home (see conftest.py)."""
    cache = Path.home() / ".cache" / "aka"
    subprocess.run([AKA, "names", "-"], input=b"Angela Merkel", stdout=subprocess.DEVNULL, check=True)
    return [*cache.glob("book-*"), *cache.glob("words-*")]
