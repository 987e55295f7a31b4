"""An annotation as three tables: its mentions, its entities, their aliases. Each row says all by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from annotate.annotation import Annotation
from annotate.evidence import explain_match
from annotate.names import surface
from annotate.text import visible

Cell = str | int | float | None
Row = tuple[Cell, ...]


class Table(NamedTuple):
    """The names of the columns, and the rows of an annotation in them."""

    columns: tuple[str, ...]
    rows: Callable[[Annotation], Iterable[Row]]


def _mentions(annotation: Annotation) -> Iterator[Row]:
    entities = {entity.id: entity for entity in annotation.entities}
    evidence = {
        (entity.id, alias.name): alias.evidence for entity in annotation.entities for alias in entity.aliases
    }
    for mention in annotation.mentions:
        entity = entities[mention.entity]
        why = evidence.get((entity.id, surface(mention.text)))
        yield (
            annotation.document.source, mention.start, mention.end, mention.text, mention.label, mention.score,
            entity.id, entity.name, mention.by, mention.state, mention.when,
            *((why.rule, why.with_, why.score, why.when) if why else ("", "", None, "")),
        )  # fmt: skip


def _listed(annotation: Annotation) -> dict[tuple[str, str], str]:
    """Where on watch lists names stand, by entity and alias."""
    listed: dict[tuple[str, str], list[str]] = {}
    for match in annotation.matches:
        listed.setdefault((match.entity, match.alias), []).append(explain_match(match))
    return {key: "; ".join(found) for key, found in listed.items()}


def _entities(annotation: Annotation) -> Iterator[Row]:
    places: dict[str, list[int]] = {}
    for mention in annotation.mentions:
        if mention.state != "rejected":
            places.setdefault(mention.entity, []).append(mention.start)
    for entity in annotation.entities:
        here = places.get(entity.id, [])
        yield (
            annotation.document.source, entity.id, entity.name, entity.label, entity.reference or "", entity.note,
            len(here), here[0] if here else None,
        )  # fmt: skip


def _aliases(annotation: Annotation) -> Iterator[Row]:
    listed = _listed(annotation)
    for entity in annotation.entities:
        for alias in entity.aliases:
            why = alias.evidence
            yield (
                annotation.document.source, entity.id, entity.name, alias.name, alias.count,
                why.rule, why.with_, why.score, why.text, why.when, listed.get((entity.id, alias.name), ""),
            )  # fmt: skip


MENTIONS = Table(
    (
        "source", "start", "end", "text", "label", "probability", "entity id", "entity name", "by", "state", "when",
        "rule", "with", "score", "rule when",
    ),
    _mentions,
)  # fmt: skip
ENTITIES = Table(
    ("source", "entity id", "entity name", "label", "reference", "note", "mentions", "first at"), _entities
)
ALIASES = Table(
    (
        "source", "entity id", "entity name", "alias", "count", "rule", "with", "score", "quotation",
        "rule when", "listed",
    ),
    _aliases,
)  # fmt: skip

# A spreadsheet runs a cell that begins so as a formula, and the cells come from texts that nobody has vetted.
# Such a cell gets an apostrophe in front, which spreadsheets take as "this is text". Programs that need each
# character as it is have JSON, or the offsets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def harmless(cell: Cell) -> Cell:
    """A cell of a table that people open: text stays text, without a control character (but a line end) and no
    formula.

    A lone "-", which is what a document from standard input is called, is no formula.
    """
    if not isinstance(cell, str):
        return cell
    text = visible(cell, keep="\n")
    return "'" + text if text.startswith(_FORMULA) and text != "-" else text
