"""``aka read --plain``: the text with its names marked in it, line by line."""

from __future__ import annotations

import click

from annotate.cli.annotated import annotated
from annotate.cli.recogniser import Asked
from annotate.formats.opening import OpenAs
from annotate.plain import marked
from annotate.seed import path


def show(source: str | None, asked: Asked, opening: OpenAs) -> None:
    """Print a source (None: the sample article) with its names marked. Raises AkaError where it cannot be read."""
    for line in marked(annotated(source or path(), asked, opening, fresh=False)):
        click.echo(line)
