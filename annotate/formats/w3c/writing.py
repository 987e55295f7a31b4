"""An annotation -> JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec

from annotate.annotation import Annotation, Document, Mention
from annotate.annotation import Entity as NativeEntity
from annotate.formats.iris import iri_of
from annotate.formats.w3c.terms import CONTEXT, CONTEXT_LENGTH, Entity, Evidence, Said, Text
from annotate.text import escape_json


def write(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write the collection of one annotation (ValueError for more)."""
    (annotation,) = annotations
    data = msgspec.json.encode(_collection(annotation))
    file.write(escape_json(msgspec.json.format(data, indent=2)) + b"\n")


def _collection(annotation: Annotation) -> dict[str, Any]:
    made = annotation.document
    base = f"urn:sha256:{made.sha256}"
    entities = {entity.id: entity for entity in annotation.entities}
    iris = {id_: f"{base}:entity:{number}" for number, id_ in enumerate(entities, 1)}
    items = [
        _item(number, mention, entities[mention.entity], iris[mention.entity], made, base)
        for number, mention in enumerate(annotation.mentions, 1)
    ]
    return {
        "@context": CONTEXT,
        "id": f"{base}:annotations",
        "type": "AnnotationCollection",
        "label": made.title or made.source,
        "generator": {
            "id": f"{base}:generator",
            "type": "Software",
            "name": f"aka {annotation.pipeline.aka}",
        },
        "total": len(items),
        "first": {"id": f"{base}:page", "type": "AnnotationPage", "startIndex": 0, "items": items},
        "document": Text(
            base,
            made.text,
            "text/plain",
            "Text",
            made.language,
            made.source,
            made.title,
            made.author,
            made.date,
        ),
        "entities": [_entity(entity, iris[id_]) for id_, entity in entities.items()],
    }


def _entity(entity: NativeEntity, iri: str) -> Entity:
    evidence = [Evidence.of(alias.name, alias.evidence) for alias in entity.aliases]
    return Entity(iri, entity.name, entity.reference, entity.note, evidence)


def _item(
    number: int, mention: Mention, entity: NativeEntity, iri: str, made: Document, base: str
) -> dict[str, Any]:
    start, end, text = mention.start, mention.end, made.text
    identity = iri_of(entity.reference) if entity.reference else iri
    bodies = [
        # What is no IRI identifies nothing in RDF: then the entity here stands for it.
        {
            "type": "SpecificResource",
            "source": identity if ":" in identity else iri,
            "purpose": "identifying",
        },
        {"type": "TextualBody", "value": mention.label, "purpose": "tagging"},
    ]
    if entity.note:
        bodies.append({"type": "TextualBody", "value": entity.note, "purpose": "describing"})
    said = Said(iri, mention.by, mention.state, mention.score, mention.when)
    return {
        "id": f"{base}:mention:{number}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": bodies,
        "target": {
            "type": "SpecificResource",
            "source": base,
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {
                    "type": "TextQuoteSelector",
                    "exact": mention.text,
                    "prefix": text[max(0, start - CONTEXT_LENGTH) : start],
                    "suffix": text[end : end + CONTEXT_LENGTH],
                },
            ],
        },
        **msgspec.to_builtins(said),
    }
