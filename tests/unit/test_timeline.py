"""Counts over the time of many documents, and over the length of one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.timeline import BARS, NOTHING, sparkline, spread, timeline

days = st.dates(date(1800, 1, 1), date(2100, 1, 1)) | st.dates(date(2016, 8, 1), date(2016, 10, 1))


def parts_of(unit, step, first, last):
    """The parts of a time as sets of days, counted day by day."""
    name = {
        "day": lambda day: day,
        "week": lambda day: day - timedelta(day.weekday()),
        "month": lambda day: (day.year, day.month),
        "year": lambda day: day.year,
    }[unit]
    names = list(dict.fromkeys(name(first + timedelta(n)) for n in range((last - first).days + 1)))
    return name, [names[at : at + step] for at in range(0, len(names), step)]


def named(unit, name):
    return f"{name[0]}-{name[1]:02}" if unit == "month" else name


@given(st.lists(st.tuples(days, st.integers(1, 9)), min_size=1, max_size=12), st.integers(1, 60))
def test_every_date_is_counted_in_its_part_of_the_time(dated, most):
    line = timeline([(day.isoformat(), count) for day, count in dated], most)
    first, last = min(dated)[0], max(dated)[0]
    name, parts = parts_of(line.unit, line.step, first, last)
    assert line.counts == tuple(sum(count for day, count in dated if name(day) in part) for part in parts)
    assert len(line.begins) == len(line.counts) <= most
    assert line.begins == tuple(str(named(line.unit, part[0])) for part in parts)
    assert first.isoformat().startswith(line.first)
    assert last.isoformat().startswith(line.last)
    assert line.undated == 0
    finer = {"day": None, "week": "day", "month": "week", "year": "month"}[line.unit]
    if finer:  # it would not have fitted
        assert len(parts_of(finer, 1, first, last)[1]) > most
    if line.step > 1:
        assert last.year - first.year + 1 > most


def test_the_parts_are_as_fine_as_nearly_all_dates():
    fine = [(f"2016-08-{day:02}", 1) for day in range(1, 20)]
    assert timeline([*fine, ("2016", 1)], 40)[:4] == ("day", 1, "2016-08-01", "2016-08-19")
    assert timeline([*fine, ("2016", 1)], 40).undated == 1
    assert timeline([*fine, ("2016-09", 5)], 40) == (
        *("month", 1, "2016-08", "2016-09"),
        ("2016-08", "2016-09"),
        (19, 5),
        0,
    )
    assert timeline([*fine, ("2018", 5)], 40) == (
        *("year", 1, "2016", "2018"),
        ("2016", "2017", "2018"),
        (19, 0, 5),
        0,
    )


@pytest.mark.parametrize("text", ["", "yesterday", "2016-13", "2016-02-30", "20160824", "0000", "16-08-24"])
def test_what_is_no_date_is_counted_as_such(text):
    assert timeline([(text, 3)], 40) is None
    assert timeline([(text, 3), ("2016", 1)], 40) == ("year", 1, "2016", "2016", ("2016",), (1,), 3)


@given(st.integers(1, 500).flatmap(lambda length: st.tuples(
    st.just(length), st.lists(st.integers(0, length - 1)), st.integers(1, 80)
)))  # fmt: skip
def test_the_parts_of_a_text_have_every_place_once(made):
    length, places, parts = made
    counts = spread(places, length, parts)
    assert len(counts) == parts
    for part, count in enumerate(counts):
        assert count == sum(part <= place * parts / length < part + 1 for place in places)


@given(st.lists(st.integers(0, 1000)))
def test_a_bar_is_higher_for_more(counts):
    line = sparkline(counts)
    assert len(line) == len(counts)
    heights = [(NOTHING + BARS).index(bar) for bar in line]
    assert sorted(zip(counts, heights, strict=True)) == list(
        zip(sorted(counts), sorted(heights), strict=True)
    )
    for count, bar in zip(counts, line, strict=True):
        assert (bar == NOTHING) == (count == 0)
        assert (bar == BARS[-1]) >= (count == max(counts) >= 4)
