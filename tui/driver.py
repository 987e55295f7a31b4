"""The keyboard: Textual's driver for a terminal, with an input thread that ends at once when it is told to."""

from __future__ import annotations

import os
import signal
from codecs import getincrementaldecoder
from collections.abc import Iterator
from select import select
from typing import Any

from textual import constants
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

_MOST = 1 << 12  # bytes that are read at a time


class Typed:
    """What is typed, as it comes from a descriptor.

    Textual looks ten times a second whether there is a key or an end, twice at the end, and as seldom whether an
    Escape stands alone: to quit takes 200 ms, Escape up to 100. Here the thread waits until one of them happens.
    """

    def __init__(self, file: int) -> None:
        self._file = file
        self._ending, self._end = os.pipe()

    def end(self) -> None:
        """End :meth:`pieces`, from another thread."""
        os.write(self._end, b"\0")

    def pieces(self) -> Iterator[bytes]:
        """The bytes, until the end; nothing once where no more came for as long as an Escape waits for it.

        Where nobody is there any more who could type, the program hangs up.
        """
        wait: float | None = None
        while True:
            ready, _, _ = select([self._file, self._ending], [], [], wait)
            if self._ending in ready:
                os.read(self._ending, 1)
                return
            data = b""
            if ready:
                try:
                    data = os.read(self._file, _MOST)
                except OSError:
                    data = b""
                if not data:  # there is no terminal any more, whether or not somebody has said so
                    os.kill(os.getpid(), signal.SIGHUP)
                    return
            yield data
            # After what was typed the parser may wait for more of it, but no longer than that.
            wait = 1.1 * constants.ESCAPE_DELAY if ready else None


class PromptDriver(LinuxDriver):
    """Waits for keys, and for nothing else."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._typed = Typed(self.fileno)

    def disable_input(self) -> None:
        """End the input thread."""
        if self._key_thread is not None and self._key_thread.is_alive():
            self._typed.end()
        super().disable_input()

    def run_input_thread(self) -> None:
        """Hand on what is typed, until the input is disabled."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        for data in self._typed.pieces():
            if keys := decode(data):
                for message in parser.feed(keys):
                    self.process_message(message)
            for message in parser.tick():
                self.process_message(message)
