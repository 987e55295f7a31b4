"""Rule 6, judges: one person's names, whole and in part."""

from __future__ import annotations

from annotate.annotation import Evidence
from annotate.resolve import persons, spelling
from annotate.resolve.name import Name
from annotate.resolve.nicknames import NICKNAMES, same_given
from annotate.resolve.state import State


def full_keys(name: Name) -> list[str]:
    """Full names meet by how their last word sounds, by their first word, and by nickname."""
    if name.group != "person":
        return []
    person = name.person
    keys = [f"nick {person.nickname or ' '.join(person.bare)}"]
    if person.full:
        keys += [f"last {spelling.skeleton(person.bare[-1])}", f"first {person.bare[0]}"]
    return keys


def same_person(state: State, one: Name, other: Name) -> Evidence | None:
    """Two full names that agree in all their parts."""
    if one.group != "person" or other.group != "person":
        return None
    a, b = one.person, other.person
    if (a.nickname and a.nickname == " ".join(b.bare)) or (b.nickname and b.nickname == " ".join(a.bare)):
        return Evidence("nickname of", other.text, None)
    if not persons.agree(a, b):
        return None
    if a.parts == b.parts:
        return Evidence("same without", other.text, None, a.title or b.title)
    if (a.bare[-1] != b.bare[-1] and len(a.bare) == len(b.bare)) or (
        not same_given(a.bare[0], b.bare[0])
        and min(len(a.bare[0]), len(b.bare[0])) > 1
        and len(a.bare) == len(b.bare)
    ):
        return Evidence("spelling", other.text, None)
    if a.bare[0] != b.bare[0] and same_given(a.bare[0], b.bare[0]):
        return Evidence("nickname of", other.text, None)
    return Evidence("part of", other.text, None) if len(a.bare) <= len(b.bare) else None


def short_keys(name: Name) -> list[str]:
    """A part and a full name meet by the skeleton of any of its words; pet forms by the names they stand
    for."""
    if name.group != "person":
        return []
    words = {*name.person.bare, *name.person.parts}
    given = name.person.bare[0]
    keys = [f"part {spelling.skeleton(word)}" for word in words]
    keys += [f"pet {full}" for full in NICKNAMES.get(given, ())]
    return keys


def surname(state: State, short: Name, full: Name) -> Evidence | None:
    """The surname of a full name."""
    if not _part_and_whole(short, full):
        return None
    fits = short.person.bare[0] == full.person.surname or (
        short.person.bare[0] == full.person.bare[-1] and (len(full.person.bare) > 2)
    )
    return Evidence("surname of", full.text, None) if fits else None


def given_name(state: State, short: Name, full: Name) -> Evidence | None:
    """The first (or another) given name of a full name, or a pet form of it."""
    if not _part_and_whole(short, full) or _has_whole(state, short):
        return None
    word, given = short.person.bare[0], full.person.bare
    if word == given[0] or (word in given[1:-1] and len(word) > 2):
        return Evidence("first name of", full.text, None)
    if given[-1] == word:
        return Evidence("first name of", full.text, None)
    if same_given(word, given[0]) and not full.person.family_first:
        return Evidence("nickname of", full.text, None)
    return None


def same_short(state: State, one: Name, other: Name) -> Evidence | None:
    """The same single name with and without a title: "Pope Francis", "Francis"; or a pet form of it."""
    if one.group != "person" or other.group != "person" or one.person.full or other.person.full:
        return None
    if one.person.bare == other.person.bare and one.number != other.number:
        if _has_whole(state, one) and _has_whole(state, other):
            return None
        return Evidence("same without", other.text, None, one.person.title or other.person.title)
    return None


def misspelt_surname(state: State, short: Name, full: Name) -> Evidence | None:
    """A surname in another spelling than that of the full name."""
    if not _part_and_whole(short, full) or _has_whole(state, short):
        return None
    a, b = short.person.bare[0], full.person.surname
    if a == b or not spelling.same(a, b):
        return None
    return Evidence("spelling", full.text, None)


def _part_and_whole(short: Name, full: Name) -> bool:
    return short.group == full.group == "person" and not short.person.full and full.person.full


def _has_whole(state: State, short: Name) -> bool:
    """Whether a part is already one person's with a full name."""
    members = state.clusters.members(state.clusters.find(short.number))
    return any(state.names[number].person.full for number in members)
