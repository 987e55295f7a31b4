"""The library with 1,000 articles: what it takes to index them, and to ask for all mentions of an entity.

    python tests/benchmarks/bench_library.py [TEXTS] [--articles N]

TEXTS is a folder of texts, or a .jsonl with an object with a "text" a line; without it the sample article is taken.
Texts are repeated, each time with other names for the people in them, until there are enough. They are annotated with
the model fast; `aka library add` is then timed, and its memory measured, on a tenth, on three tenths and on all of
them. The peer of a question is the same asked without the library: by reading the .jsonl that holds all annotations.
"""

from __future__ import annotations

import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from annotate.annotation import decode
from annotate.batch import annotate_sources
from annotate.library import Library
from annotate.names import tokens
from annotate.recognize import machine
from annotate.recognize.client import Recogniser
from tests.benchmarks.bench_batch import texts_of

AKA = "from annotate.cli import main; main()"
GOAL = 50  # milliseconds for all mentions of an entity
_SYLLABLES = ["ba", "do", "fe", "gi", "ka", "lo", "mu", "na", "po", "ri", "sa", "te", "vi", "wo", "za"]


def renamed(text: str, people: Iterable[str], number: int) -> str:
    """A text in which every word of its people's names is another one; the first time none is."""
    words = sorted({word for name in people for word in re.findall(r"\w{3,}", name)}, key=len, reverse=True)
    if not words or not number:
        return text

    def other(found: re.Match[str]) -> str:
        return "".join(random.Random(f"{found[0]} {number}").choices(_SYLLABLES, k=3)).capitalize()

    return re.sub(rf"\b(?:{'|'.join(words)})\b", other, text)


def write_articles(texts: list[str], count: int, folder: Path) -> None:
    """So many articles as files."""
    base = folder / "base"
    base.mkdir()
    for number, text in enumerate(texts):
        (base / f"{number}.txt").write_text(text, encoding="utf-8")
    paths = [str(base / f"{number}.txt") for number in range(len(texts))]
    found = annotate_sources(paths, Recogniser("fast", (), frozenset()), jobs=machine.processes(), fresh=True)
    people = [
        [
            alias.name
            for entity in each.result.entities
            if entity.label == "PERSON"
            for alias in entity.aliases
        ]
        for each in found
    ]
    (folder / "texts").mkdir()
    for number in range(count):
        which = number % len(texts)
        text = renamed(texts[which], people[which], number // len(texts))
        date = f"---\ndate: 2024-{1 + number % 12:02}-{1 + number % 28:02}\n---\n"
        (folder / "texts" / f"{number:05}.md").write_text(
            f"{date}{text}\n\nReport {number}.\n", encoding="utf-8"
        )


def run(home: Path, *arguments: str) -> tuple[float, int]:
    """Seconds that aka takes, and the most bytes of memory that it holds (or a process that it waits for)."""
    environment = {**os.environ, "XDG_DATA_HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", AKA, *arguments], env=environment, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"aka {' '.join(arguments)} failed")
    return time.perf_counter() - began, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def best(question: Callable[[], object], times: int = 5) -> float:
    """Milliseconds that a question takes at best."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        question()
        took.append(time.perf_counter() - began)
    return 1000 * min(took)


def main(file: str | None, count: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_articles(texts_of(file), count, folder)
        annotated = folder / "annotated"
        took, _ = run(
            folder, "annotate", str(folder / "texts"), "--model", "fast", "--to", "json", "-o", str(annotated)
        )
        print(f"{count:,} articles, {os.cpu_count()} cores: annotated in {took:.0f} s", flush=True)
        files = sorted(annotated.glob("*.json"))
        first = 0.0
        for some in (count // 10, 3 * count // 10, count):
            part, home = folder / f"part-{some}", folder / f"home-{some}"
            part.mkdir()
            for path in files[:some]:
                (part / path.name).symlink_to(path)
            took, memory = run(home, "library", "add", str(part))
            first = first or memory
            size = (home / "aka" / "library.db").stat().st_size
            print(
                f"aka library add, {some:6,} annotations: {took:6.1f} s, {1000 * took / some:5.1f} ms each, "
                f"peak {memory / 1e6:4.0f} MB ({memory / first:.2f} x the first), {size / 1e6:6.1f} MB on disk",
                flush=True,
            )
        again, _ = run(home, "library", "add", str(part))
        print(f"the same again: {again:.1f} s ({again / took:.2f} x)")
        ask(home / "aka" / "library.db", files)


def ask(path: Path, files: list[Path]) -> None:
    """Print how long questions take."""

    def without_library(wanted: set[str]) -> int:
        return sum(
            mention.entity == entity.id
            for file in files
            for made in [decode(file.read_bytes())]
            for entity in made.entities
            if wanted & {alias.name for alias in entity.aliases}
            for mention in made.mentions
        )

    with Library(path) as library:
        print(f"finding anew who is one in all of them: {best(library.gather, 1) / 1000:.1f} s")
        everyone = library.entities()
        most = everyone[0]
        peer = best(lambda: without_library({name for name, _ in most.aliases}), 1)
        print(
            f"{len(everyone):,} entities; all mentions of {most.name}, in {most.documents} articles:", end=" "
        )
        took = best(lambda: library.mentions_of(most.id))
        print(f"{len(library.mentions_of(most.id))} in {took:.1f} ms (goal {GOAL}),", end=" ")
        print(f"without the library {peer:.0f} ms ({took / peer:.4f} x)")
        hundred = [best(lambda at=at: library.mentions_of(at.id), 3) for at in everyone[:100]]
        print(
            f"the hundred most frequent: median {statistics.median(hundred):.1f} ms, most {max(hundred):.1f} ms"
        )
        word = tokens(most.name)[0]
        for what, question in {
            "the list of the articles": library.documents,
            "the list of the entities": library.entities,
            f"search {word}, the first 50 passages": lambda: library.search(word, 50),
            "search two words": lambda: library.search(f"said {word}", 50),
            "search one letter": lambda: library.search(word[0], 50),
            "one annotation": lambda: library.annotation(library.documents()[0].sha256),
        }.items():
            print(f"{what}: {best(question):.1f} ms")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    wanted = int(arguments.pop(arguments.index("--articles") + 1)) if "--articles" in arguments else 1000
    main(next((each for each in arguments if each != "--articles"), None), wanted)
