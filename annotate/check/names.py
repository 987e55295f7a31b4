"""One name that two entities bear, though nothing tells them apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from annotate.check.bearers import Bearer, Bearers
from annotate.check.joining import merged, moved
from annotate.check.problem import Problem, quoted
from annotate.labels import group_of
from annotate.names import key
from annotate.query import Index


def problems(bearers: Bearers) -> Iterator[Problem]:
    """Each name (but for case, accents, dots ...) that stands in two entities, with the one that has it more often.

    Names that the text tells apart (Mr. Wilson, Mrs. Wilson) are none, nor are entities that a person keeps apart.
    """
    alike: dict[str, list[Bearer]] = defaultdict(list)
    for bearer in bearers.all:
        alike[bearer.name.key].append(bearer)
    for group in alike.values():
        group.sort(key=lambda bearer: -len(bearer.mentions))
        told: set[str] = set()
        for place, bearer in enumerate(group):
            for other in group[:place]:
                if bearer.entity not in told and _is_one(bearers, other, bearer):
                    told.add(bearer.entity)
                    yield _problem(bearers, other, bearer)


def _is_one(bearers: Bearers, one: Bearer, other: Bearer) -> bool:
    return (
        one.entity != other.entity
        and not bearers.kept_apart(one.entity, other.entity)
        and not bearers.tells_apart(one, other)
    )


def _problem(bearers: Bearers, most: Bearer, rest: Bearer) -> Problem:
    """``most`` is the bearer that has the name more often."""
    index = bearers.index
    one, other = index.entities[most.entity], index.entities[rest.entity]
    sentence = f"{quoted(rest.name.text)} is a name of {_called(index, most)} and of {_called(index, rest)}."
    spans = tuple((mention.start, mention.end) for mention in (*rest.mentions, *most.mentions))
    # A person may be called as a place or a company is, unless the book knows better.
    if (group_of(one.label) == "people") != (group_of(other.label) == "people"):
        known, others = bearers.known(most), bearers.known(rest)
        if not known or not others or known[:2] != others[:2]:
            return Problem("two entities", sentence, spans)
    label = "" if one.label == other.label else f" {one.label}, and"
    remedy = f"make it{label} one with {quoted(one.name)}"
    if key(other.name) == rest.name.key:  # all of the other entity, when it is called so
        return Problem(
            "two entities", sentence, spans, remedy, lambda when: merged(index, other.id, one.id, when)
        )
    name = rest.name.text
    return Problem(
        "two entities", sentence, spans, remedy, lambda when: moved(index, other.id, name, one.id, when)
    )


def _called(index: Index, bearer: Bearer) -> str:
    entity = index.entities[bearer.entity]
    return f"{quoted(entity.name)} ({entity.label}, {len(bearer.mentions)} of {index.count(entity.id)})"
