"""Review: what the machine is least sure of, as questions that a person answers with yes or no.

Everything here is pure. Spans are ``(start, end)`` in code points of the document's text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from annotate.annotation import Alias, Annotation, By, Entity, Evidence, Mention, Suggestion
from annotate.decisions import Add, Apart, Batch, Confirm, Decision, Delete, Merge, Move, Reject, Relabel
from annotate.edits import alias_target, entity_target, mention_target
from annotate.evidence import explain
from annotate.names import surface
from annotate.query import Index
from annotate.recognize.confidence import CERTAIN
from annotate.text import one_line

Kind = Literal["link", "label", "span"]
KINDS: tuple[Kind, ...] = ("link", "label", "span")
Extent = tuple[int, int]
Maker = Callable[[str], Decision]
"""From the time of a decision (ISO 8601 in UTC) to the decision."""

_FOUND_BY: dict[By, str] = {
    "model": "found by the model",
    "rule": "found by a rule",
    "book": "found by its name in the alias book",
}


class Item(NamedTuple):
    """One question.

    ``score`` is how likely "yes" is right (None: nobody knows), ``certainty`` how likely what the machine did is:
    of a link that it only suggests it holds that it is none. ``spans`` is where the name stands that is asked
    about, in the order of the text; for a link ``beside`` is where the other name does. ``accept`` and ``reject``
    make the decision of a yes and of a no. ``stands`` says of a link how it is now, "linked" or "suggested".
    ``subject`` is the same for questions of which one at most can be answered with yes.
    """

    kind: Kind
    question: str
    evidence: str
    score: float | None
    certainty: float
    spans: tuple[Extent, ...]
    beside: tuple[Extent, ...]
    accept: Maker
    reject: Maker
    stands: str = ""
    subject: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """What tells the question from others, also when the queue is made anew."""
        return self.kind, self.question, self.spans


class Progress(NamedTuple):
    """How many questions were answered, and how many there are with those that were not."""

    decided: int
    total: int


def queue(index: Index, *, below: float = CERTAIN) -> tuple[Item, ...]:
    """What to ask a person: links, then labels, then spans, the least certain first.

    What the machine is sure of to ``below`` is not asked about, also where it is sure of a no: that a people is not its
    country, say, which the card shows all the same.
    Nothing that a person has decided is asked again.

    The bound is that of the mentions for links too: on the development sets (:mod:`annotate.resolve.calibration`) 300
    of the 1,520 links with a score are below it, and among these are 32 of the 39 that are wrong. One in nine, that is
    worth the reading; of those above it is one in 174.
    """
    items = [
        *_suggested(index),
        *_linked(index, below),
        *(_label(index, *odd) for odd in odd_labels(index)),
        *_spans(index, below),
    ]
    unsure = [item for item in items if item.certainty < below or item.kind == "label"]
    return tuple(sorted(unsure, key=lambda item: (KINDS.index(item.kind), item.certainty, item.spans)))


def progress(annotation: Annotation, items: Sequence[Item]) -> Progress:
    """How far the review has come: the decisions in the annotation that settle a question, and the queue's
    length."""
    decided = sum(map(_settling, annotation.decisions))
    return Progress(decided, decided + len(items))


def above(items: Iterable[Item], score: float) -> tuple[Item, ...]:
    """The items to accept when all above a score, and with just that, are to be. Where one name would so become
    part of two entities that it may belong to, neither link is among them."""
    fitting = [item for item in items if item.score is not None and item.score >= score]
    rivals = Counter(item.subject for item in fitting)
    return tuple(item for item in fitting if not item.subject or rivals[item.subject] == 1)


def accept_all(items: Iterable[Item], when: str) -> Batch:
    """One decision that accepts these items."""
    return Batch(when=when, decisions=tuple(item.accept(when) for item in items))


def _settling(decision: Decision) -> int:
    """How many questions a decision settles."""
    if isinstance(decision, Batch):
        return sum(map(_settling, decision.decisions))
    return isinstance(decision, Merge | Move | Apart | Relabel | Add | Delete | Confirm | Reject)


def _suggested(index: Index) -> Iterator[Item]:
    """Links that are not made."""
    for suggestion in index.annotation.suggestions:
        one, other = index.entities.get(suggestion.entity), index.entities.get(suggestion.other)
        if suggestion.state == "suggested" and one and other:
            yield _suggestion(index, suggestion, one, other)


def _suggestion(index: Index, suggestion: Suggestion, one: Entity, other: Entity) -> Item:
    score = suggestion.evidence.score
    kinds = (f" ({one.label})", f" ({other.label})") if one.name == other.name else ("", "")
    return Item(
        "link",
        one_line(f"Is “{one.name}”{kinds[0]} {other.name}{kinds[1]}?"),
        explain(suggestion.evidence),
        score,
        1 - (0.5 if score is None else score),
        _extents(index.mentions_of[one.id]),
        _extents(index.mentions_of[other.id]),
        lambda when: Merge(when=when, what=entity_target(index, one.id), into=entity_target(index, other.id)),
        lambda when: Apart(when=when, one=entity_target(index, one.id), other=entity_target(index, other.id)),
        stands="suggested",
        subject=one.id,
    )


def _linked(index: Index, below: float) -> Iterator[Item]:
    """Links that are made."""
    for entity in index.entities.values():
        unsure = [alias for alias in entity.aliases if _is_unsure(alias.evidence, below)]
        if not unsure:
            continue
        forms: dict[str, list[Mention]] = defaultdict(list)
        for mention in index.mentions_of[entity.id]:
            forms[surface(mention.text)].append(mention)
        for alias in unsure:
            others = [name for name in forms if name != alias.name]
            if others and any(map(_is_open, forms.get(alias.name, ()))):
                near = next(
                    (name for name in (alias.evidence.with_, entity.name) if name in others), others[0]
                )
                yield _alias(index, entity, alias, near, forms)


def _alias(index: Index, entity: Entity, alias: Alias, near: str, forms: dict[str, list[Mention]]) -> Item:
    """``near`` is the entity's other name that the alias was matched to."""
    score = alias.evidence.score
    assert score is not None
    return Item(
        "link",
        one_line(f"Is “{alias.name}” {near if alias.name == entity.name else entity.name}?"),
        explain(alias.evidence),
        score,
        score,
        _extents(forms[alias.name]),
        _extents(forms[near]),
        lambda when: Merge(
            when=when,
            what=alias_target(index, entity.id, [alias.name]),
            into=alias_target(index, entity.id, [near]),
        ),
        lambda when: Move(
            when=when,
            what=alias_target(index, entity.id, [alias.name]),
            out_of=alias_target(index, entity.id, [near]),
            to=None,
        ),
        stands="linked",
    )


