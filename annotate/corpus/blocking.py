"""Which names are compared at all: those that share a key which is not too common to say anything."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations, product

from msgspec import Struct

from annotate.book import Book
from annotate.corpus.bearer import Bearer, Form
from annotate.corpus.offers import name_of
from annotate.corpus.reading import read
from annotate.corpus.rules import rules
from annotate.resolve.name import Name
from annotate.resolve.state import Keys

MOST = 1000
"""A key under which more pairs meet than these says nothing."""


class Pair(Struct, frozen=True, gc=False, order=True):
    """Two names, the lower first, that share a key of some rules (numbers of :func:`annotate.corpus.rules.rules`, in
    their order): only those can have evidence."""

    one: Form
    other: Form
    rules: tuple[int, ...]


class Block:
    """The names (numbers) under one key. Where one is short for the other, a name is on one of two sides."""

    __slots__ = ("long", "short")

    def __init__(self) -> None:
        self.short: list[int] = []
        self.long: list[int] | None = None

    def add(self, name: int, side: str) -> None:
        """Put a name into the block; ``side`` is short, long, or empty where there are no sides."""
        if side and self.long is None:
            self.long = []
        (self.long if side == "long" and self.long is not None else self.short).append(name)

    def __len__(self) -> int:
        """How many pairs meet."""
        size = len(self.short)
        return size * (size - 1) // 2 if self.long is None else size * len(self.long)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """The pairs that meet, the lower number first; none where too many do."""
        if not 0 < len(self) <= MOST:
            return
        met = combinations(self.short, 2) if self.long is None else product(self.short, self.long)
        yield from ((a, b) if a < b else (b, a) for a, b in met if a != b)


def block(bearers: Iterable[Bearer], book: Book) -> list[Pair]:
    """The pairs of names that are worth a judgement, sorted: plain data, any part of which can be scored anywhere."""
    return meeting({form for reading in read(bearers, book) for form in reading.offers}, book)


def keys_of(bearer: Bearer, book: Book) -> dict[str, set[str]]:
    """From each name under which a bearer can be met to the keys under which it is compared: names that share none are
    never linked. So whoever keeps them finds whom a new bearer may be one with, without looking at all others."""
    found: dict[str, set[str]] = {}
    for reading in read([bearer], book):
        for form in reading.offers:
            name = name_of(form)
            keys = (
                f"{number} {key}"
                for number, rule in enumerate(rules(book))
                for _, key in keyed(name, rule.keys)
            )
            found[form.text] = {name.key, *keys}
    return found


def meeting(forms: Collection[Form], book: Book) -> list[Pair]:
    """The pairs of names that share a key, sorted."""
    persons = {form for form in forms if form.group == "person"}  # who are nothing else
    return sorted([*_meeting(persons, book), *_meeting(set(forms) - persons, book)])


def _meeting(forms: Collection[Form], book: Book) -> list[Pair]:
    ordered = sorted(forms)
    names = [name_of(form) for form in ordered]
    found: dict[int, int] = {}  # by both numbers in one, a bit for each rule: there are many
    for number, rule in enumerate(rules(book)):
        for a, b in _pairs(names, rule.keys):
            found[a * len(names) + b] = found.get(a * len(names) + b, 0) | 1 << number
    return [
        Pair(ordered[pair // len(names)], ordered[pair % len(names)], _rules(bits))
        for pair, bits in found.items()
    ]


@lru_cache
def _rules(bits: int) -> tuple[int, ...]:
    return tuple(number for number in range(bits.bit_length()) if bits >> number & 1)


def _pairs(names: Sequence[Name], keys: Keys) -> Iterator[tuple[int, int]]:
    blocks: dict[str, Block] = {}
    alone: dict[str, tuple[int, str]] = {}  # most keys are of one name, which meets nobody
    for number, name in enumerate(names):
        for side, key in keyed(name, keys):
            if alone.setdefault(key, first := (number, side)) is not first:
                if key not in blocks:
                    blocks[key] = Block()
                    blocks[key].add(*alone[key])
                blocks[key].add(number, side)
    for some in blocks.values():
        yield from some.pairs()


def keyed(name: Name, keys: Keys) -> list[tuple[str, str]]:
    """A name's keys under a rule, each with the side on which it stands."""
    return [key if isinstance(key, tuple) else ("", key) for key in dict.fromkeys(keys(name))]
