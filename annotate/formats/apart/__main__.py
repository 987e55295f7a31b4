"""The process: it answers the question on its standard input and ends."""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module

import msgspec

from annotate.errors import AkaError
from annotate.formats.apart import Answer, Read, Write
from annotate.formats.input import Input


def answer(question: Read | Write) -> Answer:
    """Do what is asked."""
    try:
        module = import_module(question.module)
        if isinstance(question, Read):
            return Answer(annotations=module.read(Input(question.data, question.name)))
        file = io.BytesIO()
        losses = module.write(question.annotations, file)
        return Answer(data=file.getvalue(), losses=list(losses or ()))
    except ModuleNotFoundError as error:
        return Answer(missing=error.name or str(error))
    except AkaError as error:
        return Answer(reason=str(error))


if __name__ == "__main__":
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no part of the answer
    with out:
        out.write(
            msgspec.msgpack.encode(answer(msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Read | Write)))
        )
