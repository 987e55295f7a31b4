"""What is said to a service, and what it says: JSON as the Reconciliation Service API 0.2 has it, and nothing else.

Of an answer that is wrong in parts, the other parts count. All text comes out as one line without a control character.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from msgspec import Raw, Struct

from annotate.errors import BadService
from annotate.text import one_line

_LONGEST = 500  # characters of a name or a description
_LONGEST_ID = 200


class Query(NamedTuple):
    """A name, and the label (OntoNotes) of what it names."""

    name: str
    label: str


class Candidate(NamedTuple):
    """What a name may refer to. ``match`` says that the service is sure of it; what ``score`` means is its affair."""

    id: str
    name: str
    description: str
    types: tuple[str, ...]
    score: float | None
    match: bool


class Type(Struct, frozen=True):
    """A type of what a service knows."""

    id: str
    name: str = ""


class Manifest(Struct, frozen=True, rename="camel"):
    """What a service says of itself."""

    name: str
    identifier_space: str = ""
    default_types: list[Type | str] = []
    batch_size: int | None = None

    @property
    def types(self) -> list[Type]:
        """The types that it suggests to ask for."""
        return [Type(one, one) if isinstance(one, str) else one for one in self.default_types]


class _Candidate(Struct, frozen=True):
    id: str
    name: str
    description: str | None = None
    type: list[Type | str] = []
    score: float | None = None
    match: bool = False


class _Result(Struct, frozen=True):
    result: list[Raw]


def read_manifest(source: str, body: bytes) -> Manifest:
    """What the service at an address says of itself; raises BadService where that is none."""
    try:
        return msgspec.json.decode(body, type=Manifest, strict=False)
    except (ValueError, RecursionError):
        raise BadService(
            f"{source} is no reconciliation service: it does not say of itself what it is."
        ) from None


def form_of(queries: Sequence[Query], types: Sequence[str | None], limit: int) -> str:
    """The value of the form's field ``queries``: at most ``limit`` candidates each, of a type where one is given."""
    batch = {
        f"q{number}": {"query": query.name, "limit": limit} | ({"type": type_} if type_ else {})
        for number, (query, type_) in enumerate(zip(queries, types, strict=True))
    }
    return msgspec.json.encode(batch).decode()


def read_answers(source: str, body: bytes, number: int) -> list[list[Candidate] | BadService]:
    """The candidates for each of so many queries, or why there are none; raises BadService for what is no answer."""
    try:
        results = msgspec.json.decode(body, type=dict[str, Raw])
    except (ValueError, RecursionError):
        raise BadService(f"{source} does not answer in JSON, as a reconciliation service would.") from None
    return [_candidates(source, results.get(f"q{place}")) for place in range(number)]


def _candidates(source: str, result: Raw | None) -> list[Candidate] | BadService:
    if result is None:
        return BadService(f"{source} answers something else than it was asked.")
    try:
        answers = msgspec.json.decode(result, type=_Result).result
    except (ValueError, RecursionError):
        return BadService(f"{source} answers what are no candidates.")
    found = [candidate for answer in answers if (candidate := _candidate(answer))]
    if answers and not found:
        return BadService(f"{source} answers what are no candidates.")
    return list({candidate.id: candidate for candidate in reversed(found)}.values())[::-1]


def _candidate(answer: Raw) -> Candidate | None:
    """A candidate with an id that may be kept as a reference: one word."""
    try:
        said = msgspec.json.decode(answer, type=_Candidate, strict=False)
    except (ValueError, RecursionError):
        return None
    if not said.id or len(said.id) > _LONGEST_ID or said.id != one_line(said.id) or " " in said.id:
        return None
    types = tuple(_short(one if isinstance(one, str) else one.name or one.id) for one in said.type)
    return Candidate(
        said.id, _short(said.name), _short(said.description or ""), types, said.score, said.match
    )


def _short(text: str) -> str:
    return one_line(text[:_LONGEST])
