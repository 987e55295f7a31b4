"""Rule 4, judge: an acronym and the name that it is made of."""

from __future__ import annotations

from annotate.annotation import Evidence
from annotate.names import SMALL_WORDS
from annotate.resolve import organisations
from annotate.resolve.name import Name
from annotate.resolve.state import Key, State


def keys(name: Name) -> list[Key]:
    """An acronym meets the names with these initials, and those whose first two words may begin it; a number
    with initials after it the names with this number."""
    if name.acronym:
        seconds = name.acronym[1:] if len(name.acronym) > 3 else ""
        return [
            ("short", form) for form in (name.acronym, *(f"~{name.acronym[0]}{letter}" for letter in seconds))
        ]
    words = [word for word in name.tokens if word not in SMALL_WORDS]
    begins = [f"~{words[0][0]}{words[1][0]}"] if len(words) > 1 else []
    numbered = [f"{word} .." for word in name.tokens[:1] if word[0].isdigit()]
    return [*(("long", form) for form in (*_expansions(name), *begins)), *numbered]


def initials(state: State, short: Name, long: Name) -> Evidence | None:
    """An acronym made of a name's first letters, of the beginnings of all its words (CENTCOM), or of all but
    a number before it (507th ARW)."""
    if long.acronym or len(long.tokens) < 2 or short.acronym in long.tokens:
        return None
    if short.group != long.group and ("person" in (short.group, long.group) or len(short.acronym) == 2):
        return None
    if short.acronym:
        fits = short.acronym in _expansions(long) or organisations.syllabic(short.acronym, long.text)
    else:
        fits = _after_number(short, long)
    return Evidence("initials of", long.text, None) if fits else None


def _after_number(short: Name, long: Name) -> bool:
    if len(short.tokens) != 2 or short.tokens[0] != long.tokens[0] or not long.tokens[0][0].isdigit():
        return False
    rest = "".join(word[0] for word in long.tokens[1:] if word not in SMALL_WORDS)
    return short.tokens[1].lower() == rest


def _expansions(name: Name) -> frozenset[str]:
    if name.group != "person":
        return organisations.expansions(name.text)
    parts = name.person.parts
    return frozenset({"".join(word[:1] for word in parts)}) if len(parts) > 1 else frozenset()
