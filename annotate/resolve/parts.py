"""Rule 6, judges: one person's names, whole and in part."""

from __future__ import annotations

from typing import Literal

from annotate.annotation import Evidence
from annotate.resolve import calibration, persons, spelling
from annotate.resolve.name import Name
from annotate.resolve.nicknames import NICKNAMES, is_given, is_western, same_given
from annotate.resolve.state import Key, State
from annotate.resolve.words import ORG_WORDS


def full_keys(name: Name) -> list[Key]:
    """Full names meet by how their surname sounds together with their given name, its full forms or its
    initial; by their first or last two words, by both words in any order, and by nickname."""
    if name.group != "person":
        return []
    person = name.person
    nick: list[Key] = [f"nick {person.nickname or ' '.join(person.bare)}"]
    if not person.full:
        return nick
    given, last = person.bare[0], spelling.skeleton(person.bare[-1])
    keys = {f"begin {' '.join(person.bare[:2])}", f"end {' '.join(person.bare[-2:])}"}
    keys.add(f"end {' '.join(person.parts[-2:])}")
    keys |= {f"last {last} {form}" for form in (spelling.skeleton(given), given, *NICKNAMES.get(given, ()))}
    if len(person.bare) == 2:
        keys.add(f"both {' '.join(sorted(person.bare))}")
    initial = f"initial {last} {given[0]}"
    short: list[Key] = [("short", initial)] if len(given) == 1 else []
    return [*nick, *keys, ("long", initial), *short]


def same_person(state: State, one: Name, other: Name) -> Evidence | None:
    """Two full names that agree in all their parts."""
    if one.group != "person" or other.group != "person":
        return None
    a, b = one.person, other.person
    if b.nickname and b.nickname == " ".join(a.bare):
        return Evidence("nickname of", other.text, None)
    if len(a.bare) == 2 and a.bare == b.bare[::-1] and not any(map(is_given, a.bare)):
        return Evidence("same words", other.text, None)
    if not persons.agree(a, b) or ({a.bare[-1], b.bare[-1]} & ORG_WORDS and a.bare[-1] != b.bare[-1]):
        return None
    if one.surname or other.surname:
        return Evidence("first name of", other.text, None) if one.surname and not other.surname else None
    if a.parts == b.parts:
        return Evidence("same without", other.text, None, one.written(a.title) or other.written(b.title))
    if (a.bare[-1] != b.bare[-1] and len(a.bare) == len(b.bare)) or (
        not same_given(a.bare[0], b.bare[0])
        and min(len(a.bare[0]), len(b.bare[0])) > 1
        and len(a.bare) == len(b.bare)
    ):
        return Evidence("spelling", other.text, calibration.spelling(one.key, other.key))
    if a.bare[0] != b.bare[0] and same_given(a.bare[0], b.bare[0]):
        stands_for = b.bare[0] in NICKNAMES.get(a.bare[0], ()) or a.bare[0] not in NICKNAMES.get(
            b.bare[0], ()
        )
        return Evidence("nickname of", other.text, None) if stands_for else None
    if len(a.bare) > len(b.bare):
        return None
    evidence = Evidence("part of", other.text, None)
    if _initial_tells_apart(one, other):
        state.suggest(one, other, evidence)
        return None
    return evidence


def _initial_tells_apart(one: Name, other: Name) -> bool:
    """Whether the only difference is a middle initial that the text keeps to: it writes both names again and
    again, as where Michael Jordan meets Michael B. Jordan. Of one person it is written once."""
    inner = other.person.bare[1:-1]
    return (
        len(one.person.bare) == 2
        and len(inner) == 1 == len(inner[0])
        and one.person.bare == (other.person.bare[0], other.person.bare[-1])
        and min(one.count, other.count) > 1
    )


def slip_keys(name: Name) -> list[str]:
    """Full names with a slip in one word meet by that word with a letter less, beside the other words."""
    if name.group != "person" or not name.person.full:
        return []
    words = name.person.bare
    return [
        " ".join((*words[:index], f"~{form}", *words[index + 1 :]))
        for index, word in enumerate(words)
        for form in spelling.deletions(word)
    ]


def slip(state: State, one: Name, other: Name) -> Evidence | None:
    """Two full names that differ by a slip of the pen in one word; one of them stands there only once."""
    if one.group != "person" or other.group != "person" or min(one.count, other.count) > 1:
        return None
    if not one.person.full or not persons.slipped(one.person, other.person):
        return None
    if state.bare:
        state.suggest(one, other, Evidence("spelling", other.text, None))
        return None
    return Evidence("spelling", other.text, calibration.spelling(one.key, other.key))


