"""``aka company``: who and what a text names together."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping

import click

from annotate.annotation import Entity
from annotate.cli import options
from annotate.cli.annotated import annotated
from annotate.cli.recogniser import Asked
from annotate.cli.terminal import print_table, print_tsv
from annotate.cooccurrence import K, Link, company, links, paragraphs
from annotate.errors import AkaError
from annotate.filtering import filter_entities
from annotate.formats.opening import OpenAs
from annotate.library.items import Known
from annotate.query import Index, called, sort_entities
from annotate.sources import blocks_of

Named = Entity | Known
HEADER = (
    *("name", "label", "paragraphs", "with", "with label", "with paragraphs", "shared", "log-likelihood"),
)
HEADER_TO_READ = ("name", "with", "shared", "of", "of", "log-likelihood")
GIVE_WAY = ("with", "name")  # what is shortened first where the terminal is narrow
_MOST_MEANT = 3

least_option = click.option(
    "--least",
    metavar="N",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Only those that share so many paragraphs.",
)


@click.command()
@click.argument("source")
@click.argument("name", required=False)
@least_option
@options.recognition
@options.sources
@options.fresh
def command(
    source: str,
    name: str | None,
    least: int,
    asked: Asked,
    opening: OpenAs,
    fresh: bool,
) -> None:
    """Show who and what SOURCE (a text, or an annotation) names in the same paragraphs: with NAME, or all of them.

    Those come first that are together more often than chance would have it, by Dunning's log-likelihood ratio (G²); it
    is negative where they are together less often. "shared" counts the paragraphs that name both, "of" those that name
    the one and the other.

    On a terminal the result is an aligned table that fits it; otherwise tab-separated values under a header.
    """
    annotation = annotated(source, asked, opening, fresh=fresh)
    index = Index(annotation)
    there = paragraphs(index.mentions, blocks_of(annotation.document))
    found = links(there, least) if name is None else company(there, _meant(index, name, source).id, least)
    none = "No two names share a paragraph." if name is None else "No other name shares a paragraph with it."
    print_links(found, index.entities, none)


def print_links(found: Iterable[Link[K]], of: Mapping[K, Named], none: str) -> None:
    """Print links between entities, which ``of`` has; on a terminal the sentence ``none`` where there are none."""
    rows = [(of[link.one], of[link.other], link) for link in found]
    if not sys.stdout.isatty():
        told: list[tuple[object, ...]] = [
            (
                one.name,
                one.label,
                link.of_one,
                other.name,
                other.label,
                link.of_other,
                link.shared,
                link.score,
            )
            for one, other, link in rows
        ]
        print_tsv([HEADER, *told])
    elif rows:
        read: list[tuple[object, ...]] = [
            (one.name, other.name, link.shared, link.of_one, link.of_other, round(link.score, 2))
            for one, other, link in rows
        ]
        print_table([HEADER_TO_READ, *read], shrink=[HEADER_TO_READ.index(each) for each in GIVE_WAY])
    else:
        click.echo(none)


def _meant(index: Index, name: str, source: str) -> Entity:
    """The entity of a name; raises AkaError where there is none, with those that may have been meant."""
    entities = called(index, name)
    if entities:
        return entities[0]
    close = filter_entities(index, sort_entities(index, index.entities.values(), "count"), name)[:_MOST_MEANT]
    meant = f" Did you mean {' or '.join(entity.name for entity in close)}?" if close and name.strip() else ""
    raise AkaError(f"{source} names nobody and nothing “{name}”.{meant}")
