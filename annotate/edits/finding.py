"""The mentions that a decision speaks of, found at its anchors or made again there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from annotate.annotation import Evidence
from annotate.decisions import Anchor, Target
from annotate.edits.keeping import clashes
from annotate.edits.tables import CANONICAL, Key
from annotate.edits.workbench import Workbench
from annotate.names import surface


def found(bench: Workbench, target: Target, when: str) -> list[Key]:
    """The mentions at the anchors, in their order; those that are not there are made again.

    For an entity stands also what a machine finds across its anchor, where that is of an entity with the same name.
    """
    keys: dict[Key, None] = {}
    for anchor in target.anchors:
        here = bench.at(anchor.start, anchor.end)
        if not here and target.scope == "entity":
            here = _namesakes_across(bench, anchor)[:1]
        here = here or [made(bench, anchor, home(bench, anchor, ()), when)]
        keys.update(dict.fromkeys(here))
    return list(keys)


def _namesakes_across(bench: Workbench, anchor: Anchor) -> list[Key]:
    name = surface(anchor.exact)
    across = bench.across(anchor.start, anchor.end)
    return [key for key in across if bench.members[bench.entity(key)].get(name)]


def standing(bench: Workbench, target: Target) -> list[Key]:
    """The mentions that there are at the anchors."""
    keys = chain.from_iterable(bench.at(anchor.start, anchor.end) for anchor in target.anchors)
    return list(dict.fromkeys(keys))


def meant(bench: Workbench, target: Target, keys: Iterable[Key]) -> list[Key]:
    """All mentions that a target speaks of, given those at its anchors."""
    if target.scope == "mention":
        return list(keys)
    if target.scope == "alias":
        return list(dict.fromkeys(chain.from_iterable(map(bench.namesakes, keys))))
    return list(chain.from_iterable(map(bench.keys, dict.fromkeys(map(bench.entity, keys)))))


def made(bench: Workbench, anchor: Anchor, entity: str, when: str) -> Key:
    """A mention of this entity, made at an anchor where none is."""
    alias = surface(anchor.exact)
    if not bench.members[entity].get(alias):
        bench.give(entity, alias, Evidence(CANONICAL, bench.heads[entity].name, None))
    return bench.add(anchor, entity, when)


def home(bench: Workbench, anchor: Anchor, keys: Sequence[Key]) -> str:
    """The entity that bears the anchor's name with its label already, that of one of the ``keys`` if it can be; else a
    new one, also where that one is kept apart from what stands or stood at the places."""
    name, place = surface(anchor.exact), (anchor.start, -anchor.end, 0)
    bearing = [bench.entity(key) for key in keys if bench.alias(key) == name]
    bearing = [entity for entity in bearing if bench.heads[entity].label == anchor.label]
    bearer = bearing[0] if bearing else bench.bearer(name, anchor.label)
    if bearer is None or any(clashes(bench, key, bearer) for key in (*keys, place)):
        return bench.open(name, anchor.label)
    return bearer
