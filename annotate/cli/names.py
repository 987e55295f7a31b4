"""``aka names``: who and what a text names."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import click

from annotate.annotation import Annotation
from annotate.batch import annotate_sources
from annotate.cli import options
from annotate.cli.terminal import clear_progress, print_table, print_tsv, say, show_share
from annotate.query import Index, sort_entities

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
        on_progress=show_share,
    )
    clear_progress()
    for notice in outcome.notices:
        say(notice)
    if not isinstance(outcome.result, Annotation):
        raise outcome.result
    entities = list(_rows(outcome.result))
    if not sys.stdout.isatty():
        print_tsv([HEADER, *chain(*entities)])
    elif entities:
        print_table([HEADER, *chain(*map(_once, entities))])
    else:
        click.echo("The text names nobody and nothing.")


def _rows(annotation: Annotation) -> Iterator[list[Row]]:
    """Each entity's rows, one an alias; who is named most often comes first, and dates and numbers are no
    names."""
    index = Index(annotation)
    for entity in sort_entities(index, index.entities.values(), "count"):
        known = (entity.name, entity.label, index.count(entity.id))
        yield [
            (*known, alias.name, alias.count, alias.evidence.rule, alias.evidence.with_, alias.evidence.score)
            for alias in entity.aliases
        ]


def _once(rows: list[Row]) -> list[Row]:
    """An entity's rows with its name, label and count only in the first."""
    return [*rows[:1], *(("", "", None, *row[3:]) for row in rows[1:])]
