"""Entities in the formats of tools that have spans and relations but no entities: relations join the mentions, and a
list that travels with the text says what the entities are called and why.

Such a tool gives spans other numbers, and people move them: the list speaks of places in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from annotate.annotation import Annotation, Evidence
from annotate.formats.building import Known, Mark
from annotate.formats.joining import Groups

SAME = "alias"
"""What a relation is called that joins a mention to the first one of its entity."""

is_same = re.compile("alias|coref|equiv|same", re.IGNORECASE).search
"""Whether a relation's name says that its two ends are one entity."""


class Described(msgspec.Struct, omit_defaults=True):
    """An entity; ``at`` is where its first mention stands, ``evidence`` why an alias is one, by alias."""

    name: str
    label: str
    at: tuple[int, int]
    reference: str | None = None
    note: str = ""
    evidence: dict[str, Evidence] = {}


def describe(annotation: Annotation) -> list[Described]:
    """The entities that have mentions."""
    first = {mention.entity: (mention.start, mention.end) for mention in reversed(annotation.mentions)}
    return [
        Described(
            entity.name,
            entity.label,
            first[entity.id],
            entity.reference,
            entity.note,
            {alias.name: alias.evidence for alias in entity.aliases},
        )
        for entity in annotation.entities
        if entity.id in first
    ]


def joins(annotation: Annotation) -> list[tuple[int, int]]:
    """The numbers of two mentions each, from 0: every further mention of an entity, and its first."""
    first: dict[str, int] = {}
    pairs = []
    for number, mention in enumerate(annotation.mentions):
        if mention.entity in first:
            pairs.append((number, first[mention.entity]))
        else:
            first[mention.entity] = number
    return pairs


def told(data: object) -> list[Described] | None:
    """A list that aka wrote, None for anything else; raises msgspec.ValidationError for one that is damaged."""
    if isinstance(data, list) and all(isinstance(one, dict) and "at" in one for one in data):
        return msgspec.convert(data, list[Described])
    return None


def gathered(
    marks: Mapping[Any, Mark], pairs: Iterable[tuple[Any, Any]], entities: Sequence[Described] | None
) -> tuple[list[Mark], dict[Any, Known]]:
    """The marks with their groups, and what is known of these; marks and pairs as the file numbers them."""
    same = Groups()
    for one, other in pairs:
        if one in marks and other in marks:
            same.join((one, other))
    alone = entities is None  # where nothing is said of entities, those that are written alike are one
    groups = {id_: None if alone and id_ not in same else same.of(id_) for id_ in marks}
    at: dict[tuple[int, int], list[Any]] = {}
    for id_, mark in marks.items():
        at.setdefault((mark.start, mark.end), []).append(groups[id_])
    known = {}
    for entity in entities or ():
        for group in at.get(entity.at, ()):
            if group not in known:  # two entities may begin with the same place: in the order of the marks
                known[group] = Known(entity.name, entity.reference, entity.note, entity.evidence)
                break
    return [mark._replace(group=groups[id_]) for id_, mark in marks.items()], known
