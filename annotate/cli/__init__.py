"""The command line: a thin front end to the library. Each command is a module, imported when it is used."""

from annotate.cli.group import main

__all__ = ["main"]
