"""Each kind of decision, made on the workbench. The decision's anchors must stand in its text."""

from __future__ import annotations

from itertools import chain

from msgspec.structs import replace

from annotate.decisions import (
    Add,
    Apart,
    Batch,
    Confirm,
    Decision,
    Delete,
    Merge,
    Move,
    Name,
    Note,
    Refer,
    Reject,
    Relabel,
)
from annotate.edits.finding import found, meant, standing
from annotate.edits.joining import add, apart, merge, move
from annotate.edits.naming import call, settle
from annotate.edits.tables import Key
from annotate.edits.workbench import Workbench


def make(bench: Workbench, decision: Decision) -> None:
    """Make a decision. A mention that it speaks of and that is not there is made again from its anchor, unless the
    decision is that there is none."""
    match decision:
        case Batch():
            for one in decision.decisions:
                make(bench, one)
        case Merge():
            merge(bench, decision)
        case Move():
            move(bench, decision)
        case Apart():
            apart(bench, decision)
        case Add():
            add(bench, decision)
        case Relabel():
            _relabel(bench, decision)
        case Confirm():
            _confirm(bench, decision)
        case Delete():
            for key in meant(bench, decision.what, standing(bench, decision.what)):
                bench.remove(key)
        case Reject():
            for key in meant(bench, decision.what, standing(bench, decision.what)):
                bench.change(key, replace(bench.mentions[key], state="rejected", when=decision.when))
        case Name() | Note() | Refer():
            _describe(bench, decision)
    settle(bench)


def _relabel(bench: Workbench, decision: Relabel) -> None:
    label, when, scope = decision.label, decision.when, decision.what.scope
    keys = _spoken(bench, decision)
    for key in keys:
        mention = bench.mentions[key]
        # What is said of all mentions of a name is not said of those that name nothing.
        if scope == "mention" or mention.state != "rejected":
            bench.change(key, replace(mention, label=label, by="reader", state="confirmed", when=when))
    for entity in sorted(set(map(bench.entity, keys))):
        _label(bench, entity, label if scope == "entity" else bench.majority(entity, label))


def _confirm(bench: Workbench, decision: Confirm) -> None:
    """The label in the anchor is the one that is right: a machine that gives another is overruled."""
    when, scope = decision.when, decision.what.scope
    for key in _spoken(bench, decision):
        mention = bench.mentions[key]
        if scope == "mention" or mention.state != "rejected":
            bench.change(key, replace(mention, state="confirmed", when=when))
    for anchor in decision.what.anchors:
        keys = bench.at(anchor.start, anchor.end)
        wrong = {bench.mentions[key].label for key in keys}
        if not keys or anchor.label in wrong:
            continue
        for key in keys if scope == "mention" else list(bench.namesakes(keys[0])):
            mention = bench.mentions[key]
            if mention.label in wrong and mention.state == "confirmed":
                bench.change(key, replace(mention, label=anchor.label, by="reader"))
        entity = bench.entity(keys[0])
        _label(bench, entity, bench.majority(entity, anchor.label))


def _spoken(bench: Workbench, decision: Relabel | Confirm) -> list[Key]:
    """The mentions that a decision speaks of. Where one is made again, what a machine finds across it gives way."""
    what = decision.what
    if what.scope == "mention":
        places = [(anchor.start, anchor.end) for anchor in what.anchors]
        for key in chain.from_iterable(bench.across(*place) for place in places if not bench.at(*place)):
            if key in bench.mentions and (key[0], -key[1]) not in places:
                bench.remove(key)
    return meant(bench, what, found(bench, what, decision.when))


def _label(bench: Workbench, entity: str, label: str) -> None:
    bench.entitle(entity, bench.heads[entity]._replace(label=label))


def _describe(bench: Workbench, decision: Name | Note | Refer) -> None:
    entity = bench.entity(found(bench, decision.what, decision.when)[0])
    match decision:
        case Name():
            call(bench, entity, decision.name, decision.when)
        case Note():
            bench.entitle(entity, bench.heads[entity]._replace(note=decision.text))
        case Refer():
            bench.entitle(entity, bench.heads[entity]._replace(reference=decision.reference))
