"""How far many documents are: a bar, the words a second, and the time that is left."""

from __future__ import annotations

import sys
import threading
import time

from annotate.cli.terminal import show_progress

_WIDTH = 24  # cells of the bar
_PAUSE = 0.1  # seconds between two drawings: more nobody can read


class Bar:
    """The progress of ``total`` sources on the terminal's last line; nothing where no person is watching.

    The time left is what the sources so far took each; what was there already took none.
    """

    def __init__(self, total: int) -> None:
        self._total = total
        self._finished = self._annotated = self._words = 0
        self._shares: dict[str, float] = {}  # of the sources that are worked on
        self._began = self._drawn = time.monotonic()
        self._lock = threading.Lock()
        self._watched = sys.stderr.isatty()

    def extend(self, more: int) -> None:
        """There are more sources than it seemed."""
        with self._lock:
            self._total += more

    def share(self, source: str, done: int, total: int) -> None:
        """How much of a source is done; an ``OnProgress`` of :func:`annotate.batch.annotate_sources`."""
        with self._lock:
            self._shares[source] = done / max(total, 1)
            self._draw()

    def finish(self, source: str, text: str | None) -> None:
        """A source is done; ``text`` is what was annotated, None where nothing was."""
        with self._lock:
            self._shares.pop(source, None)
            self._finished += 1
            if text is not None and self._watched:
                self._annotated += 1
                self._words += len(text.split())
            self._draw()

    def _draw(self) -> None:
        now = time.monotonic()
        if not self._watched or now - self._drawn < _PAUSE:
            return
        self._drawn = now
        show_progress(self._line(now - self._began))

    def _line(self, seconds: float) -> str:
        begun = sum(self._shares.values())
        if self._total == 1:
            return f"{next(iter(self._shares), '')}  {100 * begun:.0f} %"
        cells = round(_WIDTH * (self._finished + begun) / self._total)
        line = f"{'█' * cells}{'░' * (_WIDTH - cells)} {self._finished} of {self._total}"
        if self._annotated:
            left = round((self._total - self._finished - begun) * seconds / (self._annotated + begun))
            line += f" · {self._words / seconds:,.0f} words/s"
            line += f" · {left // 3600}:{left // 60 % 60:02}:{left % 60:02} left"
        return line
