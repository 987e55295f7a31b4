"""What a pass may look at besides the spans: the text, its blocks, its words, and the names of the alias
book."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache, cached_property, lru_cache
from typing import NamedTuple, overload

from anyascii import anyascii

from annotate.annotation import Block
from annotate.book import Book
from annotate.languages.codes import ENGLISH
from annotate.recognize.pieces import is_shouted, is_uncased
from annotate.recognize.spans import Span
from annotate.recognize.words import Lexicon, lexicon
from annotate.sources.blocks import MARGIN

# A word, with the apostrophes inside it (Da'esh) but not a possessive 's; a dotted acronym (U.S.) is one
# word, and so is a word broken over a line (Tsip-\nras).
_word = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?!\w))?|[^\W_]+(?:(?:['’ʼ](?![sS]\b)|-\n{MARGIN}(?=[a-z]))[^\W_]+)*"
).finditer
_dots = str.maketrans("", "", ".'’ʼ-\n>| \t")
_line_end = re.compile(rf"\n{MARGIN}")
# Between two words of one name: a space, a hyphen, one line end, a full stop after an initial, an
# apostrophe, "&".
_gap = re.compile(r"[ \u00a0]?[-–—][ \u00a0]?|[ \u00a0]{1,2}| ?\n|['’] |\. ?| ?& ?|['’]|/").fullmatch
_SENTENCE_END = '.!?:;"“”„‘*•·|'


class Token(NamedTuple):
    """A word of the text: ``text[start:end]`` (code points), and its form without case, dots and accents."""

    start: int
    end: int
    form: str


class Tokens(Sequence[Token]):
    """The words of a text, in 16 bytes each: a long text has a million. A token is made when it is asked for."""

    def __init__(self, text: str, blocks: Iterable[Block]) -> None:
        self.starts, self.ends = array("I"), array("I")
        self.forms: list[str] = []
        same: dict[str, str] = {}  # equal forms are one string
        for block in blocks:
            for match in _word(text, block.start, block.end):
                start, end = match.span()
                self.starts.append(start)
                self.ends.append(end)
                word = form(match[0])
                self.forms.append(same.setdefault(word, word))

    def __len__(self) -> int:
        return len(self.forms)

    @overload
    def __getitem__(self, index: int) -> Token: ...
    @overload
    def __getitem__(self, index: slice) -> list[Token]: ...
    def __getitem__(self, index: int | slice) -> Token | list[Token]:
        if isinstance(index, slice):
            return list(map(Token, self.starts[index], self.ends[index], self.forms[index]))
        return Token(self.starts[index], self.ends[index], self.forms[index])


class Context:
    """A document on its way through the passes. Everything derived is computed once, when first asked for."""

    def __init__(self, text: str, blocks: Sequence[Block], book: Book, language: str = ENGLISH) -> None:
        self.text = text
        self.language = language
        self.blocks = tuple(blocks)
        self.book = book

    @cached_property
    def tokens(self) -> Tokens:
        """The words of the text that is not boilerplate, in order."""
        return Tokens(self.text, (block for block in self.blocks if block.kind != "boilerplate"))

    @property
    def forms(self) -> list[str]:
        """The forms of the tokens."""
        return self.tokens.forms

    @cached_property
    def places(self) -> dict[str, array[int]]:
        """The indices of the tokens of each form."""
        places: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for index, word in enumerate(self.forms):
            places[word].append(index)
        return places

    @cached_property
    def _block_starts(self) -> array[int]:
        return array("I", [block.start for block in self.blocks])

    @cached_property
    def lower_case(self) -> Counter[str]:
        """How often each word stands in the text without a capital."""
        starts = zip(self.tokens.starts, self.forms, strict=True)
        return Counter(word for start, word in starts if self.text[start].islower())

    def block_at(self, offset: int) -> Block | None:
        """The block that holds an offset, if any."""
        index = bisect_right(self._block_starts, offset) - 1
        if index >= 0 and offset < self.blocks[index].end:
            return self.blocks[index]
        return None

    def token_at(self, offset: int) -> int:
        """The index of the first token that starts at or after an offset."""
        return bisect_left(self.tokens.starts, offset)

    def within(self, start: int, end: int) -> list[Token]:
        """The tokens that begin in ``text[start:end]``."""
        return self.tokens[self.token_at(start) : self.token_at(end)]

    def gap(self, index: int) -> str:
        """The characters between a token and the one before; a line end for the first of the text.

        A line end within a block stands for the margin of the next line too (an indent, the marks of quoted
        mail).
        """
        if index == 0:
            return "\n"
        before, start = self.tokens.ends[index - 1], self.tokens.starts[index]
        gap = self.text[before:start]
        if len(gap) > 1 and "\n" in gap and (block := self.block_at(start)) and block.start < before:
            return _line_end.sub("\n", gap)
        return gap

    def begins_sentence(self, index: int) -> bool:
        """Whether a capital says nothing about the token, because it begins a sentence, a quotation or a
        line."""
        gap = self.gap(index)
        if "\n" in gap:
            block = self.block_at(self.tokens.starts[index])
            return index == 0 or block is None or self.tokens.ends[index - 1] <= block.start
        if gap.lstrip('"”’)') == ". ":  # after an abbreviation or an initial a sentence goes on
            return self._ends_sentence(index - 1)
        return any(char in _SENTENCE_END for char in gap)

    def is_capital(self, index: int) -> bool:
        """Whether there is a token of that index and it begins with a capital."""
        return 0 <= index < len(self.tokens) and self.text[self.tokens.starts[index]].isupper()

    def is_uncased(self, offset: int) -> bool:
        """Whether the paragraph at an offset is written without capitals, as hasty comments are."""
        block = self.block_at(offset)
        return block is not None and self._uncased(block)

    @cached_property
    def _uncased(self) -> Callable[[Block], bool]:
        return cache(lambda block: is_uncased(self.text[block.start : block.end]))

    def is_shouted(self, offset: int) -> bool:
        """Whether the paragraph at an offset is written in capitals."""
        block = self.block_at(offset)
        return block is not None and self._shouted(block)

    @cached_property
    def _shouted(self) -> Callable[[Block], bool]:
        return cache(lambda block: is_shouted(self.text[block.start : block.end]))

    @cached_property
    def lexicon(self) -> Lexicon:
        """The ordinary words of the language: of another than English the small words alone."""
        return lexicon(self.language)

    def joined(self, first: int, last: int) -> bool:
        """Whether the tokens from ``first`` to ``last`` may be the words of one name."""
        return all(self._joins(index) for index in range(first + 1, last + 1))

    def _joins(self, index: int) -> bool:
        """Whether one name may go on over the gap before a token; over a full stop only behind an initial or "St"."""
        gap = self.gap(index)
        return _gap(gap) is not None and ("." not in gap or not self._ends_sentence(index - 1))

    def _ends_sentence(self, index: int) -> bool:
        """Whether a full stop behind a token ends a sentence and not an abbreviation."""
        token = self.tokens[index]
        return token.end - token.start > 3 or self.text[token.start].islower()


@lru_cache(maxsize=65536)
def form(word: str) -> str:
    """A word without case, dots, apostrophes and accents.

    >>> form("U.S."), form("Da’esh"), form("Erdoğan")
    ('us', 'daesh', 'erdogan')
    """
    if word.isascii() and word.isalnum():
        return word.lower()
    word = word.translate(_dots)
    return (word if word.isascii() else anyascii(word)).lower()


@lru_cache(maxsize=65536)
def forms(name: str) -> tuple[str, ...]:
    """The forms of a name's words, as the tokens of a text have them; a possessive 's is left out."""
    return tuple(form(match[0]) for match in _word(name))


def first_form(name: str) -> str:
    """The form of a name's first word; empty when it has none."""
    first = name.partition(" ")[0]
    if first.isascii() and first.isalpha():  # nearly all are, and a book has tens of thousands
        return first.lower()
    match = next(_word(name), None)
    return form(match[0]) if match else ""


