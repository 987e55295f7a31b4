"""Rule 7, judges: another spelling of the same name."""

from __future__ import annotations

from annotate.annotation import Evidence
from annotate.names import word_set
from annotate.resolve import calibration, spelling
from annotate.resolve.name import Name
from annotate.resolve.state import State
from annotate.resolve.vetoes import numbers_of
from annotate.resolve.words import DIRECTIONS

_ARTICLES = word_set("al el ul ar as ash ad an at az ez es et")


def words(name: Name) -> tuple[str, ...]:
    """A name's words without the Arabic article: al-Raqqah, Raqqa."""
    plain = (
        name.person.bare
        if name.group == "person"
        else tuple(word for word in name.tokens if word not in _ARTICLES)
    )
    return plain or name.tokens


def keys(name: Name) -> list[str]:
    """Spellings of one name have the same consonants, spaces apart."""
    if name.acronym and len(name.acronym) < 4:
        return []
    return ["".join(spelling.skeleton(word) for word in words(name)), "".join(words(name))]


def transliteration(state: State, one: Name, other: Name) -> Evidence | None:
    """The same words, each equal or a transliteration of the other, spaces and the article apart."""
    if not _comparable(one, other) or not set(keys(one)) & set(keys(other)):
        return None
    a, b = words(one), words(other)
    same = "".join(a) == "".join(b)
    if not same:
        if one.group == "person" and one.person.full:
            return None
        short = len(a) == len(b) == 1 and min(len(a[0]), len(b[0])) < 7
        if (
            short
            and "organisation" in (one.group, other.group)
            and spelling.slots(a[0]) != spelling.slots(b[0])
        ):
            return None
        same = len(a) == len(b) and all(spelling.same(x, y) for x, y in zip(a, b, strict=True))
    return Evidence("spelling", other.text, calibration.spelling(one.key, other.key)) if same else None


def typo_keys(name: Name) -> list[str]:
    """Names with one slip between them share one of their spellings with a letter less."""
    form = "".join(words(name))
    return list(spelling.deletions(form)) if len(form) >= 7 and not name.acronym else []


def typo(state: State, one: Name, other: Name) -> Evidence | None:
    """A name that stands once and differs by one slip from another. Names that the book knows are no
    slips."""
    if not _comparable(one, other) or one.group == "people" or min(one.count, other.count) > 1:
        return None
    if (one.number in state.known and other.number in state.known) or one.acronym or other.acronym:
        return None
    a, b = words(one), words(other)
    if len(a) != len(b) or not spelling.typo("".join(a), "".join(b)):
        return None
    if _ending_differs(a[-1], b[-1]):
        return None
    evidence = Evidence("spelling", other.text, calibration.spelling(one.key, other.key))
    if state.bare:
        state.suggest(one, other, Evidence("spelling", other.text, None))
        return None
    return evidence


def _ending_differs(one: str, other: str) -> bool:
    """Whether two words differ in the last letter only, which is seldom a slip: Philharmonic, Philharmonie;
    Baghdad, Baghdadi."""
    size = max(len(one), len(other)) - 1
    return one != other and one[:size] == other[:size]


def _comparable(one: Name, other: Name) -> bool:
    if one.group != other.group and {"person", "people"} & {one.group, other.group}:
        return False
    first, second = set(one.tokens) & DIRECTIONS, set(other.tokens) & DIRECTIONS
    return first == second and numbers_of(one) == numbers_of(other)
