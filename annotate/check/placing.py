"""Where the mentions of a text stand that has changed, when nothing is known of each but its old offsets and its text.

What was inserted into a text or cut out of it moves all that comes after by as much. So of the places where a mention's
text stands the one is taken whose shift fits the most of the mentions ahead (as diff does after a change), and the
shift is held for as long as it fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from annotate.annotation import Mention

_AHEAD = 8  # so many stale mentions ahead tell where the text goes on after it was changed
_NEAREST = 32  # so many places on either side are looked at: a name that stands more often tells little
_FAR = 200_000  # code points: nothing is looked for at a greater distance


def placed(text: str, mentions: Sequence[Mention]) -> list[int | None]:
    """Where each of the mentions (sorted by their old starts) starts now, None for one that is nowhere. One that fits
    is never moved, and no two are put to one place."""
    return _Placing(text, mentions).starts


def fits(text: str, mention: Mention) -> bool:
    """Whether a mention's text stands at its offsets."""
    return 0 <= mention.start < mention.end <= len(text) and text[mention.start : mention.end] == mention.text


class _Placing:
    """``starts`` is what :func:`placed` returns."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self._text, self._mentions = text, mentions
        self.starts: list[int | None] = [
            mention.start if fits(text, mention) else None for mention in mentions
        ]
        self._taken = {
            (mention.start, mention.end)
            for mention, start in zip(mentions, self.starts, strict=True)
            if start is not None
        }
        stale = [number for number, start in enumerate(self.starts) if start is None]
        self._fit_in(self._follow(stale))

    def _follow(self, stale: Sequence[int]) -> list[int]:
        """Place what shifts that others share place; gives what is left."""
        left, shift = [], 0
        for rank, number in enumerate(stale):
            mention = self._mentions[number]
            if not self._free(mention, shift):
                ahead = [self._mentions[other] for other in stale[rank + 1 : rank + 1 + _AHEAD]]
                support = {
                    by: sum(self._free(other, by) for other in ahead) for by in self._shifts(mention, shift)
                }
                best = max(support, key=support.__getitem__, default=None)
                if best is None or (ahead and not support[best]):
                    left.append(number)
                    continue
                shift = best
            self._take(number, shift)
        return left

    def _fit_in(self, left: Sequence[int]) -> None:
        """Place each mention alone, between those around it that have their places."""
        ends = [len(self._text) if start is None else start for start in self.starts]
        most = list(accumulate(reversed(ends), min))[::-1]
        least, seen = 0, 0
        for number in left:
            least = max([least, *(start for start in self.starts[seen:number] if start is not None)])
            seen, mention = number, self._mentions[number]
            fitting = (by for by in self._shifts(mention, 0) if least <= mention.start + by <= most[number])
            if (by := next(fitting, None)) is not None:
                self._take(number, by)

    def _shifts(self, mention: Mention, shift: int) -> list[int]:
        """By how much a mention may have moved: to free places, those nearest to where it is expected first."""
        expected = mention.start + shift
        near = sorted(self._places(mention.text, expected), key=lambda start: abs(start - expected))
        return [by for start in near if self._free(mention, by := start - mention.start)]

    def _free(self, mention: Mention, by: int) -> bool:
        """Whether a mention's text stands where the shift leads, and no other mention is there."""
        start, end = mention.start + by, mention.start + by + len(mention.text)
        return 0 <= start < end and self._text[start:end] == mention.text and (start, end) not in self._taken

    def _take(self, number: int, by: int) -> None:
        mention = self._mentions[number]
        self.starts[number] = mention.start + by
        self._taken.add((mention.start + by, mention.start + by + len(mention.text)))

    def _places(self, name: str, near: int) -> list[int]:
        """Where a name stands around an offset, as a whole word if it does so anywhere there."""
        if not name:
            return []
        found: list[int] = []
        near = min(max(near, 0), len(self._text))
        at = self._text.find(name, near, near + _FAR)
        while at >= 0 and len(found) < _NEAREST:
            found.append(at)
            at = self._text.find(name, at + 1, near + _FAR)
        ahead = len(found)
        at = self._text.rfind(name, max(0, near - _FAR), near + len(name) - 1)
        while at >= 0 and len(found) < ahead + _NEAREST:
            found.append(at)
            at = self._text.rfind(name, max(0, near - _FAR), at + len(name) - 1)
        return [start for start in found if self._is_whole(name, start)] or found

    def _is_whole(self, name: str, start: int) -> bool:
        end = start + len(name)
        before, after = self._text[max(0, start - 1) : start], self._text[end : end + 1]
        return not (before.isalnum() and name[0].isalnum()) and not (after.isalnum() and name[-1].isalnum())
