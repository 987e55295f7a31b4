"""The screen of a reader whose terminal is a tab of a browser: packets through its standard input and output."""

from __future__ import annotations

import os
import signal
from codecs import getincrementaldecoder
from functools import partial
from typing import Any

from textual._xterm_parser import XTermParser
from textual.drivers._byte_stream import ByteStream
from textual.drivers.web_driver import WebDriver

from tui.driver import Typed

GREETING = b"__GANGLION__\n"
"""What Textual's server waits for; all else are packets."""


class TabDriver(WebDriver):
    """Textual's driver for its server, where one application may follow another: first the list of texts, then the
    reader. The program itself greets and takes its leave, each once."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._typed = Typed(0)
        self._write = partial(_write_packet)

    def stop_application_mode(self) -> None:
        """End the input thread; the tab stays open for what follows."""
        self.exit_event.set()
        self._input_reader.close()
        if self._key_thread.is_alive():
            self._typed.end()
            self._key_thread.join()

    def run_input_thread(self) -> None:
        """Hand on what is typed, and what the server says of the tab, until the application ends."""
        packets, parser = ByteStream(), XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        for data in self._typed.pieces():
            for kind, payload in packets.feed(data) if data else ():
                if kind != "D":
                    self._on_meta(kind, payload)
                elif keys := decode(payload):
                    for message in parser.feed(keys):
                        self.process_message(message)
            for message in parser.tick():
                self.process_message(message)

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """What the server says; when the tab is closed, that is for a reader as if its terminal were."""
        if packet_type == "quit":
            os.kill(os.getpid(), signal.SIGHUP)
            return
        if packet_type == "resize":  # where the next application looks for it
            os.environ.update(COLUMNS=str(payload["width"]), ROWS=str(payload["height"]))
        super().on_meta(packet_type, payload)


def _write_packet(data: bytes) -> int:
    return len(data) if data == GREETING else os.write(1, data)
