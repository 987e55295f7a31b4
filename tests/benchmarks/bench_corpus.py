"""Entities across documents: how good, how fast, how large, and what blocking loses.

Run it by hand on gold data whose entities are the same in several documents, one document a line (``wiki`` of a mention
is what it is in all of them): ``python tests/benchmarks/bench_corpus.py GOLD ...``. The marked names of each document
are given, gathered as its gold does and as the sieve does. Every second document (half A) was looked at when the rules
were made, the others (half B) were not.

100,000 distinct names are then made of those of the gold, of invented ones, and of variations of both.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from annotate.book import shipped
from annotate.corpus import Bearer, block, resolve, score
from annotate.corpus.blocking import Pair
from annotate.corpus.reading import read
from annotate.corpus.rules import rules
from annotate.names import key, surface
from annotate.recognize.spans import Span
from annotate.resolve import resolve as sieve

LABELS = {"PER": "PERSON", "LOC": "GPE", "MISC": "WORK_OF_ART", None: "WORK_OF_ART"}
"""The coarse labels of some gold data as labels of the recogniser."""
NEAR = 400
"""Names this near (code points) count as those of one paragraph: of some texts only the names are given."""
NAMES = 100_000
SAMPLE = 1200

Place = tuple[str, str]
Partition = dict[Place, object]
"""From each bearer's place to the entity that it is held for."""
FormPairs = Counter[tuple[str, str, str, str]]
"""Two forms that are held for one entity's in different documents, whom they mean, and in how many documents."""


class Given(NamedTuple):
    """The bearers of some documents, and whom each name means: by document and form."""

    bearers: list[Bearer]
    gold: dict[tuple[str, str], str]


def documents(path: str) -> list[dict[str, Any]]:
    """The documents of a gold file."""
    return [json.loads(line) for line in Path(path).read_text().splitlines()]


def given(documents: Iterable[dict[str, Any]], *, by_sieve: bool) -> Given:
    """The entities of documents, as the gold or the sieve gathers the marked names."""
    bearers: list[Bearer] = []
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for document in documents:
        text, marked = document["text"], [mention for mention in document["mentions"] if mention["entity"]]
        spans = {(m["start"], m["end"]): LABELS.get(m["label"], m["label"]) for m in marked}
        entities: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for mention in marked:
            if whom := mention.get("wiki"):
                form = surface(text[mention["start"] : mention["end"]])
                votes[document["id"], form][whom.strip()] += 1
            if not by_sieve:
                entities[mention["entity"]].append((mention["start"], mention["end"]))
        if by_sieve:
            found = sieve(text, [Span(*span, label) for span, label in spans.items()], shipped())
            for item in found.mentions:
                entities[item.entity].append((item.start, item.end))
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
    stands = [(start, entity) for entity, places in entities.items() for start, _ in places]
    for entity, places in entities.items():
        company = frozenset(
            key(heads[other])
            for start, _ in places
            for at, other in stands
            if other != entity and abs(at - start) <= NEAR
        )
        label = Counter(spans[place] for place in places).most_common(1)[0][0]
        yield Bearer(
            document,
            entity,
            heads[entity],
            label,
            tuple(named[entity].items()),
            company=tuple(sorted(company)),
        )


def nothing(bearers: list[Bearer]) -> Partition:
    """Each is one of its own."""
    return {bearer.place: bearer.place for bearer in bearers}


def same_name_and_label(bearers: list[Bearer]) -> Partition:
    """The peer: whoever has one name and one label."""
    return {bearer.place: (bearer.name, bearer.label) for bearer in bearers}


def corpus(bearers: list[Bearer]) -> Partition:
    """As the corpus has it."""
    found = resolve(bearers, shipped())
    return {place: entity.id for entity in found.entities for place in entity.members}


def form_pairs(groups: Iterable[dict[tuple[str, str], set[str]]]) -> FormPairs:
    """The pairs across documents of groups, each of which has the documents of a form that means somebody."""
    found: FormPairs = Counter()
    for documents_of in groups:
        for (a, whom), (b, other) in combinations(sorted(documents_of), 2):
            ones, others = documents_of[a, whom], documents_of[b, other]
            found[a, b, whom, other] += len(ones) * len(others) - len(ones & others)
        for (a, whom), ones in documents_of.items():
            found[a, a, whom, whom] += len(ones) * (len(ones) - 1) // 2
    return +found


def found_pairs(partition: Partition, these: Given) -> FormPairs:
    """Those of a partition."""
    groups: dict[object, dict[tuple[str, str], set[str]]] = defaultdict(lambda: defaultdict(set))
    for bearer in these.bearers:
        for form, _ in bearer.aliases:
            if whom := these.gold.get((bearer.document, form)):
                groups[partition[bearer.place]][form, whom].add(bearer.document)
    return form_pairs(groups.values())


