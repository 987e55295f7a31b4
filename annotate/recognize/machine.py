"""How much of this machine may be used."""

from __future__ import annotations

import os

_GIGABYTE = 2**30


def cores() -> int:
    """How many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def processes() -> int:
    """How many recognition processes suit the machine: one for each core, but no more than its gigabytes of memory."""
    try:
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):  # not on every system
        return cores()
    return max(1, min(cores(), memory // _GIGABYTE))
