"""The decisions on what is one entity and what is not, made on the workbench."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from annotate.annotation import Evidence
from annotate.decisions import Add, Anchor, Apart, Merge, Move, Scope, Target
from annotate.edits import links
from annotate.edits.dividing import part, separate, tie
from annotate.edits.finding import found, home, made, meant, standing
from annotate.edits.keeping import keep, make_room
from annotate.edits.tables import CANONICAL, Kept, Key, Side
from annotate.edits.workbench import Workbench
from annotate.names import surface


def merge(bench: Workbench, decision: Merge) -> None:
    """Make the entities one."""
    into, what = found(bench, decision.into, decision.when), found(bench, decision.what, decision.when)
    first, spoken = into[0], (Side(tuple(into), whole=True), Side(tuple(what), whole=True))
    for key in (*into[1:], *what):
        if bench.entity(key) != bench.entity(first):
            _unite(bench, key, first, spoken, decision.when)
    entity = bench.entity(first)
    for key in (
        what[0],
        first,
    ):  # also where a machine has the two as one already: then its link is confirmed
        alias = bench.alias(key)
        if not _is_canonical(bench, entity, alias):
            said = Evidence("you merged", bench.heads[entity].name, None, when=decision.when)
            bench.give(entity, alias, said)
            break
    tie(bench, into, what)


def _unite(bench: Workbench, key: Key, first: Key, spoken: Sequence[Side], when: str) -> None:
    """Make the entity of a mention part of that of another."""
    fewer = min(bench.entity(key), bench.entity(first), key=bench.size)
    make_room(bench, bench.keys(fewer), lambda far: bench.entity(far) == bench.entity(key), first, spoken)
    gone, into = bench.entity(key), bench.entity(first)
    head, of_gone = bench.heads[into], bench.heads[gone]
    called = [
        alias
        for alias in bench.aliases(gone)
        if _is_canonical(bench, gone, alias) and not _is_canonical(bench, into, alias)
    ]
    bench.absorb(gone, into)
    for alias in called:
        bench.give(into, alias, Evidence("you merged", head.name, None, when=when))
    notes = dict.fromkeys(note for note in (head.note, of_gone.note) if note)
    bench.entitle(into, head._replace(reference=head.reference or of_gone.reference, note="; ".join(notes)))
    links.join(bench, gone, into)


def move(bench: Workbench, decision: Move) -> None:
    """Move mentions or aliases to another entity or to one of their own."""
    when = decision.when
    at_anchors = found(bench, decision.what, when)
    to = found(bench, decision.to, when) if decision.to else []
    # Of an entity its aliases are moved: once they have come to another, that is not moved with them.
    scope: Scope = "mention" if decision.what.scope == "mention" else "alias"
    what = meant(bench, Target(scope, decision.what.anchors), at_anchors)
    rest = [key for key in _left(bench, found(bench, decision.out_of, when), set(what)) if key not in to]
    side, out_of = Side(tuple(at_anchors), scope != "mention"), Side(tuple(rest), whole=True)
    if to:
        there = Side(tuple(to), whole=True)
        separate(bench, there, out_of, when)
        make_room(bench, what, set(what).__contains__, to[0], (side, there))
    sources, parted = set(map(bench.entity, what)), set(map(bench.entity, rest))
    reasons = {entity: _cut(bench, entity, what) for entity in sources & parted}
    if to:
        entity = bench.entity(to[0])
    elif len(sources) == 1 and not reasons:
        entity = bench.entity(what[0])
    else:
        entity = part(bench, what)
    called = {alias for alias in map(bench.alias, what) if to and _is_canonical(bench, entity, alias)}
    for key in what:
        if bench.entity(key) != entity:
            bench.move(key, entity)
    name = bench.heads[entity].name
    for alias in dict.fromkeys(map(bench.alias, what)):
        if alias != name and alias not in called:
            bench.give(entity, alias, Evidence("you moved", name, None, when=when))
    tie(bench, *filter(None, (at_anchors, to)))
    if rest:
        keep(bench, Kept(side, out_of, when))
        for other in sorted(parted - {entity}):
            links.reject(bench, entity, other, reasons.get(other), when)


def apart(bench: Workbench, decision: Apart) -> None:
    """Keep the two apart, and take apart what a machine has as one."""
    ones = found(bench, decision.one, decision.when)
    others = [key for key in found(bench, decision.other, decision.when) if key not in ones]
    if others:
        one = Side(tuple(ones), decision.one.scope != "mention")
        other = Side(tuple(others), decision.other.scope != "mention")
        keep(bench, Kept(one, other, decision.when))
        separate(bench, one, other, decision.when)
        for entity in sorted(set(map(bench.entity, ones))):
            for far in sorted(set(map(bench.entity, others))):
                links.reject(bench, entity, far, None, decision.when)


def add(bench: Workbench, decision: Add) -> None:
    """Make the spans mentions of one entity. What a machine finds across them gives way."""
    when, anchors = decision.when, decision.what.anchors
    here = standing(bench, decision.what)
    to = _owner(bench, decision, here)
    if to:
        spoken = (Side(tuple(here), whole=False), Side(tuple(to), whole=True))
        make_room(bench, here, set(here).__contains__, to[0], spoken)
    entity = bench.entity(to[0]) if to else home(bench, anchors[0], here)
    name = bench.heads[entity].name
    for anchor in anchors:
        alias = surface(anchor.exact)
        fresh = alias != name and not bench.members[entity].get(alias)
        for key in bench.at(anchor.start, anchor.end) or [made(bench, anchor, entity, when)]:
            if bench.entity(key) != entity:
                bench.move(key, entity)
            mention = bench.mentions[key]
            bench.change(key, replace(mention, label=anchor.label, by="reader", state="confirmed", when=when))
        if fresh:
            bench.give(entity, alias, Evidence("you added", name, None, when=when))
        for key in bench.across(anchor.start, anchor.end):
            bench.remove(key)
    tie(bench, *filter(None, (standing(bench, decision.what), to)))


def _owner(bench: Workbench, decision: Add, here: Sequence[Key]) -> list[Key]:
    """The mentions that stand for the entity which the spans are added to; none for one of their own.

    One that the spans take the place of is not made again: once it is gone, those that were added stand for it.
    """
    if decision.to is None:
        return []
    spans = [(anchor.start, anchor.end) for anchor in decision.what.anchors]
    apart = tuple(anchor for anchor in decision.to.anchors if not _across(anchor, spans))
    if apart:
        return found(bench, Target(decision.to.scope, apart), decision.when)
    added = [key for key in here if bench.mentions[key].by == "reader"]
    return added[:1] or standing(bench, decision.to) or list(here[:1])


def _across(anchor: Anchor, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether an anchor overlaps one of the spans."""
    return any(anchor.start < end and start < anchor.end for start, end in spans)


def _is_canonical(bench: Workbench, entity: str, alias: str) -> bool:
    return bool(bench.members[entity].get(alias)) and bench.evidence[entity, alias].rule == CANONICAL


def _left(bench: Workbench, keys: Iterable[Key], moved: set[Key]) -> Iterator[Key]:
    """What stands for an entity some mentions of which are moved: of an alias of which the anchored one is moved, the
    first that is not."""
    for key in keys:
        if key not in moved:
            yield key
            continue
        alike = [other for other in bench.namesakes(key) if other not in moved]
        if left := [other for other in alike if bench.mentions[other].state != "rejected"]:
            yield min(left)


def _cut(bench: Workbench, entity: str, what: Iterable[Key]) -> Evidence | None:
    """The machine's evidence for what is about to leave an entity."""
    moving = Counter(bench.alias(key) for key in what if bench.entity(key) == entity)
    staying = {alias for alias in bench.aliases(entity) if len(bench.members[entity][alias]) > moving[alias]}
    return links.cut(bench, entity, set(moving), staying)
