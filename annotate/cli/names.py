"""``aka names``: who and what a text names."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby

import click

from annotate.annotation import Alias, Annotation, Entity
from annotate.cli import options
from annotate.cli.annotated import annotated
from annotate.cli.recogniser import Asked
from annotate.cli.terminal import print_table, print_tsv
from annotate.evidence import explain, explain_match
from annotate.formats.opening import OpenAs
from annotate.query import Index, sort_entities

LISTED = "listed"
HEADER = ("name", "label", "count", "alias", "alias count", "rule", "with", "score", "when", LISTED)
HEADER_TO_READ = ("name", "label", "count", "alias", "times", "reason", LISTED)  # the last where there is any
GIVE_WAY = ("reason", LISTED, "alias", "name")  # what is shortened first where the terminal is narrow
Row = tuple[object, ...]


@click.command()
@click.argument("source")
@options.recognition
@options.sources
@options.fresh
def command(
    source: str,
    asked: Asked,
    opening: OpenAs,
    fresh: bool,
) -> None:
    """Show who and what SOURCE (a text, or an annotation) names, with every alias and why it is one.

    What you have corrected in the reader is in it; what you have rejected names nothing and is left out.

    On a terminal the result is an aligned table that fits it; otherwise tab-separated values, one line an
    alias, under a header.
    """
    annotation = annotated(source, asked, opening, fresh=fresh)
    if not sys.stdout.isatty():
        print_tsv([HEADER, *_rows(annotation)])
    elif rows := list(_rows_to_read(annotation)):
        if not annotation.matches:
            rows = [row[:-1] for row in rows]
        header = HEADER_TO_READ[: len(rows[0])]
        print_table([header, *rows], shrink=[header.index(name) for name in GIVE_WAY if name in header])
    else:
        click.echo("The text names nobody and nothing.")


def _entities(index: Index) -> Iterator[tuple[Entity, int, list[Alias]]]:
    """The entities that a name stands for, with how often and their aliases that count; who is named most often comes
    first."""
    for entity in sort_entities(index, index.entities.values(), "count"):
        yield entity, index.count(entity.id), [alias for alias in entity.aliases if alias.count]


def _listed(index: Index, entity: Entity) -> dict[str, str]:
    """Where on watch lists an entity stands, by the alias that matches."""
    matches = sorted(index.matches_of.get(entity.id, ()), key=lambda match: match.alias)
    return {
        alias: "; ".join(map(explain_match, found))
        for alias, found in groupby(matches, lambda match: match.alias)
    }


def _rows(annotation: Annotation) -> Iterator[Row]:
    """A row for each alias, which says all by itself."""
    index = Index(annotation)
    for entity, count, aliases in _entities(index):
        listed = _listed(index, entity)
        for alias in aliases:
            why = alias.evidence
            yield (
                *(entity.name, entity.label, count),
                *(alias.name, alias.count, why.rule, why.with_, why.score, why.when),
                listed.get(alias.name, ""),
            )


def _rows_to_read(annotation: Annotation) -> Iterator[Row]:
    """A row for each alias, the reason in words and where it is listed; the entity is named in the first of its
    rows."""
    index = Index(annotation)
    for entity, count, aliases in _entities(index):
        known: Row = (entity.name, entity.label, count)
        listed = _listed(index, entity)
        for alias in aliases:
            why = explain(alias.evidence, entity.name)
            yield (*known, alias.name, alias.count, why, listed.get(alias.name, ""))
            known = ("", "", None)
