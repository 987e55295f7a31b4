"""Anchors: how a place in the text is written down, and how it is found again in a text that has changed.

An anchor is a TextPositionSelector and a TextQuoteSelector in one (W3C Web Annotation Data Model, 2017, sections 4.2.5
and 4.2.4). The order in which a place is looked for is that of the Hypothesis client ("Fuzzy Anchoring", 2013): by its
position, then by its quotation with what stood around it, then by its quotation alone.
"""

from __future__ import annotations

from bisect import bisect_right, insort

from msgspec.structs import replace

from annotate.decisions import Add, Anchor, Apart, Batch, Decision, Merge, Move, Target

CONTEXT = 32
"""How many code points before and after a place are kept with it."""

_ENOUGH = 20
"""So many code points next to a name must be as they were for it to be the same place.

An edit in one place leaves one side as it was, all 32. Two edits, one before and one after, may come within ten code
points. On the other hand a place that was cut out should not be found in another mention of the name: of those in news
and novels (646,000 code points, names that stand there twice or more) 6 in 100 have another next to which as many
agree, mostly in reports that repeat their sentences; with 16 it would be 9, with 32, 3.
"""


def anchor(text: str, start: int, end: int, label: str) -> Anchor:
    """The anchor of ``text[start:end]`` (code points) as a mention with this label."""
    return Anchor(
        start, end, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], label
    )


def reanchor(decision: Decision, text: str) -> Decision | None:
    """The decision with its anchors where they stand in this text; None when it does not fit there.

    Anchors that are nowhere to be found are left out. A decision without them fits as long as it keeps its sense: it
    needs a place that it speaks of, and of two things that it joins or keeps apart a place of each.
    """
    return Places(text).refit(decision)


class Places:
    """A text in which anchors are looked for. What was found for one helps to find the next."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[Anchor, Anchor | None] = {}
        self._starts: dict[str, list[int]] = {}
        self._shifts: list[tuple[int, int]] = []  # where anchors stood, and how far they were moved, sorted

    def refit(self, decision: Decision) -> Decision | None:
        """See :func:`reanchor`."""
        match decision:
            case Batch():
                parts = tuple(self.refit(part) for part in decision.decisions)
                if parts == decision.decisions:
                    return decision
                left = tuple(part for part in parts if part is not None)
                return replace(decision, decisions=left) if left else None
            case Merge():
                what, into = self._target(decision.what), self._target(decision.into)
                if what is decision.what and into is decision.into:
                    return decision
                return replace(decision, what=what, into=into) if what and into else None
            case Apart():
                one, other = self._target(decision.one), self._target(decision.other)
                if one is decision.one and other is decision.other:
                    return decision
                return replace(decision, one=one, other=other) if one and other else None
            case Move():
                what, out_of = self._target(decision.what), self._target(decision.out_of)
                to = decision.to and self._target(decision.to)
                if what is decision.what and out_of is decision.out_of and to is decision.to:
                    return decision
                fits = what and out_of and (to or decision.to is None)
                return replace(decision, what=what, out_of=out_of, to=to) if fits else None
            case Add():
                what, to = self._target(decision.what), decision.to and self._target(decision.to)
                if what is decision.what and to is decision.to:
                    return decision
                return replace(decision, what=what, to=to) if what else None
            case _:
                what = self._target(decision.what)
                if what is decision.what:
                    return decision
                return replace(decision, what=what) if what else None

    def _target(self, target: Target) -> Target | None:
        anchors = tuple(found for one in target.anchors if (found := self.find(one)) is not None)
        if anchors == target.anchors:
            return target if anchors else None
        return Target(target.scope, anchors) if anchors else None

    def find(self, anchor: Anchor) -> Anchor | None:
        """The anchor as it stands in this text, or None when nothing there is enough like it."""
        if anchor.end - anchor.start == len(anchor.exact) and self._stands(anchor, anchor.start):
            return anchor
        if anchor not in self._found:
            start = self._look_for(anchor)
            if start is not None:
                insort(self._shifts, (anchor.start, start - anchor.start))
            self._found[anchor] = None if start is None else self._at(anchor, start)
        return self._found[anchor]

    def _at(self, old: Anchor, start: int) -> Anchor:
        return anchor(self._text, start, start + len(old.exact), old.label)

    def _stands(self, anchor: Anchor, start: int) -> bool:
        """Whether the quotation stands there with all that was around it."""
        text, end = self._text, start + len(anchor.exact)
        return (
            start >= 0
            and text[start:end] == anchor.exact != ""
            and text[max(0, start - len(anchor.prefix)) : start] == anchor.prefix
            and text[end : end + len(anchor.suffix)] == anchor.suffix
        )

    def _look_for(self, anchor: Anchor) -> int | None:
        at = bisect_right(self._shifts, (anchor.start, len(self._text)))
        before, after = self._shifts[at - 1 : at] if at else [(0, 0)], self._shifts[at : at + 1]
        for _, shift in before + after:
            if self._stands(anchor, anchor.start + shift):
                return anchor.start + shift
        expected = anchor.start + before[0][1]
        best = max(
            ((self._agreement(anchor, start), -abs(start - expected), start) for start in self._all(anchor)),
            default=(0, 0, 0),
        )
        return best[2] if best[0] >= _ENOUGH else None

    def _all(self, anchor: Anchor) -> list[int]:
        """Everywhere that the quotation stands."""
        starts = self._starts.get(anchor.exact)
        if starts is None:
            starts = self._starts[anchor.exact] = []
            at = self._text.find(anchor.exact)
            while at >= 0 and anchor.exact:
                starts.append(at)
                at = self._text.find(anchor.exact, at + 1)
        return starts

    def _agreement(self, anchor: Anchor, start: int) -> int:
        """How many code points before and after a place are those that stood next to the anchor. The beginning and the
        end of the text agree with themselves, as if :data:`CONTEXT` code points of their own stood there."""
        end = start + len(anchor.exact)
        before = self._text[max(0, start - len(anchor.prefix)) : start]
        after = self._text[end : end + len(anchor.suffix)]
        first = start == len(before) and before == anchor.prefix and anchor.start == len(anchor.prefix)
        last = end + len(after) == len(self._text) and after == anchor.suffix and len(after) < CONTEXT
        return (CONTEXT if first else _common(before[::-1], anchor.prefix[::-1])) + (
            CONTEXT if last else _common(after, anchor.suffix)
        )


def _common(one: str, other: str) -> int:
    """How long the common beginning of two strings is."""
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
