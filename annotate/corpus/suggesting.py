"""What the corpus leaves to a person: entities that share a name, or of which one may be called as the other is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from annotate.annotation import Evidence
from annotate.book import Book
from annotate.corpus.bearer import Form
from annotate.corpus.company import agreeing
from annotate.corpus.gathering import Gathering
from annotate.corpus.groups import Maybe
from annotate.corpus.reading import Reading
from annotate.corpus.scoring import Link
from annotate.resolve import calibration

MANY = 3
"""Under one name an entity is suggested to so many others at most."""


def suggest(
    readings: Sequence[Reading], clusters: Gathering, links: Sequence[Link], book: Book
) -> tuple[Maybe, ...]:
    """The pairs of entities that may be one, by their ids, the likeliest first.

    Two may be one that share a name, or of which names are linked; where a name is only a part of one, or the link is
    only a suggestion, their contexts must agree.
    """
    found: dict[tuple[int, int], Evidence] = {}
    heads = [min(clusters.members(clusters.find(number))) for number in range(len(readings))]
    for a, b, evidence in _candidates(readings, clusters, links, book):
        one, other = heads[a], heads[b]
        pair = (one, other) if one < other else (other, one)
        if one != other and pair not in found and not clusters.blocked(one, other):
            found[pair] = evidence
    maybes = [Maybe(readings[a].place, readings[b].place, evidence) for (a, b), evidence in found.items()]
    return tuple(sorted(maybes, key=lambda maybe: (-(maybe.evidence.score or 0), maybe.one, maybe.other)))


def _candidates(
    readings: Sequence[Reading], clusters: Gathering, links: Sequence[Link], book: Book
) -> Iterator[tuple[int, int, Evidence]]:
    """Bearers that may be one, of which each stands for its cluster."""
    whole: dict[str, list[int]] = defaultdict(list)
    parts: dict[str, list[int]] = defaultdict(list)
    bearing: dict[Form, list[int]] = defaultdict(list)
    for number, reading in enumerate(readings):
        for form in reading.offers:
            bearing[form].append(number)
        for (_, name), weight in reading.met().items():
            (parts if weight == "part" else whole)[name].append(number)
    for numbers in whole.values():
        first, *others = _largest(numbers, clusters)
        evidence = Evidence("same name", readings[first].bearer.name, None)
        yield from ((other, first, evidence) for other in others)
    for numbers in parts.values():
        for some in agreeing(numbers, readings, book).values():
            first, *others = _largest(some, clusters)
            evidence = Evidence("same name", readings[first].bearer.name, None)
            yield from ((other, first, evidence) for other in others)
    for link in links:
        ones, others = bearing[link.one], bearing[link.other]
        if link.trust == "suggest":
            yield from _where_contexts_agree(link, ones, others, readings, clusters, book)
        elif ones and others:
            pairs = product(_largest(ones, clusters)[:1], _largest(others, clusters)[:MANY])
            yield from ((one, other, link.evidence) for one, other in pairs)


def _where_contexts_agree(
    link: Link,
    ones: Sequence[int],
    others: Sequence[int],
    readings: Sequence[Reading],
    clusters: Gathering,
    book: Book,
) -> Iterator[tuple[int, int, Evidence]]:
    """The likeliest bearers of the second name for each of the first: those that share the most with it."""
    shared: dict[int, Counter[int]] = defaultdict(Counter)
    short, long = set(ones), set(others)
    for some in agreeing(sorted(short | long), readings, book).values():
        for one, other in product(
            _largest(short & set(some), clusters), _largest(long & set(some), clusters)
        ):
            shared[one][other] += 1
    for one, counts in shared.items():
        score = calibration.suggested(link.evidence.rule, len(counts))
        evidence = Evidence(link.evidence.rule, link.evidence.with_, score, link.evidence.text)
        yield from ((one, other, evidence) for other, _ in counts.most_common(MANY))


def _largest(numbers: Iterable[int], clusters: Gathering) -> list[int]:
    """One bearer of each cluster among these, those of the largest clusters first."""
    of = {clusters.find(number): number for number in sorted(numbers, reverse=True)}
    return sorted(of.values(), key=lambda number: (-len(clusters.members(clusters.find(number))), number))
