"""Entities whose mentions have different labels."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.annotation import Mention
from annotate.check.problem import Problem, quoted
from annotate.decisions import Relabel
from annotate.edits import mention_target
from annotate.query import Index
from annotate.review import odd_labels


def problems(index: Index) -> Iterator[Problem]:
    """Mentions with another label than their entity has, unless a person gave it to them."""
    for entity, label, mentions in odd_labels(index):
        yield _problem(index, entity, label, mentions)


def _problem(index: Index, entity: str, label: str, mentions: tuple[Mention, ...]) -> Problem:
    wanted = index.entities[entity].label
    where = f"{label} in {len(mentions)} of its {index.count(entity)} mentions"
    return Problem(
        "two labels",
        f"{quoted(index.entities[entity].name)} is {wanted}, and {where}.",
        tuple((mention.start, mention.end) for mention in mentions),
        f"make it {wanted} there too",
        lambda when: Relabel(when=when, what=mention_target(index, mentions), label=wanted),
    )
