"""How long the sieve takes: the shipped book, an article, and a document of 5,000 distinct names.

Run it by hand: ``python tests/benchmarks/bench_resolve.py``. It prints the best of some runs.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from annotate.book import Book, shipped
from annotate.names import word_set
from annotate.recognize.spans import Span
from annotate.resolve import resolve

SYLLABLES = sorted(
    word_set("ka ri mo ta sel vin dor pra lun gash em ber ol fi zu nar teth qui bo ste wyn hal")
)
LABELS = ("PERSON", "ORG", "GPE", "NORP")


def names(count: int, seed: int) -> list[tuple[str, str]]:
    """Distinct invented names, many with words in common, as in an archive."""
    dice = random.Random(seed)

    def word() -> str:
        return "".join(dice.choices(SYLLABLES, k=dice.randint(2, 3))).capitalize()

    words = [word() for _ in range(count // 3 + 5)]
    found: dict[str, str] = {}
    while len(found) < count:
        label = dice.choice(LABELS)
        parts = dice.choices(words, k=dice.choice((1, 2, 2, 3)))
        acronym = label == "ORG" and dice.random() < 0.2
        found["".join(part[0] for part in parts + words[:2]) if acronym else " ".join(parts)] = label
    return list(found.items())


def document(named: list[tuple[str, str]]) -> tuple[str, list[Span]]:
    """A text in which each name stands twice, and the spans."""
    text, spans = "", []
    for name, label in named * 2:
        spans.append(Span(len(text), len(text) + len(name), label))
        text += f"{name} went on and on. "
    return text, spans


def best(runs: int, work: Callable[[], object]) -> float:
    """The shortest of some runs, in milliseconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


def fresh() -> Book:
    """The shipped book as a new process loads it, from the cache of an earlier one."""
    shipped.cache_clear()
    return shipped()


if __name__ == "__main__":
    book = shipped()
    print(f"shipped book, {len(book)} entities: {best(5, fresh):.0f} ms")
    for count, runs in ((60, 20), (300, 5), (5000, 2)):
        text, spans = document(names(count, count))
        print(f"{count} distinct names: {best(runs, lambda t=text, s=spans: resolve(t, s, book)):.1f} ms")
