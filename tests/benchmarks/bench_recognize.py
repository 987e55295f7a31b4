"""What recognition costs: the first name from a cold start, words a second, and each pass's share.

    python tests/benchmarks/bench_recognize.py [TEXT ...]

Without files it reads the sample article, forty times over with its words in other order, as so many documents.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import time
from collections import Counter
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"

from annotate.annotation import Document, text_sha256
from annotate.book import shipped
from annotate.recognize import models, passes
from annotate.recognize.client import Worker
from annotate.recognize.pieces import batches, cut, piece
from annotate.recognize.protocol import Found, Result
from annotate.recognize.spans import Span
from annotate.resolve import resolve
from annotate.sources import sample
from annotate.sources.blocks import segment

RUNS = 5


def first_found(document: Document) -> tuple[float, float]:
    """Seconds from nothing to the first names, and to the whole annotation."""
    began = time.perf_counter()
    first = 0.0
    with Worker() as worker:
        worker.submit(1, document, stream=True)
        for reply in worker.replies():
            if isinstance(reply, Found) and not first:
                first = time.perf_counter() - began
            if isinstance(reply, Result) and reply.final:
                return first, time.perf_counter() - began
    raise SystemExit("the worker failed")


def shuffled(text: str, seed: int) -> str:
    """The paragraphs of a text in another order."""
    paragraphs = text.split("\n\n")
    random.Random(seed).shuffle(paragraphs)
    return "\n\n".join(paragraphs)


def main() -> None:
    """Print the figures."""
    texts = [Path(name).read_text(errors="replace") for name in sys.argv[1:]]
    if not texts:
        texts = [shuffled(sample().document.text, seed) for seed in range(40)]
    document = Document("", "", "en", text_sha256(texts[0]), texts[0])
    best = [min(times) for times in zip(*(first_found(document) for _ in range(RUNS)), strict=True)]
    print(
        f"cold start to the first names {best[0]:.2f} s, to the whole annotation {best[1]:.2f} s (best of {RUNS})"
    )

    nlp = models.load(models.find())
    book = shipped()
    spent: Counter[str] = Counter()

    def timed(name: str, began: float) -> None:
        spent[name] += time.perf_counter() - began

    words = 0
    for number, text in enumerate([texts[0], *texts]):
        if number == 1:
            spent.clear()  # the first warms everything up
            words = 0
        words += len(text.split())
        began = time.perf_counter()
        blocks = segment(text)
        pieces = [piece(text, *run) for block in blocks for run in cut(text, block.start, block.end)]
        timed("segment", began)
        began = time.perf_counter()
        spans = [
            Span(*one.place(entity.start_char, entity.end_char), entity.label_)
            for batch in batches(pieces)
            for one, doc in zip(batch, nlp.pipe([one.text for one in batch]), strict=True)
            for entity in doc.ents
        ]
        timed("model", began)
        context = passes.Context(text, blocks, book)
        began = time.perf_counter()
        assert context.tokens is not None
        timed("words", began)
        for name, one in passes.PASSES.items():
            began = time.perf_counter()
            spans = one.run(context, spans)
            timed(name, began)
        began = time.perf_counter()
        resolve(text, spans, book)
        timed("resolve", began)
    print(f"{words:,} words; model {words / spent['model']:,.0f} words a second")
    for name, seconds in spent.most_common():
        print(
            f"  {name:13s} {1e6 * seconds / words:7.2f} µs a word {100 * seconds / spent['model']:6.1f} % of the model"
        )
    share = sum(seconds for name, seconds in spent.items() if name in passes.PASSES or name == "words")
    print(f"all passes {100 * share / spent['model']:.1f} % of the model's time")
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
