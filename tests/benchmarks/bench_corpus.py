"""Entities across documents: how good, how fast and how large.

Run it by hand on gold data whose entities are the same in several documents, one object a line (``entity`` or
``wiki`` is then the same for all of them): ``python tests/benchmarks/bench_corpus.py GOLD ...``. The marked
names of each document are given, as its gold groups them and as the sieve does; every second document is for
the development of the rules (half A), the others (half B) are not looked at for it.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from annotate.book import shipped
from annotate.corpus import Bearer, resolve
from annotate.names import key, surface
from annotate.recognize.spans import Span
from annotate.resolve import resolve as sieve

LABELS = {"PER": "PERSON", "LOC": "GPE", "MISC": "WORK_OF_ART", None: "WORK_OF_ART"}
NEAR = 400  # code points on either side: about a paragraph, where only the names of a text are given


class Given(NamedTuple):
    """The bearers of some documents, and whom each of their names means: by document and form."""

    bearers: list[Bearer]
    gold: dict[tuple[str, str], str]


def documents(path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text().splitlines()]


def given(documents: Iterable[dict[str, Any]], *, by_sieve: bool) -> Given:
    bearers: list[Bearer] = []
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    shared = any("wiki" in mention for document in documents for mention in document["mentions"])
    for document in documents:
        marked = [mention for mention in document["mentions"] if mention["entity"]]
        text = document["text"]
        for mention in marked:
            if whom := mention.get("wiki") if shared else mention["entity"]:
                votes[document["id"], surface(text[mention["start"] : mention["end"]])][whom.strip()] += 1
        spans = {(m["start"], m["end"]): LABELS.get(m["label"], m["label"]) for m in marked}
        entities: dict[str, list[tuple[int, int]]] = defaultdict(list)
        if by_sieve:
            found = sieve(text, [Span(*span, label) for span, label in spans.items()], shipped())
            for item in found.mentions:
                entities[item.entity].append((item.start, item.end))
        else:
            for mention in marked:
                entities[mention["entity"]].append((mention["start"], mention["end"]))
        bearers += _bearers(document["id"], text, entities, spans)
    return Given(bearers, {form: counts.most_common(1)[0][0] for form, counts in votes.items()})


def _bearers(
    document: str,
    text: str,
    entities: dict[str, list[tuple[int, int]]],
    spans: dict[tuple[int, int], str],
) -> Iterator[Bearer]:
    named = {
        entity: Counter(surface(text[start:end]) for start, end in places)
        for entity, places in entities.items()
    }
    heads = {
        entity: max(forms, key=lambda form: (len(form.split()), len(form))) for entity, forms in named.items()
    }
    stands = sorted((start, entity) for entity, places in entities.items() for start, _ in places)
    for entity, places in entities.items():
        company = {
            key(heads[other])
            for start, _ in places
            for at, other in stands
            if other != entity and abs(at - start) <= NEAR
        }
        label = Counter(spans[place] for place in places).most_common(1)[0][0]
        yield Bearer(
            document, entity, heads[entity], label, tuple(named[entity].items()), None, frozenset(company)
        )


Partition = dict[tuple[str, str], object]
"""From each bearer (its place) to the entity that it is held for."""


def nothing(bearers: list[Bearer]) -> Partition:
    return {bearer.place: bearer.place for bearer in bearers}


def same_name_and_label(bearers: list[Bearer]) -> Partition:
    return {bearer.place: (bearer.name, bearer.label) for bearer in bearers}


def corpus(bearers: list[Bearer]) -> Partition:
    found = resolve(bearers, shipped())
    return {place: entity.id for entity in found.entities for place in entity.members}


class Pairs(NamedTuple):
    """The pairs that count: two forms, and whom they mean."""

    forms: set[tuple[str, str, str, str]]
    bearers: set[tuple[Any, Any]]


def pairs(partition: Partition, given: Given) -> Counter[tuple[str, str, str, str]]:
    """The pairs of different forms in different documents that a partition holds for one entity's, each once for the
    two whom they mean, and how many times."""
    groups: dict[object, dict[tuple[str, str], set[str]]] = defaultdict(lambda: defaultdict(set))
    for bearer in given.bearers:
        for form, _ in bearer.aliases:
            if whom := given.gold.get((bearer.document, form)):
                groups[partition[bearer.place]][form, whom].add(bearer.document)
    found: Counter[tuple[str, str, str, str]] = Counter()
    for items in groups.values():
        for (a, whom), (b, other) in combinations(sorted(items), 2):
            ones, others = items[a, whom], items[b, other]
            times = len(ones) * len(others) - len(ones & others)
            if times and (a != b or whom != other):
                found[a, b, whom, other] += times
        for (a, whom), ones in items.items():
            if len(ones) > 1:
                found[a, a, whom, whom] += len(ones) * (len(ones) - 1) // 2
    return found


def gold_partition(given: Given) -> Counter[tuple[str, str, str, str]]:
    forms: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for (document, form), whom in given.gold.items():
        forms[whom][form].add(document)
    found: Counter[tuple[str, str, str, str]] = Counter()
    for whom, by_form in forms.items():
        for a, b in combinations(sorted(by_form), 2):
            times = len(by_form[a]) * len(by_form[b]) - len(by_form[a] & by_form[b])
            if times:
                found[a, b, whom, whom] = times
        for a, ones in by_form.items():
            if len(ones) > 1:
                found[a, a, whom, whom] = len(ones) * (len(ones) - 1) // 2
    return found


def score(
    found: Counter[Any], gold: Counter[Any], *, same: bool, weighed: bool
) -> tuple[float, float, float]:
    def size(pairs: Counter[Any], right: bool) -> int:
        return sum(
            (count if weighed else 1)
            for (a, b, whom, other), count in pairs.items()
            if (same or a != b) and (whom == other or not right)
        )

    right = size(found, True)
    precision = right / max(size(found, False), 1)
    recall = right / max(size(gold, False), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


if __name__ == "__main__":
    for path in sys.argv[1:]:
        for half in (0, 1):
            some = documents(path)[half::2]
            for by_sieve in (False, True):
                these = given(some, by_sieve=by_sieve)
                gold = gold_partition(these)
                whose = "sieve" if by_sieve else "gold"
                print(f"\n{Path(path).stem}, half {'AB'[half]}, {len(some)} documents, ", end="")
                print(f"{len(these.bearers)} entities of the {whose}")
                for how in (nothing, same_name_and_label, corpus):
                    start = time.perf_counter()
                    found = pairs(how(these.bearers), these)
                    took = time.perf_counter() - start
                    shown = "   ".join(
                        "P {:.3f} R {:.3f} F {:.3f}".format(*score(found, gold, same=same, weighed=weighed))
                        for same, weighed in ((False, False), (True, False), (True, True))
                    )
                    print(f"  {how.__name__:20} {shown}  {took:.1f} s")
