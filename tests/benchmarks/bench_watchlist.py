"""Watch lists: how long an import takes, and what looking names up costs an annotation.

    python tests/benchmarks/bench_watchlist.py [TEXTS.jsonl] [--articles N]

TEXTS.jsonl has an object with a "text" a line; without it the sample article is taken. The lists are made up: given
names and surnames of real people, and words of real organisations, put together by chance, in the shape of OFAC's
files. Nobody in the texts is meant by them, so that whatever they match, but for the names that are planted, is a
false alarm. Each text is annotated (the fast recogniser, passes, resolution) and its names are then looked up, in
the same run; the shares are of the time on a processor.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from annotate import pipeline
from annotate.annotation import Annotation, Document, Pipeline, text_sha256
from annotate.book import shipped
from annotate.recognize import models, protocol
from annotate.recognize.worker import Recogniser
from annotate.resolve.persons import parse
from annotate.sources import sample
from annotate.sources.blocks import blocks_of
from annotate.watchlists.importing import keep_list
from annotate.watchlists.keeping import forget
from annotate.watchlists.watch import Watch

SIZES = (20_000, 100_000)
GOAL = 0.10  # of the time of an annotation
PLANTED = ("ERDOGAN, Recep Tayyip", "PUTIN, Vladimir Vladimirovich", "ISLAMIC STATE IN IRAQ AND THE LEVANT")
MEMORY = """
import sys
from pathlib import Path
from annotate.book import load
from annotate.watchlists.watch import Watch
watch = Watch()
if watch.lists:
    for name in sys.stdin.read().split("\\n"):
        watch._look_up(name, "PERSON")
else:
    load(())
print(next(line.split()[1] for line in Path("/proc/self/status").open() if line.startswith("VmHWM")))
"""


def made_up(count: int) -> list[tuple[str, str]]:
    """So many names, each with OFAC's word for what it is."""
    people = [parse(entry.name).bare for entry in shipped().entries if entry.label == "PERSON"]
    given = sorted({name[0] for name in people if len(name) > 1})
    surnames = sorted({name[-1] for name in people if len(name) > 1})
    words = sorted(
        {word for entry in shipped().entries if entry.label == "ORG" for word in entry.name.upper().split()}
    )
    chance = random.Random(1)
    names: dict[str, str] = dict.fromkeys(PLANTED[:2], "individual") | {PLANTED[2]: "-0-"}
    while len(names) < count:
        if chance.random() < 0.7:
            middle = f" {chance.choice(given).title()}" if chance.random() < 0.5 else ""
            names[f"{chance.choice(surnames).upper()}, {chance.choice(given).title()}{middle}"] = "individual"
        else:
            name = " ".join(chance.choice(words) for _ in range(chance.randint(2, 4)))
            names[f"{name} {chance.choice(['LLC', 'CO. LTD.', 'GMBH', ''])}".strip()] = "-0-"
    return list(names.items())


def written(names: list[tuple[str, str]], path: Path) -> Path:
    """The names in a file like SDN.CSV."""
    with path.open("w", encoding="utf-8") as file:
        for number, (name, kind) in enumerate(names, 1):
            quoted = name.replace('"', "")
            file.write(f'{number},"{quoted}","{kind}","X",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n')
    return path


def documents(file: str | None, count: int) -> list[Document]:
    """So many texts."""
    texts = [sample().document.text]
    if file:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
        texts += [json.loads(line)["text"] for line in lines if line.strip()]
    return [Document("", "", "en", text_sha256(text), text) for text in texts[:count]]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("texts", nargs="?")
    options.add_argument("--articles", type=int, default=25)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = folder
        measure(Path(folder), documents(chosen.texts, chosen.articles))


def measure(folder: Path, texts: list[Document]) -> None:
    """Print what was measured."""
    model = models.find("fast")
    recogniser = Recogniser(models.load(model), model, protocol.Start("fast", (), frozenset()))
    recogniser.prepare()
    annotations = [annotated(recogniser, text) for text in texts]  # which warms everything up
    print(f"{len(texts)} texts, {sum(len(one.entities) for one in annotations)} entities")
    bare = memory("")
    for size in SIZES:
        path = written(made_up(size), folder / "SDN.CSV")
        began, busy = time.perf_counter(), time.process_time()
        kept = keep_list([path], f"list-{size}", on_fault=print).kept
        took, worked = time.perf_counter() - began, time.process_time() - busy
        stored = kept.path.stat().st_size / 2**20
        print(
            f"{size:>7} entries: imported in {took:.1f} s ({worked:.1f} s of a processor), {stored:.1f} MB on disk"
        )
        began = time.perf_counter()
        watch = Watch()
        opened = time.perf_counter() - began
        annotating = looking = 0.0
        found: Counter[str] = Counter()
        hits = []
        for text in texts:
            began = time.process_time()
            annotation = annotated(recogniser, text)
            middle = time.process_time()
            matches = watch.matched(annotation).matches
            annotating, looking = annotating + middle - began, looking + time.process_time() - middle
            for match in matches:
                planted = match.called in PLANTED
                found["planted" if planted else f"false: {match.rule}"] += 1
                sign = "" if planted else "  FALSE"
                hits.append(f"{sign} {match.alias} = {match.name} ({match.rule}, {match.score})")
        watch.close()
        share = looking / annotating
        verdict = "within" if share <= GOAL else "NOT within"
        print(
            f"         opened in {1000 * opened:.0f} ms; looking up takes {share:.1%} of the annotation ({verdict} "
            f"{GOAL:.0%}): {1000 * looking / len(texts):.1f} ms beside {1000 * annotating / len(texts):.1f} ms a text"
        )
        names = {alias.name for one in annotations for entity in one.entities for alias in entity.aliases}
        more = memory("\n".join(names)) - bare
        print(f"         memory {more:+.0f} MB beside {bare:.0f} MB for the alias books alone")
        print(f"         found: {dict(found)}")
        for hit in hits:
            print(f"          {hit}")
        forget(kept.name)


def annotated(recogniser: Recogniser, document: Document) -> Annotation:
    """The annotation of a text."""
    blocks = blocks_of(document)
    spans = sorted(recogniser.spans(document.text, blocks))
    book = recogniser.prepare()
    return pipeline.annotate(document, spans, book, blocks=blocks, pipeline=Pipeline("fast", "", ""))


def memory(names: str) -> float:
    """The most megabytes that a process needs which looks names up in what is kept."""
    done = subprocess.run(
        [sys.executable, "-c", MEMORY], input=names, text=True, capture_output=True, check=True
    )
    return int(done.stdout) / 1024


if __name__ == "__main__":
    main()
