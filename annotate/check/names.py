"""One name that two entities bear, though nothing tells them apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from annotate.check.bearers import Bearer, Bearers
from annotate.check.problem import Problem, quoted
from annotate.decisions import Batch, Decision, Merge, Move, Relabel
from annotate.edits import alias_target, entity_target, mention_target
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
                    yield _problem(bearers.index, other, bearer)


def _is_one(bearers: Bearers, one: Bearer, other: Bearer) -> bool:
    return (
        one.entity != other.entity
        and not bearers.kept_apart(one.entity, other.entity)
        and not bearers.tells_apart(one, other)
    )


def _problem(index: Index, most: Bearer, rest: Bearer) -> Problem:
    """``most`` is the bearer that has the name more often."""
    one, other = index.entities[most.entity], index.entities[rest.entity]
    apart = one.label != other.label and "people" in (group_of(one.label), group_of(other.label))
    return Problem(
        "two entities",
        f"{quoted(rest.name.text)} is a name of {_called(index, most)} and of {_called(index, rest)}.",
        tuple((mention.start, mention.end) for mention in (*rest.mentions, *most.mentions)),
        # A person may be called as a place or a company is.
        ""
        if apart
        else f"make {'it' if one.label == other.label else f'it {one.label}, and'} one with {quoted(one.name)}",
        None if apart else lambda when: _one(index, most, rest, when),
    )


def _called(index: Index, bearer: Bearer) -> str:
    entity = index.entities[bearer.entity]
    return f"{quoted(entity.name)} ({entity.label}, {len(bearer.mentions)} of {index.count(entity.id)})"


def _one(index: Index, most: Bearer, rest: Bearer, when: str) -> Decision:
    """All of the other entity is the one when it is called so, else just this name of it."""
    into, from_ = entity_target(index, most.entity), entity_target(index, rest.entity)
    joined: Decision
    if key(index.entities[rest.entity].name) == rest.name.key:
        joined, mentions = Merge(when=when, what=from_, into=into), index.mentions_of[rest.entity]
    else:
        what = alias_target(index, rest.entity, [rest.name.text])
        joined, mentions = Move(when=when, what=what, out_of=from_, to=into), rest.mentions
    label = index.entities[most.entity].label
    others = [mention for mention in mentions if mention.label != label]
    if not others:
        return joined
    relabelled = Relabel(when=when, what=mention_target(index, others), label=label)
    return Batch(when=when, decisions=(joined, relabelled))
