"""Decisions in words for people: one line each."""

from __future__ import annotations

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
    Target,
)
from annotate.names import surface
from annotate.text import one_line

_LONG = 40


def describe(decision: Decision) -> str:
    """What was decided, on one line without control characters: "merged DAESH into Islamic State"."""
    return one_line(_words(decision))


def _words(decision: Decision) -> str:
    match decision:
        case Merge():
            return f"merged {_kind(decision.what, decision.into)} into {_kind(decision.into, decision.what)}"
        case Move(to=None):
            return f"split {_places(decision.what)} from {_name(decision.out_of)}"
        case Move():
            return f"moved {_places(decision.what)} from {_name(decision.out_of)} to {_name(decision.to)}"
        case Apart():
            return f"kept {_name(decision.one)} apart from {_name(decision.other)}"
        case Relabel():
            return f"relabelled {_places(decision.what)} as {decision.label}"
        case Add(what=Target(anchors=())):
            return "added nothing"
        case Add(to=None):
            return f"added {_places(decision.what)} as {decision.what.anchors[0].label}"
        case Add():
            return f"added {_places(decision.what)} to {_name(decision.to)}"
        case Delete():
            return f"deleted {_places(decision.what)}"
        case Name():
            return f"called {_name(decision.what)} {_short(decision.name)}"
        case Note(text=""):
            return f"took away the note on {_name(decision.what)}"
        case Note():
            return f"noted on {_name(decision.what)}: {_short(decision.text)}"
        case Refer(reference=None):
            return f"took away the reference of {_name(decision.what)}"
        case Refer():
            return f"gave {_name(decision.what)} the reference {_short(decision.reference or '')}"
        case Confirm():
            return f"confirmed {_places(decision.what)}"
        case Reject():
            return f"rejected {_places(decision.what)}"
        case Batch():
            return _together(decision)


def _together(batch: Batch) -> str:
    if not batch.decisions:
        return "nothing"
    *before, last = batch.decisions
    if isinstance(last, Add) and before and all(isinstance(decision, Delete) for decision in before):
        replaced = " and ".join(_each(decision.what) for decision in before if isinstance(decision, Delete))
        return f"{_words(last)} in place of {replaced}"
    first = _words(batch.decisions[0])
    more = len(batch.decisions) - 1
    return first if not more else f"{first} and {more} more"


def _each(target: Target) -> str:
    """The names that stand at the anchors."""
    return " and ".join(_short(name) for name in dict.fromkeys(anchor.exact for anchor in target.anchors))


def _kind(target: Target, beside: Target) -> str:
    """The name at the first anchor, with its label where that beside it has another."""
    labels = [one.anchors[0].label if one.anchors else "" for one in (target, beside)]
    return _name(target) if labels[0] == labels[1] else f"{_name(target)} ({labels[0]})"


def _name(target: Target | None) -> str:
    """The name that stands at the first anchor."""
    return _short(target.anchors[0].exact) if target and target.anchors else "nothing"


def _places(target: Target) -> str:
    """What a target is: "5 mentions of Raqqa", "every Raqqa", "the entity Raqqa"."""
    if not target.anchors:
        return "nothing"
    names = list(dict.fromkeys(surface(anchor.exact) for anchor in target.anchors))
    said = ", ".join(map(_short, names[:2])) + (f" and {len(names) - 2} more" if len(names) > 2 else "")
    if target.scope == "entity":
        return f"the entity {_name(target)}"
    if target.scope == "alias":
        return f"every {said}"
    count = len(target.anchors)
    return f"{count} mentions of {said}" if count > 1 else f"one mention of {said}"


def _short(text: str) -> str:
    name = surface(text)
    return name if len(name) <= _LONG else f"{name[: _LONG - 1].rstrip()}…"
