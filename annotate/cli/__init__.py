"""The command line: a thin front end to the library. Each command is a module, imported when it is used."""

from __future__ import annotations

import sys
from typing import NoReturn

__all__ = ["main"]


def main() -> NoReturn:
    """The entry point. The text that is to be read stands on the screen before anything else is imported."""
    from tui import first_screen

    first_screen.paint(sys.argv[1:])
    from annotate.cli.group import main

    main()
