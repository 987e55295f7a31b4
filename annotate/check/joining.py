"""Fixes that put names of two entities into one, with the label of that."""

from __future__ import annotations

from collections.abc import Iterable

from annotate.annotation import Mention
from annotate.decisions import Batch, Decision, Merge, Move, Relabel
from annotate.edits import alias_target, entity_target, mention_target
from annotate.names import surface
from annotate.query import Index


def merged(index: Index, other: str, into: str, when: str) -> Decision:
    """An entity (its id) becomes part of another."""
    joined = Merge(when=when, what=entity_target(index, other), into=entity_target(index, into))
    return _labelled(index, joined, index.mentions_of[other], into, when)


def moved(index: Index, other: str, name: str, into: str, when: str) -> Decision:
    """One name of an entity (its id) becomes one of another's; ``name`` is a surface form."""
    what = alias_target(index, other, [name])
    joined = Move(when=when, what=what, out_of=entity_target(index, other), to=entity_target(index, into))
    mentions = [mention for mention in index.mentions_of[other] if surface(mention.text) == name]
    return _labelled(index, joined, mentions, into, when)


def _labelled(index: Index, joined: Decision, mentions: Iterable[Mention], into: str, when: str) -> Decision:
    label = index.entities[into].label
    others = [mention for mention in mentions if mention.label != label]
    if not others:
        return joined
    relabelled = Relabel(when=when, what=mention_target(index, others), label=label)
    return Batch(when=when, decisions=(joined, relabelled))
