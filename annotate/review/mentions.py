"""Questions about mentions: whether a label, and whether a span, is right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from annotate.annotation import By, Mention
from annotate.decisions import Confirm, Reject, Relabel
from annotate.edits import mention_target
from annotate.names import surface
from annotate.query import Index
from annotate.review.item import Item, extents, is_open
from annotate.text import one_line

_FOUND_BY: dict[By, str] = {
    "model": "found by the model",
    "rule": "found by a rule",
    "book": "found by its name in the alias book",
}


def labels(index: Index) -> Iterator[Item]:
    """Mentions with another label than their entity has."""
    for odd in odd_labels(index):
        yield _label(index, *odd)


def odd_labels(index: Index) -> Iterator[tuple[str, str, tuple[Mention, ...]]]:
    """Mentions with another label than their entity has, of which no person has said anything: the entity (its id),
    the label, and its mentions with that label."""
    for entity in index.entities.values():
        odd: dict[str, list[Mention]] = defaultdict(list)
        for mention in index.mentions_of[entity.id]:
            if mention.label != entity.label and is_open(mention):
                odd[mention.label].append(mention)
        for label, mentions in odd.items():
            yield entity.id, label, tuple(mentions)


def _label(index: Index, entity: str, label: str, mentions: tuple[Mention, ...]) -> Item:
    wanted, total = index.entities[entity].label, index.count(entity)
    agreeing = sum(mention.label == wanted for mention in index.mentions_of[entity])
    return Item(
        "label",
        one_line(f"Is “{surface(mentions[0].text)}” {_a(wanted)} here too, not {_a(label)}?"),
        f"{wanted} in {agreeing} of {total} mentions",
        None,
        agreeing / total,
        extents(mentions),
        (),
        lambda when: Relabel(when=when, what=mention_target(index, mentions), label=wanted),
        lambda when: Confirm(when=when, what=mention_target(index, mentions)),
    )


def spans(index: Index, below: float) -> Iterator[Item]:
    """Mentions with a score under ``below``. Those of one name are asked about at once."""
    unsure: dict[tuple[str, str, str], list[Mention]] = defaultdict(list)
    for mention in index.mentions:
        if mention.score is not None and mention.score < below and is_open(mention):
            unsure[mention.entity, surface(mention.text), mention.label].append(mention)
    for (_, name, label), mentions in unsure.items():
        yield _span(index, name, label, tuple(mentions))


def _span(index: Index, name: str, label: str, mentions: tuple[Mention, ...]) -> Item:
    score = min(mention.score for mention in mentions if mention.score is not None)
    found = " and ".join(dict.fromkeys(_FOUND_BY[mention.by] for mention in mentions))
    return Item(
        "span",
        one_line(f"Is “{name}” {_a(label)} here?"),
        f"{found} ({score:.2f})",
        score,
        score,
        extents(mentions),
        (),
        lambda when: Confirm(when=when, what=mention_target(index, mentions)),
        lambda when: Reject(when=when, what=mention_target(index, mentions)),
    )


def _a(label: str) -> str:
    return f"{'an' if label[:1] in 'AEIO' else 'a'} {label}"
