"""The links between entities that are not made: suggested ones, and those that a person has rejected."""

from __future__ import annotations

from msgspec.structs import replace

from annotate.annotation import Evidence, Suggestion
from annotate.edits.tables import CANONICAL
from annotate.edits.workbench import Workbench


def reject(bench: Workbench, one: str, other: str, evidence: Evidence | None, when: str) -> None:
    """Mark the links between two entities as rejected. If there is none, one with this evidence is."""
    numbers = _between(bench, one, other)
    if not numbers and evidence is not None:
        numbers = [len(bench.suggestions)]
        _put(bench, numbers[0], Suggestion(one, other, evidence))
    for number in numbers:
        link = bench.suggestions[number]
        if link is not None and link.state != "rejected":
            _put(bench, number, replace(link, state="rejected", when=when))


def join(bench: Workbench, gone: str, into: str) -> None:
    """The links of an entity that has become part of another are the other's. Of two between the same entities the
    one stays that a person has rejected, or else the likelier one."""
    for number, link in _links(bench, gone):
        other = link.other if link.entity == gone else link.entity
        rivals = [] if other == into else _between(bench, other, into)
        better = all(_rank(link) > _rank(bench.suggestions[rival]) for rival in rivals)
        if other == into or not better:
            bench.log.put(bench.suggestions, number, None)
            continue
        for rival in rivals:
            bench.log.put(bench.suggestions, rival, None)
        moved = replace(link, entity=into) if link.entity == gone else replace(link, other=into)
        _put(bench, number, moved)


def drop(bench: Workbench, entity: str) -> None:
    """Take the links of an entity out that is no more."""
    for number, _ in _links(bench, entity):
        bench.log.put(bench.suggestions, number, None)


def divide(bench: Workbench, entity: str, new: str) -> None:
    """Part of an entity is a new one: the links to a name that is only there now are the new one's."""
    for number, link in _links(bench, entity):
        name = link.evidence.with_
        there, here = bench.members[new].get(name), bench.members[entity].get(name)
        if link.other == entity and there and not here:
            _put(bench, number, replace(link, other=new))


def cut(bench: Workbench, entity: str, leaving: set[str], staying: set[str]) -> Evidence | None:
    """The machine's evidence that these aliases of an entity are one with those, of which they are about to part."""
    if both := sorted(leaving & staying):
        return Evidence("same name", both[0], None)
    reasons = {alias: bench.evidence[entity, alias] for alias in bench.aliases(entity)}
    machines = {alias: why for alias, why in reasons.items() if not why.rule.startswith((CANONICAL, "you "))}
    across = [why for alias, why in machines.items() if alias in leaving and why.with_ in staying]
    across += [why for alias, why in machines.items() if alias in staying and why.with_ in leaving]
    across += [why for alias, why in machines.items() if alias in leaving and why.with_ not in leaving]
    return across[0] if across else None


def _put(bench: Workbench, number: int, link: Suggestion) -> None:
    bench.log.put(bench.suggestions, number, link)
    for entity in (link.entity, link.other):
        if number not in bench.suggested[entity]:
            bench.log.put(bench.suggested[entity], number, None)


def _links(bench: Workbench, entity: str) -> list[tuple[int, Suggestion]]:
    """The links of an entity, with their numbers."""
    found = ((number, bench.suggestions[number]) for number in bench.suggested[entity])
    return [(number, link) for number, link in found if link and entity in (link.entity, link.other)]


def _between(bench: Workbench, one: str, other: str) -> list[int]:
    if len(bench.suggested[one]) > len(bench.suggested[other]):
        one, other = other, one
    return [number for number, link in _links(bench, one) if {link.entity, link.other} == {one, other}]


def _rank(link: Suggestion | None) -> tuple[bool, float]:
    return (link is not None and link.state != "suggested", (link and link.evidence.score) or 0)
