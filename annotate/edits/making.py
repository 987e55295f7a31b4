"""Each kind of decision, made on the workbench. The decision's anchors must stand in its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from msgspec.structs import replace

from annotate.annotation import Evidence
from annotate.decisions import (
    Add,
    Anchor,
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
    Scope,
    Target,
)
from annotate.edits import links
from annotate.edits.apart import clashes, keep, make_room, part, separate, tie
from annotate.edits.naming import call, settle
from annotate.edits.tables import CANONICAL, Kept, Key, Side
from annotate.edits.workbench import Workbench
from annotate.names import surface


def make(bench: Workbench, decision: Decision) -> None:
    """Make a decision. A mention that it speaks of and that is not there is made again from its anchor, unless the
    decision is that there is none."""
    match decision:
        case Batch():
            for one in decision.decisions:
                make(bench, one)
        case Merge():
            _merge(bench, decision)
        case Move():
            _move(bench, decision)
        case Apart():
            _apart(bench, decision)
        case Relabel():
            _relabel(bench, decision)
        case Add():
            _add(bench, decision)
        case Delete():
            for key in _meant(bench, decision.what, _standing(bench, decision.what)):
                bench.remove(key)
        case Name() | Note() | Refer():
            _describe(bench, decision)
        case Confirm():
            _confirm(bench, decision)
        case Reject():
            for key in _meant(bench, decision.what, _standing(bench, decision.what)):
                bench.change(key, replace(bench.mentions[key], state="rejected", when=decision.when))
    settle(bench)


def _merge(bench: Workbench, decision: Merge) -> None:
    into, what = _found(bench, decision.into, decision.when), _found(bench, decision.what, decision.when)
    home, spoken = into[0], (Side(tuple(into), whole=True), Side(tuple(what), whole=True))
    for key in (*into[1:], *what):
        if bench.entity(key) != bench.entity(home):
            _unite(bench, key, home, spoken, decision.when)
    entity = bench.entity(home)
    for key in (what[0], home):  # also where a machine has the two as one already: then its link is confirmed
        alias = bench.alias(key)
        if bench.evidence[entity, alias].rule != CANONICAL:
            said = Evidence("you merged", bench.heads[entity].name, None, when=decision.when)
            bench.give(entity, alias, said)
            break
    tie(bench, into, what)


def _unite(bench: Workbench, key: Key, home: Key, spoken: Sequence[Side], when: str) -> None:
    """Make the entity of a mention part of that of another."""
    fewer = min(bench.entity(key), bench.entity(home), key=bench.size)
    make_room(bench, bench.keys(fewer), lambda k: bench.entity(k) == bench.entity(key), home, spoken)
    gone, into = bench.entity(key), bench.entity(home)
    if gone == into:
        return
    head, of_gone = bench.heads[into], bench.heads[gone]
    called = [alias for alias in bench.aliases(gone) if bench.evidence[gone, alias].rule == CANONICAL]
    called = [alias for alias in called if not _is_canonical(bench, into, alias)]
    bench.absorb(gone, into)
    for alias in called:
        bench.give(into, alias, Evidence("you merged", head.name, None, when=when))
    notes = dict.fromkeys(note for note in (head.note, of_gone.note) if note)
    bench.entitle(into, head._replace(reference=head.reference or of_gone.reference, note="; ".join(notes)))
    links.join(bench, gone, into)


def _is_canonical(bench: Workbench, entity: str, alias: str) -> bool:
    return bool(bench.members[entity].get(alias)) and bench.evidence[entity, alias].rule == CANONICAL


def _move(bench: Workbench, decision: Move) -> None:
    when = decision.when
    found = _found(bench, decision.what, when)
    to = _found(bench, decision.to, when) if decision.to else []
    # Of an entity its aliases are moved: once they have come to another, that is not moved with them.
    scope: Scope = "mention" if decision.what.scope == "mention" else "alias"
    what = _meant(bench, Target(scope, decision.what.anchors), found)
    moved = set(what)
    rest = [key for key in _others(bench, _found(bench, decision.out_of, when), moved) if key not in to]
    side, out_of = Side(tuple(found), scope != "mention"), Side(tuple(rest), whole=True)
    if to:
        there = Side(tuple(to), whole=True)
        if rest:
            separate(bench, there, out_of, when)
        make_room(bench, what, moved.__contains__, to[0], (side, there))
    sources = {bench.entity(key) for key in what}
    left = sources & {bench.entity(key) for key in rest}
    reasons = {entity: _cut(bench, entity, what) for entity in sorted(left)}
    if to:
        home = bench.entity(to[0])
    elif len(sources) == 1 and not left:
        home = bench.entity(what[0])
    else:
        home = part(bench, what)
    called = bench.heads[home].name
    aliases = [alias for alias in dict.fromkeys(map(bench.alias, what)) if alias != called]
    if to:
        aliases = [alias for alias in aliases if not _is_canonical(bench, home, alias)]
    for key in what:
        if bench.entity(key) != home:
            bench.move(key, home)
    for alias in aliases:
        bench.give(home, alias, Evidence("you moved", called, None, when=when))
    tie(bench, found, to) if to else tie(bench, found)
    if rest:
        keep(bench, Kept(side, out_of, when))
        for entity in sorted({bench.entity(key) for key in rest} - {home}):
            links.reject(bench, home, entity, reasons.get(entity), when)


def _others(bench: Workbench, found: Iterable[Key], moved: set[Key]) -> Iterator[Key]:
    """What stands for an entity when some of its mentions are moved: of an alias of which the anchored one is moved,
    the first that is not."""
    for key in found:
        if key not in moved:
            yield key
        elif left := [
            one
            for one in bench.namesakes(key)
            if one not in moved and bench.mentions[one].state != "rejected"
        ]:
            yield min(left)


def _cut(bench: Workbench, entity: str, what: Iterable[Key]) -> Evidence | None:
    """The machine's evidence for what is about to leave an entity."""
    moving = Counter(bench.alias(key) for key in what if bench.entity(key) == entity)
    staying = {alias for alias in bench.aliases(entity) if len(bench.members[entity][alias]) > moving[alias]}
    return links.cut(bench, entity, set(moving), staying)


