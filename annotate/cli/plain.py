"""``aka read --plain``: the text with its names marked in it, line by line."""

from __future__ import annotations

from pathlib import Path

import click

from annotate.cli.annotated import annotated
from annotate.plain import marked
from annotate.seed import path


def show(
    source: str | None,
    model: str | None,
    aliases: tuple[Path, ...],
    without: tuple[str, ...],
    *,
    private: bool,
    repair: bool,
) -> None:
    """Print a source (None: the sample article) with its names marked. Raises AkaError where it cannot be read."""
    annotation = annotated(
        source or path(), model, aliases, without, private=private, repair=repair, fresh=False
    )
    for line in marked(annotation):
        click.echo(line)
