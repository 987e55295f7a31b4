"""Which names are compared at all: those that share a key which is not too common to say anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, product

from annotate.book import Book
from annotate.corpus.bearer import Bearer, Form
from annotate.corpus.offers import name_of, offers
from annotate.corpus.rules import rules
from annotate.resolve.state import Keys

Pair = tuple[Form, Form]
"""Two forms, the lower first."""

MOST = 2000
"""A key under which more pairs meet than these says nothing."""


class Block:
    """The names under one key. Where one is short for the other, a name is on one of two sides."""

    __slots__ = ("long", "short")

    def __init__(self) -> None:
        self.short: list[Form] = []
        self.long: list[Form] | None = None

    def add(self, form: Form, side: str) -> None:
        """Put a name into the block; ``side`` is short, long, or empty where there are no sides."""
        if not side:
            self.short.append(form)
            return
        if self.long is None:
            self.long = []
        (self.long if side == "long" else self.short).append(form)

    def __len__(self) -> int:
        """How many pairs meet."""
        size = len(self.short)
        return size * (size - 1) // 2 if self.long is None else size * len(self.long)

    def pairs(self) -> Iterator[Pair]:
        """The pairs that meet."""
        met = combinations(self.short, 2) if self.long is None else product(self.short, self.long)
        return ((a, b) if a < b else (b, a) for a, b in met if a != b)


def block(bearers: Iterable[Bearer], book: Book) -> list[Pair]:
    """The pairs of names that are worth a judgement, sorted: plain data, any part of which can be scored anywhere."""
    forms = sorted({form for bearer in bearers for form in offers(bearer)})
    return sorted({pair for rule in rules(book) for pair in meeting(forms, rule.keys)})


def meeting(forms: Iterable[Form], keys: Keys) -> Iterator[Pair]:
    """The pairs of names that share one of a rule's keys."""
    blocks: dict[str, Block] = defaultdict(Block)
    for form in forms:
        for side, key in keyed(form, keys):
            blocks[key].add(form, side)
    for names in blocks.values():
        if 0 < len(names) <= MOST:
            yield from names.pairs()


def keyed(form: Form, keys: Keys) -> list[tuple[str, str]]:
    """A form's keys under a rule, each with the side on which it stands."""
    return [key if isinstance(key, tuple) else ("", key) for key in dict.fromkeys(keys(name_of(form)))]
