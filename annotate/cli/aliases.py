"""``aka aliases``: what a person's alias books need."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from annotate.book import check
from annotate.cli.terminal import say


@click.group()
def command() -> None:
    """Check alias books."""


@command.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
def check_books(files: tuple[Path, ...]) -> None:
    """Look for what is wrong in alias books: TOML, unknown fields, a name that two entities claim."""
    problems = [problem for path in files for problem in check(path)]
    for problem in problems:
        say(str(problem))
    sys.exit(1 if problems else 0)
