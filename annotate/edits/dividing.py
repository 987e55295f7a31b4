"""How an entity is taken apart between two sides. Each of its other aliases goes with the side that is nearer to it.

The distance is that of the links from alias to alias: what a person has joined is nearer than anything that a machine
has linked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush
from itertools import chain

from annotate.edits import links
from annotate.edits.naming import call
from annotate.edits.tables import Key, Side
from annotate.edits.workbench import Workbench

_SEEN, _SAID, _SEEN_LATER, _ALIKE, _SAME_NAME, _MACHINE = 0, 1, 10, 10**6, 10**9, 2 * 10**9
"""The length of a link between two that a person joined: they stood as one when they were joined with others; they were
those others; they stood as one, but had been spoken of before. Then that of two mentions of one surface form, and of
two aliases that are the same name, or that a machine linked for another reason."""

_ONE, _OTHER = 1, -1  # the sides; the other one is preferred among equals

_Node = str | Key  # an alias, or a mention that is spoken of


def tie(bench: Workbench, *parts: Sequence[Key]) -> None:
    """Remember that a person has said the parts to be one; in each the first mention stands for the rest."""
    pairs = [(parts[0][0], part[0], _SAID) for part in parts[1:]]
    for part in parts:
        pairs += [(part[0], key, _SEEN_LATER if key in bench.ties else _SEEN) for key in part[1:]]
    for one, other, length in pairs:
        for key, far in ((one, other), (other, one)):
            if key not in bench.ties:
                bench.log.put(bench.ties, key, {})
            if bench.ties[key].get(far, _MACHINE) > length:
                bench.log.put(bench.ties[key], far, length)


def reach(bench: Workbench, side: Side) -> set[Key]:
    """The mentions that a side speaks of and that are there."""
    keys = [key for key in side.keys if key in bench.mentions]
    return set(chain.from_iterable(map(bench.namesakes, keys)) if side.whole else keys)


def separate(bench: Workbench, one: Side, other: Side, when: str) -> None:
    """Take every entity apart that has mentions of both sides. The part with the canonical name keeps the entity."""
    shared = _entities(bench, one) & _entities(bench, other)
    if not shared:
        return
    ones, others = reach(bench, one), reach(bench, other)
    sides: dict[Key, int] = {}
    for key in ones | others:
        here, there = key in ones, key in others
        if here and there:  # two of one surface form: an anchor says of which side it is
            here, there = key in one.keys, key in other.keys
        sides[key] = here * _ONE + there * _OTHER
    for entity in sorted(shared):
        _divide(bench, entity, sides, (*one.keys, *other.keys), when)


def part(bench: Workbench, keys: Iterable[Key], name: str | None = None) -> str:
    """Make mentions a new entity, called by ``name`` or else by the most frequent of their aliases."""
    keys = list(keys)
    new = bench.open("", bench.heads[bench.entity(keys[0])].label)
    for key in keys:
        bench.move(key, new)
    bench.entitle(new, bench.heads[new]._replace(label=bench.majority(new)))
    call(bench, new, name or bench.most_frequent(new))
    return new


def _entities(bench: Workbench, side: Side) -> set[str]:
    return {bench.entity(key) for key in side.keys if key in bench.mentions}


def _divide(bench: Workbench, entity: str, sides: dict[Key, int], anchored: Iterable[Key], when: str) -> None:
    near = _nearest(bench, entity, sides)
    stays = near.get(bench.heads[entity].name, _OTHER)
    names = {alias: bench.members[entity][alias] for alias in bench.aliases(entity)}
    leaving = {
        alias: [key for key in keys if (near.get(key) or near.get(alias, stays)) != stays]
        for alias, keys in names.items()
    }
    gone = dict.fromkeys(chain.from_iterable(leaving.values()))
    staying = {alias for alias, keys in names.items() if len(leaving[alias]) < len(keys)}
    if not gone or not staying:
        return
    evidence = links.cut(bench, entity, {alias for alias, keys in leaving.items() if keys}, staying)
    spoken = next((bench.alias(key) for key in anchored if key in gone), None)
    new = part(bench, gone, spoken)
    links.divide(bench, entity, new)
    links.reject(bench, new, entity, evidence, when)


def _nearest(bench: Workbench, entity: str, sides: dict[Key, int]) -> dict[_Node, int]:
    """The side that each alias is nearest to, and each mention that is spoken of (Dijkstra's algorithm, from all
    mentions of both sides). What neither side reaches is left out."""
    ways: dict[_Node, list[tuple[_Node, int]]] = defaultdict(list)
    queue: list[tuple[int, int, int, _Node]] = []  # with a number before the node, as nodes do not compare

    def link(one: _Node, other: _Node, length: int) -> None:
        ways[one].append((other, length))
        ways[other].append((one, length))

    for alias in bench.aliases(entity):
        reason = bench.evidence[entity, alias]
        link(alias, reason.with_, _SAME_NAME if reason.rule == "same name" else _MACHINE)
        keys = bench.members[entity][alias]
        together = len({sides.get(key) for key in keys}) == 1
        for key in keys:
            ties, side = bench.ties.get(key), sides.get(key)
            if side:
                queue.append((0, side, len(queue), key))
            if together if side else ties:  # a mention that was told from its like is near none of them
                link(key, alias, _ALIKE)
            for far, length in (ties or {}).items():
                if far in bench.mentions and bench.entity(far) == entity:
                    link(key, far, length)
    heapify(queue)
    near: dict[_Node, int] = {}
    while queue:
        length, side, _, node = heappop(queue)
        if node not in near:
            near[node] = side
            for other, step in ways[node]:
                if other not in near:
                    heappush(queue, (length + step, side, len(queue), other))
    return near
