"""Targets: what a decision is about, written down from what a reader sees. ``index`` is an annotation's Index."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from annotate.annotation import Mention
from annotate.decisions import Scope, Target
from annotate.edits.anchors import anchor
from annotate.names import surface
from annotate.query import Index


def mention_target(index: Index, mentions: Iterable[Mention]) -> Target:
    """These mentions alone."""
    return _target("mention", index, mentions)


def alias_target(index: Index, entity_id: str, alias_names: Iterable[str]) -> Target:
    """Every mention of an entity that has one of these surface forms.

    Raises KeyError for an entity or an alias of which the index shows no mention.
    """
    first = _first_mentions(index, entity_id)
    return _target("alias", index, [first[name] for name in alias_names])


def entity_target(index: Index, entity_id: str, *more: str) -> Target:
    """These entities, each by all of its aliases.

    Raises KeyError for an entity that is not in the index.
    """
    mentions: list[Mention] = []
    for entity in (entity_id, *more):
        first = _first_mentions(index, entity)
        order = {alias.name: place for place, alias in enumerate(index.entities[entity].aliases)}
        name = index.entities[entity].name
        mentions += [
            first[alias]
            for alias in sorted(first, key=lambda alias: (alias != name, order.get(alias, len(order))))
        ]
    return _target("entity", index, mentions)


def span_target(text: str, spans: Iterable[tuple[int, int]], label: str) -> Target:
    """These spans of the text (code points), as mentions with this label."""
    return Target("mention", tuple(anchor(text, start, end, label) for start, end in spans))


def everywhere(index: Index, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Where the text of a span stands as whole words that no mention (rejected or not) touches yet, and the span
    itself, in the order of the text. Line ends and blanks are the same."""
    text = index.annotation.document.text
    wanted = text[start:end]
    pattern = r"\s+".join(map(re.escape, wanted.split()))
    if not pattern:
        return ((start, end),)
    # A mark that combines with the letter before it is no letter, but part of the word.
    before = r"(?<!\w)" if wanted.split()[0][0].isalnum() else ""
    after = r"(?![\w\u0300-\u036f])" if wanted.split()[-1][-1].isalnum() else ""
    mentions = index.annotation.mentions
    starts = [mention.start for mention in mentions]
    reach = list(accumulate((mention.end for mention in mentions), max))
    places = {(start, end)}
    for found in re.finditer(before + pattern + after, text):
        at = bisect_left(starts, found.end())
        if not (at and reach[at - 1] > found.start()) and not (found.start() < end and start < found.end()):
            places.add(found.span())
    return tuple(sorted(places))


def _target(scope: Scope, index: Index, mentions: Iterable[Mention]) -> Target:
    text = index.annotation.document.text
    return Target(scope, tuple(anchor(text, m.start, m.end, m.label) for m in mentions))


def _first_mentions(index: Index, entity: str) -> dict[str, Mention]:
    """The first mention of each alias of an entity, one that shares its place with no other where there is one."""
    first: dict[str, Mention] = {}
    for mention in index.mentions_of[entity]:
        name = surface(mention.text)
        if name not in first or (not _alone(index, first[name]) and _alone(index, mention)):
            first[name] = mention
    return first


def _alone(index: Index, mention: Mention) -> bool:
    """Whether no other mention stands at exactly the same place."""
    mentions, place = index.annotation.mentions, (mention.start, -mention.end)
    at = bisect_left(mentions, place, key=lambda m: (m.start, -m.end))
    return [(m.start, -m.end) for m in mentions[at : at + 2]].count(place) < 2
