"""10,000 decisions on a document of 20,000 mentions: opening it, undoing, redoing, and the same on an edited text.

Run it by hand: ``python tests/benchmarks/bench_edits.py``. Times are of this machine; nothing is asserted.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from typing import TypeVar

from msgspec.structs import replace

from annotate.annotation import Alias, Annotation, Document, Entity, Evidence, Mention, Pipeline, text_sha256
from annotate.decisions import Add, Apart, Confirm, Decision, Delete, Merge, Move, Name, Reject, Relabel
from annotate.edits import History, alias_target, apply, entity_target, mention_target, span_target
from annotate.edits.workbench import Workbench
from annotate.query import Index

MENTIONS, ENTITIES, DECISIONS = 20_000, 4_000, 10_000
LABELS = ("PERSON", "ORG", "GPE")
WORDS = [
    "the",
    "of",
    "said",
    "in",
    "that",
    "was",
    "army",
    "when",
    "talks",
    "began",
    "on",
    "and",
    "city",
    "no",
]

T = TypeVar("T")


def document(dice: random.Random) -> Annotation:
    """A text with invented names, a few of which stand there very often, each with a full form and a short one."""
    weights = [1 / (rank + 3) for rank in range(ENTITIES)]
    text, mentions = "", []
    pieces, at = [], 0
    for number in dice.choices(range(ENTITIES), weights, k=MENTIONS):
        name = f"Gruzab Roe{number}" if dice.random() < 0.4 else f"Roe{number}"
        before = " ".join(dice.choices(WORDS, k=dice.randint(3, 14))) + " "
        start, label = at + len(before), LABELS[number % 3]
        mentions.append(
            Mention(start, start + len(name), name, label, f"e{number + 1}", "model", "suggested")
        )
        pieces.append(f"{before}{name}{dice.choice('.,;')} ")
        at += len(pieces[-1])
    text = "".join(pieces)
    counts: dict[str, dict[str, int]] = {}
    for mention in mentions:
        forms = counts.setdefault(mention.entity, {})
        forms[mention.text] = forms.get(mention.text, 0) + 1
    entities = []
    for number in range(ENTITIES):
        forms = counts.get(f"e{number + 1}")
        if forms:
            name = max(forms, key=len)
            aliases = [
                Alias(form, count, Evidence("canonical name" if form == name else "surname of", name, None))
                for form, count in sorted(forms.items(), key=lambda item: -item[1])
            ]
            entities.append(Entity(f"e{number + 1}", name, LABELS[number % 3], None, "", tuple(aliases)))
    return Annotation(
        format="aka/1",
        document=Document("-", "", "en", text_sha256(text), text),
        pipeline=Pipeline("none", "0", "0"),
        entities=tuple(entities),
        mentions=tuple(mentions),
    )


def decisions(base: Annotation, dice: random.Random) -> list[Decision]:
    """What somebody may have said about it; most of it about single mentions, as when reading."""
    index, said = Index(base), []
    ids = list(index.entities)
    for number in range(DECISIONS):
        when = f"2026-01-01T{number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}+00:00"
        entity, other = dice.choice(ids), dice.choice(ids)
        mention = dice.choice(index.mentions)
        one, alias = mention_target(index, [mention]), index.entities[entity].aliases[0].name
        kind = dice.choices(
            [Confirm, Relabel, Merge, Move, Apart, Add, Delete, Name, Reject], [6, 4, 3, 2, 1, 2, 1, 1, 1]
        )[0]
        whole = entity_target(index, entity)
        if kind is Merge and entity != other:
            said.append(Merge(when=when, what=whole, into=entity_target(index, other)))
        elif kind is Move:
            owner = entity_target(index, mention.entity)
            said.append(Move(when=when, what=one, out_of=owner, to=None))
        elif kind is Apart and entity != other:
            said.append(Apart(when=when, one=whole, other=entity_target(index, other)))
        elif kind is Add:
            start = base.document.text.find(" ", dice.randrange(len(base.document.text) - 50)) + 1
            end = base.document.text.find(" ", start + 1)
            said.append(Add(when=when, what=span_target(base.document.text, [(start, end)], "ORG"), to=None))
        elif kind is Name:
            said.append(Name(when=when, what=whole, name=alias))
        elif kind is Relabel:
            target = dice.choice([one, alias_target(index, entity, [alias]), whole])
            said.append(Relabel(when=when, what=target, label=dice.choice(LABELS)))
        elif kind is Delete or kind is Reject:
            said.append(kind(when=when, what=one))
        else:
            said.append(Confirm(when=when, what=one))
    return said


def timed(run: Callable[[], T]) -> tuple[float, T]:
    """Milliseconds, and what came of it."""
    start = time.perf_counter()
    result = run()
    return 1000 * (time.perf_counter() - start), result


def best(run: Callable[[], object], times: int = 5) -> float:
    """Milliseconds of the fastest of some runs."""
    return min(timed(run)[0] for _ in range(times))


def steps(history: History, step: Callable[[], object], count: int) -> str:
    """Percentiles of single steps, and of steps with the annotation after each."""
    bare = sorted(timed(step)[0] for _ in range(count))
    full = sorted(timed(lambda: (step(), history.annotation))[0] for _ in range(count))
    return (
        f"p50 {statistics.median(bare):.3f} ms, p99 {bare[int(0.99 * count)]:.2f} ms, most {bare[-1]:.1f} ms; "
        f"with the annotation after it p50 {statistics.median(full):.1f} ms, p99 {full[int(0.99 * count)]:.1f} ms"
    )


def main() -> None:
    """Print the figures."""
    dice = random.Random(5)
    base = document(dice)
    said = decisions(base, dice)
    print(f"{len(base.mentions):,} mentions, {len(base.entities):,} entities, {len(said):,} decisions")
    print(f"workbench alone      {best(lambda: Workbench(base)):8.0f} ms")
    print(f"index of the reader  {best(lambda: Index(base)):8.0f} ms   (to compare)")
    opening = best(lambda: History(base, said).annotation, 3)
    print(f"opening              {opening:8.0f} ms   {1000 * opening / len(said):.0f} us a decision")
    history = History(base, said)
    last = history.annotation
    print(f"undo                 {steps(history, history.undo, 2000)}")
    print(f"redo                 {steps(history, history.redo, 2000)}")
    one = best(lambda: (history.undo(), history.annotation))
    print(
        f"undo, annotation     {one:8.1f} ms   {opening / one:.0f} times less than to make all the others anew"
    )
    while history.redo():
        pass
    assert history.annotation == last
    longer = "A paragraph more. " * 10 + "\n\n" + base.document.text
    moved = tuple(replace(m, start=m.start + 182, end=m.end + 182) for m in base.mentions)
    edited = replace(
        base, document=replace(base.document, text=longer, sha256=text_sha256(longer)), mentions=moved
    )
    took, result = timed(lambda: apply(edited, said))
    print(f"on the edited text   {took:8.0f} ms   {len(result.unfit)} do not fit")
    took, result = timed(lambda: apply(replace(base, mentions=base.mentions[::2]), said))
    print(f"every second mention {took:8.0f} ms   {len(result.unfit)} do not fit")


if __name__ == "__main__":
    main()
