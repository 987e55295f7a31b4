"""Mentions that overlap and cannot both be right."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.annotation import Mention
from annotate.check.problem import Problem, quoted
from annotate.decisions import Add, Batch, Decision, Delete
from annotate.edits import entity_target, mention_target
from annotate.query import Index


def problems(index: Index) -> Iterator[Problem]:
    """Mentions of one place, mentions that overlap in part, and a name inside a longer one of the same entity.

    A name inside another entity's ("University of London") is none.
    """
    open_ones: list[Mention] = []
    for mention in index.mentions:
        open_ones = [other for other in open_ones if other.end > mention.start]
        for other in open_ones:
            if _clash(other, mention):
                yield _problem(index, *sorted((other, mention), key=_worth))
                break
        open_ones.append(mention)


def _clash(one: Mention, other: Mention) -> bool:
    """Whether two mentions that overlap, of which ``one`` begins first, cannot both be."""
    same_place = (one.start, one.end) == (other.start, other.end)
    return same_place or one.entity == other.entity or one.end < other.end


def _worth(mention: Mention) -> tuple[bool, float, int]:
    """What is kept: what a person said, then what is likelier, then what is longer."""
    decided = mention.state != "suggested" or mention.by == "reader"
    return decided, mention.score or 0.0, mention.end - mention.start


def _problem(index: Index, worse: Mention, better: Mention) -> Problem:
    where = f"at {worse.start}-{worse.end}"
    if (worse.start, worse.end) == (better.start, better.end):
        kept = index.entities[better.entity].name
        return Problem(
            "overlap",
            f"{quoted(worse.text)} is marked twice {where}.",
            ((worse.start, worse.end),),
            f"keep the one of {quoted(kept)}, {better.label}",
            lambda when: _only(index, better, when),
        )
    return Problem(
        "overlap",
        f"{quoted(worse.text)} {where} overlaps {quoted(better.text)} at {better.start}-{better.end}.",
        tuple(sorted(((worse.start, worse.end), (better.start, better.end)))),
        f"keep {quoted(better.text)}",
        lambda when: Delete(when=when, what=mention_target(index, [worse])),
    )


def _only(index: Index, kept: Mention, when: str) -> Decision:
    """Of several mentions at one place one: a decision speaks of places, so that all go and it comes again."""
    what = mention_target(index, [kept])
    return Batch(
        when=when,
        decisions=(
            Delete(when=when, what=what),
            Add(when=when, what=what, to=entity_target(index, kept.entity)),
        ),
    )
