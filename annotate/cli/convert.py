"""``aka convert``: annotations from one format to another."""

from __future__ import annotations

from pathlib import Path

import click

from annotate.cli import options, writing
from annotate.cli.decided import decided
from annotate.cli.terminal import say
from annotate.formats import FORMATS, read_annotations
from annotate.formats.reading import unknown_labels
from annotate.sources.reading import shown, source_bytes


@click.command()
@click.argument("source", metavar="IN")
@writing.from_option
@writing.to_option
@options.output
@options.fresh
def command(source: str, from_: str | None, to: str | None, output: Path | None, fresh: bool) -> None:
    """Write the annotations in IN (a file in any format that aka reads, - for standard input) in another format.

    What you have corrected in the reader since IN was written is in it too; --fresh takes IN as it is.
    """
    writing.spare([source], output)
    annotations = read_annotations(source_bytes(source), shown(source), FORMATS[from_] if from_ else None)
    for annotation in annotations:
        if notice := unknown_labels(annotation):
            say(notice)
    chosen = writing.choose(to, output, len(annotations))
    if not fresh:
        annotations = list(decided(annotations))  # all before the first is written
    writing.write(annotations, chosen, output, len(annotations))
