"""Names -> all places where they stand in a text, from left to right, longest name first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
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
    """Names that begin with one word: how many words they have, the most first, their second words, their values."""

    lengths: list[int]
    seconds: set[str]
    values: dict[tuple[str, ...], list[T]]


class Scanner(Generic[T]):
    """Names with a value each, to be found in any case and with or without accents and dots.

    ``words`` are their first words (:func:`annotate.recognize.passes.context.first_form`), ``names`` gives those that
    begin with one of these. It is asked when a text first has that word: most never are.
    """

    def __init__(self, words: Iterable[str], names: Callable[[str], Iterable[tuple[str, T]]]) -> None:
        self._names: dict[str, _Names[T] | None] = dict.fromkeys(words)  # None: not yet asked for
        self._names_with = names

    @classmethod
    def of(cls, names: Iterable[tuple[str, T]]) -> Scanner[T]:
        """A scanner for these names."""
        waiting: dict[str, list[tuple[str, T]]] = defaultdict(list)
        for name, value in names:
            waiting[first_form(name)].append((name, value))
        return cls(waiting, waiting.__getitem__)

    def _taken_apart(self, word: str) -> _Names[T]:
        """The names that begin with a word, kept by all their words from now on."""
        values: dict[tuple[str, ...], list[T]] = defaultdict(list)
        for name, value in self._names_with(word):
            values[forms(name)].append(value)
        lengths = sorted({len(words) for words in values}, reverse=True)
        names = _Names(lengths, {words[1] for words in values if len(words) > 1}, dict(values))
        self._names[word] = names
        return names

    def find(self, context: Context) -> Iterator[Match[T]]:
        """The places where a name stands, from left to right, without overlap, the longest at each place."""
        words, tokens, at = context.forms, context.tokens, 0
        beginnings = context.places.keys() & self._names.keys()
        for index in sorted(chain.from_iterable(map(context.places.__getitem__, beginnings))):
            if index < at:
                continue
            names = self._names[words[index]] or self._taken_apart(words[index])
            several = index + 1 < len(words) and words[index + 1] in names.seconds
            for length in names.lengths if several else (1,):
                values = names.values.get(tuple(words[index : index + length]))
                last = index + length - 1
                if values and last < len(words) and context.joined(index, last):
                    yield Match(index, last, tokens[index].start, tokens[last].end, values)
                    at = last + 1
                    break
