"""``aka schema``: the native format, described for programs."""

from __future__ import annotations

import json

import click

from annotate.annotation import schema


@click.command()
def command() -> None:
    """Print the JSON Schema of the native format (json holds one such object, jsonl one a line)."""
    click.echo(json.dumps(schema(), indent=2))