def short_keys(name: Name) -> list[Key]:
    """A part and a full name meet by the sound of any of the full name's words, by a slip in its surname, and
    by the name that a pet form stands for."""
    if name.group != "person":
        return []
    person = name.person
    keys = {f"part {spelling.skeleton(word)}" for word in (*person.bare, *person.parts)}
    keys |= {f"slip {form}" for form in spelling.deletions(person.surname)}
    keys |= {f"pet {full}" for full in NICKNAMES.get(person.bare[0], ())}
    side: Literal["short", "long"] = "long" if person.full else "short"
    return [(side, key) for key in keys]


def alone_keys(name: Name) -> list[str]:
    """Single names meet by their word."""
    return [" ".join(name.person.bare)] if name.group == "person" and not name.person.full else []


def surname(state: State, short: Name, full: Name) -> Evidence | None:
    """The surname of a full name."""
    if not _part_and_whole(short, full):
        return None
    fits = short.person.bare[0] == full.person.surname or (
        short.person.bare[0] == full.person.bare[-1] and (len(full.person.bare) > 2)
    )
    return _unless_place(state, short, full, "surname of") if fits else None


def given_name(state: State, short: Name, full: Name) -> Evidence | None:
    """The first (or another) given name of a full name, or a pet form of it."""
    if not _part_and_whole(short, full) or _has_whole(state, short):
        return None
    word, given = short.person.bare[0], full.person.bare
    if state.bare and not is_western(given[0]):
        state.suggest(short, full, Evidence("first name of", full.text, None)) if word == given[0] else None
        return None
    inner = word in given[1:-1] and len(word) > 2 and not is_western(given[0])
    if word in (given[0], given[-1]) or inner:
        return _unless_place(state, short, full, "first name of")
    if not same_given(word, given[0]) or full.person.family_first:
        return None
    evidence = Evidence("nickname of", full.text, None)
    if not state.bare and _is_others_nickname(state, short, full):
        state.suggest(short, full, evidence)
        return None
    return evidence


def same_short(state: State, one: Name, other: Name) -> Evidence | None:
    """The same single name with and without a title: "Pope Francis", "Francis"; or a pet form of it."""
    if one.group != "person" or other.group != "person" or one.person.full or other.person.full:
        return None
    if one.person.bare == other.person.bare and one.number != other.number:
        if (
            state.bare
            and one.person.title
            and other.person.title
            and one.person.generation != other.person.generation
        ):
            return None
        if _has_whole(state, one) and _has_whole(state, other):
            return None
        return Evidence(
            "same without",
            other.text,
            None,
            one.written(one.person.title) or other.written(other.person.title),
        )
    return None


def misspelt_surname(state: State, short: Name, full: Name) -> Evidence | None:
    """A surname in another spelling than that of the full name."""
    if not _part_and_whole(short, full) or _has_whole(state, short):
        return None
    a, b = short.person.bare[0], full.person.surname
    if a == b or (short.person.gender and short.person.gender != full.person.gender):
        return None
    if spelling.same(a, b) or (spelling.typo(a, b) and short.count == 1 and not state.bare):
        return Evidence("spelling", full.text, calibration.spelling(a, b))
    return None


def _part_and_whole(short: Name, full: Name) -> bool:
    return short.group == full.group == "person" and not short.person.full and full.person.full


def _unless_place(state: State, short: Name, full: Name, rule: str) -> Evidence | None:
    """The evidence, only suggested where the part is a place's name too and is never used after the full
    name: "Jordan beat Iraq", and Michael Jordan watched."""
    evidence = Evidence(rule, full.text, None)
    if state.bare or short.style or short.titled or short.starts[-1] > full.first:
        return evidence
    if not state.names_place(short):
        return evidence
    rule = "surname of" if short.person.bare[0] == full.person.surname else "first name of"
    state.suggest(short, full, Evidence(rule, full.text, None))
    return None


def _is_others_nickname(state: State, short: Name, full: Name) -> bool:
    """Whether a pet form alone may well be another's than that of a full name.

    It came before the full name, or stands in another one; or the full name is a lady's, or stands all alone:
    the text neither calls the person by the given name nor knows others by the surname.
    """
    word, given, surname = short.person.bare[0], full.person.bare[0], full.person.surname
    if given not in NICKNAMES.get(word, ()):
        return False
    others = [name.person for name in state.names if name.group == "person" and name.number != full.number]
    at_home = any(
        surname == person.surname or (person.bare == (given,) and person.style != "wife") for person in others
    )
    borne = any(person.full and person.bare[0] == word for person in others)
    return short.first < full.first or full.person.style == "wife" or borne or not at_home


def _has_whole(state: State, short: Name) -> bool:
    """Whether a part is already one person's with a full name."""
    members = state.clusters.members(state.clusters.find(short.number))
    return any(state.names[number].person.full for number in members)
