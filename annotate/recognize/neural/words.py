"""A text -> its words, as the recogniser labels them: smaller than spaCy's, so that a name never ends inside one.

The hyphen of "Turkish-backed", the possessive 's and every mark stand alone; dotted acronyms (U.S.) and
numbers (1,200.50) stay whole.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import NamedTuple

_word = re.compile(
    r"""(?:[^\W\d_]\.){2,}        # U.S.
      | \d+(?:[.,:]\d+)*\w*       # 1,200 10:30 20th
      | ['’][sS]\b
      | [^\W_]+
      | \S""",
    re.VERBOSE,
).finditer


class Case(IntEnum):
    """How a word is written: all that an encoder which folds case is told of capitals."""

    OTHER = 0  # marks, scripts without case, and the padding
    LOWER = 1
    TITLE = 2
    UPPER = 3
    LETTER = 4  # one capital
    MIXED = 5  # McDonald, iPhone
    DOTTED = 6  # U.S.
    NUMBER = 7
    CODE = 8  # letters and digits


class Word(NamedTuple):
    """``text[start:end]`` (code points) and how it is written."""

    start: int
    end: int
    text: str
    case: Case


def words(text: str) -> list[Word]:
    """The words of a text, in order; all but white space is in one.

    >>> [word.text for word in words("the U.S.-backed PKK's 1,200 men")]
    ['the', 'U.S.', '-', 'backed', 'PKK', "'s", '1,200', 'men']
    """
    return [Word(*match.span(), match[0], case_of(match[0])) for match in _word(text)]


def case_of(word: str) -> Case:
    """How a word is written.

    >>> case_of("Putin").name, case_of("PKK").name, case_of("iPhone").name, case_of("G20").name
    ('TITLE', 'UPPER', 'MIXED', 'CODE')
    """
    if word.isalpha():
        if word.islower():
            return Case.LOWER
        if word.isupper():
            return Case.UPPER if len(word) > 1 else Case.LETTER
        if word[0].isupper() and word[1:].islower():
            return Case.TITLE
        return Case.MIXED if word.upper() != word.lower() else Case.OTHER
    if word[0].isdigit():
        return Case.CODE if word[-1].isalpha() else Case.NUMBER
    if word[-1] == "." and len(word) > 1:
        return Case.DOTTED if word.isupper() else Case.LOWER
    if word[0] in "'’":
        return Case.LOWER if len(word) > 1 else Case.OTHER
    return Case.CODE if any(map(str.isdigit, word)) else Case.OTHER
