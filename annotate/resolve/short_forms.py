"""Rule 8, judge: a short form that only one name in the document can be meant by."""

from __future__ import annotations

from itertools import combinations

from annotate.annotation import Evidence
from annotate.names import SMALL_WORDS, word_set
from annotate.resolve.knowledge import is_club
from annotate.resolve.name import Name, group
from annotate.resolve.state import Key, State
from annotate.resolve.words import BODIES, DIRECTIONS, GENERIC, LEGAL_FORMS, ORG_WORDS, REGIONS

_NEVER_ALONE = word_set("nations states kingdom emirates islands isles people peoples world international")
"""Words of names that nobody uses for the whole of them."""
_SAME_BODY = SMALL_WORDS | LEGAL_FORMS | GENERIC
_SAYS_LITTLE = SMALL_WORDS | DIRECTIONS | LEGAL_FORMS | GENERIC | _NEVER_ALONE
_NAMED_AFTER = SMALL_WORDS | word_set("operation project treaty agreement act law plan conference")


MANY = 20
"""A name of more words than these is a slip of the recogniser, and has no short form."""


def keys(name: Name) -> list[Key]:
    """A short form's two longest words, which are seldom those that many names have, stand in the long one in
    their order."""
    words = name.tokens
    if name.group in ("person", "people") or not words:
        return []
    telling = sorted(sorted(range(len(words)), key=lambda place: -len(words[place]))[:2])
    pairs = (f"{first} {last}" for first, last in combinations(words[:MANY], 2))
    longs = {*words, *pairs} if len(words) > 1 else ()
    return [("short", " ".join(words[place] for place in telling)), *(("long", form) for form in longs)]


def short_form(state: State, short: Name, long: Name) -> Evidence | None:
    """Words of the other name, in its order: Goldman for Goldman Sachs, the Commission for the European
    Commission. Not what only belongs to it: the EU Chamber of Commerce is not the EU."""
    if short.group != long.group or short.group in ("person", "people"):
        return None
    if not len(short.tokens) < len(long.tokens) <= MANY or not _in_order(short.tokens, long.tokens):
        return None
    if set(short.tokens) <= _SAYS_LITTLE:
        return None
    rest = {word for word in long.tokens if word not in short.tokens}
    if short.number in state.known and (long.number in state.known or not rest <= _SAME_BODY):
        return None
    if _is_place(state, short) and not _goes_by_town(state, short, long):
        return None
    fits = {"place": _place, "organisation": _organisation, "other": _other}[short.group]
    if not fits(short, long, rest):
        return None
    evidence = Evidence("short for", long.text, None)
    if _other_bears(state, short, long) or _is_named_in(short, long):
        state.suggest(short, long, evidence)
        return None
    return evidence


def _place(short: Name, long: Name, rest: set[str]) -> bool:
    """Rio for Rio de Janeiro; but Cologne is not Cologne Cathedral."""
    begins = short.tokens == long.tokens[: len(short.tokens)]
    return (
        begins
        and long.tokens[len(short.tokens)] in SMALL_WORDS
        and not rest & (DIRECTIONS | ORG_WORDS | REGIONS)
    )


def _organisation(short: Name, long: Name, rest: set[str]) -> bool:
    begins = short.tokens == long.tokens[: len(short.tokens)]
    return not rest & DIRECTIONS and not (begins and rest & BODIES)


def _other(short: Name, long: Name, rest: set[str]) -> bool:
    """Euphrates Shield for Operation Euphrates Shield; but the World Cup is not the 2006 World Cup."""
    return rest <= _NAMED_AFTER


def _other_bears(state: State, short: Name, long: Name) -> bool:
    """Whether the book speaks of an organisation's short form for others alone: Ford is no short form of Ford
    Otosan, nor House of White House."""
    if short.group != "organisation":
        return False
    hits = [hit for hit in state.book.lookup_key(short.key) if group(hit.entry.label) == short.group]
    own = {hit.number for hit in state.book.lookup_key(long.key) if hit.role != "not"}
    return bool(hits) and not any(hit.number in own for hit in hits)


def _is_named_in(short: Name, long: Name) -> bool:
    """Whether the short form is all that follows a small word, and so may be another thing that the long one
    has to do with: the Men and Women of the 407th AEG."""
    place = len(long.tokens) - len(short.tokens)
    return long.tokens[place:] == short.tokens and long.tokens[place - 1] in SMALL_WORDS


def _is_place(state: State, name: Name) -> bool:
    """Whether a name is a place's in the book."""
    return any(hit.entry.label in ("GPE", "LOC") for hit in state.book.lookup_key(name.key))


def _goes_by_town(state: State, short: Name, long: Name) -> bool:
    """Whether a place's name may be short for the other: a club goes by its town, but the Organization for
    Security in Europe is not called Europe."""
    if short.group == "organisation":
        return is_club(long, state.book.lookup_key(long.key))
    return long.tokens[long.tokens.index(short.tokens[0]) - 1] not in SMALL_WORDS


def _in_order(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)
