"""The ordered sieve: small rules, the surest first. Each links names that are one entity and says why.

A rule that looks at pairs consists of blocking keys (only names that share a key are compared) and a judge
(the evidence that the first name belongs to the second, or None). A judge has evidence only for names that
share a key, so that blocking loses nothing; the tests check this against all pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from itertools import combinations
from typing import NamedTuple

from annotate.annotation import Evidence
from annotate.languages.scope import Scope, cased, english, every, given_first
from annotate.resolve import acronyms, members, parts, place_list, places, reduced, short_forms, spellings
from annotate.resolve.name import Name
from annotate.resolve.state import Judge, Keys, State


class Rule(NamedTuple):
    """A rule, and the languages that it is made for."""

    run: Callable[[State], None]
    languages: Scope


CANONICAL = "canonical name"


def same_name(state: State) -> None:
    """1. The same but for case, accents, dots, hyphens, 's, "the"."""

    def judge(state: State, one: Name, other: Name) -> Evidence | None:
        same = one.key == other.key and one.group == other.group
        return Evidence("same name", other.text, None) if same else None

    direct(state, lambda name: [name.key], judge)


def said_in_the_text(state: State) -> None:
    """2. The text says so. Nothing but the alias book speaks against that."""
    for cue in state.cues:
        evidence = Evidence("text", state.names[cue.other].text, None, cue.quote)
        sure = not state.veto(cue.one, cue.other).startswith(
            ("known", "a people", "the alias book", "a person")
        )
        if sure and not _known_apart(state, cue.one, cue.other):
            state.clusters.union(cue.one, cue.other, evidence, sure=True)


def _known_apart(state: State, one: int, other: int) -> bool:
    ones = {state.known[n][:2] for n in state.clusters.members(state.clusters.find(one)) if n in state.known}
    others = {
        state.known[n][:2] for n in state.clusters.members(state.clusters.find(other)) if n in state.known
    }
    return bool(ones and others and not ones & others)


def alias_book(state: State) -> None:
    """3. Names of one entity in the alias book."""
    bearers: dict[tuple[int, bool], list[Name]] = defaultdict(list)
    for number, entity in state.known.items():
        bearers[entity[:2]].append(state.names[number])
    for names in bearers.values():
        names.sort(key=lambda name: (state.known[name.number].hit.role != "alias", name.first))
        hub = names[0]
        for name in names[1:]:
            entity = state.known[name.number]
            rule = "former name" if entity.hit.role == "former" else "alias book"
            canonical = entity.hit.entry.people[0] if entity.people else entity.hit.entry.name
            state.link(name, hub, Evidence(rule, canonical, None))


def place_book(state: State) -> None:
    """3b. Other names of one place: Kiev, Kyiv."""

    def judge(state: State, one: Name, other: Name) -> Evidence | None:
        if {"person", "people"} & {one.group, other.group}:
            return None
        found = places.place(one.key)
        same = found and found == places.place(other.key) and "place" in (one.group, other.group)
        return Evidence("place book", found, None) if same else None

    direct(state, lambda name: [found] if (found := places.place(name.key)) else [], judge)


def listed_places(state: State) -> None:
    """3c. Other names of one town in GeoNames, where that is installed; but not Mexico and Mexico City."""
    names = [name for name in state.names if name.group == "place" and not name.acronym]
    if all(name.number in state.known for name in names) or not (towns := place_list.installed()):
        return
    bearers: dict[tuple[int, str], list[Name]] = defaultdict(list)
    for name in names:
        if found := towns.town(name.key):
            bearers[found].append(name)
    for (_, town), bearing in bearers.items():
        for one, other in combinations(bearing, 2):
            if not set(one.tokens) & set(other.tokens):
                state.link(other, one, Evidence("place list", town, None))


def initials(state: State) -> None:
    """4. An acronym and the only name in the document that it can be the initials of."""
    exclusive(state, acronyms.keys, acronyms.initials)


def without(state: State) -> None:
    """5. The same without title, legal form, generic word, country; the same words in another order."""
    direct(state, reduced.core_keys, reduced.same_core)
    direct(state, reduced.office_keys, reduced.same_office)
    direct(state, members.keys, members.members)
    exclusive(state, reduced.place_keys, reduced.same_place)
    exclusive(state, reduced.nation_keys(state), reduced.without_nation)


def full_persons(state: State) -> None:
    """6a. Two full names of one person: title, middle name, initial, pet form, spelling, a slip of the
    pen."""
    direct(state, parts.full_keys, parts.same_person)
    direct(state, parts.slip_keys, parts.slip)


def parts_of_persons(state: State) -> None:
    """6b. A surname, then a given name, of the only full name that it fits; else the nearest before is
    suggested."""
    exclusive(state, parts.short_keys, parts.surname)
    exclusive(state, parts.short_keys, parts.given_name)
    exclusive(state, parts.alone_keys, parts.same_short)


def relatives(state: State) -> None:
    """6c. Mrs. Bennet and Elizabeth Bennet, where there is a family: suggested."""
    for one, other in sorted(state.relatives):
        short, full = sorted((state.names[one], state.names[other]), key=lambda name: name.person.full)
        state.suggest(short, full, Evidence("surname of", full.text, None))


