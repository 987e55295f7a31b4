"""``aka link``: candidates for what the entities of a text refer to, from a reconciliation service."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import click

from annotate.cli import options
from annotate.cli.annotated import annotated
from annotate.cli.recogniser import Asked
from annotate.cli.terminal import clear_progress, print_table, print_tsv, say, show_progress
from annotate.errors import AkaError
from annotate.formats.opening import OpenAs
from annotate.query import Index, sort_entities
from annotate.reconcile import Candidate, Query, Service, address, queries_of, refer, sure
from annotate.store import Journal

HEADER = ("name", "label", "reference", "called", "type", "score", "match", "description", "kept")
HEADER_TO_READ = ("name", "label", "reference", "called", "score", "match", "description")
GIVE_WAY = ("description", "called", "name")  # what is shortened first where the terminal is narrow


class Found(NamedTuple):
    """What was answered, and which of it is kept."""

    query: Query
    candidates: list[Candidate]
    kept: Candidate | None


@click.command()
@click.argument("source")
@click.option(
    "--service", metavar="ADDRESS", help="The service to ask; by default the one in AKA_SERVICE, if any."
)
@click.option("--sure", "keep", is_flag=True, help="Keep what the service is sure of, as your correction.")
@options.recognition
@options.sources
def command(
    source: str,
    service: str | None,
    keep: bool,
    asked: Asked,
    opening: OpenAs,
) -> None:
    """Show what the names in SOURCE (a text, or an annotation) may refer to, as their Wikidata ids.

    A service that speaks the Reconciliation Service API is asked for every entity that has no reference yet; only
    the names go there, with a type for the label. In the reader, Q asks for one entity, and you choose.

    On a terminal the result is an aligned table that fits it; otherwise tab-separated values under a header.
    """
    reconciling = Service(address(service))
    annotation = annotated(source, asked, opening, fresh=False)
    index = Index(annotation)
    if given := sum(1 for entity in index.entities.values() if entity.reference):
        say(f"{given} of {len(index.entities)} {'has' if given == 1 else 'have'} a reference already.")
    entities = dict[Query, list[str]]()
    for entity, query in queries_of(sort_entities(index, index.entities.values(), "count")).items():
        entities.setdefault(query, []).append(entity)
    journal = Journal(annotation.document) if keep else None
    answered, failures = dict[Query, Found](), Counter[str]()
    for query, answer in reconciling.candidates(entities):
        if isinstance(answer, AkaError):
            failures[str(answer)] += 1
            continue
        kept = sure(answer) if journal is not None else None
        if journal is not None and kept is not None:
            for entity in entities[query]:
                journal.append("do", refer(index, entity, kept.id))
        answered[query] = Found(query, answer, kept)
        show_progress(f"{len(answered)} of {len(entities)} names")
    clear_progress()
    found = [answered[query] for query in entities if query in answered]
    if not sys.stdout.isatty():
        print_tsv([HEADER, *_rows(found)])
    elif rows := list(_rows_to_read(found)):
        print_table([HEADER_TO_READ, *rows], shrink=[HEADER_TO_READ.index(name) for name in GIVE_WAY])
    if keep:
        say(f"Kept {sum(1 for one in found if one.kept)} of {len(found)}; in the reader u undoes each.")
    for sentence, count in failures.items():
        say(f"{count} {'name has' if count == 1 else 'names have'} no answer: {sentence}")
    sys.exit(1 if failures else 0)


def _rows(found: Iterable[Found]) -> Iterator[tuple[object, ...]]:
    """A row for each candidate, which says all by itself, or one for a name without any."""
    for query, candidates, kept in found:
        for one in candidates or (None,):
            if one is None:
                yield (*query, *[""] * 7)
            else:
                said = (one.id, one.name, ", ".join(one.types), one.score)
                yield (*query, *said, _yes(one.match), one.description, _yes(one is kept))


def _rows_to_read(found: Iterable[Found]) -> Iterator[tuple[object, ...]]:
    """The same, in fewer columns; a name stands in the first of its rows."""
    for query, candidates, kept in found:
        known: tuple[object, ...] = query
        for one in candidates:
            sign = "kept" if one is kept else _yes(one.match)
            yield (*known, one.id, one.name, one.score, sign, one.description)
            known = ("", "")
        if not candidates:
            yield (*known, "", "nothing is found", None, "", "")


def _yes(so: bool) -> str:
    return "yes" if so else ""
