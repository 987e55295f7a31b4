"""Rule 5, judges: the same name without what may be left out, or with its words in another order."""

from __future__ import annotations

from functools import lru_cache

from annotate.annotation import Evidence
from annotate.names import SMALL_WORDS, word_set
from annotate.resolve import calibration, organisations
from annotate.resolve.name import Name
from annotate.resolve.state import Keys, State
from annotate.resolve.words import ORG_WORDS

_NATIONS = {
    "us": "us", "usa": "us", "united states": "us", "american": "us", "uk": "uk", "united kingdom": "uk",
    "british": "uk", "un": "un", "united nations": "un", "eu": "eu", "european union": "eu", "european": "eu",
}  # fmt: skip


_INSTITUTIONS = (ORG_WORDS - {"party"}) | {"bundestag", "knesset", "duma", "embassy", "marines"}
_SAME_PLACE = word_set("ocean sea strip heights peninsula desert mountains") | {"state of", "kingdom of"}
"""Words whose place is the same with and without them, even where the name alone is known."""


def core_keys(name: Name) -> list[str]:
    """Organisations and other things meet by what is left without legal form and generic words."""
    return [] if name.group in ("person", "place") else [f"{name.group} {form}" for form in _cores(name)]


def same_core(state: State, one: Name, other: Name) -> Evidence | None:
    """The same without "Inc.", "group", "so-called", small words, and in British or American spelling."""
    if one.group != other.group or one.group in ("person", "place"):
        return None
    if not _cores(one) & _cores(other):
        return None
    dropped = one.written(one.core.dropped) or other.written(other.core.dropped)
    if dropped:
        return Evidence("same without", other.text, None, dropped)
    return Evidence("spelling", other.text, calibration.spelling(one.key, other.key))


def office_keys(name: Name) -> list[str]:
    """Ministries and departments meet by their words in any order."""
    words = organisations.office(name.text) if name.group == "organisation" else None
    return [" ".join(sorted(words))] if words else []


def same_office(state: State, one: Name, other: Name) -> Evidence | None:
    """ "State Department" and "Department of State"; the words are the same, the order is not."""
    if one.group != "organisation" or other.group != "organisation":
        return None
    words = organisations.office(one.text)
    same = words and words == organisations.office(other.text)
    return Evidence("same words", other.text, None) if same else None


def place_keys(name: Name) -> list[str]:
    """Places meet by what is left without "Strip", "Ocean", "City"."""
    return [" ".join(name.core.words)] if name.group == "place" else []


def same_place(state: State, short: Name, long: Name) -> Evidence | None:
    """The same place without the word that says what it is."""
    if short.group != "place" or long.group != "place" or short.core.words != long.core.words:
        return None
    if short.core.dropped and long.core.dropped:
        same = short.core.dropped.split()[0] == long.core.dropped.split()[0]
        return Evidence("same words", long.text, None) if same else None
    dropped = long.core.dropped
    if not dropped or (short.number in state.known and dropped not in _SAME_PLACE):
        return None
    return Evidence("same without", long.text, None, long.written(dropped))


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
    if not set(rest) & _INSTITUTIONS and not (len(rest) == 1 and short.acronym):
        return None
    if other and other != nation:
        return None
    dropped = "" if other else " ".join(long.core.words[: -len(rest)])
    return Evidence("same without", long.text, None, long.written(dropped))


def _cores(name: Name) -> set[str]:
    return {_folded(words) for words in (name.core.words, name.core.trade)} - {""}


def _folded(words: tuple[str, ...]) -> str:
    return " ".join(organisations.fold(word) for word in words if word not in SMALL_WORDS)


def _any_order(words: tuple[str, ...]) -> str:
    """Folded words; those of a ministry or department in any order."""
    found = organisations.office(" ".join(words))
    return " ".join(sorted(found)) if found else _folded(words).lower()


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
