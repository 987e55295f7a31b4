"""Mentions whose offsets are not those of the text: found, and put where their quotation stands now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from annotate.annotation import Alias, Annotation, Document, Entity, Mention, text_sha256
from annotate.check.placing import fits, placed
from annotate.check.problem import Problem, quoted
from annotate.names import surface


class Mended(NamedTuple):
    """An annotation whose offsets fit, and what was done for that: the mentions that were moved, as they were and
    as they are, and those whose text is nowhere to be found, which are left out."""

    annotation: Annotation
    moved: tuple[tuple[Mention, Mention], ...]
    lost: tuple[Mention, ...]


def mend(annotation: Annotation) -> Mended:
    """Put every mention whose offsets do not fit where its text stands now (see :mod:`annotate.check.placing`)."""
    text = annotation.document.text
    mentions = sorted(annotation.mentions, key=_position)
    whole = replace(annotation, document=_as_it_is(annotation.document), mentions=tuple(mentions))
    stale = [number for number, mention in enumerate(mentions) if not fits(text, mention)]
    if not stale:
        return Mended(whole, (), ())
    starts = placed(text, mentions)
    moved, lost = [], []
    for number in stale:
        before, start = mentions[number], starts[number]
        if start is None:
            lost.append(before)
        else:
            moved.append((before, replace(before, start=start, end=start + len(before.text))))
    fitting = [mention for mention in mentions if fits(text, mention)]
    kept = sorted([*fitting, *(after for _, after in moved)], key=_position)
    entities = _less_often_named(annotation.entities, lost, kept)
    known = {entity.id for entity in entities}
    links = tuple(link for link in annotation.suggestions if {link.entity, link.other} <= known)
    matches = tuple(match for match in annotation.matches if match.entity in known)
    whole = replace(whole, mentions=tuple(kept), entities=entities, suggestions=links, matches=matches)
    return Mended(whole, tuple(moved), tuple(lost))


def problems(annotation: Annotation, mended: Mended) -> Iterator[Problem]:
    """What was stale in an annotation before it was mended."""
    if annotation.document.sha256 != mended.annotation.document.sha256:
        yield Problem(
            "stale",
            "The text is not the one that was annotated: its SHA-256 differs.",
            (),
            "take it as it is now",
        )
    for before, after in mended.moved:
        yield Problem(
            "stale",
            f"{quoted(before.text)} does not stand at {before.start}-{before.end}.",
            ((after.start, after.end),),
            f"put it to {after.start}-{after.end}, where it does",
        )
    for mention in mended.lost:
        yield Problem(
            "stale",
            f"{quoted(mention.text)} does not stand at {mention.start}-{mention.end}, nor where it may have gone.",
            (),
            "leave it out",
        )


def _as_it_is(document: Document) -> Document:
    """The document with its text's own digest. Blocks are those of the text that the digest was of."""
    sha256 = text_sha256(document.text)
    return document if sha256 == document.sha256 else replace(document, sha256=sha256, blocks=())


def _position(mention: Mention) -> tuple[int, int]:
    return mention.start, -mention.end


def _less_often_named(
    entities: Iterable[Entity], lost: Iterable[Mention], kept: Iterable[Mention]
) -> tuple[Entity, ...]:
    """The entities without some mentions that are lost; those that had no others are left out."""
    counts: dict[str, Counter[str]] = {mention.entity: Counter() for mention in lost}
    for mention in kept:
        if mention.entity in counts:
            counts[mention.entity][surface(mention.text)] += mention.state != "rejected"
    left = []
    for entity in entities:
        if entity.id not in counts:
            left.append(entity)
            continue
        count = counts[entity.id]
        there = [
            Alias(alias.name, count[alias.name], alias.evidence)
            for alias in entity.aliases
            if alias.name in count
        ]
        if there:
            left.append(replace(entity, aliases=tuple(there)))
    return tuple(left)
