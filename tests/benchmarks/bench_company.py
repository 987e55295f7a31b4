"""Who with whom in a text of a million words and 20,000 entities: one entity's company, all links, the network;
and the company of one in a library of 1,000 articles.

Run it by hand: ``python tests/benchmarks/bench_company.py``. The peer compares the paragraphs of all pairs of entities,
on three tenths of the text; what it would take for all of it grows with the square. Times are of this machine; nothing
is asserted but that both find the same.
"""

from __future__ import annotations

import io
import random
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from typing import TypeVar

from annotate.annotation import (
    Alias,
    Annotation,
    Block,
    Document,
    Entity,
    Evidence,
    Mention,
    Pipeline,
    text_sha256,
)
from annotate.cooccurrence import company, links, log_likelihood, paragraphs
from annotate.formats import FORMATS
from annotate.library import Library
from annotate.library.company import company_of
from annotate.sources import segment

WORDS, ENTITIES, MENTIONS, PARAGRAPH = 1_000_000, 20_000, 100_000, 90
ARTICLES = 1_000
T = TypeVar("T")


def annotation(share: float, dice: random.Random) -> Annotation:
    """So much of the text: words, and among them names, a few of which stand there very often."""
    words, entities, mentions = (round(share * count) for count in (WORDS, ENTITIES, MENTIONS))
    often = [1 / (rank + 3) for rank in range(entities)]
    owners = [*range(entities), *dice.choices(range(entities), often, k=mentions - entities)]
    dice.shuffle(owners)
    pieces, found, at = [], [], 0
    for number, owner in enumerate(owners):
        name = f"Roe{owner}"
        found.append(Mention(at, at + len(name), name, "PERSON", f"e{owner}", "model", "suggested"))
        last = number % (PARAGRAPH * mentions // words) == 0
        piece = name + " word" * (words // mentions - 1) + (".\n\n" if last else " ")
        pieces.append(piece)
        at += len(piece)
    text = "".join(pieces)
    why = Evidence("canonical name", "", None)
    return Annotation(
        format="aka/1",
        document=Document("-", "", "en", text_sha256(text), text),
        pipeline=Pipeline("none", "0", "0"),
        entities=tuple(
            Entity(f"e{owner}", f"Roe{owner}", "PERSON", f"Q{owner + 1}", "", (Alias(f"Roe{owner}", 1, why),))
            for owner in sorted(set(owners))
        ),
        mentions=tuple(found),
    )


def all_pairs(
    mentions: Sequence[Mention], blocks: Sequence[Block]
) -> dict[tuple[str, str], tuple[int, float]]:
    """The paragraphs that each two entities share, and their log-likelihood: the sets of all pairs compared."""
    where: dict[str, set[int]] = {}
    there = list(paragraphs(mentions, blocks))
    for number, named in enumerate(there):
        for entity in named:
            where.setdefault(entity, set()).add(number)
    found = {}
    for one, other in combinations(sorted(where), 2):
        if shared := len(where[one] & where[other]):
            score = log_likelihood(shared, len(where[one]), len(where[other]), len(there))
            found[one, other] = shared, score
    return found


def best(run: Callable[[], T], times: int = 3) -> tuple[float, T]:
    """Milliseconds of the fastest of some runs, and what came of it."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        result = run()
        took.append(1000 * (time.perf_counter() - start))
    return min(took), result


def main() -> None:
    """Print the figures."""
    whole = annotation(1, random.Random(7))
    blocks = segment(whole.document.text)
    print(
        f"{len(whole.document.text.split()):,} words, {len(whole.mentions):,} mentions of "
        f"{len(whole.entities):,} entities in {len(blocks):,} paragraphs"
    )
    took, there = best(lambda: list(paragraphs(whole.mentions, blocks)))
    print(f"paragraphs               {took:8.0f} ms")
    took, found = best(lambda: company(there, "e0"))
    print(f"company of the commonest {took:8.0f} ms   {len(found):,} others")
    took, every = best(lambda: links(there))
    print(f"all links                {took:8.0f} ms   {len(every):,}")
    took, _ = best(lambda: FORMATS["graphml"].write([whole], io.BytesIO()), 1)
    print(f"the network as GraphML   {took:8.0f} ms")

    part = annotation(0.3, random.Random(7))
    few = segment(part.document.text)
    ours, links_of_part = best(lambda: links(paragraphs(part.mentions, few)))
    theirs, pairs = best(lambda: all_pairs(part.mentions, few), 1)
    assert {tuple(sorted((x.one, x.other))): (x.shared, x.score) for x in links_of_part} == pairs
    print(f"three tenths: all links  {ours:8.0f} ms   {len(pairs):,}")
    print(f"  all pairs compared     {theirs:8.0f} ms   {theirs / ours:.1f} times as long, for the same")

    with tempfile.TemporaryDirectory() as folder, Library(Path(folder) / "library.db") as library:
        for number in range(ARTICLES):
            library.add(annotation(1 / ARTICLES / 2, random.Random(number)), gather=False)
        library.gather()
        known = library.entities()[0]
        took, found_there = best(lambda: company_of(library, known.id))
        dated, _ = best(lambda: library.dates_of(known.id))
    print(
        f"in {known.documents:,} articles of a library: company {took:.0f} ms, {len(found_there):,} others; "
        f"dates {dated:.0f} ms"
    )
    print(f"memory, at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:,} MB")


if __name__ == "__main__":
    main()
