"""The command line: a thin front end to the library. Each command is a module, imported when it is used."""

from __future__ import annotations

import gc
import sys
from typing import NoReturn

__all__ = ["main"]


def main() -> NoReturn:
    """The entry point. The text that is to be read stands on the screen before anything else is imported."""
    from tui import first_screen

    gc.disable()  # what is imported stays: to look through it for garbage again and again takes a tenth of the start
    painted = first_screen.paint(sys.argv[1:])
    from annotate.cli import ending

    if painted:  # a text alone: click would take as long as the first screen to see that there are no options
        from annotate.cli.reader import read

        ending.ends(lambda: read(sys.argv[1] if sys.argv[1:] else None))
    from annotate.cli.group import aka

    gc.enable()
    ending.ends(lambda: aka(prog_name="aka"))
