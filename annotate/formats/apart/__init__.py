"""A format that is read and written in a process of its own: ``python -m annotate.formats.apart``.

Some libraries take long to import and much memory, and the reader's process must stay free of them. The module that
uses one is called in a process that answers one question and ends.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from typing import BinaryIO

import msgspec

from annotate.annotation import Annotation
from annotate.errors import BadAnnotation
from annotate.formats.input import Input
from annotate.formats.losses import Loss
from annotate.text import one_line


class Read(msgspec.Struct, tag="read"):
    """Read a file with a module's ``read``."""

    module: str
    data: bytes
    name: str


class Write(msgspec.Struct, tag="write"):
    """Write a file with a module's ``write``."""

    module: str
    annotations: list[Annotation]


class Answer(msgspec.Struct):
    """What came of it."""

    annotations: list[Annotation] = []
    data: bytes = b""
    losses: list[Loss] = []
    reason: str = ""  # why it could not be done
    missing: str = ""  # the package that is not installed


def read(module: str, file: Input) -> list[Annotation]:
    """What the module's ``read`` says; raises what it does."""
    return _ask(Read(module, file.data, file.name)).annotations


def write(module: str, annotations: Iterable[Annotation], file: BinaryIO) -> list[Loss]:
    """What the module's ``write`` writes and returns; raises what it does."""
    answer = _ask(Write(module, list(annotations)))
    file.write(answer.data)
    return answer.losses


def _ask(question: Read | Write) -> Answer:
    done = subprocess.run(
        # -P: no module of the folder we stand in, which may hold anything, is taken for one of ours.
        [sys.executable, "-P", "-m", __name__],
        input=msgspec.msgpack.encode(question),
        capture_output=True,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        check=False,
    )
    if done.returncode:  # killed, or broken in its libraries
        said = one_line(done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2])
        raise BadAnnotation(f"the process for it broke off ({said or f'exit status {done.returncode}'})")
    answer = msgspec.msgpack.decode(done.stdout, type=Answer)
    if answer.missing:
        raise ModuleNotFoundError(name=answer.missing)
    if answer.reason:
        raise BadAnnotation(answer.reason)
    return answer
