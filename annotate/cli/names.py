"""``aka names``: who and what a text names."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click

from annotate.annotation import Alias, Annotation, Entity
from annotate.batch import annotate_sources
from annotate.cli import options
from annotate.cli.recogniser import recogniser as recogniser_for
from annotate.cli.terminal import clear_progress, print_table, print_tsv, say, show_share
from annotate.evidence import explain
from annotate.formats import open_source
from annotate.query import Index, sort_entities

HEADER = ("name", "label", "count", "alias", "alias count", "rule", "with", "score", "when")
HEADER_TO_READ = ("name", "label", "count", "alias", "times", "reason")
GIVE_WAY = ("reason", "alias", "name")  # what is shortened first where the terminal is narrow
Row = tuple[object, ...]


@click.command()
@click.argument("source")
@options.recognition
@options.sources
@options.fresh
def command(
    source: str,
    model: str | None,
    aliases: tuple[Path, ...],
    without: tuple[str, ...],
    private: bool,
    repair: bool,
    fresh: bool,
) -> None:
    """Show who and what SOURCE (a text, or an annotation) names, with every alias and why it is one.

    What you have corrected in the reader is in it; what you have rejected names nothing and is left out.

    On a terminal the result is an aligned table that fits it; otherwise tab-separated values, one line an
    alias, under a header.
    """
    (outcome,) = annotate_sources(
        [source],
        recogniser_for(model, aliases, without),
        again=False,
        fresh=fresh,
        opening=partial(open_source, private=private, repair=repair),
        on_progress=show_share,
    )
    clear_progress()
    for notice in outcome.notices:
        say(notice)
    if not isinstance(outcome.result, Annotation):
        raise outcome.result
    if not sys.stdout.isatty():
        print_tsv([HEADER, *_rows(outcome.result)])
    elif rows := list(_rows_to_read(outcome.result)):
        print_table([HEADER_TO_READ, *rows], shrink=[HEADER_TO_READ.index(name) for name in GIVE_WAY])
    else:
        click.echo("The text names nobody and nothing.")


def _entities(annotation: Annotation) -> Iterator[tuple[Entity, int, list[Alias]]]:
    """The entities that a name stands for, with how often and their aliases that count; who is named most often comes
    first."""
    index = Index(annotation)
    for entity in sort_entities(index, index.entities.values(), "count"):
        yield entity, index.count(entity.id), [alias for alias in entity.aliases if alias.count]


def _rows(annotation: Annotation) -> Iterator[Row]:
    """A row for each alias, which says all by itself."""
    for entity, count, aliases in _entities(annotation):
        for alias in aliases:
            why = alias.evidence
            yield (
                *(entity.name, entity.label, count),
                *(alias.name, alias.count, why.rule, why.with_, why.score, why.when),
            )


def _rows_to_read(annotation: Annotation) -> Iterator[Row]:
    """A row for each alias, the reason in words; the entity is named in the first of its rows."""
    for entity, count, aliases in _entities(annotation):
        known: Row = (entity.name, entity.label, count)
        for alias in aliases:
            yield (*known, alias.name, alias.count, explain(alias.evidence, entity.name))
            known = ("", "", None)
