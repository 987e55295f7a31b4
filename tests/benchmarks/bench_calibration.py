"""Whether the scores in the evidence mean what they say: how many links of each rule and score are right.

Run it by hand on gold data (one object a line, see ``aka compare``): ``python
tests/benchmarks/bench_calibration.py GOLD ...``. The marked names are given to the sieve; a link is right
when the gold has both names in one entity. The table is what annotate/resolve/calibration.py is written from.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from annotate.annotation import Evidence
from annotate.book import Book, shipped
from annotate.compare.marked import Marked, read_marked
from annotate.recognize.spans import Span
from annotate.resolve import Resolution, resolve
from annotate.resolve.entities import REVERSED

LABELS = {"PER": "PERSON", "LOC": "GPE", "MISC": "WORK_OF_ART", None: "WORK_OF_ART"}
"""The coarse labels of some gold data as labels of the recogniser."""
TURNED = {turned: rule for rule, turned in REVERSED.items() if list(REVERSED.values()).count(turned) == 1}


class Link(NamedTuple):
    """A link that the sieve made or suggested."""

    kind: str
    rule: str
    score: float | None
    right: bool


def links(marked: Marked, book: Book) -> Iterator[Link]:
    """The links between names of which the gold says what they are."""
    spans = [Span(m.start, m.end, LABELS.get(m.label, m.label or "")) for m in marked.markings]
    found = resolve(marked.text, spans, book)
    gold = {(m.start, m.end): m.entity for m in marked.markings if m.entity is not None}
    of_form, of_entity = bearers(found, gold)
    for entity in found.entities:
        for alias in entity.aliases:
            ours = of_form[entity.id, alias.name]
            theirs = of_form[entity.id, alias.evidence.with_] or of_entity[entity.id] - ours
            if alias.evidence.rule != "canonical name" and ours and theirs:
                yield judged("linked", alias.evidence, ours, theirs)
    for suggestion in found.suggestions:
        ours, theirs = of_entity[suggestion.entity], of_entity[suggestion.other]
        if ours and theirs:
            yield judged("suggested", suggestion.evidence, ours, theirs)


def bearers(
    found: Resolution, gold: Mapping[tuple[int, int], str]
) -> tuple[dict[tuple[str, str], set[str]], dict[str, set[str]]]:
    """The gold entities of the mentions of each form of an entity, and of all its mentions."""
    of_form: dict[tuple[str, str], set[str]] = defaultdict(set)
    of_entity: dict[str, set[str]] = defaultdict(set)
    for mention in found.mentions:
        if entity := gold.get((mention.start, mention.end)):
            of_form[mention.entity, mention.text].add(entity)
            of_entity[mention.entity].add(entity)
    return of_form, of_entity


def judged(kind: str, evidence: Evidence, ours: set[str], theirs: set[str]) -> Link:
    """A link with whether the gold has both ends in one entity."""
    return Link(kind, TURNED.get(evidence.rule, evidence.rule), evidence.score, bool(ours & theirs))


def show(found: Iterable[Link]) -> None:
    """Print the shares by rule and score, then by tenths of the score."""
    rules: dict[tuple[str, str, float], Counter[bool]] = defaultdict(Counter)
    tenths: dict[int, list[Link]] = defaultdict(list)
    for link in found:
        rules[link.kind, link.rule, -1 if link.score is None else link.score][link.right] += 1
        if link.score is not None:
            tenths[int(link.score * 10)].append(link)
    print(f"{'':10}{'rule':20}{'score':>6}{'links':>7}{'right':>7}{'share':>7}{'(r + 1) / (n + 2)':>19}")
    for (kind, rule, score), counts in sorted(rules.items()):
        right, total = counts[True], counts.total()
        shown = "" if score < 0 else f"{score:.2f}"
        print(
            f"{kind:10}{rule:20}{shown:>6}{total:7}{right:7}{right / total:7.2f}"
            f"{(right + 1) / (total + 2):19.2f}"
        )
    print(f"\n{'scores':12}{'links':>7}{'mean score':>12}{'share right':>13}")
    for tenth, some in sorted(tenths.items()):
        mean = sum(link.score or 0 for link in some) / len(some)
        share = sum(link.right for link in some) / len(some)
        print(f"{tenth / 10:.1f} to {tenth / 10 + 0.1:.1f}  {len(some):7}{mean:12.2f}{share:13.2f}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: bench_calibration.py GOLD ...")
    book = shipped()
    texts = [marked for path in sys.argv[1:] for marked in read_marked(Path(path).read_bytes(), path)]
    show(link for marked in texts for link in links(marked, book))
