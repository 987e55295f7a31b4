"""What every test finds around itself: nothing of the person who runs it, nor of their terminal."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes is the machine's affair, and of what else it does.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

# What would change what aka reads, writes, starts or paints.
_NAMES = {
    *("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "EDITOR", "VISUAL", "PAGER", "LESS", "LANGUAGE"),
    "PYTHONDONTWRITEBYTECODE",  # with it each aka that a test starts would compile itself, for half of its time
}
_KINDS = ("XDG_", "TEXTUAL", "LC_")


def pytest_configure(config: pytest.Config) -> None:
    """A home without books, corrections and cache; the same letters, colours and hours everywhere.

    Before any module is imported: Textual reads its variables then.
    """
    patch = pytest.MonkeyPatch()
    config.add_cleanup(patch.undo)
    home = tempfile.mkdtemp(prefix="aka-tests-")
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    for name in list(os.environ):
        if name in _NAMES or (name.startswith(_KINDS) and not name.startswith("TEXTUAL_SNAPSHOT")):
            patch.delenv(name)
    for name, value in {
        "HOME": home,
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }.items():
        patch.setenv(name, value)
    time.tzset()
    # A shell starts what it leaves in the background without Ctrl-C, and so would pytest what it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """No other process for the files that a person names; None: as many as there are cores."""
    return 0 if config.option.file_or_dir else None
