"""Blocking keys: a name of a text and a name on a list can only match where they share one.

They are kept as numbers of 64 bits. Two that fall together by chance cost a look, since every pair is judged.
"""

from __future__ import annotations

from collections.abc import Iterable

from annotate.names import hashed
from annotate.resolve import parts, reduced, spellings
from annotate.resolve.name import Name, group
from annotate.resolve.words import LEGAL_FORMS, ROMAN, SUFFIXES


def readings(text: str, label: str) -> tuple[Name, ...]:
    """A name on a list as what it may be: with its label, or as a person's and an organisation's where there is none;
    a person's as it is read, given name first."""
    labels = (label,) if label else ("PERSON", "ORG")
    return tuple(Name(0, given_first(text) if each == "PERSON" else text, each, (0,)) for each in labels)


def given_first(text: str) -> str:
    """A person's name in the order in which it is read.

    >>> given_first("AL ZAWAHIRI, Dr. Ayman"), given_first("King, Jr."), given_first("Kim Jong Un")
    ('Dr. Ayman AL ZAWAHIRI', 'King, Jr.', 'Kim Jong Un')
    """
    last, _, rest = text.partition(",")
    words = {word.strip(".,").lower() for word in rest.split()}
    return text if words <= SUFFIXES | ROMAN | LEGAL_FORMS else f"{rest.strip()} {last.strip()}"


def exact(name: Name) -> set[str]:
    """The forms under which two names are the same; a person's words in any order too, for "LAST, First"."""
    forms = {f"={name.key}"}
    if name.group == "person" and len(name.person.parts) > 1:
        forms |= {f"={' '.join(name.person.parts)}", f"~{' '.join(sorted(name.person.parts))}"}
    return forms


def alike(name: Name) -> set[str]:
    """The keys of the sieve's rules for another form or spelling of a name. A single word has none for its spelling:
    too many are alike."""
    if name.group == "person":
        if not name.person.full:
            return set()
        keys = {key for key in parts.full_keys(name) if isinstance(key, str)}
        return {key for key in keys if key.startswith(("last ", "both "))} | {
            f"joined {''.join(name.person.bare)}"
        }
    keys = {f"core {key}" for key in reduced.core_keys(name)}
    if len(name.tokens) > 1 and name.group != "place" and (sounds := spellings.keys(name)):
        keys.add(f"sound {sounds[0]}")
    return keys


def numbers(forms: Iterable[str]) -> list[int]:
    """Forms as they are kept."""
    return list(map(hashed, forms))


def of_listed(text: str, label: str, *, weak: bool) -> set[int]:
    """The forms of a name on a list; one that the list doubts is found by nothing but the same name."""
    forms: set[str] = set()
    for name in readings(text, label):
        forms |= exact(name) if weak else exact(name) | alike(name)
    return set(numbers(forms))


def fits(label: str, name: Name) -> bool:
    """Whether what is on a list under a label may be what a text names."""
    return not label or group(label) == name.group