def spelling(state: State) -> None:
    """7. Another spelling of the same name: transliterations, then slips of the pen."""
    direct(state, spellings.keys, spellings.transliteration)
    exclusive(state, parts.short_keys, parts.misspelt_surname)
    direct(state, spellings.typo_keys, spellings.typo)


def short_names(state: State) -> None:
    """8. A short form that only one name in the document can be meant by; acronyms again, now that spellings
    are one."""
    exclusive(state, acronyms.keys, acronyms.initials)
    exclusive(state, short_forms.keys, short_forms.short_form, suggest_only=state.bare)


def hints(state: State) -> None:
    """9. A capital for its government, a people for its country, a name of several bearers: suggested, never
    merged."""
    known = {
        (entity.number, entity.people): state.names[number]
        for number, entity in reversed(state.known.items())
    }
    for name in state.names:
        for hit in state.book.lookup_key(name.key):
            bearer = known.get((hit.number, False))
            if bearer is not None and hit.role in HINTS:
                state.suggest(name, bearer, Evidence(HINTS[hit.role], bearer.text, None))


def namesakes(state: State) -> None:
    """9b. A place and a person who is named in full only after it: suggested, never merged."""
    bearers: dict[str, list[Name]] = defaultdict(list)
    for name in state.names:
        if name.group == "person" and name.person.full:
            bearers[name.person.surname].append(name)
    for name in state.names:
        if name.group == "place":
            for full in bearers.get(name.key, ()):
                if name.first < full.first:
                    state.suggest(name, full, Evidence("surname of", full.text, None))


HINTS = {"metonym": "often stands for", "people": "people of", "ambiguous": "alias book"}
"""What is suggested for a name's role in the alias book."""


def one_label(state: State) -> None:
    """10. One name has one label: the same name under two labels is one entity, unless each has other names
    to go with."""
    blocks: dict[str, list[Name]] = defaultdict(list)
    for name in state.names:
        blocks[name.key].append(name)
    for names in blocks.values():
        for one in names:
            for other in names:
                if (
                    one.number < other.number
                    and one.group != other.group
                    and not _both_stand(state, one, other)
                ):
                    state.link(other, one, Evidence("same name", one.text, None))


def _both_stand(state: State, one: Name, other: Name) -> bool:
    return all(
        len({state.names[n].key for n in state.clusters.members(state.clusters.find(name.number))}) > 1
        or (name.number in state.known)
        for name in (one, other)
    )


RULES: tuple[Rule, ...] = (
    Rule(same_name, every),
    Rule(said_in_the_text, every),  # its words are English, its brackets are not
    Rule(alias_book, every),
    Rule(place_book, every),
    Rule(listed_places, every),
    Rule(initials, cased),
    Rule(without, english),  # Inc., Ministry, Strip
    Rule(full_persons, given_first),
    Rule(parts_of_persons, given_first),
    Rule(relatives, english),  # Mrs.
    Rule(spelling, english),  # where endings say the case, a letter more or less is no slip
    Rule(short_names, english),  # what says too little to stand alone is a list of words
    Rule(one_label, every),
    Rule(hints, every),
    Rule(namesakes, given_first),
)


def direct(state: State, keys: Keys, judge: Judge) -> None:
    """Link every pair that the judge has evidence for."""
    for one, other in state.pairs(keys):
        if not state.apart(one, other):
            continue
        evidence = judge(state, other, one)
        if evidence is not None:
            state.link(other, one, evidence)
            continue
        evidence = judge(state, one, other)
        if evidence is not None:
            state.link(one, other, evidence)


def exclusive(state: State, keys: Keys, judge: Judge, *, suggest_only: bool = False) -> None:
    """Link a name to what it can be short for, when that is one cluster only; else suggest, the nearest
    before first."""
    targets: dict[int, list[tuple[Name, Evidence]]] = defaultdict(list)
    for one, other in state.pairs(keys):
        for short, long in ((one, other), (other, one)):
            evidence = judge(state, short, long)
            if evidence is not None:
                targets[short.number].append((long, evidence))
    for number in sorted(targets, key=lambda number: (-len(state.names[number].tokens), number)):
        short = state.names[number]
        fits = [
            (long, evidence)
            for long, evidence in targets[number]
            if not state.apart(short, long) or not state.clusters.blocked(short.number, long.number)
        ]
        before = [fit for fit in fits if fit[0].first < short.first]
        if before and short.group == "person":
            fits = before
        found = {state.clusters.find(long.number) for long, _ in fits}
        if not found or state.clusters.find(number) in found:
            continue
        fits.sort(key=lambda fit: (_distance(short, fit[0]), fit[0].number))
        if len(found) == 1 and not suggest_only:
            state.link(short, *fits[0])
            continue
        for long, evidence in fits[:3]:
            state.suggest(short, long, evidence, rivals=len(found))


def _distance(short: Name, long: Name) -> int:
    """How far before the short name's first mention the long one stands; one that only comes later is far."""
    before = [short.first - start for start in long.starts if start <= short.first]
    return min(before) if before else 1_000_000_000 + long.first
