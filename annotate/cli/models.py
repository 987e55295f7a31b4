"""``aka models``: the installed pipelines."""

from __future__ import annotations

import sys

import click

from annotate.cli.terminal import print_table, print_tsv
from annotate.recognize.models import installed


@click.command()
def command() -> None:
    """List the installed spaCy pipelines, the one that is used by default first."""
    rows = [(model.name, model.version, model.package) for model in installed()]
    (print_table if sys.stdout.isatty() else print_tsv)([("model", "version", "package"), *rows])
