"""Arcs between the rows of a list, in box-drawing characters: plain strings, no widget."""

from __future__ import annotations

from collections.abc import Iterable

Arc = tuple[int, int]
"""Two rows, the upper one first."""

UP, DOWN, LEFT, RIGHT = 1, 2, 4, 8
LINES = " ╵╷│╴┘┐┤╶└┌├─┴┬┼"
"""The character that has lines to some sides, at the sum of these."""


def arcs(wanted: Iterable[Arc], rows: int, lanes: int) -> list[str]:
    """What is drawn beside so many rows, two characters a lane: a row that begins with a line is at the end of an arc.

    Of the ``wanted`` arcs, the most important first, those are drawn for which there is room. Where lines cross (┼)
    none of them ends; arcs of one lane do not touch.

    >>> arcs([(0, 1), (0, 3)], 4, 2)
    ['─┬─┐', '─┘ │', '   │', '───┘']
    """
    drawn: list[list[Arc]] = []
    for arc in wanted:
        placed = _in_lanes([*(each for lane in drawn for each in lane), arc])
        if len(placed) <= lanes:
            drawn = placed
    grid = [[0] * 2 * lanes for _ in range(rows)]
    for lane, column in zip(drawn, range(1, 2 * lanes, 2), strict=False):
        for top, bottom in lane:
            for row in range(top, bottom):
                grid[row][column] |= DOWN
                grid[row + 1][column] |= UP
            for row in (top, bottom):
                for before in range(column):
                    grid[row][before] |= LEFT | RIGHT
                grid[row][column] |= LEFT
    return ["".join(LINES[sides] for sides in row) for row in grid]


def _in_lanes(arcs: Iterable[Arc]) -> list[list[Arc]]:
    """The arcs in as few lanes as go well, short ones nearest to the rows."""
    lanes: list[list[Arc]] = []
    for top, bottom in sorted(arcs, key=lambda arc: (arc[1] - arc[0], arc)):
        free = (lane for lane in lanes if all(bottom < above or below < top for above, below in lane))
        lane = next(free, None)
        if lane is None:
            lanes.append(lane := [])
        lane.append((top, bottom))
    return lanes