def settle(text: str, spans: Iterable[Span]) -> list[Span]:
    """Sort spans, clip them to the text, and where two overlap keep the longer, the first of equals."""
    size = len(text)
    spans = list(spans)
    if _is_settled(spans, size):  # the common case: a pass changed little
        return spans
    clipped = [
        span
        if span.start >= 0 and span.end <= size
        else span._replace(start=max(span.start, 0), end=min(span.end, size))
        for span in spans
        if span.start < span.end and span.end > 0 and span.start < size
    ]
    kept: list[Span] = []
    for span in sorted(clipped, key=lambda span: (span.start, -span.end)):
        if kept and span.start < kept[-1].end:
            if span.end - span.start > kept[-1].end - kept[-1].start:
                kept[-1] = span
        else:
            kept.append(span)
    return kept


def _is_settled(spans: list[Span], size: int) -> bool:
    at = 0
    for start, end, *_ in spans:
        if not at <= start < end:
            return False
        at = end
    return at <= size


def add(spans: Sequence[Span], new: Iterable[Span]) -> list[Span]:
    """The spans and those of the new ones that overlap none; both are sorted and free of overlaps in
    themselves."""
    return _merged(spans, new)


def put(spans: Sequence[Span], new: Iterable[Span]) -> list[Span]:
    """The new spans and those of the old ones that overlap none of them. A span that was there stays whose
    it was."""
    by = {span[:2]: span.by for span in spans}
    return _merged(sorted(span._replace(by=by.get(span[:2], span.by)) for span in new), spans)


def _merged(first: Sequence[Span], second: Iterable[Span]) -> list[Span]:
    starts = [span.start for span in first]
    kept = list(first)
    for span in second:
        at = bisect_right(starts, span.start)
        free = (at == 0 or first[at - 1].end <= span.start) and (
            at == len(first) or first[at].start >= span.end
        )
        if free:
            kept.append(span)
    return sorted(kept)
