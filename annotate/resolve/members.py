"""Rule 5, judge: a people or a party and its members."""

from __future__ import annotations

from annotate.annotation import Evidence
from annotate.resolve.name import Name
from annotate.resolve.state import State
from annotate.resolve.words import ORG_WORDS

MEMBER = ("crat", "can", "ist", "ive", "green", "liberal", "tory", "radical", "marine")
"""How the names of members end; other organisations' plurals are other organisations (Hama, Hamas)."""


def keys(name: Name) -> list[str]:
    """A people, a party and their members meet by their stem."""
    return [name.acronym or _stem(name)] if name.group in ("people", "organisation") else []


def members(state: State, one: Name, other: Name) -> Evidence | None:
    """One of a people and the people (German, Germans); a party and its members (Green Party, Greens)."""
    if not {one.group, other.group} <= {"people", "organisation"}:
        return None
    if one.acronym or other.acronym:
        several = one.acronym == other.acronym and len(one.text) > len(other.text) and one.key != other.key
        return Evidence("plural of", other.text, None) if several else None
    stem = _stem(one)
    if stem != _stem(other) or one.key == other.key or (stem in ORG_WORDS and not stem.endswith(MEMBER)):
        return None
    party = "party" in (one.tokens[-1], other.tokens[-1])
    if "organisation" in (one.group, other.group) and not party and not stem.endswith(MEMBER):
        return None
    if one.group != other.group and not (party and "s" in (one.key[-1], other.key[-1])):
        return None
    if state.bare and party and " " in stem:
        state.suggest(one, other, Evidence("members of", other.text, None))
        return None
    rule = "members of"
    if {one.key, other.key} == {stem, stem + "s"}:
        rule = "plural of" if one.key.endswith("s") else "singular of"
    return Evidence(rule, other.text, None)


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
