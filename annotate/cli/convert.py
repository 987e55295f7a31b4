"""``aka convert``: annotations from one format to another."""

from __future__ import annotations

from pathlib import Path

import click

from annotate.cli import options, writing
from annotate.formats import read_annotations
from annotate.sources.reading import shown, source_bytes


@click.command()
@click.argument("source", metavar="IN")
@writing.to_option
@options.output
def command(source: str, to: str | None, output: Path | None) -> None:
    """Write the annotations in IN (json or jsonl, - for standard input) in another format."""
    writing.spare([source], output)
    annotations = read_annotations(source_bytes(source), shown(source))
    writing.write(annotations, writing.choose(to, output, len(annotations)), output)
