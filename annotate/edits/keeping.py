"""What a person keeps apart, also through third names: whoever joins two makes room first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from annotate.edits.dividing import reach, separate
from annotate.edits.tables import Kept, Key, Side
from annotate.edits.workbench import Workbench


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


def clashes(bench: Workbench, key: Key, entity: str) -> bool:
    """Whether a mention is kept apart from one of this entity's."""
    apart = filter(None, (bench.kept[number] for number in bench.kept_of.get(key, ())))
    others = ((kept.other if key in kept.one.keys else kept.one).keys for kept in apart)
    return any(_stands(bench, keys, lambda far: bench.entity(far) == entity) for keys in others)


def make_room(
    bench: Workbench,
    moving: Iterable[Key],
    moves: Callable[[Key], bool],
    home: Key,
    spoken: Sequence[Side],
) -> None:
    """Before mentions come to the entity of ``home``: whatever is kept apart from them leaves it.

    ``moves`` says of a mention whether it is (still) one of those ``moving``. ``spoken`` is what the decision that
    makes them one speaks of: if it speaks of both that were kept apart, they no longer are, for the last word counts;
    else what it does not speak of goes.
    """

    def at_home(key: Key) -> bool:
        return bench.entity(key) == bench.entity(home)

    def meet(kept: Kept) -> bool:
        one, other = kept.one.keys, kept.other.keys
        return (_stands(bench, one, moves) and _stands(bench, other, at_home)) or (
            _stands(bench, one, at_home) and _stands(bench, other, moves)
        )

    for number in sorted({number for key in moving if key in bench.kept_of for number in bench.kept_of[key]}):
        kept = bench.kept[number]
        if kept is None or not meet(kept):
            continue
        said = set().union(*(reach(bench, side) for side in spoken))
        of_one, of_other = not said.isdisjoint(kept.one.keys), not said.isdisjoint(kept.other.keys)
        if not (of_one and of_other):
            leaving = kept.one if of_other else kept.other
            separate(bench, leaving, Side(tuple(sorted(said)), whole=False), kept.when)
        if meet(kept):
            bench.log.put(bench.kept, number, None)


def _stands(bench: Workbench, keys: Iterable[Key], where: Callable[[Key], bool]) -> bool:
    """Whether one of the mentions is there and names something."""
    there = (key for key in keys if key in bench.mentions and bench.mentions[key].state != "rejected")
    return any(map(where, there))
