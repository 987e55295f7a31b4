"""``aka config``: what is set, and where each value comes from."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import click

from annotate import config
from annotate.cli.terminal import print_table, print_tsv, say
from annotate.column import COLUMN
from annotate.config import Config
from annotate.labels import GROUPS_OF_NAMES
from annotate.recognize.models import find
from annotate.store import Store
from annotate.text import visible

HEADER = ("setting", "value", "from")
DEFAULTS = {
    "theme": config.THEMES[0],
    "width": str(COLUMN),
    "labels": ", ".join(GROUPS_OF_NAMES),
    "books": "",
}


@click.command()
def command() -> None:
    """Show what is set in config.toml, and where each value comes from.

    The file stands in aka's configuration folder; `aka config` names it. Nothing needs to be in it:

    \b
        theme = "aka-light"             # T in the reader goes through them
        width = 90                      # of the text's column, 20 to 200 cells
        labels = ["people", "GPE"]      # that are shown at first, or their groups
        model = "fast"                  # as with --model
        books = ["~/books/syria.toml"]  # alias books beside those in the folder books
        [keys]                          # the names of all actions are in man aka
        next = ["n", "right"]
        [colours]
        people = "#e9b872"

    The exit status is 1 when there is a mistake in the file; what is wrong is not used.
    """
    found = config.load()
    from tui.actions import MISTAKES  # what the reader would say of the keys

    mistakes = (*found.mistakes, *MISTAKES)
    for mistake in mistakes:
        say(mistake)
    with Store() as store:
        chosen = store.setting("theme")
    rows = [HEADER, *_rows(found, chosen)]
    if sys.stdout.isatty():
        print_table(rows, shrink=[1])
        where = visible(str(found.path))
        click.echo(f"\nThe file is {where}." if found.path.exists() else f"\nThere is no {where} yet.")
    else:
        print_tsv(rows)
    sys.exit(1 if mistakes else 0)


def _rows(found: Config, chosen: str | None) -> Iterator[tuple[str, str, str]]:
    defaults = {**DEFAULTS, "model": find().name}
    for name in config.NAMES:
        if name in found.settings:
            yield _row(found, name)
        elif name == "theme" and chosen in config.THEMES:
            yield name, str(chosen), "chosen in the reader (T)"
        else:
            yield name, str(defaults[name]), "default"
    for name in found.settings:
        if "." in name:
            yield _row(found, name)


def _row(found: Config, name: str) -> tuple[str, str, str]:
    value, line = found.settings[name]
    return name, _shown(value), f"{found.path.name}, line {line}"


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
