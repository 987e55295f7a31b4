"""Words and sentences, for the formats that are made of them, and back to a text.

Tokens are those of English newspaper corpora, more or less (a hyphen inside a word stays, "'s" is one of its own);
where a mention begins or ends within a token, it is cut. Sentences end where a block does, or behind a full stop that
a capital follows.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from annotate.annotation import Annotation, Document, Mention
from annotate.sources.blocks import blocks_of

Token = tuple[int, int]
"""Start and end of a word in code points of the text; there is no white space in it."""

_PUNCTUATION = r"!-/:-@\[-`{-~¡-©«-±´-¹»¿×÷‐-‧‰-⁞、-〿！-／：-＠［-｀｛-･،؛؟۔"
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = rf"[^\s{_PUNCTUATION}{_CJK}]"
_CLITIC = "['’](?:s|S|re|ve|ll|d|m)"
_ABBREVIATIONS = "Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|St|Jr|Sr|Inc|Ltd|Corp|Co|No|vs"
_tokens = re.compile(
    rf"(?:{_ABBREVIATIONS})\.(?!{_WORD})|(?:[A-Za-z]\.){{2,}}|(?<!{_WORD})[A-Z]\.(?=\s)"
    rf"|(?<={_WORD}){_CLITIC}(?!{_WORD})|{_WORD}+(?:[-.,_&]{_WORD}+)*|[{_CJK}]|\S"
).finditer
_ends_sentence = re.compile(r"[.!?…]+|[。！？]").fullmatch
_closes = re.compile(r"""[)\]}"'”’»]+""").fullmatch

_follows_close = re.compile(rf"""[.,;:!?%)\]}}”»…،؛؟。、！？：；」』）]|{_CLITIC}$""").match
_precedes_close = re.compile(r"""[(\[{“‘«$£€「『（]$""").search
_begins_cjk, _ends_cjk = re.compile(f"[{_CJK}]").match, re.compile(f"[{_CJK}]$").search


class Words:
    """The words of an annotation's text, such that every mention is whole words of one sentence."""

    def __init__(self, annotation: Annotation) -> None:
        document, mentions = annotation.document, annotation.mentions
        edges = sorted({edge for mention in mentions for edge in (mention.start, mention.end)})
        self.words: list[Token] = [
            piece for token in _tokens(document.text) for piece in _cut(token.span(), edges)
        ]
        self._starts = [start for start, _ in self.words]
        self.sentences = self._split(document, mentions)

    def of(self, mention: Mention) -> range:
        """The numbers of the words that a mention is."""
        return range(bisect_left(self._starts, mention.start), bisect_left(self._starts, mention.end))

    def _split(self, document: Document, mentions: Iterable[Mention]) -> list[list[Token]]:
        """The words, sentence by sentence."""
        inside = {index for mention in mentions for index in self.of(mention)[:-1]}
        ends = self._ends(document) - inside
        found: list[list[Token]] = [[]]
        for index, word in enumerate(self.words):
            found[-1].append(word)
            if index in ends:
                found.append([])
        return [sentence for sentence in found if sentence]

    def _ends(self, document: Document) -> set[int]:
        """The numbers of the words that may end a sentence."""
        text = document.text
        ends = {bisect_left(self._starts, block.end) - 1 for block in blocks_of(document)}
        closing = False
        for index, ((start, end), following) in enumerate(pairwise(self.words)):
            word = text[start:end]
            closing = bool(_ends_sentence(word) or (closing and _closes(word)))
            if closing and end < following[0] and not text[following[0]].islower():
                ends.add(index)
        return ends


def _cut(token: Token, edges: list[int]) -> Iterator[Token]:
    start, end = token
    cuts = edges[bisect_left(edges, start + 1) : bisect_left(edges, end)]
    return pairwise((start, *cuts, end))


class Joined(NamedTuple):
    """A text made of words, and where each of them stands in it, sentence by sentence."""

    text: str
    places: list[list[Token]]


def joined(given: Iterable[list[str]]) -> Joined:
    """A text of these sentences, each on a line of its own, with blanks where English has them."""
    pieces: list[str] = []
    places: list[list[Token]] = []
    length = 0
    for sentence in given:
        here: list[Token] = []
        before = ""
        for word in sentence:
            if before and not _are_close(before, word):
                pieces.append(" ")
                length += 1
            pieces.append(word)
            here.append((length, length + len(word)))
            length += len(word)
            before = word
        pieces.append("\n")
        length += 1
        places.append(here)
    return Joined("".join(pieces), places)


def _are_close(before: str, word: str) -> bool:
    """Whether two words have no blank between them."""
    return bool(_follows_close(word) or _precedes_close(before) or (_ends_cjk(before) and _begins_cjk(word)))
