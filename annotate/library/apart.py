"""Putting an annotation into the library in a process of its own: the tenth of a second that an article takes, and the
many of a book, would else be taken from the reader's keys.

``python -m annotate.library.apart LIBRARY`` reads the annotation as MessagePack from its standard input, which is a
file. It goes on when the reader has ended. What went wrong it says in a sentence on standard error, with exit status 1.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

from annotate.annotation import Annotation
from annotate.errors import AkaError

_NICE = 5  # how much it gives way to whoever reads, as a recogniser does


def put(annotation: Annotation, library: Path) -> str:
    """Put an annotation into the library and wait until it is there; a sentence where it cannot be, else empty."""
    try:
        with tempfile.TemporaryFile() as data, tempfile.TemporaryFile() as said:
            data.write(msgspec.msgpack.encode(annotation))
            data.seek(0)
            status = subprocess.call(
                # -P: no module of the folder we stand in, which may hold anything, is taken for one of ours.
                [sys.executable, "-P", "-m", "annotate.library.apart", str(library)],
                stdin=data,
                stdout=subprocess.DEVNULL,
                stderr=said,
                start_new_session=True,  # what stops the reader does not stop this
            )
            said.seek(0)
            lines = said.read().decode("utf-8", "replace").splitlines()
    except UnicodeEncodeError:  # half of a character, which no database can hold
        return ""
    except OSError as error:
        return f"The text cannot be put into the library: {error.strerror}."
    if status == 0:
        return ""
    return lines[-1] if lines else "The text could not be put into the library."


def main() -> int:
    """Do what :func:`put` asks for."""
    os.nice(_NICE)
    annotation = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Annotation)
    from annotate.library import Library

    try:
        with Library(Path(sys.argv[1])) as library:
            library.add(annotation)
    except AkaError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