def _apart(bench: Workbench, decision: Apart) -> None:
    ones = _found(bench, decision.one, decision.when)
    others = [key for key in _found(bench, decision.other, decision.when) if key not in ones]
    if others:
        one = Side(tuple(ones), decision.one.scope != "mention")
        other = Side(tuple(others), decision.other.scope != "mention")
        keep(bench, Kept(one, other, decision.when))
        separate(bench, one, other, decision.when)
        for entity in sorted(set(map(bench.entity, ones))):
            for far in sorted(set(map(bench.entity, others))):
                links.reject(bench, entity, far, None, decision.when)


def _relabel(bench: Workbench, decision: Relabel) -> None:
    label, when, scope = decision.label, decision.when, decision.what.scope
    keys = _meant(bench, decision.what, _found(bench, decision.what, when))
    for key in keys:
        mention = bench.mentions[key]
        if scope == "mention" or mention.state != "rejected":
            said = replace(mention, label=label, by="reader", state="confirmed", when=when)
            bench.change(key, said)
    for entity in sorted(set(map(bench.entity, keys))):
        _label(bench, entity, label if scope == "entity" else bench.majority(entity, label))


def _add(bench: Workbench, decision: Add) -> None:
    when, anchors = decision.when, decision.what.anchors
    to = _found(bench, decision.to, when) if decision.to else []
    standing = _standing(bench, decision.what)
    if to:
        there = Side(tuple(to), whole=True)
        own = Side(tuple(standing), whole=False)
        make_room(bench, standing, set(standing).__contains__, to[0], (own, there))
        home = bench.entity(to[0])
    else:
        home = _home(bench, anchors[0], standing)
    for anchor in anchors:
        alias = surface(anchor.exact)
        fresh = not bench.members[home].get(alias)
        keys = bench.at(anchor.start, anchor.end) or [_made(bench, anchor, home, when)]
        for key in keys:
            if bench.entity(key) != home:
                bench.move(key, home)
            said = replace(bench.mentions[key], label=anchor.label, by="reader", state="confirmed", when=when)
            bench.change(key, said)
        if fresh and alias != bench.heads[home].name:
            bench.give(home, alias, Evidence("you added", bench.heads[home].name, None, when=when))
    found = _standing(bench, decision.what)
    tie(bench, found, to) if to else tie(bench, found)


