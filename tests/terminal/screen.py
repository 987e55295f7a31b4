"""A terminal in memory: a program on a real pty, and what a person would see of it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pexpect
import pyte

from tests.terminal.home import AKA, environment

PATIENCE = 60  # seconds until a test gives up waiting; nothing is ever measured against it
# Questions to the terminal that pyte does not know and would print the ends of.
REQUESTS = re.compile(rb"\x1b\[(?:\?[\d;]*\$p|[<>=][\d;]*u|[>=][\d;]*[a-z]|[\d;]*t)")


def lines_of(screen: pyte.Screen) -> list[str]:
    """The rows of a screen as they are now.

    Read from the cells: pyte's own ``display`` fails while a wide character is only half painted over, when the
    empty cell of its right half stands alone.
    """
    columns = range(screen.columns)
    return [
        "".join(screen.buffer[row][column].data for column in columns).rstrip() for row in range(screen.lines)
    ]


class Terminal:
    """``aka`` with these arguments (or another ``program``) in a terminal of that size, with a home of its own."""

    def __init__(
        self,
        *arguments: str,
        home: Path,
        program: Path = AKA,
        columns: int = 120,
        rows: int = 40,
        **variables: str,
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.received = b""
        self._child = pexpect.spawn(
            str(program),
            list(arguments),
            dimensions=(rows, columns),
            timeout=PATIENCE,
            cwd=str(home),
            env=environment(home, **variables),
        )
        self._child.delaybeforesend = None  # a person's keys are not held back either

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if self._child.isalive():
            self._child.kill(signal.SIGKILL)
            self._child.wait()
        self._child.close()

    @property
    def lines(self) -> list[str]:
        """The rows of the screen as they are now."""
        return lines_of(self.screen)

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines)

    @property
    def words(self) -> str:
        """The screen as words: what is said in a sentence, wherever its lines break."""
        return " ".join(self.text.split())

    @property
    def status(self) -> str:
        """The last line."""
        return self.lines[-1]

    def press(self, keys: str) -> None:
        """Type characters, as a keyboard sends them."""
        self._child.send(keys)

    def end(self, number: int) -> None:
        """Send the program a signal."""
        self._child.kill(number)

    def wait_until_stopped(self) -> None:
        """Wait until the program is in the background."""
        while not os.WIFSTOPPED(os.waitpid(self._child.pid, os.WUNTRACED)[1]):
            pass

    def hang_up(self) -> int:
        """Close the terminal, as a window is closed; a descriptor that can be read when the program has ended."""
        process = os.pidfd_open(self._child.pid)
        self._child.ptyproc.fileobj.close()
        return process

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size."""
        self.screen.resize(rows, columns)
        self._child.setwinsize(rows, columns)

    def wait_for(self, wanted, what: str = "") -> None:
        """Read what the program writes until a text stands on the screen, or a condition holds for this terminal."""
        condition = (lambda terminal: wanted in terminal.text) if isinstance(wanted, str) else wanted
        end = time.monotonic() + PATIENCE
        while not condition(self):
            if time.monotonic() > end or not self._read():
                raise AssertionError(f"never saw {what or wanted!r}; the screen is:\n{self.text}")

    def wait_for_exit(self) -> int:
        """Read on until the program has ended, and give its exit status."""
        end = time.monotonic() + PATIENCE
        while self._read():
            assert time.monotonic() < end, f"never ended; the screen is:\n{self.text}"
        self._child.close()
        return self._child.exitstatus if self._child.exitstatus is not None else -self._child.signalstatus

    def children(self, part: str) -> list[int]:
        """The processes that the program started whose command line holds ``part``."""
        table = subprocess.run(
            ["ps", "-A", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
        )
        rows = [line.split(maxsplit=2) for line in table.stdout.splitlines()]
        return [
            int(pid)
            for pid, parent, *command in rows
            if int(parent) == self._child.pid and part in str(command)
        ]

    def _read(self) -> bool:
        try:
            data = self._child.read_nonblocking(65536, timeout=0.02)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.received += data
        self._stream.feed(REQUESTS.sub(b"", data))
        return True
