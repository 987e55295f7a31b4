"""``aka annotate`` on 500 articles, grouping included, against spaCy on the same texts.

    python tests/benchmarks/bench_batch.py [TEXTS.jsonl] [--articles N]

TEXTS.jsonl has an object with a "text" a line; without it the sample article is taken. Texts are repeated, their
paragraphs in other order, until there are enough. Each program is timed from the outside, from its start to its end,
and also by the time that it and its processes had on a processor: what they need, whatever else the machine does.
The last lines say what the resolution adds to an article and to the recognition.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from annotate.annotation import Document, text_sha256
from annotate.recognize import models, passes, protocol
from annotate.recognize.worker import Recogniser
from annotate.resolve import resolve
from annotate.sources import sample
from annotate.sources.blocks import blocks_of

SPACY = """
import sys, warnings
from pathlib import Path
warnings.simplefilter("ignore")
import spacy
nlp = spacy.load(sys.argv[1], exclude=sys.argv[3:])
texts = [path.read_text() for path in sorted(Path(sys.argv[2]).glob("*.txt"))]
print(sum(len(doc.ents) for doc in nlp.pipe(texts)))
"""
AKA = "from annotate.cli import main; main()"
LEAN = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter")
GOALS = {("fast", 1): 0.5, ("fast", 2): 0.28, ("accurate", 1): 1.2, ("accurate", 2): 0.65}
LEAN_GOAL = 1.10
AMONG = 50  # of the articles, for the share of the resolution


def texts_of(file: str | None) -> list[str]:
    """The texts in a file of them, or in a folder of .txt; without either the sample article."""
    if file is None:
        return [sample().document.text]
    if Path(file).is_dir():
        return [path.read_text(encoding="utf-8") for path in sorted(Path(file).glob("*.txt"))]
    lines = Path(file).read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines if line.strip()]


def articles(file: str | None, count: int) -> list[str]:
    """So many texts, all different."""
    texts = texts_of(file)
    made = []
    for number in range(count):
        paragraphs = texts[number % len(texts)].split("\n\n")
        random.Random(number).shuffle(paragraphs)
        made.append("\n\n".join(paragraphs))
    return made


def timed(*command: str) -> tuple[float, float]:
    """Seconds that a command takes on the wall, and on processors, with all processes that it waits for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def resolving(texts: list[str]) -> tuple[float, float, float]:
    """Milliseconds an article that recognition takes (network and passes) and resolution, and the most that it does."""
    model = models.find("fast")
    recogniser = Recogniser(models.load(model), model, protocol.Start("fast", (), frozenset()))
    recogniser.prepare()
    recognised, resolved = [], []
    for turn, text in [(turn, text) for turn in range(2) for text in texts]:
        document = Document("", "", "en", text_sha256(text), text)
        began = time.process_time()
        blocks = blocks_of(document)
        context = passes.Context(text, blocks, recogniser.prepare())
        found = passes.run(context, sorted(recogniser.spans(text, blocks)))
        middle = time.process_time()
        resolve(text, found, context.book, blocks=blocks)
        if turn:  # the first warms everything up
            recognised.append(middle - began)
            resolved.append(time.process_time() - middle)
    return tuple(
        1000 * value for value in (sum(recognised) / len(texts), sum(resolved) / len(texts), max(resolved))
    )


def main(file: str | None, count: int) -> None:
    """Print the table."""
    texts = articles(file, count)
    base = str(models.find(models.BASE).path)
    with tempfile.TemporaryDirectory() as folder:
        sources = Path(folder, "texts")
        sources.mkdir()
        for number, text in enumerate(texts):
            (sources / f"{number:05}.txt").write_text(text, encoding="utf-8")

        def spacy(*excluded: str) -> tuple[float, float]:
            return timed(sys.executable, "-c", SPACY, base, str(sources), *excluded)

        def aka(model: str, jobs: int) -> tuple[float, float]:
            out = Path(folder, f"{model}{jobs}.jsonl")
            command = ("-c", AKA, "annotate", str(sources), "--model", model, "--jobs", str(jobs))
            return timed(sys.executable, *command, "--fresh", "-o", str(out))

        print(f"{count} articles, {sum(len(text.split()) for text in texts):,} words, {os.cpu_count()} cores")
        stock, lean = spacy(), spacy(*LEAN)
        _print("spaCy as documented", stock, stock)
        _print("spaCy, ner alone", lean, stock)
        for (model, jobs), goal in GOALS.items():
            took = aka(model, jobs)
            _print(f"aka --model {model} --jobs {jobs}", took, stock, goal)
            if (model, jobs) == ("fast", 1):
                _print("  against ner alone", took, lean, LEAN_GOAL)
    recognised, resolved, most = resolving(texts[:AMONG])
    print(
        f"recognition {recognised:.1f} ms an article, resolution {resolved:.1f} ms (at most {most:.0f}):",
        end=" ",
    )
    print(f"{100 * resolved / recognised:.0f} % of it")


def _print(
    name: str, took: tuple[float, float], peer: tuple[float, float], goal: float | None = None
) -> None:
    wall, processor = (mine / theirs for mine, theirs in zip(took, peer, strict=True))
    wanted = f"  goal {goal}" if goal else ""
    print(
        f"{name:30} {took[0]:7.1f} s {wall:5.2f} x   processors {took[1]:7.1f} s {processor:5.2f} x{wanted}",
        flush=True,
    )


if __name__ == "__main__":
    arguments = sys.argv[1:]
    articles_wanted = (
        int(arguments.pop(arguments.index("--articles") + 1)) if "--articles" in arguments else 500
    )
    main(next((each for each in arguments if each != "--articles"), None), articles_wanted)
