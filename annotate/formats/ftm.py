"""FollowTheMoney's entities, for Aleph and OpenSanctions' tools: a JSON object a line. Written, not read.

A document is a ``PlainText`` that lists the names in it; each person or organisation is a ``Person`` or an
``Organization`` with its aliases, and each name that it has in the document is a ``Mention``. FollowTheMoney has no
offsets, and nothing that a mention of another kind could lead to.
https://followthemoney.tech/explorer/schemata/Mention/
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from annotate.annotation import Annotation, Entity
from annotate.formats.iris import is_wikidata
from annotate.formats.lines import write_line
from annotate.formats.losses import Loss
from annotate.labels import Group, group_of
from annotate.text import one_line, visible

_SCHEMA: dict[Group, str] = {"people": "Person", "organisations": "Organization"}
_LISTED: dict[Group, str] = {
    "people": "peopleMentioned",
    "organisations": "companiesMentioned",
    "places": "locationMentioned",
}
_is_address = re.compile(r"https?://\S+").fullmatch
_date = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d:\d\d)?)?)?").match


def write(annotations: Iterable[Annotation], file: BinaryIO) -> list[Loss]:
    """Write the entities of each annotation, as they come; returns what there is no schema for."""
    losses = []
    for annotation in annotations:
        for one in _records(annotation):
            write_line(one, file)
        kept = {entity.id for entity in annotation.entities if group_of(entity.label) in _SCHEMA}
        others = sum(mention.entity not in kept for mention in annotation.mentions)
        places = len(annotation.mentions) - others
        losses += [
            Loss(
                others, "other mention", "other mentions", "mentions but those of persons and organisations"
            ),
            Loss(places, "offset", "offsets", "offsets"),
        ]
    return [loss for loss in losses if loss.number]


def _records(annotation: Annotation) -> Iterator[dict[str, Any]]:
    made = annotation.document
    document = _id(made.source, made.sha256)
    date = _date(made.date)
    listed: dict[str, list[str]] = {}
    for entity in annotation.entities:
        if property_ := _LISTED.get(group_of(entity.label)):
            listed.setdefault(property_, []).append(one_line(entity.name))
    yield _record(
        document,
        "PlainText",
        fileName=[one_line(made.source)],
        title=[one_line(made.title)],
        bodyText=[visible(made.text, keep="\n\t")],
        author=[one_line(made.author)],
        date=[date[0]] if date else [],
        **listed,
    )
    for entity in annotation.entities:
        if schema := _SCHEMA.get(group_of(entity.label)):
            id_ = _id(document, entity.id)
            yield _entity(entity, id_, schema, document)
            for name in _names(entity):
                yield _record(
                    _id(id_, name),
                    "Mention",
                    document=[document],
                    resolved=[id_],
                    name=[name],
                    detectedSchema=[schema],
                )


def _entity(entity: Entity, id_: str, schema: str, document: str) -> dict[str, Any]:
    reference = entity.reference or ""
    known = {"wikidataId": [reference]} if is_wikidata(reference) else {}
    if _is_address(reference):
        known = {"sourceUrl": [reference]}
    name = one_line(entity.name) or next(iter(_names(entity)), "?")  # a name is required
    others = [alias for alias in _names(entity) if alias != name]
    return _record(
        id_,
        schema,
        name=[name],
        alias=others,
        notes=[visible(entity.note, keep="\n")],
        proof=[document],
        **known,
    )


def _names(entity: Entity) -> list[str]:
    """The names that stand in the text."""
    return list(dict.fromkeys(one_line(alias.name) for alias in entity.aliases if alias.count))


def _record(id_: str, schema: str, **properties: list[str]) -> dict[str, Any]:
    there = {
        name: there for name, values in properties.items() if (there := [value for value in values if value])
    }
    return {"id": id_, "schema": schema, "properties": there}


def _id(*parts: str) -> str:
    """An id that is the same whenever the same is written."""
    digest = hashlib.sha1("\0".join(parts).encode("utf-8", "surrogatepass"), usedforsecurity=False)
    return f"aka-{digest.hexdigest()}"
