"""Whether a name of a text is a name on a list: the same, or another form of it behind the sieve's vetoes.

A false alarm about a person is worse than none: a surname alone is nobody, a single word is found only as it is
written, and what the sieve would merely suggest is no match.
"""

from __future__ import annotations

from typing import NamedTuple

from rapidfuzz import fuzz

from annotate.book import Book
from annotate.book.known import CERTAIN, known
from annotate.names import SMALL_WORDS, key, tokens
from annotate.resolve import calibration, persons, spelling, why
from annotate.resolve.name import Name
from annotate.resolve.nicknames import is_given
from annotate.resolve.words import LEGAL_FORMS
from annotate.watchlists.forms import fits, readings

SAME = "same name"
BOOK = "alias book"
_RULES = frozenset(
    {SAME, BOOK, "same words", "same without", "spelling", "part of", "nickname of", "former name"}
)
"""The sieve's rules that hold between a text and a list. (Initials and short forms need a document around them.)"""
_LEAST = 70  # of rapidfuzz's token_set_ratio: below it no two forms of one name were seen


class Verdict(NamedTuple):
    """How a name matches, and how surely the two are one name (from 0 to 1)."""

    rule: str
    score: float


def judge(name: Name, listed: str, label: str, book: Book, *, weak: bool) -> Verdict | None:
    """How a name of a text matches a name on a list, which is of something with this label (none for an unknown one);
    None where it does not. ``weak``: only as the same name."""
    for other in readings(listed, label or name.label):
        if verdict := _same(name, other, sure=fits(label, name)):
            return verdict
        if not weak and fits(label, name) and (verdict := _alike(name, other, book)):
            return verdict
    return None


def book_names(name: Name, book: Book) -> frozenset[str]:
    """The keys of all names that the alias books have for certain for what bears this one, where they know it."""
    hit = known(name.text, name.label, [book])
    if hit is None or hit.role not in CERTAIN:
        return frozenset()
    return frozenset(key(other) for role, other in hit.entry.roles() if role in CERTAIN)


def is_part(listed: str, others: list[str]) -> bool:
    """Whether a single word on a list is only a part of one of the entry's other names, such as a surname."""
    if " " in listed:
        return False
    word = tokens(listed)
    return len(word) == 1 and any(len(tokens(other)) > 1 and word[0] in tokens(other) for other in others)


def _same(name: Name, other: Name, *, sure: bool) -> Verdict | None:
    """The same name. Where the text's is of another kind than the list's (recognisers err), only several words in
    the same order are enough; and nobody is a place."""
    kinds = {name.group, other.group}
    sure = sure or kinds == {"organisation", "people"}  # "the Taliban"
    if not sure and (len(name.tokens) < 2 or kinds == {"person", "place"}):
        return None
    if name.key == other.key:
        return Verdict(SAME, 1.0)
    if other.group != "person":
        return None
    mine, theirs = persons.parse(name.text), other.person
    turned = (*theirs.parts[-1:], *theirs.parts[:-1])  # Kim Jong Un, of KIM, Jong Un
    if mine.family_first and mine.parts == turned:
        return Verdict(SAME, 1.0)
    if len(mine.parts) < 2 or mine.generation != theirs.generation:
        return None
    if mine.parts == theirs.parts and not persons.conflict(mine, theirs):
        return Verdict(SAME, 1.0)
    if sure and sorted(mine.parts) == sorted(theirs.parts) and not any(map(is_given, mine.bare)):
        return Verdict("same words", calibration.LINKED["same words"])
    return None


def _alike(name: Name, other: Name, book: Book) -> Verdict | None:
    if name.group != other.group:
        return None
    fitting = _full_names(name.person, other.person) if name.group == "person" else _whole_cores(name, other)
    if not fitting:
        return None
    found = why(name.text, other.text, book, name.label)
    rule, score = found.evidence.rule, found.evidence.score
    if found.verdict != "merge" or rule not in _RULES:
        return None
    return Verdict(rule, 1.0 if score is None else score)


def _whole_cores(one: Name, other: Name) -> bool:
    """Whether two names look alike and have two words or more that count; where it is one, it stands first in both,
    with nothing but a legal form behind it: "Gazprombank", "GAZPROMBANK AO", but not "LA Weekly", "WEEKLY AG"."""
    if min(len(set(name.core.words) - SMALL_WORDS) for name in (one, other)) > 1:
        return fuzz.token_set_ratio(one.key, other.key) >= _LEAST
    return one.tokens[0] == other.tokens[0] and all(
        set(name.tokens[1:]) <= LEGAL_FORMS for name in (one, other)
    )


def _full_names(one: persons.Person, other: persons.Person) -> bool:
    """Whether both names have a given name and a surname in full, which may be one person's."""
    if persons.conflict(one, other) or not (one.full and other.full):
        return False
    if min(len(word) for each in (one, other) for word in (each.bare[0], each.bare[-1])) < 2:
        return False
    ends = (one.bare[0], one.bare[-1]), (other.bare[0], other.bare[-1])
    return "".join(one.bare) == "".join(other.bare) or (
        persons.given_agree(ends[0][0], ends[1][0]) and spelling.same(ends[0][1], ends[1][1])
    )
