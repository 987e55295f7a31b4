"""The article panel on a million words: wrapping, painting, and from key to screen through a pty.

    python tests/benchmarks/bench_article.py

Times are of this machine, best or percentiles of several; nothing is asserted. ``less`` is the peer: the same
keys on the same text in the same minute.
"""

from __future__ import annotations

import os
import pty
import select
import shutil
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Callable
from fcntl import ioctl
from pathlib import Path
from typing import ClassVar

SEED = (Path(__file__).parents[2] / "seeds" / "islamic-state-turkey-usa-raqqa.txt").read_text(
    encoding="utf-8"
)
WORDS = 1_000_000
TEXT = SEED * (WORDS // len(SEED.split()) + 1)
ROWS, COLUMNS = 40, 120
QUIET = 0.1  # seconds without a byte: the answer to a key is over
ACTIONS = {"j": "down", "n": "next", "G": "end", "g": "start", "slash": "hits", "q": "quit"}
KEYS = {"j": "one line down", "n": "next of 100,000 mentions", "Gg": "the end, the start", "/": "50,000 hits"}


def spans(count: int) -> list[tuple[int, int]]:
    """So many words of the text, spread evenly."""
    step = len(TEXT) // count
    return [(start, start + 6) for start in range(0, step * count, step)]


def best(run: Callable[[], object], times: int = 5) -> float:
    """Milliseconds of the fastest of some runs."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        took.append(time.perf_counter() - start)
    return 1000 * min(took)


def wrapping() -> None:
    """What the panel computes before it can paint."""
    from tui.article.flow import Flow
    from tui.article.paint import Layer
    from tui.article.wrap import Wrap

    flow = Flow(TEXT)

    def screen(flow: Flow, width: int, offset: int) -> None:
        Wrap(flow, width).settle(offset, before=80, after=120)

    def all_lines(width: int) -> Wrap:
        wrap = Wrap(flow, width)
        while wrap.settle_next():
            pass
        return wrap

    middle = len(TEXT) // 2
    marks = spans(100_000)
    line = Flow("x" * 1_000_000)
    print(f"{len(TEXT.split()):,} words, {all_lines(76).line_count:,} lines of 76 cells")
    for meaning, run in {
        "laid out and wrapped, a screen in the middle": lambda: screen(Flow(TEXT), 76, middle),
        "wrapped for another width, the same screen": lambda: screen(flow, 50, middle),
        "wrapped for another width, every line": lambda: all_lines(50),
        "100,000 mentions as a layer": lambda: Layer.of(marks, "people"),
        "one line of a megabyte, its first screen": lambda: screen(line, 76, 0),
    }.items():
        print(f"  {meaning:46} {best(run):6.1f} ms")


def child() -> None:
    """The panel and the map alone, with keys."""
    from textual.app import App, ComposeResult
    from textual.binding import Binding
    from textual.containers import Horizontal

    from annotate.annotation import Mention
    from tui.article.map import Map
    from tui.article.panel import Article
    from tui.theme import DARK

    marks = spans(100_000)

    class Bench(App[None]):
        CSS = "Article { width: 1fr; }"
        BINDINGS: ClassVar = [Binding(key, action) for key, action in ACTIONS.items()]

        def get_theme_variable_defaults(self) -> dict[str, str]:
            return DARK.variables

        def compose(self) -> ComposeResult:
            self.article = Article(TEXT, ())
            self.place = 0
            with Horizontal():
                yield self.article
                yield Map(self.article)

        def on_mount(self) -> None:
            self.register_theme(DARK)
            self.theme = DARK.name
            self.article.focus()
            mentions = [
                Mention(start, end, TEXT[start:end], "PERSON", "e1", "model", "suggested")
                for start, end in marks
            ]
            self.article.set_mentions(mentions)
            self.article.light(mentions[::10])

        def action_down(self) -> None:
            self.article.scroll_lines(1)

        def action_next(self) -> None:
            self.place += 7
            self.article.set_current(marks[self.place])
            self.article.go_to(marks[self.place][0], where="visible")

        def action_end(self) -> None:
            self.article.go_to(len(TEXT))

        def action_start(self) -> None:
            self.article.go_to(0)

        def action_hits(self) -> None:
            self.place += 1
            self.article.set_hits(marks[self.place % 2 :: 2])

    Bench().run()


class Terminal:
    """A program in a pty, timed from the outside."""

    def __init__(self, *command: str) -> None:
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if not self.pid:
            os.environ["TERM"] = "xterm-256color"
            os.execvp(command[0], command)
        self.resize(ROWS, COLUMNS)

    def resize(self, rows: int, columns: int) -> None:
        ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def answer(self, since: float, quiet: float = QUIET) -> tuple[float, float]:
        """Milliseconds from ``since`` to the first and the last byte of what the program writes now."""
        first = last = 0.0
        while select.select([self.fd], [], [], quiet if first else 5)[0]:
            if not os.read(self.fd, 1 << 20):
                break
            last = time.perf_counter()
            first = first or last
        return 1000 * (first - since), 1000 * (last - since)

    def key(self, key: str) -> float:
        """Milliseconds from a key to the last byte of the answer."""
        since = time.perf_counter()
        os.write(self.fd, key.encode())
        return self.answer(since)[1]

    def close(self) -> None:
        os.write(self.fd, b"q")
        os.waitpid(self.pid, 0)


def report(meaning: str, took: list[float]) -> None:
    """Print the percentiles of some times in milliseconds."""
    took = sorted(took)
    print(f"  {meaning:34} p50 {statistics.median(took):6.1f} ms   p95 {took[int(len(took) * 0.95)]:6.1f} ms")


def keys(terminal: Terminal, name: str, which: dict[str, str], times: int = 30) -> None:
    """Print how long the answers to keys take."""
    print(f"{name}: {terminal.answer(terminal.started, 1.0)[1]:.0f} ms from its start to its last byte")
    for some, meaning in which.items():
        report(f"{some:2} {meaning}", [terminal.key(key) for _ in range(times // len(some)) for key in some])


def widths(terminal: Terminal) -> None:
    """Print how long the answers to resizes take; Textual paints each a second time, 1/60 s later."""
    first, last = [], []
    for columns in range(60, 80):
        since = time.perf_counter()
        terminal.resize(ROWS, columns)
        begun, ended = terminal.answer(since)
        first.append(begun)
        last.append(ended)
    report("   another width, the first byte", first)
    report("   another width, the last byte", last)


def main() -> None:
    """Print it all."""
    wrapping()
    terminal = Terminal(sys.executable, __file__, "child")
    keys(terminal, "the panel", KEYS)
    widths(terminal)
    terminal.close()
    if shutil.which("less"):
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as file:
            file.write(TEXT)
            file.flush()
            less = Terminal("less", file.name)
            keys(less, "less", {key: KEYS[key] for key in ("j", "Gg")})
            less.close()


if __name__ == "__main__":
    child() if sys.argv[1:] == ["child"] else main()