def _describe(bench: Workbench, decision: Name | Note | Refer) -> None:
    entity = bench.entity(_found(bench, decision.what, decision.when)[0])
    match decision:
        case Name():
            call(bench, entity, decision.name, decision.when)
        case Note():
            bench.entitle(entity, bench.heads[entity]._replace(note=decision.text))
        case Refer():
            bench.entitle(entity, bench.heads[entity]._replace(reference=decision.reference))


def _confirm(bench: Workbench, decision: Confirm) -> None:
    """The label is right that stands in the anchor: a machine that gives another is overruled."""
    when, scope = decision.when, decision.what.scope
    for key in _meant(bench, decision.what, _found(bench, decision.what, when)):
        mention = bench.mentions[key]
        if scope == "mention" or mention.state != "rejected":
            bench.change(key, replace(mention, state="confirmed", when=when))
    for anchor in decision.what.anchors:
        keys = bench.at(anchor.start, anchor.end)
        if anchor.label not in {bench.mentions[key].label for key in keys}:
            for key in keys:
                bench.change(key, replace(bench.mentions[key], label=anchor.label, by="reader"))
                entity = bench.entity(key)
                _label(bench, entity, bench.majority(entity, anchor.label))


def _label(bench: Workbench, entity: str, label: str) -> None:
    bench.entitle(entity, bench.heads[entity]._replace(label=label))


def _found(bench: Workbench, target: Target, when: str) -> list[Key]:
    """The mentions at the anchors, in their order; those that are not there are made again."""
    found: dict[Key, None] = {}
    for anchor in target.anchors:
        keys = bench.at(anchor.start, anchor.end) or [_made(bench, anchor, _home(bench, anchor, ()), when)]
        found.update(dict.fromkeys(keys))
    return list(found)


def _made(bench: Workbench, anchor: Anchor, home: str, when: str) -> Key:
    """A mention made at an anchor."""
    alias, name = surface(anchor.exact), bench.heads[home].name
    if not bench.members[home].get(alias):
        bench.give(home, alias, Evidence(CANONICAL, name, None))
    return bench.add(anchor, home, when)


def _home(bench: Workbench, anchor: Anchor, standing: Sequence[Key]) -> str:
    """The entity that bears the anchor's name with its label already, one of those standing if it can be; else a new
    one, also where one is kept apart from what stands or stood there."""
    name, place = surface(anchor.exact), (anchor.start, -anchor.end, 0)
    bearing = [bench.entity(key) for key in standing if bench.alias(key) == name]
    bearing = [entity for entity in bearing if bench.heads[entity].label == anchor.label]
    home = bearing[0] if bearing else bench.bearer(name, anchor.label)
    if home is None or any(clashes(bench, key, home) for key in (*standing, place)):
        return bench.open(name, anchor.label)
    return home


def _standing(bench: Workbench, target: Target) -> list[Key]:
    """The mentions that there are at the anchors."""
    standing = chain.from_iterable(bench.at(anchor.start, anchor.end) for anchor in target.anchors)
    return list(dict.fromkeys(standing))


def _meant(bench: Workbench, target: Target, found: Iterable[Key]) -> list[Key]:
    """The mentions that a target speaks of, given those at its anchors."""
    if target.scope == "mention":
        return list(found)
    if target.scope == "alias":
        return list(dict.fromkeys(chain.from_iterable(map(bench.namesakes, found))))
    entities = dict.fromkeys(map(bench.entity, found))
    return list(chain.from_iterable(map(bench.keys, entities)))
