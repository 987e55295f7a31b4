"""When, and where in a text: counts in equal parts of a time or a text, and the line of small bars that shows them.

Everything here is pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple

BARS = "▁▂▃▄▅▆▇█"
NOTHING = "·"

_FULL = 4  # what is counted once is no peak

Unit = Literal["day", "week", "month", "year"]

_parts = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?![\d-])").match
_PLACED = 0.9  # of what is counted so much has a date that is fine enough, or the parts are made longer

Day = tuple[int, ...]

# How much of a date each needs, its number in the order of time, and when the one of a number begins.
_UNITS: dict[Unit, tuple[int, Callable[[Day], int], Callable[[int], str]]] = {
    "day": (3, lambda day: date(*day).toordinal(), lambda number: date.fromordinal(number).isoformat()),
    # The first of all days was a Monday.
    "week": (
        3,
        lambda day: (date(*day).toordinal() - 1) // 7,
        lambda number: date.fromordinal(number * 7 + 1).isoformat(),
    ),
    "month": (
        2,
        lambda day: day[0] * 12 + day[1] - 1,
        lambda number: f"{number // 12:04}-{number % 12 + 1:02}",
    ),
    "year": (1, lambda day: day[0], lambda number: f"{number:04}"),
}


class Timeline(NamedTuple):
    """Counts in equal parts of a time: of so many (``step``) days, weeks, months or years each.

    ``first`` and ``last`` are the first and last date (ISO 8601) that was counted, as fine as the parts are, and
    ``begins`` when each part does; ``undated`` is how much has no date, or none that is as fine.
    """

    unit: Unit
    step: int
    first: str
    last: str
    begins: tuple[str, ...]
    counts: tuple[int, ...]
    undated: int

    @property
    def each(self) -> str:
        """How long a part is, in words."""
        return self.unit if self.step == 1 else f"{self.step} {self.unit}s"


def timeline(dated: Iterable[tuple[str, int]], most: int) -> Timeline | None:
    """Dates (ISO 8601, as much as is known) and how much each counts, as a line of at most ``most`` parts: as fine as
    fits, and as nearly all of the dates are. None where nothing has a date.

    >>> line = timeline([("2016-08-24", 3), ("2016-08-26T12:00:00", 1), ("", 2)], 40)
    >>> line.first, line.last, line.each, line.counts, line.undated
    ('2016-08-24', '2016-08-26', 'day', (3, 0, 1), 2)
    """
    days: dict[Day, int] = {}
    total = undated = 0
    for text, count in dated:
        total += count
        if day := _day(text):
            days[day] = days.get(day, 0) + count
        else:
            undated += count
    for unit, (fineness, number, begin) in _UNITS.items():
        fine = {day: count for day, count in days.items() if len(day) >= fineness}
        placed = sum(fine.values())
        if not fine or placed < _PLACED * (total - undated):
            continue
        numbers = {day: number(day) for day in fine}
        start = min(numbers.values())
        span = max(numbers.values()) - start + 1
        if span <= most or unit == "year":
            step = -(-span // most)
            counts = [0] * -(-span // step)
            for day, count in fine.items():
                counts[(numbers[day] - start) // step] += count
            first, last = (_text(day[:fineness]) for day in (min(fine), max(fine)))
            begins = tuple([begin(start + part * step) for part in range(len(counts))])
            return Timeline(unit, step, first, last, begins, tuple(counts), total - placed)
    return None


def spread(places: Iterable[int], length: int, parts: int) -> tuple[int, ...]:
    """How many of the places (from 0, below ``length``) are in each of so many equal parts.

    >>> spread([0, 1, 9], 10, 5)
    (2, 0, 0, 0, 1)
    """
    counts = [0] * parts
    for place in places:
        counts[place * parts // length] += 1
    return tuple(counts)


def sparkline(counts: Sequence[int]) -> str:
    """A small bar for each count, as high as it is beside the highest, or beside 4 where there is less; a dot for none.

    >>> sparkline((0, 1, 4, 8))
    '·▁▄█'
    """
    most = max((_FULL, *counts))
    return "".join([BARS[-(-count * len(BARS) // most) - 1] if count else NOTHING for count in counts])


def _day(text: str) -> Day | None:
    """The year, month and day of a date as far as it has them; None where it is none."""
    found = _parts(text)
    if found is None:
        return None
    parts = tuple([int(part) for part in found.groups() if part is not None])
    try:
        date(*parts, *(1,) * (3 - len(parts)))  # a thirteenth month is none
    except ValueError:
        return None
    return parts


def _text(day: Day) -> str:
    return "-".join(f"{part:0{4 if place == 0 else 2}}" for place, part in enumerate(day))
