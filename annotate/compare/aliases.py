"""The measure that matters to a reader: which different names each side has put together.

A link is a pair of mentions with different strings in one entity; a form is such a pair of strings, counted
once in a document however often it stands there: what a list of aliases shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from itertools import combinations

from annotate.compare.marked import Extent
from annotate.compare.tally import Tally, count

Grouping = Mapping[Extent, Hashable]
Strings = Mapping[Extent, str]
Pair = tuple[Extent, Extent]
Form = tuple[str, str]


def links(groups: Grouping, strings: Strings) -> set[Pair]:
    """The links of a grouping, each with the earlier mention first."""
    members: dict[Hashable, list[Extent]] = defaultdict(list)
    for span, entity in groups.items():
        members[entity].append(span)
    return {
        (one, other)
        for spans in members.values()
        for one, other in combinations(sorted(spans), 2)
        if strings[one] != strings[other]
    }


def forms(pairs: set[Pair], strings: Strings) -> dict[Form, Pair]:
    """The forms of some links, each with the first link that it comes from."""
    result: dict[Form, Pair] = {}
    for one, other in sorted(pairs):
        first, second = sorted((strings[one], strings[other]))
        result.setdefault((first, second), (one, other))
    return result


def agreement(gold: set[Pair] | dict[Form, Pair], predicted: set[Pair] | dict[Form, Pair]) -> Tally:
    """How many of the links, or the forms, both sides have."""
    return count(len(set(gold) & set(predicted)), len(predicted), len(gold))
