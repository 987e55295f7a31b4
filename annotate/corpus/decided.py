"""What a person decided about the corpus, said of its bearers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotate.annotation import Evidence
from annotate.corpus.bearer import Decision, Who
from annotate.corpus.reading import Met, Reading
from annotate.names import key
from annotate.resolve.name import group

Side = tuple[int, bool]
"""One side of a decision to keep apart: the decision's number, and whether it is the other side."""


def standing(decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions that hold: of several on the same two, the last."""
    return list({frozenset(map(_meant, (said.one, said.other))): said for said in decisions}.values())


def _meant(who: Who) -> tuple[str, str, str]:
    return key(who.name), group(who.label), who.document


class Decided:
    """What a person decided, between numbers of ``readings``."""

    def __init__(self, readings: Sequence[Reading], decisions: Sequence[Decision]) -> None:
        self._decisions = standing(decisions)
        self._readings = readings
        self._called: dict[Met, list[int]] = {}
        for number, reading in enumerate(readings if decisions else ()):
            for met in reading.answers():
                self._called.setdefault(met, []).append(number)

    def merged(self) -> Iterator[tuple[int, int, Evidence]]:
        """The links that were made."""
        for said in self._decisions:
            if said.said == "merge":
                ones, others = self._by(said.one), self._by(said.other)
                if ones and others:
                    evidence = Evidence("you merged", said.other.name, None, when=said.when)
                    yield from ((number, others[0], evidence) for number in (*ones, *others[1:]))

    def kept_apart(self) -> Iterator[tuple[int, Side]]:
        """Those that are kept apart from others, each with the side on which it stands.

        One that may be meant by both names stands on neither.
        """
        for place, said in enumerate(self._decisions):
            if said.said == "apart":
                ones, others = set(self._by(said.one)), set(self._by(said.other))
                yield from ((number, (place, False)) for number in sorted(ones - others))
                yield from ((number, (place, True)) for number in sorted(others - ones))

    def _by(self, who: Who) -> list[int]:
        """Whom a person means by a name."""
        called = self._called.get((group(who.label), key(who.name)), ())
        return [n for n in called if who.document in ("", self._readings[n].bearer.document)]
