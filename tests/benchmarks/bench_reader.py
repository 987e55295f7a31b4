"""The reader through a pty: when the text stands, when the first names do, and how long a key takes.

    python tests/benchmarks/bench_reader.py [TEXT]

Without a text it takes the sample article. Times are of this machine and this moment: compare ratios in one run.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from annotate.sources import read, sample
from tests.terminal.screen import Terminal

RUNS = 5
KEYS = 40


def until(terminal: Terminal, condition, began: float) -> float:
    """Milliseconds from ``began`` until the condition holds on the screen."""
    terminal.wait_for(condition)
    return (time.perf_counter() - began) * 1000


def main(path: str | None) -> None:
    """Print the medians of some runs."""
    document = (read(path) if path else sample()).document
    arguments = [str(Path(path).resolve())] if path else []
    wanted = document.title[:30]
    starts, names, keys = [], [], []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as home, Terminal(*arguments, home=Path(home)) as terminal:
            began = time.perf_counter()
            starts.append(until(terminal, wanted, began))
            names.append(until(terminal, lambda t: "mention" in t.status, began))
            for number in range(KEYS):
                before = len(terminal.received)
                pressed = time.perf_counter()
                terminal.press("n" if number % 2 else "j")
                keys.append(until(terminal, lambda t, before=before: len(t.received) > before, pressed))
            terminal.press("q")
            terminal.wait_for_exit()
    keys.sort()
    print(f"{len(document.text):,} characters")
    print(f"text on the screen      {median(starts):8.0f} ms (median of {RUNS})")
    print(f"first names             {median(names):8.0f} ms")
    print(f"a key (n, j)            {median(keys):8.1f} ms p50, {keys[len(keys) * 95 // 100]:.1f} ms p95")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
