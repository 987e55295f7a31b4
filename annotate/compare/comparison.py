"""The comparison: every measure over all documents, and where the two sides disagree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

from annotate.annotation import text_sha256
from annotate.compare import aliases, clusters
from annotate.compare.kappa import Pairs, kappa, token_labels
from annotate.compare.marked import Extent, Marked
from annotate.compare.spans import LABEL_GROUPS, Markings, group, pair, predicted_spans, punished, trimmed
from annotate.compare.tally import Tally, count

MEASURES = ("muc", "b3", "ceafe")


class Disagreement(NamedTuple):
    """A place where the two sides differ: in what, and what each side has there ("" for nothing)."""

    document: str
    kind: str
    start: int
    gold: str
    predicted: str


class Comparison:
    """The measures of all documents together, by name.

    ``mentions``: exact, trimmed (without "the", titles and possessives), typed (trimmed, the same group of
    labels), overlapping. ``labels``: the typed ones by group. ``entities`` and ``entities_matched``: MUC, B3
    and CEAF-e end to end, and of the mentions alone that both sides have. ``aliases``: link and form,
    likewise.
    """

    def __init__(self) -> None:
        self.documents = 0
        self.unknown: list[str] = []  # predicted documents that the gold does not have
        self.unlike: list[str] = []  # documents whose texts are not the same on the two sides
        self.mentions: dict[str, Tally] = defaultdict(Tally)
        self.labels: dict[str, Tally] = {group: Tally() for group in LABEL_GROUPS}
        self.entities: dict[str, Tally] = defaultdict(Tally)
        self.entities_matched: dict[str, Tally] = defaultdict(Tally)
        self.aliases: dict[str, Tally] = defaultdict(Tally)
        self.tokens: Pairs = Counter()
        self.disagreements: list[Disagreement] = []

    @property
    def kappa(self) -> float:
        """Cohen's kappa on tokens, over all documents."""
        return kappa(self.tokens)

    def add(self, gold: Marked, markings: Iterable[Marked]) -> None:
        """Count one document; ``markings`` are the predictions for it, none or one."""
        predicted = [marking for marked in markings for marking in marked.markings]
        every = trimmed(gold, gold.markings)
        required = {span: marking for span, marking in every.items() if not marking.optional}
        named = predicted_spans(gold, every, predicted)
        kept = punished(gold, every, named)
        pairs = pair(kept, required)
        self.documents += 1
        self._add_mentions(required, kept, pairs)
        self.tokens += token_labels(gold, every, kept)
        self._name_mentions(gold, required, kept, pairs)
        if any(marking.entity is not None for marking in required.values()):
            self._add_entities(gold, required, kept, pairs, {**every, **named})

    def _add_mentions(self, required: Markings, kept: Markings, pairs: dict[Extent, Extent]) -> None:
        same = [span for span in kept if span in required]
        exact = [span for span in same if kept[span][:2] == required[span][:2]]
        typed = [span for span in same if _agree(required[span].label, kept[span].label)]
        for name, right in (("exact", exact), ("trimmed", same), ("typed", typed), ("overlapping", pairs)):
            _add(self.mentions, name, count(len(right), len(kept), len(required)))
        for span, marking in required.items():
            if label := group(marking.label):
                _add(self.labels, label, count(0, 0, 1))
                if span in kept and group(kept[span].label) == label:
                    _add(self.labels, label, count(1, 0, 0))
        for span, marking in kept.items():
            if span not in required or required[span].label is not None:
                _add(self.labels, group(marking.label) or "other", count(0, 1, 0))

    def _add_entities(
        self, gold: Marked, required: Markings, kept: Markings, pairs: dict[Extent, Extent], every: Markings
    ) -> None:
        theirs = {span: mark.entity for span, mark in required.items() if mark.entity is not None}
        open_ones = required.keys() - theirs.keys()
        # A name without an entity is one of its own.
        ours: dict[Extent, Hashable] = {
            span: span if mark.entity is None else mark.entity
            for span, mark in kept.items()
            if pairs.get(span) not in open_ones
        }
        matched = {pairs[span]: entity for span, entity in ours.items() if pairs.get(span) in theirs}
        given = {span: theirs[span] for span in matched}
        for name in MEASURES:
            measure = getattr(clusters, name)
            _add(self.entities, name, measure(theirs, ours))
            _add(self.entities_matched, name, measure(given, matched))
        strings = {span: gold.text[slice(*span)] for span in every}
        for end, left, right in (("", theirs, ours), (" matched", given, matched)):
            linked, said = aliases.links(left, strings), aliases.links(right, strings)
            names, said_names = aliases.forms(linked, strings), aliases.forms(said, strings)
            _add(self.aliases, "link" + end, aliases.agreement(linked, said))
            _add(self.aliases, "form" + end, aliases.agreement(names, said_names))
            if not end:
                self._name_forms(gold, names, said_names)

    def _name_mentions(
        self, gold: Marked, required: Markings, kept: Markings, pairs: dict[Extent, Extent]
    ) -> None:
        text = gold.text
        paired = {theirs: ours for ours, theirs in pairs.items()}
        for span, marking in sorted(required.items()):
            right, ours = text[slice(*span)], paired.get(span)
            if ours is None:
                self._name(gold, "missed", span[0], right, "")
            elif ours != span:
                self._name(gold, "span", span[0], right, text[slice(*ours)])
            elif not _agree(marking.label, kept[ours].label):
                said = f"{right} {kept[ours].label}"
                self._name(gold, "label", span[0], f"{right} {marking.label}", said)
        for span in sorted(kept.keys() - pairs.keys()):
            self._name(gold, "extra", span[0], "", text[slice(*span)])

    def _name_forms(
        self, gold: Marked, right: dict[aliases.Form, aliases.Pair], said: dict[aliases.Form, aliases.Pair]
    ) -> None:
        for form in sorted(right.keys() - said.keys()):
            self._name(gold, "not linked", right[form][0][0], " = ".join(form), "")
        for form in sorted(said.keys() - right.keys()):
            self._name(gold, "linked", said[form][0][0], "", " = ".join(form))

    def _name(self, gold: Marked, kind: str, start: int, right: str, said: str) -> None:
        self.disagreements.append(Disagreement(gold.name, kind, start, right, said))


def compare(gold: Sequence[Marked], predicted: Sequence[Marked]) -> Comparison:
    """Compare predictions with the gold, document by document: that of the same name, else text."""
    by_name = {marked.name: marked for marked in predicted}
    by_text = {text_sha256(marked.text): marked for marked in predicted if marked.text}
    comparison = Comparison()
    used = set()
    for document in gold:
        found = by_name.get(document.name) or by_text.get(text_sha256(document.text))
        comparison.add(document, [found] if found else [])
        if found and found.text and found.text != document.text:
            comparison.unlike.append(document.name)
        used.add(id(found))
    comparison.unknown = [marked.name for marked in predicted if id(marked) not in used]
    return comparison


def mean_f1(tallies: dict[str, Tally]) -> float:
    """The mean F1 of MUC, B3 and CEAF-e (the "CoNLL score")."""
    return sum(tallies[name].f1 for name in MEASURES) / len(MEASURES)


def _agree(right: str | None, said: str | None) -> bool:
    return right is None or group(right) == group(said)


def _add(tallies: dict[str, Tally], name: str, tally: Tally) -> None:
    tallies[name] = tallies[name].plus(tally)
