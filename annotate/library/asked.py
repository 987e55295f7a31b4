"""What a person types to search the library, taken apart into what SQLite's full-text index understands.

A word stands for itself without regard to case and accents, the last one for every word that begins so, and words in
"quotation marks" for each other's neighbours. Each is quoted, so that nothing that is typed can be a syntax error.

The index knows words by what stands between them. In Chinese and Japanese nothing does: of these it finds only how a
run of characters begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_TERM = re.compile(r'"([^"]*)("?)|([^\s"]+)')


class Term(NamedTuple):
    """A word or a phrase; ``begins`` when it stands for everything that begins so."""

    words: str
    begins: bool = False

    @property
    def match(self) -> str:
        """The term as an expression of FTS5."""
        return f'"{self.words}"{"*" if self.begins else ""}'


def terms(query: str) -> tuple[Term, ...]:
    """The words and phrases of a query, each once. One that has a blank behind it is whole.

    >>> [term.match for term in terms('Erdogan "free syrian" arm')]
    ['"Erdogan"', '"free syrian"', '"arm"*']
    """
    plain = query.encode("utf-8", "replace").decode().replace("\0", " ")
    found = dict[Term, None]()
    for each in _TERM.finditer(plain):
        phrase, closed, word = each.groups("")
        if any(character.isalnum() for character in phrase or word):
            found[Term(phrase or word, begins=not closed and each.end() == len(plain))] = None
    return tuple(found)


def together(asked: Sequence[Term]) -> Term:
    """The terms as one name."""
    return Term(" ".join(term.words for term in asked), asked[-1].begins)
