"""Record half a minute with the reader for the README: the sample article opened, walked through, and corrected.

    python .ci/recording.py

What the program writes to a terminal goes into an asciicast (version 2), which `asciinema play` shows. The pauses are
those of somebody who reads, whatever machine this runs on. Run it from the project's root.
"""

from __future__ import annotations

import codecs
import json
import os
import pty
import select
import struct
import sys
import tempfile
import termios
from collections.abc import Iterator
from fcntl import ioctl
from pathlib import Path

RECORDING = Path(__file__).with_name("reader.cast")
AKA = str(Path(sys.executable).with_name("aka"))
COLUMNS, ROWS = 100, 30
# The keys, and for how many seconds one looks at what came of them.
STEPS = (
    ("", 2.5),
    ("n", 1.5),  # the first name,
    ("*", 2.0),  # and from mention to mention of it, whatever it is called there
    *(("n", 1.2),) * 4,
    ("i", 4.0),  # its card: why each name is its
    ("\x1b", 1.0),
    ("x", 2.5),  # it is no name,
    ("n", 2.0),  # rejected but kept
    ("u", 2.5),  # or rather not
    ("q", 0.5),
)
QUIET = 0.7  # seconds without a byte: what a key does has been done


def main() -> None:
    """Press the keys in a terminal of nobody's, and write down what it shows."""
    lines = [json.dumps({"version": 2, "width": COLUMNS, "height": ROWS, "title": "aka"})]
    with tempfile.TemporaryDirectory() as home:
        lines += [json.dumps([round(when, 3), "o", text], ensure_ascii=False) for when, text in played(home)]
    RECORDING.write_text("\n".join(lines) + "\n", encoding="utf-8")


def played(home: str) -> Iterator[tuple[float, str]]:
    """What the reader writes, and when."""
    child, terminal = pty.fork()
    if not child:
        os.environ |= {f"XDG_{kind}_HOME": home for kind in ("CONFIG", "DATA", "CACHE")}
        os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        os.execv(AKA, [AKA])
    decode = codecs.getincrementaldecoder("utf-8")().decode
    when = 0.0
    for keys, pause in STEPS:
        os.write(terminal, keys.encode())
        patience = QUIET if keys else 10 * QUIET  # the names take a moment to be found
        while select.select([terminal], [], [], patience)[0]:
            try:
                data = os.read(terminal, 1 << 16)
            except OSError:  # it has ended
                break
            yield when, decode(data)
            when += 0.02
        when += pause
    os.waitpid(child, 0)


if __name__ == "__main__":
    main()
