"""What a person decided about the corpus, said of its bearers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotate.annotation import Evidence
from annotate.corpus.bearer import Decision, Who
from annotate.corpus.reading import Reading
from annotate.names import key
from annotate.resolve.name import group

Side = tuple[int, bool]
"""One side of a decision to keep apart: the decision's number, and whether it is the other side."""


def standing(decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions that hold: of several on the same two, the last."""
    return list({frozenset(map(_meant, (said.one, said.other))): said for said in decisions}.values())


def _meant(who: Who) -> tuple[str, str, str]:
    return key(who.name), group(who.label), who.document


def is_meant(who: Who, reading: Reading) -> bool:
    """Whether a person means a bearer."""
    return (
        who.document in ("", reading.bearer.document)
        and group(who.label) == reading.group
        and reading.answers(who.name)
    )


def merged(readings: Sequence[Reading], decisions: Sequence[Decision]) -> Iterator[tuple[int, int, Evidence]]:
    """The links that a person made, between numbers of ``readings``."""
    for said in standing(decisions):
        if said.said == "merge":
            ones, others = _sides(readings, said)
            if ones and others:
                evidence = Evidence("you merged", said.other.name, None, when=said.when)
                yield from ((number, others[0], evidence) for number in (*ones, *others[1:]))


def kept_apart(readings: Sequence[Reading], decisions: Sequence[Decision]) -> Iterator[tuple[int, Side]]:
    """The numbers of ``readings`` that a person keeps apart from others, each with the side on which it stands.

    One that may be meant by both names stands on neither.
    """
    for place, said in enumerate(standing(decisions)):
        if said.said == "apart":
            ones, others = (set(side) for side in _sides(readings, said))
            yield from ((number, (place, False)) for number in sorted(ones - others))
            yield from ((number, (place, True)) for number in sorted(others - ones))


def _sides(readings: Sequence[Reading], said: Decision) -> tuple[list[int], list[int]]:
    ones, others = (
        [number for number, reading in enumerate(readings) if is_meant(who, reading)]
        for who in (said.one, said.other)
    )
    return ones, others
