"""Reasons why two names are not one entity, whatever looks alike about them. They hold for whole clusters."""

from __future__ import annotations

import re
from collections.abc import Mapping

from annotate.names import key
from annotate.resolve import persons
from annotate.resolve.knowledge import Known
from annotate.resolve.name import Name
from annotate.resolve.words import NUMBER_WORDS, OPPOSED, ROMAN

_DIGITS = re.compile(r"\d+")


class Vetoes:
    """All vetoes of one document: what the book keeps apart, relatives, what the names themselves say."""

    def __init__(
        self,
        names: list[Name],
        known: Mapping[int, Known],
        relatives: frozenset[tuple[int, int]],
    ) -> None:
        self._names = names
        self._known = known
        self._relatives = relatives
        self._memo: dict[tuple[int, int], str] = {}

    def __call__(self, one: int, other: int) -> str:
        """Why the names of these numbers are not one; empty when nothing speaks against it."""
        pair = (one, other) if one < other else (other, one)
        reason = self._memo.get(pair)
        if reason is None:
            reason = self._memo[pair] = self._reason(*pair)
        return reason

    def _reason(self, one: int, other: int) -> str:
        if (one, other) in self._relatives:
            return "may be two of one family"
        a, b = self._known.get(one), self._known.get(other)
        if a and b:
            if a[:2] == b[:2]:
                return ""
            if a.number == b.number:
                return f"a people and its country: {a.hit.entry.name}"
            return f"known as different: {a.hit.entry.name}, {b.hit.entry.name}"
        first, second = self._names[one], self._names[other]
        if (
            first.key == second.key
            and first.group == second.group
            and first.style == second.style
            and first.surname == second.surname
        ):
            return ""
        return (
            differ(first, second)
            or _named_as_not(a, second)
            or _named_as_not(b, first)
            or _titled_other(first, a, second)
            or _titled_other(second, b, first)
        )


def differ(one: Name, other: Name) -> str:
    """What two names themselves say against being one: kinds, persons' parts, acronyms, numbers,
    directions."""
    if "person" in (one.group, other.group) and one.group != other.group:
        return "a person and something else" if one.key != other.key else ""
    if one.group == other.group == "person":
        return persons.conflict(one.person, other.person)
    if one.acronym and other.acronym and not _nested(one.acronym, other.acronym):
        return "two different acronyms"
    numbers, others = numbers_of(one), numbers_of(other)
    if numbers and others and numbers != others:
        return "different numbers"
    return opposed(one, other)


def opposed(one: Name, other: Name) -> str:
    """Whether the names say opposite things: north and south, upper and lower, men and women."""
    first, second = set(one.tokens), set(other.tokens)
    for words in OPPOSED:
        a, b = first & words, second & words
        if a and b and not (a & b) and {_stem(word) for word in a} != {_stem(word) for word in b}:
            return f"opposite: {min(a)}, {min(b)}"
    return ""


def numbers_of(name: Name) -> frozenset[str]:
    """The numbers in a name: digits, Roman numerals, number words (Group of Seven is G7)."""
    found = set()
    for token in name.tokens:
        found.update(_DIGITS.findall(token))
        if token in NUMBER_WORDS:
            found.add(NUMBER_WORDS[token])
    if len(name.tokens) > 1 and name.tokens[-1].lower() in ROMAN | {"i"}:
        found.add(name.tokens[-1].lower())
    return frozenset(found)


def _nested(one: str, other: str) -> bool:
    """Whether one acronym begins or ends the other (CJTF, CJTF-OIR; CENTCOM, USCENTCOM), or they are one."""
    shorter, longer = sorted((one, other), key=len)
    return shorter == longer or (
        len(shorter) >= 3 and (longer.startswith(shorter) or longer.endswith(shorter)) and len(longer) > 4
    )


def _stem(word: str) -> str:
    return word.removesuffix("ern").removesuffix("s")


def _named_as_not(known: Known | None, other: Name) -> str:
    if known and not known.people and other.key in _nots(known):
        return f"the alias book says that it is not {known.hit.entry.name}"
    return ""


def _titled_other(titled: Name, known: Known | None, other: Name) -> str:
    """Whether a name is known by its title to be somebody else's than a full name: Sir Keir, Keir Hardie."""
    if not (known and titled.titled and other.group == "person"):
        return ""
    bearer = known.hit.entry.name
    return (
        f"the alias book says that it is {bearer}"
        if persons.conflict(persons.parse(bearer), other.person)
        else ""
    )


def _nots(known: Known) -> frozenset[str]:
    return frozenset(key(name) for name in known.hit.entry.not_)
