"""Which words are ordinary ones, so that a capital or its absence says little about them.

The list of English ones is WordNet's (3.0, Princeton University; its licence is beside it), made by
``training/lexicon.py``.
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from pathlib import Path

from anyascii import anyascii

from annotate.languages.codes import ENGLISH
from annotate.languages.words import SMALL
from annotate.names import word_set

FILE = Path(__file__).parent / "wordnet" / "words.txt.gz"
"""Two lines of words: verbs, adjectives and adverbs; what is a noun and none of these."""

FUNCTION_WORDS = word_set(
    """a about above across after again against all almost along already also although always am amid
    among an and another any anybody anyone anything are around as at away back be became because become been
    before behind being below beneath beside besides between beyond both but by came can cannot could
    despite did do does doing done down during each either else enough even ever every everybody everyone
    everything except few for former from further gave get give given go goes gone got had has have having
    he hello hence her here hers herself him himself his how however i if in indeed instead into is it its
    itself just last late later least less let like made make many may me meanwhile might mine more moreover
    most much must my myself near neither never nevertheless next no nobody none nor not nothing now of off
    often oh ok on once one only onto or other others otherwise our ours ourselves out outside over own per
    perhaps please quite rather said same saw say says see seem several shall she should since so some
    somebody someone something sometimes soon still such take than thank thanks that the their theirs them
    themselves then there therefore these they this those though through throughout thus till to today
    together tomorrow tonight too took toward towards under underneath unless until up upon us use used very
    via was way we well went were what whatever when whenever where wherever whether which while who whoever
    whole whom whose why will with within without would yes yesterday yet you your yours yourself
    yourselves"""
)


class Lexicon:
    """Ordinary words in their base form; the nouns hold lower-cased names as well (WordNet's "london"), ``small`` are
    the function words."""

    def __init__(
        self, nouns: frozenset[str], others: frozenset[str], small: frozenset[str] = FUNCTION_WORDS
    ) -> None:
        self._small = small
        self._nouns = nouns
        self._others = others
        # A text asks for the same few thousand words again and again.
        self.is_plain = lru_cache(maxsize=65536)(self._is_plain)
        self.is_word = lru_cache(maxsize=65536)(self._is_word)

    def _is_plain(self, word: str) -> bool:
        """Whether a lower-case word is a function word, verb, adjective or adverb: never a mere name."""
        return word in self._small or any(base in self._others for base in _bases(word))

    def _is_word(self, word: str) -> bool:
        """Whether a lower-case word is any ordinary word, nouns too."""
        return self.is_plain(word) or any(base in self._nouns for base in _bases(word))


@lru_cache(maxsize=4)
def lexicon(language: str = ENGLISH) -> Lexicon:
    """The lexicon of a language, read once. That of another than English knows its function words alone."""
    if language != ENGLISH:
        return Lexicon(
            frozenset(), frozenset(), frozenset(anyascii(word).lower() for word in SMALL.get(language, ()))
        )
    others, nouns = gzip.decompress(FILE.read_bytes()).decode().splitlines()
    return Lexicon(word_set(nouns), word_set(others))


def _bases(word: str) -> tuple[str, ...]:
    """A word and what is left of it without the endings that English adds."""
    bases = [word]
    for ending, put in (
        ("s", ""),
        ("es", ""),
        ("ies", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            bases.append(word[: -len(ending)] + put)
    if (
        word.endswith(("ing", "ed"))
        and len(stem := word.removesuffix("ing").removesuffix("ed")) > 3
        and stem[-1] == stem[-2]
    ):
        bases.append(stem[:-1])
    return tuple(bases)
