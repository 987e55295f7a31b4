"""Who with whom: entities that share paragraphs, ranked by how much more often they do than chance would have it.

The rank is Dunning's log-likelihood ratio, G² ("Accurate methods for the statistics of surprise and coincidence",
1993, section 4), of the paragraphs that name both, one of them, and neither. Unlike mutual information it does not put
what was seen once above everything, and it needs no normal distribution. It has a minus sign where two are together
less often than chance would have it; 10.8 or more happens by chance once in a thousand pairs.

Everything here is pure and takes paragraphs as they come, so that they may be those of one text or of a whole archive:
what is kept is counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from math import fsum, log
from typing import Generic, NamedTuple, TypeVar

from annotate.annotation import Block, Mention

MOST_MENTIONS = 100
"""A paragraph with more is taken in parts: a list of thousands, or a text on one line, says little of any two."""

K = TypeVar("K", int, str)


class Link(NamedTuple, Generic[K]):
    """Two entities, the paragraphs that name both, those that name each, and the signed G² of that."""

    one: K
    other: K
    shared: int
    of_one: int
    of_other: int
    score: float


def by_paragraph(mentions: Iterable[Mention], blocks: Sequence[Block]) -> Iterator[tuple[Mention, ...]]:
    """The mentions, which are in the order of the text, of each block but boilerplate, whether it has any or not."""
    coming = iter(mentions)
    mention = next(coming, None)
    for block in blocks:
        inside = []
        while mention is not None and mention.start < block.end:
            if mention.start >= block.start:
                inside.append(mention)
            mention = next(coming, None)
        if block.kind != "boilerplate":
            for first in range(0, max(len(inside), 1), MOST_MENTIONS):
                yield tuple(inside[first : first + MOST_MENTIONS])


def paragraphs(mentions: Iterable[Mention], blocks: Sequence[Block]) -> Iterator[frozenset[str]]:
    """The entities (their ids) that each paragraph names, as :func:`by_paragraph` has them."""
    for inside in by_paragraph(mentions, blocks):
        yield frozenset([mention.entity for mention in inside])


def shared_places(
    mentions: Iterable[Mention], blocks: Sequence[Block], one: str, other: str
) -> Iterator[tuple[int, int]]:
    """Where (code points) the first entity is first named in each paragraph that names both."""
    for inside in by_paragraph(mentions, blocks):
        if any(mention.entity == other for mention in inside):
            first = next((mention for mention in inside if mention.entity == one), None)
            if first is not None:
                yield first.start, first.end


def company(paragraphs: Iterable[Iterable[K]], one: K, least: int = 1) -> list[Link[K]]:
    """The links of one entity to each that shares at least ``least`` paragraphs with it, the strongest first.

    >>> [link.other for link in company([{"a", "b"}, {"a", "b"}, {"a", "c"}, {"c"}], "a")]
    ['b', 'c']
    """
    total, named, shared = 0, Counter[K](), Counter[K]()
    for paragraph in paragraphs:
        total += 1
        there = set(paragraph)
        named.update(there)
        if one in there:
            shared.update(there)
    del shared[one]
    return _ranked(_link(one, other, both, named, total) for other, both in shared.items() if both >= least)


def links(paragraphs: Iterable[Iterable[K]], least: int = 1) -> list[Link[K]]:
    """The links of all entities that share at least ``least`` paragraphs, each once, the strongest first."""
    total, named, shared = 0, Counter[K](), Counter[tuple[K, K]]()
    for paragraph in paragraphs:
        total += 1
        there = sorted(set(paragraph))
        named.update(there)
        shared.update(combinations(there, 2))
    return _ranked(
        _link(one, other, both, named, total) for (one, other), both in shared.items() if both >= least
    )


@lru_cache(maxsize=1 << 16)  # most pairs are of the same few small numbers
def log_likelihood(shared: int, of_one: int, of_other: int, total: int) -> float:
    """The signed G² of two entities in ``total`` paragraphs.

    >>> round(log_likelihood(3, 3, 3, 6), 2), log_likelihood(1, 2, 2, 4), round(log_likelihood(0, 3, 3, 6), 2)
    (8.32, 0.0, -8.32)
    """
    cells = (shared, of_one - shared, of_other - shared, total - of_one - of_other + shared)
    sides = (of_one, total - of_one, of_other, total - of_other)
    # Summed exactly, so that it is the same whichever of the two comes first.
    half = fsum((*map(_x_log_x, cells), *(-_x_log_x(side) for side in sides), _x_log_x(total)))
    g2 = max(2 * half, 0.0)
    excess = shared * total - of_one * of_other
    return g2 if excess > 0 else -g2 if excess < 0 else 0.0


def _x_log_x(count: int) -> float:
    return count * log(count) if count else 0.0


def _link(one: K, other: K, shared: int, named: Counter[K], total: int) -> Link[K]:
    of_one, of_other = named[one], named[other]
    return Link(one, other, shared, of_one, of_other, log_likelihood(shared, of_one, of_other, total))


def _ranked(links: Iterable[Link[K]]) -> list[Link[K]]:
    """The strongest first; of equal ones those that share more, then in the order of their ids."""
    return sorted(links, key=lambda link: (-link.score, -link.shared, link.one, link.other))