def gold_pairs(these: Given) -> FormPairs:
    """Those of the gold."""
    groups: dict[str, dict[tuple[str, str], set[str]]] = defaultdict(lambda: defaultdict(set))
    for (document, form), whom in these.gold.items():
        groups[whom][form, whom].add(document)
    return form_pairs(groups.values())


def agreement(found: FormPairs, gold: FormPairs, *, alias: bool) -> str:
    """Precision, recall and F. ``alias``: of different forms, each pair once; else of all, in all documents."""

    def size(pairs: FormPairs, *, right: bool = False) -> int:
        return sum(
            1 if alias else count
            for (a, b, whom, other), count in pairs.items()
            if not (alias and a == b) and not (right and whom != other)
        )

    right = size(found, right=True)
    precision, recall = right / max(size(found), 1), right / max(size(gold), 1)
    return f"{precision:6.3f}{recall:7.3f}{2 * precision * recall / max(precision + recall, 1e-9):7.3f}"


def by_a_part_alone(bearers: list[Bearer], partition: Partition) -> int:
    """How many persons that go by a single name alone are one with somebody of another document."""
    members = Counter(partition[bearer.place] for bearer in bearers)
    return sum(
        members[partition[reading.place]] > 1
        for reading in read(bearers, shipped())
        if reading.group == "person" and not any(" " in form.text for form in reading.forms)
    )


def quality(path: str) -> None:
    """Print how good it is."""
    print(
        f"\n{Path(path).stem}: alias forms of one entity in different documents, then all forms as they stand"
    )
    for half in (0, 1):
        some = documents(path)[half::2]
        for by_sieve in (False, True):
            these = given(some, by_sieve=by_sieve)
            gold = gold_pairs(these)
            who = "sieve" if by_sieve else "gold"
            print(f"half {'AB'[half]}: {len(some)} documents, {len(these.bearers)} entities of the {who}")
            for how in (nothing, same_name_and_label, corpus):
                partition = how(these.bearers)
                found = found_pairs(partition, these)
                shown = "   ".join(agreement(found, gold, alias=alias) for alias in (True, False))
                alone = by_a_part_alone(these.bearers, partition)
                print(f"  {how.__name__:20} P, R, F {shown}   persons by a single name: {alone}")


class Called(NamedTuple):
    """A distinct name, and the one that it is a variation of, if any."""

    name: str
    label: str
    of: str


SYLLABLES = [
    "ka",
    "ri",
    "mo",
    "ta",
    "sel",
    "vin",
    "dor",
    "pra",
    "lun",
    "gash",
    "em",
    "ber",
    "ol",
    "fi",
    "zu",
    "nar",
    "teth",
    "qui",
    "bo",
    "ste",
    "wyn",
    "hal",
    "kh",
    "dh",
    "ghan",
    "ev",
    "ov",
]
HEADS = (
    "Ministry of",
    "Department of",
    "University of",
    "Bank of",
    "Institute for",
    "Council of",
    "Party of",
)
TAILS = ("Inc.", "Ltd.", "Group", "Association", "Foundation", "Bank", "Institute", "Holdings", "Front")
SWAPS = (("kh", "h"), ("q", "k"), ("ei", "ey"), ("y", "i"), ("ou", "u"), ("gh", "g"), ("v", "w"), ("ü", "u"))


def invented(paths: Sequence[str], count: int) -> list[Called]:
    """Distinct names of gold, of their words and of syllables, and variations of all these."""
    dice = random.Random(7)
    real = {
        surface(text[mention["start"] : mention["end"]]): LABELS.get(mention["label"], mention["label"])
        for path in paths
        for document in documents(path)
        for text in [document["text"]]
        for mention in document["mentions"]
    }

    def coined() -> str:
        return "".join(dice.choices(SYLLABLES, k=dice.randint(2, 3))).capitalize()

    persons = [
        name.split() for name, label in real.items() if label == "PERSON" and 1 < len(name.split()) < 4
    ]
    given = sorted({words[0] for words in persons})
    family = sorted({words[-1] for words in persons} | {coined() for _ in range(6000)})
    orgs = sorted(
        {
            word
            for name, label in real.items()
            if label == "ORG"
            for word in name.split()
            if word[:1].isupper()
        }
        | {coined() for _ in range(6000)}
    )
    places = sorted(
        {name for name, label in real.items() if label == "GPE"} | {coined() for _ in range(3000)}
    )
    made: dict[str, Callable[[], str]] = {
        "PERSON": lambda: f"{dice.choice(given)} {dice.choice(family)}",
        "ORG": lambda: dice.choice(
            (
                " ".join(dice.sample(orgs, dice.choice((1, 2, 2, 3)))),
                f"{dice.choice(orgs)} {dice.choice(TAILS)}",
                f"{dice.choice(HEADS)} {dice.choice(places)}",
            )
        ),
        "GPE": lambda: dice.choice(("North ", "South ", "New ", "Lake ", "")) + dice.choice(places),
    }
    found = {name: Called(name, label, name) for name, label in real.items()}
    pool = list(found.values())
    while len(found) < count:
        if dice.random() < 0.7:
            label = dice.choices(("PERSON", "ORG", "GPE"), (50, 43, 7))[0]
            called = Called(made[label](), label, "")
        else:
            called = varied(dice.choice(pool), dice)
        if called.name and called.name not in found:
            found[called.name] = called._replace(of=called.of or called.name)
            pool.append(found[called.name])
    return list(found.values())[:count]


