"""Mentions whose offsets are not those of the text: found, and put where their quotation stands now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from msgspec.structs import replace

from annotate.annotation import Alias, Annotation, Document, Entity, Mention, text_sha256
from annotate.check.problem import Problem, quoted
from annotate.names import surface

_AHEAD = 8  # so many stale mentions ahead tell where the text goes on after it was changed
_NEAREST = 32  # so many places on either side are looked at: a name that stands more often tells little
_FAR = 200_000  # code points: nothing is looked for at a greater distance


class Mended(NamedTuple):
    """An annotation whose offsets fit, and what was done for that: the mentions that were moved, as they were and
    as they are, and those whose text is nowhere to be found, which are left out."""

    annotation: Annotation
    moved: tuple[tuple[Mention, Mention], ...]
    lost: tuple[Mention, ...]


def mend(annotation: Annotation) -> Mended:
    """Put every mention whose offsets do not fit where its text stands now.

    What was inserted into a text or cut out of it moves all that comes after by as much. So of the places where a
    mention's text stands the one is taken whose shift fits the most of the mentions ahead (as diff does after a
    change), and the shift is held for as long as it fits. A mention that fits is never moved, and no two to one place.
    """
    text = annotation.document.text
    mentions = sorted(annotation.mentions, key=_position)
    whole = replace(annotation, document=_as_it_is(annotation.document), mentions=tuple(mentions))
    stale = [number for number, mention in enumerate(mentions) if not fits(text, mention)]
    if not stale:
        return Mended(whole, (), ())
    starts = _Placing(text, mentions).starts
    moved, lost = [], []
    for number in stale:
        before, start = mentions[number], starts[number]
        if start is None:
            lost.append(before)
        else:
            moved.append((before, replace(before, start=start, end=start + len(before.text))))
    fitting = [mention for mention in mentions if fits(text, mention)]
    kept = sorted([*fitting, *(after for _, after in moved)], key=_position)
    entities = _less_often_named(annotation.entities, lost, kept)
    known = {entity.id for entity in entities}
    links = tuple(link for link in annotation.suggestions if {link.entity, link.other} <= known)
    if not lost:
        entities, links = annotation.entities, annotation.suggestions
    whole = replace(whole, mentions=tuple(kept), entities=entities, suggestions=links)
    return Mended(whole, tuple(moved), tuple(lost))


def fits(text: str, mention: Mention) -> bool:
    """Whether a mention's text stands at its offsets."""
    return 0 <= mention.start < mention.end <= len(text) and text[mention.start : mention.end] == mention.text


def problems(annotation: Annotation, mended: Mended) -> Iterator[Problem]:
    """What was stale in an annotation before it was mended."""
    if annotation.document.sha256 != mended.annotation.document.sha256:
        yield Problem(
            "stale",
            "The text is not the one that was annotated: its SHA-256 differs.",
            (),
            "take it as it is now",
        )
    for before, after in mended.moved:
        yield Problem(
            "stale",
            f"{quoted(before.text)} does not stand at {before.start}-{before.end}.",
            ((after.start, after.end),),
            f"put it to {after.start}-{after.end}, where it does",
        )
    for mention in mended.lost:
        yield Problem(
            "stale",
            f"{quoted(mention.text)} does not stand at {mention.start}-{mention.end}, nor where it may have gone.",
            (),
            "leave it out",
        )


def _as_it_is(document: Document) -> Document:
    """The document with its text's own digest. Blocks are those of the text that the digest was of."""
    sha256 = text_sha256(document.text)
    return document if sha256 == document.sha256 else replace(document, sha256=sha256, blocks=())


def _position(mention: Mention) -> tuple[int, int]:
    return mention.start, -mention.end


def _less_often_named(
    entities: Iterable[Entity], lost: Iterable[Mention], kept: Iterable[Mention]
) -> tuple[Entity, ...]:
    """The entities without some mentions that are lost; those that had no others are left out."""
    counts: dict[str, Counter[str]] = {mention.entity: Counter() for mention in lost}
    for mention in kept:
        if mention.entity in counts:
            counts[mention.entity][surface(mention.text)] += mention.state != "rejected"
    left = []
    for entity in entities:
        if entity.id not in counts:
            left.append(entity)
            continue
        count = counts[entity.id]
        there = [
            Alias(alias.name, count[alias.name], alias.evidence)
            for alias in entity.aliases
            if alias.name in count
        ]
        if there:
            left.append(replace(entity, aliases=tuple(there)))
    return tuple(left)


class _Placing:
    """Finds where mentions start; ``starts`` has None for one that is nowhere."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self._text, self._mentions = text, mentions
        self.starts = [mention.start if fits(text, mention) else None for mention in mentions]
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
