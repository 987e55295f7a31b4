"""The process: it reads sources from its standard input and answers with what is in each, until its input ends."""

from __future__ import annotations

import contextlib
import os
import sys

import msgspec

from annotate.glance.client import Look, clean
from annotate.glance.facts import Facts, facts
from annotate.recognize import protocol

NICE = 10  # how much it gives way to the reader


def answer(source: str) -> Facts:
    """What is in a source, whatever that does to those who read it."""
    try:
        return facts(source)
    except (MemoryError, RecursionError) as error:
        return Facts(trouble=f"{os.path.basename(source)} cannot be read: {type(error).__name__}.")  # noqa: PTH119


def main() -> None:
    """Answer."""
    with contextlib.suppress(OSError):
        os.nice(NICE)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no part of the answer
    decoder = msgspec.msgpack.Decoder(Look)
    with out, contextlib.suppress(BrokenPipeError):
        while (look := protocol.read(sys.stdin.buffer, decoder)) is not None:
            protocol.write(out, clean(answer(os.fsdecode(look.source))))


if __name__ == "__main__":
    main()
