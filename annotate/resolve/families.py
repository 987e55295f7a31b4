"""Families: a surname in a document may be that of several people, and its plural is that of all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from annotate.resolve import persons
from annotate.resolve.name import Name
from annotate.resolve.nicknames import NICKNAMES, same_given


def family_names(named: Iterable[tuple[str, persons.Style]]) -> frozenset[str]:
    """Of a document's persons (name, and what a title before it says) those that are the plural of a surname
    there: the Bennets, where there is a Mr. Bennet or an Elizabeth Bennet."""
    parsed = {(form, style): persons.parse(form) for form, style in named}
    surnames = {
        person.surname for (_, style), person in parsed.items() if style or person.title or person.full
    }
    return frozenset(
        form
        for (form, _), person in parsed.items()
        if len(person.bare) == 1
        and person.surname not in surnames
        and any(single in surnames for single in _singulars(person.surname))
    )


def relatives(names: Sequence[Name]) -> frozenset[tuple[int, int]]:
    """The pairs of a titled surname and a full name that may well be two people of one family, by number, the
    lower first.

    Mrs. Lennox is not Mary Lennox when the text calls the latter Mary, as novels call a child; unless it
    calls her Lennox too, or names her in full before and says Mrs. Lennox more often than Mary, as reports
    do. Where there are both a Mr. and a Mrs. Bennet, or the Bennets, Elizabeth Bennet may be their child,
    unless the husband has a full name as well. And where there are both Mrs. Darnley and Miss Darnley,
    Elizabeth Darnley may be either or another daughter, unless she is called Miss Elizabeth Darnley.
    """
    bearers: dict[str, list[Name]] = defaultdict(list)
    alone: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        if name.group != "person":
            continue
        surname = name.person.surname
        for form in {surname, *(_singulars(surname) if name.person.style == "several" else ())}:
            bearers[form].append(name)
        if not name.person.full and name.person.style in ("", "maiden"):
            for form in _forms(surname):
                alone[form].append(name)
    found = set()
    for short in names:
        if short.group != "person" or short.person.full or short.person.style not in _HEADS | {"maiden"}:
            continue
        family = bearers[short.person.surname]
        others = [name for name in family if name.person.gender not in ("", short.person.gender)]
        surname_alone = any(not name.person.full and not name.person.style for name in family)
        titled = {name.person.style for name in family if not name.person.full}
        mother_and_daughter = titled >= {"wife", "maiden"} and short.person.style != "husband"
        children = short.person.style == "wife" and _are_a_couple(family, others)
        for full in family:
            if not full.person.full or full in others or full.person.style == "several":
                continue
            child = children or (mother_and_daughter and full.person.style != short.person.style)
            called = short.person.style in _HEADS and not surname_alone
            if child or (called and _called_by_given_name(full, short, alone)):
                found.add((min(short.number, full.number), max(short.number, full.number)))
    return frozenset(found)


_HEADS = frozenset({"husband", "wife"})


def _are_a_couple(family: Sequence[Name], men: Sequence[Name]) -> bool:
    """Whether Mrs. Bennet's husband, or the Bennets, stand in the document, and nobody who may be he in
    full."""
    husband = any(name.person.style == "husband" and not name.person.full for name in men)
    several = any(name.person.style == "several" for name in family)
    return (husband or several) and not any(name.person.full for name in men)


def _called_by_given_name(full: Name, short: Name, alone: dict[str, list[Name]]) -> bool:
    """Whether the text calls someone by the given name alone, and not as a variation on the titled surname."""
    given = full.person.bare[0]
    calls = {
        name
        for form in _forms(given)
        for name in alone.get(form, ())
        if same_given(name.person.bare[0], given)
    }
    count = sum(name.count for name in calls)
    return count > 0 and not (full.first < short.first and count < short.count)


def _forms(given: str) -> frozenset[str]:
    return NICKNAMES.get(given, frozenset({given}))


def _singulars(word: str) -> tuple[str, ...]:
    """What a word may be the plural of: the Bennets, the Joneses."""
    if len(word) < 4 or not word.endswith("s"):
        return ()
    return (word[:-1], word[:-2]) if word.endswith("es") else (word[:-1],)
