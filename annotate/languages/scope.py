"""For which languages a pass of the recognition or a rule of the resolution is made: a field beside each in ``PASSES``
and ``RULES``."""

from __future__ import annotations

from collections.abc import Callable

from annotate.names import word_set

Scope = Callable[[str], bool]
"""Whether something is made for the language of this code."""

_UNCASED = word_set("am ar bn fa gu he hi ja ka km kn ko lo ml my pa si ta te th ur zh")
_FAMILY_NAME_FIRST = frozenset({"hu", "vi"})


def every(language: str) -> bool:
    """It rests on nothing that one language has and another has not."""
    return True


def english(language: str) -> bool:
    """It knows English words, endings or habits, or was measured on English texts alone."""
    return language == "en"


def foreign(language: str) -> bool:
    """It stands in for what is made for English."""
    return language != "en"


def cased(language: str) -> bool:
    """It looks at capitals, and at the words between spaces."""
    return language not in _UNCASED


def given_first(language: str) -> bool:
    """It takes a person's last word for the surname, and a capital for the sign of a name."""
    return cased(language) and language not in _FAMILY_NAME_FIRST
