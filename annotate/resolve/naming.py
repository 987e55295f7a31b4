"""Rules 4, 5 and 8, judges: acronyms, full and short forms of organisations, places and other things."""

from __future__ import annotations

from functools import lru_cache

from annotate.annotation import Evidence
from annotate.names import SMALL_WORDS, word_set
from annotate.resolve import organisations
from annotate.resolve.knowledge import is_club
from annotate.resolve.name import Name
from annotate.resolve.state import Keys, State
from annotate.resolve.words import BODIES, DIRECTIONS, GENERIC, LEGAL_FORMS, ORG_WORDS, REGIONS

_NATIONS = {
    "us": "us", "usa": "us", "united states": "us", "american": "us", "uk": "uk", "united kingdom": "uk",
    "british": "uk", "un": "un", "united nations": "un", "eu": "eu", "european union": "eu", "european": "eu",
}  # fmt: skip


def initials_keys(name: Name) -> list[str]:
    """An acronym meets the names with these initials, and those whose first two words may begin it."""
    if name.acronym:
        return [
            name.acronym,
            *(f"~{name.acronym[0]}{letter}" for letter in set(name.acronym[1:]) if len(name.acronym) > 3),
        ]
    words = [word for word in name.tokens if word not in SMALL_WORDS]
    begins = [f"~{words[0][0]}{words[1][0]}"] if len(words) > 1 else []
    return [*_expansions(name), *begins, *(f"{word} .." for word in name.tokens[:1] if word[0].isdigit())]


def initials(state: State, short: Name, long: Name) -> Evidence | None:
    """An acronym made of a name's first letters, or of the beginnings of all its words (CENTCOM)."""
    if long.acronym or len(long.tokens) < 2 or not (short.acronym or len(short.tokens) == 2):
        return None
    if "person" in (short.group, long.group) and short.group != long.group:
        return None
    if len(short.acronym) == 2 and short.group != long.group:
        return None
    if not short.acronym:
        numbered = short.tokens[0] == long.tokens[0] and short.tokens[0][0].isdigit()
        rest = "".join(word[0] for word in long.tokens[1:] if word not in SMALL_WORDS)
        return (
            Evidence("initials of", long.text, None) if numbered and rest == short.tokens[1].lower() else None
        )
    if short.acronym in _expansions(long) or organisations.syllabic(short.acronym, long.text):
        return Evidence("initials of", long.text, None)
    return None


def _expansions(name: Name) -> frozenset[str]:
    if name.group == "person":
        return (
            frozenset({"".join(word[0] for word in name.person.parts)})
            if len(name.person.parts) > 1
            else frozenset()
        )
    return organisations.expansions(name.text)


def _folded(words: tuple[str, ...]) -> str:
    return " ".join(organisations.fold(word) for word in words if word not in SMALL_WORDS)


def core_keys(name: Name) -> list[str]:
    """Organisations and other things meet by what is left without legal form and generic words."""
    return [] if name.group in ("person", "place") else [f"{name.group} {form}" for form in _cores(name)]


def _cores(name: Name) -> set[str]:
    return {_folded(words) for words in (name.core.words, name.core.trade)} - {""}


def same_core(state: State, one: Name, other: Name) -> Evidence | None:
    """The same without "Inc.", "group", "so-called", small words, and in British or American spelling."""
    if one.group != other.group or one.group in ("person", "place"):
        return None
    if not _cores(one) & _cores(other):
        return None
    dropped = one.core.dropped or other.core.dropped
    return (
        Evidence("same without", other.text, None, dropped)
        if dropped
        else Evidence("spelling", other.text, None)
    )


def office_keys(name: Name) -> list[str]:
    """Ministries and departments meet by their words in any order."""
    words = organisations.office(name.text) if name.group == "organisation" else None
    return [" ".join(sorted(words))] if words else []


def same_office(state: State, one: Name, other: Name) -> Evidence | None:
    """ "State Department" and "Department of State"; the words are the same, the order is not."""
    if one.group != "organisation" or other.group != "organisation":
        return None
    words = organisations.office(one.text)
    return (
        Evidence("same words", other.text, None)
        if words and words == organisations.office(other.text)
        else None
    )


def member_keys(name: Name) -> list[str]:
    """A people, a party and their members meet by their stem."""
    return [name.acronym or _stem(name)] if name.group in ("people", "organisation") else []


def members(state: State, one: Name, other: Name) -> Evidence | None:
    """One of a people and the people (German, Germans); a party and its members (Green Party, Greens)."""
    if (
        one.group != other.group
        or one.group not in ("people", "organisation")
        or one.acronym
        or other.acronym
    ):
        return None
    stem = _stem(one)
    if stem != _stem(other) or one.key == other.key:
        return None
    if one.group == "organisation" and not (
        stem.endswith(_MEMBER) or "party" in (one.tokens[-1], other.tokens[-1])
    ):
        return None
    if state.bare and one.group == "organisation" and " " in stem:
        state.suggest(one, other, Evidence("members of", other.text, 0.5))
        return None
    if {one.key, other.key} == {stem, stem + "s"}:
        return (
            Evidence("plural of", other.text, None)
            if one.key.endswith("s")
            else Evidence("singular of", other.text, None)
        )
    return Evidence("members of", other.text, None)


_MEMBER = ("crat", "can", "ist", "ive", "green", "liberal", "nazi", "tory", "radical", "marine")


def _stem(name: Name) -> str:
    """A people's or a party's name without "party", the plural and the adjective's ending."""
    words = name.tokens
    if len(words) > 1 and words[-1] == "party" and name.group == "organisation":
        words = words[:-1]
    form = " ".join(words)
    if form.endswith("s") and not form.endswith("ss") and len(form) > 3:
        form = form[:-1]
    if name.group == "people" and form.endswith(("western", "eastern", "northern", "southern")):
        return form.removesuffix("ern")
    return form.removesuffix("ic") if name.group == "people" or form.endswith("cratic") else form


