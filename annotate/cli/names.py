"""``aka names``: who and what a text names."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from annotate.annotation import Annotation
from annotate.batch import annotate_sources
from annotate.cli import options
from annotate.cli.terminal import clear_progress, print_table, print_tsv, say, show_progress
from annotate.labels import is_name

HEADER = ("name", "label", "count", "alias", "alias count", "rule", "with", "score")
Row = tuple[object, ...]


@click.command()
@click.argument("source")
@options.recognition
def command(source: str, model: str | None, aliases: tuple[Path, ...], without: tuple[str, ...]) -> None:
    """Show who and what SOURCE (a text, or an annotation) names, with every alias and why it is one.

    On a terminal the result is an aligned table; otherwise tab-separated values, one line an alias, under a
    header.
    """
    (outcome,) = annotate_sources(
        [source],
        options.recogniser(model, aliases, without),
        again=False,
        on_progress=lambda name, done, total: show_progress(f"{name}  {100 * done // max(total, 1)} %"),
    )
    clear_progress()
    for notice in outcome.notices:
        say(notice)
    if not isinstance(outcome.result, Annotation):
        raise outcome.result
    rows = list(_rows(outcome.result))
    if not sys.stdout.isatty():
        print_tsv([HEADER, *rows])
    elif rows:
        print_table([HEADER, *_once(rows)])
    else:
        click.echo("The text names nobody and nothing.")


def _rows(annotation: Annotation) -> Iterator[Row]:
    """One row an alias, the entities named most often first; dates and numbers are no names."""
    counts = Counter(mention.entity for mention in annotation.mentions)
    for entity in sorted(annotation.entities, key=lambda entity: -counts[entity.id]):
        for alias in entity.aliases if is_name(entity.label) else ():
            why = alias.evidence
            yield (
                entity.name,
                entity.label,
                counts[entity.id],
                alias.name,
                alias.count,
                why.rule,
                why.with_,
                why.score,
            )


def _once(rows: list[Row]) -> Iterator[Row]:
    """The rows with an entity's name, label and count only in its first."""
    before: Row = ()
    for row in rows:
        yield ("", "", None, *row[3:]) if row[:3] == before else row
        before = row[:3]