def varied(called: Called, dice: random.Random) -> Called:
    """Another name that the same may go by."""
    name, words, chance = called.name, called.name.split(), dice.random()
    if called.label == "PERSON" and len(words) > 1 and chance < 0.6:
        title = dice.choice(("President", "Dr.", "Mr.", "Gen.", "Mrs."))
        initial = f"{words[0]} {dice.choice('ABCDEFGHJKLM')}. {' '.join(words[1:])}"
        name = dice.choice((initial, f"{words[0][0]}. {words[-1]}", f"{title} {name}", words[-1]))
    elif called.label == "ORG" and len(words) > 1 and chance < 0.6:
        letters = "".join(word[0] for word in words if word[0].isupper())
        name = dice.choice((f"{name} {dice.choice(TAILS)}", letters, f"the {name}", words[0]))
    else:
        old, new = dice.choice(SWAPS)
        name = name.replace(old, new) if old in name else name[:1] + name[1:].replace("a", "e", 1)
    return called._replace(name=name)


def one_each(called: Sequence[Called]) -> list[Bearer]:
    """A bearer of each name, 25 in a document, each in the company of eight others."""
    dice = random.Random(3)
    shuffled = dice.sample(called, len(called))
    bearers = []
    for start in range(0, len(shuffled), 25):
        some = shuffled[start : start + 25]
        keys = [key(each.name) for each in some]
        for number, each in enumerate(some):
            company = frozenset(dice.sample(keys, min(8, len(keys)))) - {keys[number]}
            bearers.append(
                Bearer(
                    f"d{start}",
                    f"e{number}",
                    each.name,
                    each.label,
                    ((each.name, 1),),
                    company=tuple(sorted(company)),
                )
            )
    return bearers


def size() -> float:
    """The most memory that this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def scale(bearers: list[Bearer]) -> None:
    """Print how long many names take, and how much memory."""
    before, start, busy = size(), time.perf_counter(), time.process_time()
    found = resolve(bearers, shipped())
    took, busy = time.perf_counter() - start, time.process_time() - busy
    print(
        f"\n{len(bearers):,} distinct names: {took:.0f} s ({busy:.0f} s of the processor),"
        f" {size():.0f} MB at most, {before:.0f} MB before;"
        f" {len(found.entities):,} entities, {len(found.suggestions):,} suggestions"
    )


def blocking(called: Sequence[Called], bearers: list[Bearer]) -> None:
    """Print which share of the pairs that the verdict over all pairs accepts is kept by the blocks of all names.

    The sample is made of whole families of variations, since two names at random are seldom one.
    """
    dice, book = random.Random(5), shipped()
    families: dict[str, list[str]] = defaultdict(list)
    for each in called:
        families[each.of].append(each.name)
    several = [names for names in families.values() if len(names) > 1]
    chosen: set[str] = set()
    while len(chosen) < SAMPLE:
        chosen.update(dice.choice(several))
    some = [bearer for bearer in bearers if bearer.name in chosen]
    forms = sorted({form for reading in read(some, book) for form in reading.offers})
    every = tuple(range(len(rules(book))))
    accepted = score((Pair(one, other, every) for one, other in combinations(forms, 2)), book)
    sampled = set(forms)
    pairs = block(bearers, book)
    kept = {
        (link.one, link.other): link.trust
        for link in score((pair for pair in pairs if {pair.one, pair.other} <= sampled), book)
    }

    def share(trusts: tuple[str, ...]) -> str:
        of = [link for link in accepted if link.trust in trusts]
        still = sum(kept.get((link.one, link.other)) == link.trust for link in of)
        return f"{still} of {len(of)} ({still / max(len(of), 1):.1%})"

    everything = len(sampled) * (len(sampled) - 1) // 2
    print(
        f"blocking: {len(pairs):,} pairs of {len(bearers):,} names are compared; on {len(forms):,} of them, where all"
        f" pairs are {everything:,}, it keeps {share(('merge', 'context'))} that are linked, and"
        f" {share(('suggest',))} that are only suggested"
    )


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: bench_corpus.py GOLD ...")
    names = invented(sys.argv[1:], NAMES)
    invented_bearers = one_each(names)
    scale(invented_bearers)
    blocking(names, invented_bearers)
    for gold_path in sys.argv[1:]:
        quality(gold_path)