def odd_labels(index: Index) -> Iterator[tuple[str, str, tuple[Mention, ...]]]:
    """Mentions with another label than their entity has, of which no person has said anything: the entity (its id),
    the label, and its mentions with that label."""
    for entity in index.entities.values():
        odd: dict[str, list[Mention]] = defaultdict(list)
        for mention in index.mentions_of[entity.id]:
            if mention.label != entity.label and _is_open(mention):
                odd[mention.label].append(mention)
        for label, mentions in odd.items():
            yield entity.id, label, tuple(mentions)


def _label(index: Index, entity: str, label: str, mentions: tuple[Mention, ...]) -> Item:
    """Mentions with another label than their entity has."""
    wanted, total = index.entities[entity].label, index.count(entity)
    agreeing = sum(mention.label == wanted for mention in index.mentions_of[entity])
    return Item(
        "label",
        one_line(f"Is “{surface(mentions[0].text)}” {_a(wanted)} here too, not {_a(label)}?"),
        f"{wanted} in {agreeing} of {total} mentions",
        None,
        agreeing / total,
        _extents(mentions),
        (),
        lambda when: Relabel(when=when, what=mention_target(index, mentions), label=wanted),
        lambda when: Confirm(when=when, what=mention_target(index, mentions)),
    )


def _spans(index: Index, below: float) -> Iterator[Item]:
    """Mentions that may be none. Those of one name are asked about at once."""
    unsure: dict[tuple[str, str, str], list[Mention]] = defaultdict(list)
    for mention in index.mentions:
        if mention.score is not None and mention.score < below and _is_open(mention):
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
        _extents(mentions),
        (),
        lambda when: Confirm(when=when, what=mention_target(index, mentions)),
        lambda when: Reject(when=when, what=mention_target(index, mentions)),
    )


def _is_unsure(evidence: Evidence, below: float) -> bool:
    """Whether a link has a score under the bound and no person has decided it."""
    return evidence.score is not None and evidence.score < below and not evidence.when


def _is_open(mention: Mention) -> bool:
    """Whether no person has said anything about a mention."""
    return mention.state == "suggested" and mention.by != "reader"


def _a(label: str) -> str:
    return f"{'an' if label[:1] in 'AEIO' else 'a'} {label}"


def _extents(mentions: Iterable[Mention]) -> tuple[Extent, ...]:
    return tuple((mention.start, mention.end) for mention in mentions)
