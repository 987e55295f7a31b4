"""Start-up, from outside through a pty: the text on the screen, the reader that answers, the first names, the end.

    python tests/benchmarks/bench_start.py [RUNS]

The peers are started in turn with it: an empty Python for the text, Textual's hello world for the reader, less. Each
figure is the fastest of some runs, in milliseconds from the start of the process. (bench_peers.py has other readers.)
"""

from __future__ import annotations

import os
import pty
import select
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Callable
from fcntl import ioctl
from pathlib import Path

SEED = (Path(__file__).parents[2] / "seeds" / "islamic-state-turkey-usa-raqqa.txt").read_text(
    encoding="utf-8"
)
ROWS, COLUMNS = 40, 120
HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App):
    BINDINGS = [("n", "next", "Next"), ("q", "quit", "Quit")]
    def compose(self):
        self.text = Static("Hello World")
        yield self.text
    def action_next(self):
        self.text.update("Next")
Hello().run()
"""
AKA = str(Path(sys.executable).with_name("aka"))


class Program:
    """A program in a pty, and when it wrote what."""

    def __init__(self, home: Path, *command: str) -> None:
        self.began = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if not self.pid:
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what pip installs is compiled, here once
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", HOME=str(home))
            os.environ.update(XDG_DATA_HOME=f"{home}/data", XDG_CACHE_HOME=f"{home}/cache")
            ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.execvp(command[0], command)
        self.seen = b""

    def until(self, wanted: Callable[[bytes], bool], patience: float = 60) -> float:
        """Milliseconds from the start until what was written is what is wanted."""
        end = time.perf_counter() + patience
        while not wanted(self.seen):
            if not self.more(end - time.perf_counter()):
                raise TimeoutError(self.seen[-500:])
        return 1000 * (time.perf_counter() - self.began)

    def more(self, patience: float) -> bool:
        """Read on; False at the end."""
        if not select.select([self.fd], [], [], max(0.0, patience))[0]:
            return False
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:
            return False
        self.seen += data
        return bool(data)

    def quit(self) -> float:
        """Milliseconds from the key that ends it to its end."""
        since = time.perf_counter()
        os.write(self.fd, b"q")
        while self.more(10):
            pass
        os.waitpid(self.pid, 0)
        os.close(self.fd)
        return 1000 * (time.perf_counter() - since)


def plain(home: Path) -> dict[str, float]:
    """An empty Python."""
    program = Program(home, sys.executable, "-c", "pass")
    while program.more(10):
        pass
    took = 1000 * (time.perf_counter() - program.began)
    os.waitpid(program.pid, 0)
    os.close(program.fd)
    return {"python -c pass": took}


def hello(home: Path) -> dict[str, float]:
    """Textual's hello world."""
    program = Program(home, sys.executable, "-c", HELLO)
    shown = program.until(lambda seen: b"Hello World" in seen)
    return {"hello world: shown": shown, "hello world: quit": program.quit()}


def less(home: Path, file: str) -> dict[str, float]:
    """less, on the same text."""
    program = Program(home, "less", file)
    return {"less: text": program.until(lambda seen: b"Advertisement" in seen), "less: quit": program.quit()}


def reader(home: Path, name: str, file: str, *, known: bool) -> dict[str, float]:
    """The reader on a text that it knows, or not."""
    program = Program(home, AKA, file)
    text = program.until(lambda seen: b"Advertisement" in seen)
    ready = program.until(lambda seen: b"quit" in seen)
    names = program.until(lambda seen: b"PEOPLE" in seen)
    if not known and len(SEED) * 2 > Path(file).stat().st_size:  # until all is found, so that it is known
        program.until(
            lambda seen: b" mentions" in seen and any(Path(f"{home}/cache/aka").glob("annotation-*"))
        )
    how = "known" if known else "new"
    return {
        f"{name}, {how}: text": text,
        f"{name}, {how}: reader": ready,
        f"{name}, {how}: names": names,
        f"{name}, {how}: quit": program.quit(),
    }


def main(runs: int) -> None:
    """Print the fastest of the runs, and the ratios."""
    best: dict[str, float] = {}

    def keep(figures: dict[str, float]) -> None:
        for name, value in figures.items():
            best[name] = min(value, best.get(name, value))

    with tempfile.TemporaryDirectory() as folder:
        known = Path(folder) / "known"
        known.mkdir()
        article, million = str(Path(folder) / "article.txt"), str(Path(folder) / "million.txt")
        Path(article).write_text(SEED, encoding="utf-8")
        Path(million).write_text(f"{SEED}\n\n" * (1_000_000 // len(SEED.split()) + 1), encoding="utf-8")
        reader(known, "article", article, known=False)
        for run in range(runs):
            new = Path(folder) / f"new{run}"
            new.mkdir()
            keep(plain(known))
            keep(hello(known))
            keep(less(known, article))
            keep(reader(new, "article", article, known=False))
            keep(reader(known, "article", article, known=True))
            keep(reader(new, "a million words", million, known=False))
    for name, value in best.items():
        peer = best["python -c pass"] if "text" in name else best["hello world: shown"]
        print(
            f"{name:32} {value:8.1f} ms   {value / peer:5.2f} x {'python' if 'text' in name else 'hello world'}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
