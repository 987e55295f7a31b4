"""How a command ends: its exit status, and one sentence for what went wrong."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from typing import NoReturn

from annotate.cli.terminal import say
from annotate.errors import AkaError


def ends(command: Callable[[], object]) -> NoReturn:
    """Run a command to its end: 0 done, 1 something could not be done (said on standard error), 2 wrong usage, and 130,
    which shells know, for what ctrl+c ended."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal in another encoding still shows the rest
    try:
        command()
    except AkaError as error:
        say(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        what = f"{error.filename} cannot be used" if error.filename else "The output cannot be written"
        say(f"{what}: {error.strerror or error}.")
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is left in the buffer has nowhere to go
    sys.exit(1)
