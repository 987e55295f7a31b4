"""Names -> all places where they stand in a text, in one walk over its tokens, longest name first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from annotate.recognize.passes.context import Context, first_form, forms

T = TypeVar("T")


class Match(NamedTuple, Generic[T]):
    """A name found: its tokens ``first`` to ``last`` (indices), its place in the text, and all values kept
    for it."""

    first: int
    last: int
    start: int
    end: int
    values: list[T]

    @property
    def value(self) -> T:
        """The value that was given first."""
        return self.values[0]


class _Names(NamedTuple, Generic[T]):
    """Names that begin with one word: how many words they have, the most first, and the values of each."""

    lengths: list[int]
    values: dict[tuple[str, ...], list[T]]


class Scanner(Generic[T]):
    """Names with a value each, to be found in any case and with or without accents and dots.

    Names are kept by their first word, and taken apart when a text first has that word: most never are.
    """

    def __init__(self, names: Iterable[tuple[str, T]]) -> None:
        self._waiting: dict[str, list[tuple[str, T]]] = defaultdict(list)
        self._ready: dict[str, _Names[T]] = {}
        for name, value in names:
            self._waiting[first_form(name)].append((name, value))

    def _take_apart(self, word: str) -> None:
        """Keep the names that begin with a word by all their words."""
        values: dict[tuple[str, ...], list[T]] = defaultdict(list)
        for name, value in self._waiting.pop(word):
            values[forms(name)].append(value)
        self._ready[word] = _Names(sorted({len(words) for words in values}, reverse=True), dict(values))

    def find(self, context: Context) -> Iterator[Match[T]]:
        """The places where a name stands, from left to right, without overlap, the longest at each place."""
        tokens, index = context.tokens, 0
        while index < len(tokens):
            word = tokens[index].form
            if word in self._waiting:
                self._take_apart(word)
            names = self._ready.get(word)
            for length in names.lengths if names else ():
                last = index + length - 1
                values = names and names.values.get(tuple([token.form for token in tokens[index : last + 1]]))
                if values and last < len(tokens) and context.joined(index, last):
                    yield Match(index, last, tokens[index].start, tokens[last].end, values)
                    index = last
                    break
            index += 1
