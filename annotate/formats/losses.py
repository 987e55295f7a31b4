"""What a file could not hold of an annotation, as data and as a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Loss(NamedTuple):
    """Things that a format could not hold: how many, what one and several of them are called, and what it is that
    the format "keeps no"."""

    number: int
    one: str
    many: str
    keeps_no: str


def sentence(name: str, losses: Iterable[Loss]) -> str:
    """What the format of this name did not keep, for people; empty where it kept all. Losses of one kind are added
    up.

    >>> sentence("conll2003", [Loss(20, "group", "groups", "entities"), Loss(7, "group", "groups", "entities")])
    'conll2003 keeps no entities: 27 groups were dropped.'
    >>> sentence("brat", [Loss(1, "score", "scores", "scores"), Loss(2, "link", "links", "suggested links")])
    'brat keeps no scores or suggested links: 1 score and 2 links were dropped.'
    """
    counts: dict[tuple[str, str, str], int] = {}
    for number, one, many, keeps_no in losses:
        counts[one, many, keeps_no] = counts.get((one, many, keeps_no), 0) + number
    if not counts:
        return ""
    dropped = [f"{count} {one if count == 1 else many}" for (one, many, _), count in counts.items()]
    were = "was" if sum(counts.values()) == 1 else "were"
    keeps_no = _listed([words[-1] for words in counts], "or")
    return f"{name} keeps no {keeps_no}: {_listed(dropped, 'and')} {were} dropped."


def _listed(words: Sequence[str], last: str) -> str:
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else words[0]
