"""How far two groupings of mentions agree: MUC, B3 and CEAF-e, as in Pradhan et al. (2014).

A grouping gives each mention (any hashable key) its entity. The mentions of the two need not be the same:
those that only one side has are missing or spurious, and count as such.

MUC: Vilain et al. 1995; B3: Bagga and Baldwin 1998; CEAF-e: Luo 2005, with the entity similarity phi4.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from typing import TypeVar

from annotate.compare.tally import Tally

Key = TypeVar("Key", bound=Hashable)
Grouping = Mapping[Key, Hashable]


def muc(gold: Grouping[Key], predicted: Grouping[Key]) -> Tally:
    """Links: how many of those that hold each entity together are there on the other side."""
    return Tally(*_links(predicted, gold), *_links(gold, predicted))


def _links(groups: Grouping[Key], other: Grouping[Key]) -> tuple[int, int]:
    """The links that remain when the other side cuts the groups, and all of them."""
    kept = total = 0
    for members in _members(groups):
        # A mention that the other side does not have is a part of its own.
        parts = {(True, other[key]) if key in other else (False, key) for key in members}
        kept += len(members) - len(parts)
        total += len(members) - 1
    return kept, total


def b3(gold: Grouping[Key], predicted: Grouping[Key]) -> Tally:
    """Mentions: for each, how much of its entity is right; the mean over all mentions."""
    return Tally(*_purity(predicted, gold), *_purity(gold, predicted))


def _purity(groups: Grouping[Key], other: Grouping[Key]) -> tuple[float, int]:
    total = 0.0
    for members in _members(groups):
        parts = Counter(other[key] for key in members if key in other)
        total += sum(size * size / len(members) for size in parts.values())
    return total, len(groups)


def ceafe(gold: Grouping[Key], predicted: Grouping[Key]) -> Tally:
    """Entities: the best one-to-one alignment of the two sides' entities by how many mentions they share."""
    ours, theirs = Counter(predicted.values()), Counter(gold.values())
    shared = Counter((gold[key], predicted[key]) for key in gold.keys() & predicted.keys())
    similarity = {
        (mine, yours): 2 * both / (theirs[mine] + ours[yours]) for (mine, yours), both in shared.items()
    }
    total = best_alignment(similarity)
    return Tally(total, len(ours), total, len(theirs))


def best_alignment(similarity: Mapping[tuple[Hashable, Hashable], float]) -> float:
    """The greatest sum of similarities over all one-to-one alignments of rows and columns.

    Those not given are 0: what shares nothing is aligned for nothing, so each connected part can be solved
    for itself, and most are tiny.
    """
    rows: dict[Hashable, set[Hashable]] = defaultdict(set)
    columns: dict[Hashable, set[Hashable]] = defaultdict(set)
    for row, column in similarity:
        rows[row].add(column)
        columns[column].add(row)
    total = 0.0
    while rows:
        seen_rows: set[Hashable] = set()
        seen_columns: set[Hashable] = set()
        todo = [next(iter(rows))]
        while todo:
            row = todo.pop()
            seen_rows.add(row)
            for column in rows.pop(row, ()):
                seen_columns.add(column)
                todo += [other for other in columns.pop(column, ()) if other not in seen_rows]
        matrix = [[similarity.get((row, column), 0.0) for column in seen_columns] for row in seen_rows]
        total += _assign(matrix)
    return total


def _assign(matrix: list[list[float]]) -> float:
    """The greatest sum of one cell from each row and column: the Hungarian method (Kuhn 1955)."""
    if len(matrix) > len(matrix[0]):
        matrix = [list(column) for column in zip(*matrix, strict=True)]
    height, width = len(matrix), len(matrix[0])
    row_price, column_price = [0.0] * height, [0.0] * (width + 1)
    row_of = [-1] * (width + 1)  # the last column is where each new row starts from
    for new in range(height):
        row_of[width] = new
        column, came_from = width, [width] * (width + 1)
        least, done = [float("inf")] * (width + 1), [False] * (width + 1)
        while row_of[column] != -1:
            done[column] = True
            row, nearest, step = row_of[column], width, float("inf")
            for other in range(width):
                if not done[other]:
                    cost = -matrix[row][other] - row_price[row] - column_price[other]
                    if cost < least[other]:
                        least[other], came_from[other] = cost, column
                    if least[other] < step:
                        step, nearest = least[other], other
            for other in range(width + 1):
                if done[other]:
                    row_price[row_of[other]] += step
                    column_price[other] -= step
                else:
                    least[other] -= step
            column = nearest
        while column != width:  # shift the rows along the path that was found
            row_of[column] = row_of[came_from[column]]
            column = came_from[column]
    return sum(matrix[row_of[column]][column] for column in range(width) if row_of[column] != -1)


def _members(groups: Grouping[Key]) -> list[list[Key]]:
    """The mentions of each entity."""
    members: dict[Hashable, list[Key]] = defaultdict(list)
    for key, entity in groups.items():
        members[entity].append(key)
    return list(members.values())
