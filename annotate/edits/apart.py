"""What a person keeps apart, also through third names, and how an entity is taken apart where a machine has it as one.

An entity is taken apart between two sides; each of its other aliases goes with the side that is nearer to it. The
distance is that of the links from alias to alias: what a person has said is one is nearer than anything that only a
machine has linked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from heapq import heapify, heappop, heappush
from itertools import chain

from annotate.edits import links
from annotate.edits.naming import call
from annotate.edits.tables import Kept, Key, Side
from annotate.edits.workbench import Workbench

_SEEN, _SAID, _SEEN_LATER, _ALIKE, _SAME_NAME, _MACHINE = 0, 1, 10, 10**6, 10**9, 2 * 10**9
"""The length of a link between two that a person joined: they stood as one when they were joined with others; they were
those others; they stood as one, but had been spoken of before. Then that of two mentions of one surface form, and of
two aliases that are the same name, or that a machine linked for another reason."""

_ONE, _OTHER = 1, -1

_Node = str | Key


def tie(bench: Workbench, *parts: Sequence[Key]) -> None:
    """Remember that a person has said the parts to be one; in each the first mention stands for the rest."""
    heads = [part[0] for part in parts]
    pairs = [(heads[0], head, _SAID) for head in heads[1:]]
    pairs += [
        (part[0], key, _SEEN_LATER if key in bench.ties else _SEEN) for part in parts for key in part[1:]
    ]
    for one, other, length in pairs:
        for key, far in ((one, other), (other, one)):
            if key not in bench.ties:
                bench.log.put(bench.ties, key, {})
            if bench.ties[key].get(far, _MACHINE) > length:
                bench.log.put(bench.ties[key], far, length)


def keep(bench: Workbench, kept: Kept) -> None:
    """Keep two apart from now on."""
    if any(bench.kept[number] == kept for number in bench.kept_of.get(kept.one.keys[0], ())):
        return
    number = len(bench.kept)
    bench.log.put(bench.kept, number, kept)
    for key in (*kept.one.keys, *kept.other.keys):
        if key not in bench.kept_of:
            bench.log.put(bench.kept_of, key, {})
        bench.log.put(bench.kept_of[key], number, None)


def reach(bench: Workbench, side: Side) -> set[Key]:
    """The mentions that a side speaks of and that are there."""
    keys = [key for key in side.keys if key in bench.mentions]
    return set(chain.from_iterable(bench.namesakes(key) for key in keys)) if side.whole else set(keys)


def clashes(bench: Workbench, key: Key, entity: str) -> bool:
    """Whether a mention is kept apart from one of this entity's."""
    numbers = bench.kept_of.get(key, ())
    return any(
        kept is not None
        and _stands(
            bench,
            (kept.other if key in kept.one.keys else kept.one).keys,
            lambda k: bench.entity(k) == entity,
        )
        for kept in map(bench.kept.__getitem__, numbers)
    )


def make_room(
    bench: Workbench,
    moving: Iterable[Key],
    moves: Callable[[Key], bool],
    home: Key,
    spoken: Sequence[Side],
) -> None:
    """Before mentions come to the entity of ``home``: whatever is kept apart from them leaves it.

    ``moves`` says of a mention whether it is one of those ``moving``. ``spoken`` is what the decision that makes them
    one speaks of: if it speaks of both that were kept apart, they no longer are; else what it does not speak of goes.
    """
    numbers = {number for key in moving if key in bench.kept_of for number in bench.kept_of[key]}

    def met(kept: Kept) -> bool:
        def homes(key: Key) -> bool:
            return bench.entity(key) == bench.entity(home)

        one, other = kept.one.keys, kept.other.keys
        return (_stands(bench, one, moves) and _stands(bench, other, homes)) or (
            _stands(bench, one, homes) and _stands(bench, other, moves)
        )

    for number in sorted(numbers):
        kept = bench.kept[number]
        if kept is None or not met(kept):
            continue
        said = set().union(*(reach(bench, side) for side in spoken))
        if not said.isdisjoint(kept.one.keys) and not said.isdisjoint(kept.other.keys):
            bench.log.put(bench.kept, number, None)
            continue
        leaving = kept.one if not said.isdisjoint(kept.other.keys) else kept.other
        separate(bench, leaving, Side(tuple(sorted(said)), whole=False), kept.when)
        if met(kept):
            bench.log.put(bench.kept, number, None)


def separate(bench: Workbench, one: Side, other: Side, when: str) -> None:
    """Take every entity apart that has mentions of both sides. What keeps the canonical name keeps the entity."""
    ones, others = reach(bench, one), reach(bench, other)
    sides: dict[Key, int] = {}
    for key in ones | others:
        here, there = key in ones, key in others
        if here and there:  # two of one surface form: an anchor says of which side it is
            here, there = key in one.keys, key in other.keys
        sides[key] = here - there
    for entity in sorted({bench.entity(key) for key in ones} & {bench.entity(key) for key in others}):
        _split(bench, entity, sides, (*one.keys, *other.keys), when)


def _split(bench: Workbench, entity: str, sides: dict[Key, int], anchored: Iterable[Key], when: str) -> None:
    near = _nearest(bench, entity, sides)
    stays = near.get(bench.heads[entity].name, _OTHER)
    leaving = {
        alias: [
            key for key in bench.members[entity][alias] if (near.get(key) or near.get(alias, stays)) != stays
        ]
        for alias in bench.aliases(entity)
    }
    gone = dict.fromkeys(chain.from_iterable(leaving.values()))
    staying = {alias for alias, keys in leaving.items() if len(keys) < len(bench.members[entity][alias])}
    if not gone or not staying:
        return
    evidence = links.cut(bench, entity, {alias for alias, keys in leaving.items() if keys}, staying)
    first = next((key for key in anchored if key in gone), None)
    new = part(bench, gone, bench.alias(first) if first else None)
    links.divide(bench, entity, new)
    links.reject(bench, new, entity, evidence, when)


def part(bench: Workbench, keys: Iterable[Key], name: str | None = None) -> str:
    """Make mentions a new entity, called by ``name`` or else by the most frequent of their aliases."""
    keys = list(keys)
    own = bench.heads[bench.entity(keys[0])]
    new = bench.open("", own.label)
    for key in keys:
        bench.move(key, new)
    bench.entitle(new, bench.heads[new]._replace(label=bench.majority(new)))
    call(bench, new, name or bench.most_frequent(new))
    return new


def _nearest(bench: Workbench, entity: str, sides: dict[Key, int]) -> dict[_Node, int]:
    """The side that each alias is nearest to, and each mention that a person has spoken of (Dijkstra, from all mentions
    of the two sides). What neither side reaches is left out."""
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
            if side := sides.get(key):
                queue.append((0, side, len(queue), key))
            if (
                together if side else key in bench.ties
            ):  # a mention that is told from its like is none of them
                link(key, alias, _ALIKE)
            for far, length in bench.ties.get(key, {}).items():
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


def _stands(bench: Workbench, keys: Iterable[Key], where: Callable[[Key], bool]) -> bool:
    """Whether one of the mentions names something there."""
    return any(
        key in bench.mentions and bench.mentions[key].state != "rejected" and where(key) for key in keys
    )
