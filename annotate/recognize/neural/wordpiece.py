"""A word -> the numbers of its pieces in the encoder's vocabulary.

The greedy longest-match-first algorithm of Wu et al. 2016 (section 4.1) over BERT's normalisation: lower case,
no accents, marks and Chinese characters alone. It gives what the package ``tokenizers`` gives for the same
vocabulary, one word at a time and remembered, which is as fast and brings no dependency.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

LONGEST = 12  # pieces of a word: what follows says little about it
_LONGEST_PART = 100  # code points, as in BERT
_IDEOGRAPHS = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2FA1F), (0xF900, 0xFAFF))


class WordPiece:
    """The pieces of an encoder; ``vocabulary`` lists them in the order of their numbers."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._ids = {piece: number for number, piece in enumerate(vocabulary)}
        self.pad, self.unknown, self.begin, self.end = (
            self._ids[piece] for piece in ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
        )
        self.pieces = lru_cache(maxsize=20_000)(self._pieces)

    def _pieces(self, word: str) -> tuple[int, ...]:
        """The numbers of a word's pieces, at least one, at most ``LONGEST``."""
        ids = [number for part in _parts(word) for number in self._greedy(part)]
        return tuple(ids[:LONGEST]) or (self.unknown,)

    def _greedy(self, part: str) -> list[int]:
        if len(part) > _LONGEST_PART:
            return [self.unknown]
        ids, start, prefix = [], 0, ""
        while start < len(part):
            for end in range(len(part), start, -1):
                number = self._ids.get(prefix + part[start:end])
                if number is not None:
                    break
            else:
                return [self.unknown]
            ids.append(number)
            start, prefix = end, "##"
        return ids


def _parts(word: str) -> list[str]:
    """A word in BERT's normal form, cut at marks and ideographs."""
    if word.isascii():
        folded = word.lower()
        if folded.isalnum():
            return [folded]
    else:
        decomposed = unicodedata.normalize("NFD", word.lower())
        folded = "".join(char for char in decomposed if unicodedata.category(char) != "Mn")
    parts, open_ = [], False
    for char in folded:
        if _stands_alone(char):
            parts.append(char)
            open_ = False
        elif open_:
            parts[-1] += char
        else:
            parts.append(char)
            open_ = True
    return parts


def _stands_alone(char: str) -> bool:
    code = ord(char)
    if code < 128:
        return not char.isalnum()
    return unicodedata.category(char)[0] == "P" or any(low <= code <= high for low, high in _IDEOGRAPHS)