def place_keys(name: Name) -> list[str]:
    """Places meet by what is left without "Strip", "Ocean", "City"."""
    return [" ".join(name.core.words)] if name.group == "place" else []


def same_place(state: State, short: Name, long: Name) -> Evidence | None:
    """The same place without the word that says what it is."""
    if short.group != "place" or long.group != "place" or short.core.words != long.core.words:
        return None
    if short.core.dropped and long.core.dropped:
        return Evidence("same words", long.text, None) if _same_feature(short, long) else None
    dropped = long.core.dropped
    if not dropped or (short.number in state.known and dropped not in _NO_NAMESAKE):
        return None
    return Evidence("same without", long.text, None, long.core.dropped)


_NO_NAMESAKE = word_set("ocean sea strip heights peninsula desert mountains") | {"state of", "kingdom of"}


def _same_feature(one: Name, other: Name) -> bool:
    return one.core.dropped.split()[0] == other.core.dropped.split()[0]


@lru_cache(maxsize=8192)
def _static_nation(words: tuple[str, ...]) -> tuple[str, int]:
    for size in (2, 1):
        found = _NATIONS.get(" ".join(words[:size]).lower())
        if found and len(words) > size:
            return found, size
    return "", 0


def _nation(state: State, name: Name) -> tuple[str, tuple[str, ...]]:
    """The country (or union) that an organisation's name begins with, and the rest; ("", all words) without
    one."""
    words = name.core.words
    if name.group != "organisation" or len(words) < 2:
        return "", words
    found, size = _static_nation(words)
    if found:
        return found, words[size:]
    for size in (3, 2, 1):
        if len(words) <= size:
            continue
        for hit in state.book.lookup_key(" ".join(words[:size])):
            if hit.role in ("alias", "people") and hit.entry.label in ("GPE", "NORP"):
                return str(hit.number), words[size:]
    return "", words


def nation_keys(state: State) -> Keys:
    """Organisations meet by what is left without the country before it."""

    def keys(name: Name) -> list[str]:
        return [_any_order(_nation(state, name)[1])] if name.group == "organisation" else []

    return keys


def without_nation(state: State, short: Name, long: Name) -> Evidence | None:
    """ "State Department" for "US State Department", "UN Security Council" for "United Nations Security
    Council"."""
    if short.group != "organisation" or long.group != "organisation":
        return None
    nation, rest = _nation(state, long)
    other, words = _nation(state, short)
    if not nation or _any_order(rest) != _any_order(words):
        return None
    if not set(rest) & _institutions() and not (len(rest) == 1 and short.acronym):
        return None
    if other and other != nation:
        return None
    dropped = "" if other else " ".join(long.text.split()[: len(long.tokens) - len(rest)])
    return Evidence("same without", long.text, None, dropped)


def _any_order(words: tuple[str, ...]) -> str:
    """Folded words; those of a ministry or department in any order."""
    found = organisations.office(" ".join(words))
    return " ".join(sorted(found)) if found else _folded(words).lower()


@lru_cache(maxsize=1)
def _institutions() -> frozenset[str]:
    return (ORG_WORDS - {"party"}) | {"bundestag", "knesset", "duma", "embassy", "marines"}


_FACILITIES = word_set("airport international air base airbase theater theatre stadium")
_SAME_BODY = SMALL_WORDS | LEGAL_FORMS | GENERIC
_NAMED_AFTER = SMALL_WORDS | word_set("operation project treaty agreement act law plan conference")


def short_keys(name: Name) -> list[str]:
    """A short form meets the names that have its first word."""
    return [] if name.group in ("person", "people") else list(dict.fromkeys(name.tokens))


def short_form(state: State, short: Name, long: Name) -> Evidence | None:
    """Words of the other name, in its order: Goldman for Goldman Sachs, the Commission for the European
    Commission."""
    if (
        short.group != long.group
        or short.group in ("person", "people")
        or len(short.tokens) >= len(long.tokens)
    ):
        return None
    if not _in_order(short.tokens, long.tokens) or (
        short.number in state.known and long.number in state.known
    ):
        return None
    if all(word in SMALL_WORDS | DIRECTIONS | LEGAL_FORMS for word in short.tokens):
        return None
    if short.number in state.known and not set(long.tokens) - set(short.tokens) <= _SAME_BODY:
        return None
    place = _is_place(state, short)
    if place and short.group == "organisation" and not is_club(long, state.book.lookup_key(long.key)):
        return None
    if place and long.tokens[long.tokens.index(short.tokens[0]) - 1] in SMALL_WORDS:
        return None
    rest = [word for word in long.tokens if word not in short.tokens]
    first = short.tokens == long.tokens[: len(short.tokens)]
    if short.group == "place":
        after = long.tokens[len(short.tokens)]
        if not first or after not in SMALL_WORDS or set(rest) & (DIRECTIONS | ORG_WORDS | REGIONS):
            return None
    elif (
        (short.group == "other" and not set(rest) <= _NAMED_AFTER)
        or set(rest) & DIRECTIONS
        or set(short.tokens) <= GENERIC
        or (first and set(rest) & BODIES)
    ):
        return None
    return Evidence("short for", long.text, None)


def _is_place(state: State, name: Name) -> bool:
    """Whether a name is a place's in the book: the Organization for Security in Europe is not called
    Europe."""
    return any(hit.entry.label in ("GPE", "LOC") for hit in state.book.lookup_key(name.key))


def _in_order(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)
