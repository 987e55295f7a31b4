"""Names -> all places where they stand in a text, in one walk over its tokens, longest name first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from annotate.recognize.passes.context import Context, forms

T = TypeVar("T")


class Match(NamedTuple, Generic[T]):
    """A name found: its tokens ``first`` to ``last`` (indices), its place in the text, and what was kept for it."""

    first: int
    last: int
    start: int
    end: int
    value: T


class Scanner(Generic[T]):
    """Names by the forms of their words, each with a value; the first value given for a form stays.

    A trie over tokens would save nothing: nearly every token fails at its first word.
    """

    def __init__(self, names: Iterable[tuple[str, T]]) -> None:
        self._values: dict[tuple[str, ...], T] = {}
        lengths: dict[str, set[int]] = {}
        for name, value in names:
            words = forms(name)
            if words:
                self._values.setdefault(words, value)
                lengths.setdefault(words[0], set()).add(len(words))
        self._lengths = {word: sorted(found, reverse=True) for word, found in lengths.items()}

    def find(self, context: Context) -> Iterator[Match[T]]:
        """The places where a name stands, from left to right, without overlap, the longest at each place."""
        tokens, index = context.tokens, 0
        while index < len(tokens):
            for length in self._lengths.get(tokens[index].form, ()):
                last = index + length - 1
                if last < len(tokens) and (
                    value := self._values.get(tuple(token.form for token in tokens[index : last + 1]))
                ):
                    if context.joined(index, last):
                        yield Match(index, last, tokens[index].start, tokens[last].end, value)
                        index = last
                        break
            index += 1
