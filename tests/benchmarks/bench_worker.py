"""The recognition worker: from its start to the first names, what a long text costs it, and what its news cost.

    python tests/benchmarks/bench_worker.py [--words 1000000]

Bare spaCy is the peer: en_core_web_md loaded whole, as its documentation does it, and its first page. Milliseconds are
of this machine and this moment, the least of some runs; the processor's are the worker's own, which say more on a busy
machine. The memory and the news are those of a text of so many words.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from annotate.annotation import Document, text_sha256
from annotate.query import sort_entities
from annotate.recognize import models
from annotate.recognize.client import Worker
from annotate.recognize.protocol import Found, Progress, Ready, Reply, Result
from annotate.sources import sample
from tests.benchmarks.bench_article import Terminal, report
from tests.terminal.home import AKA
from tui.session import Session
from tui.sidebar.rows import Rows

RUNS = 3
COLUMNS = 72
KEYS = 200
BETWEEN_KEYS = 0.05  # seconds
SYLLABLES = [consonant + vowel for consonant in "bdfghklmnrstvz" for vowel in "aeiou"]
SENTENCES = (
    "{person} met {other} in {place} on Monday, the {group} said in a statement that many people read.",
    "The {group} has an office in {place}, although {person} had said that it would not open one before spring.",
    "It was a long winter, and the roads to {place} were closed for weeks while the price of coal went up again.",
    "Nobody knew what would come next, and most of them did not want to know it as long as the harvest was good.",
)


def text_of(words: int) -> str:
    """A text of so many words with thousands of names, some of them often, wrapped by hand."""
    chance = random.Random(7)

    def names(count: int, parts: int) -> list[str]:
        return ["".join(chance.choices(SYLLABLES, k=parts)).capitalize() for _ in range(count)]

    def one_of(some: list[str]) -> str:
        return some[int(chance.paretovariate(0.7)) % len(some)]

    first, last, places, groups = names(40, 2), names(3000, 3), names(1200, 3), names(1500, 2)
    lines: list[str] = []
    count = 0
    while count < words:
        sentences = [
            sentence.format(
                person=f"{one_of(first)} {one_of(last)}", other=one_of(last), place=one_of(places),
                group=f"{one_of(groups)} Group",
            )
            for sentence in chance.choices(SENTENCES, k=chance.randint(2, 5))
        ]  # fmt: skip
        line = ""
        for word in " ".join(sentences).split():
            if len(line) + len(word) >= COLUMNS:
                lines.append(line)
                line = ""
            line = f"{line} {word}" if line else word
            count += 1
        lines += [line, ""]
    return "\n".join(lines)


def document(text: str) -> Document:
    """A document with that text."""
    return Document("bench.txt", "", "en", text_sha256(text), text)


def ended(reply: Reply) -> bool:
    """Whether that is all that comes of a job."""
    return isinstance(reply, Result) and reply.final


class Moment(NamedTuple):
    """When something was there, after the start: milliseconds on the clock, and of the processor in the worker."""

    clock: float
    processor: float


def start(of: Document, first: int) -> dict[str, Moment]:
    """From a worker's start to its first words about a document."""
    began = time.perf_counter()
    moments: dict[str, Moment] = {}
    with Worker() as worker:
        worker.submit(0, of, stream=True, first=first)
        for reply in worker.replies():
            name = {Ready: "model loaded", Found: "first names", Result: "first entities"}.get(type(reply))
            if name:
                now = 1000 * (time.perf_counter() - began)
                moments.setdefault(name, Moment(now, processor(worker._process.pid)))
            if isinstance(reply, Result):
                break
    return moments


def processor(process: int) -> float:
    """Milliseconds that a process has run, to about ten."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peer(text: str) -> Moment:
    """The time from the start of a Python to spaCy's entities of a page."""
    import resource

    path = models.find(models.BASE).path
    script = f"import spacy; spacy.load({str(path)!r})({text!r}).ents"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run([sys.executable, "-W", "ignore", "-c", script], check=True)
    took = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Moment(1000 * took, 1000 * ran)


def least(moments: list[Moment]) -> Moment:
    """The least of each."""
    return Moment(min(each.clock for each in moments), min(each.processor for each in moments))


def starts(texts: dict[str, tuple[Document, int]]) -> None:
    """Print the starts, each with its ratio to the peer's."""
    start(*next(iter(texts.values())))  # the books are parsed, the files are in memory
    taken: dict[str, list[dict[str, Moment]]] = {name: [] for name in texts}
    peers = []
    page = sample().document.text[:1500]
    for _ in range(RUNS):
        for name, text in texts.items():
            taken[name].append(start(*text))
        peers.append(peer(page))
    bare = least(peers)
    print(f"{'spaCy’s en_core_web_md, its first page':44} {bare.clock:6.0f} ms {bare.processor:6.0f} ms cpu")
    for name, runs in taken.items():
        for what in runs[0]:
            found = least([run[what] for run in runs])
            ratio = found.processor / bare.processor
            print(
                f"{f'{name}: {what}':44} {found.clock:6.0f} ms {found.processor:6.0f} ms cpu   x{ratio:.2f}"
            )


def whole(of: Document) -> None:
    """Print what a long document costs: the worker's memory and time, and what its news cost the reader."""
    session = Session(of)
    slowest: dict[str, float] = {}

    def timed(what: str, run: Callable[[], object]) -> object:
        began = time.thread_time()
        done = run()
        slowest[what] = max(slowest.get(what, 0), 1000 * (time.thread_time() - began))
        return done

    began = time.perf_counter()
    replies = 0
    with Worker() as worker:
        worker.submit(0, of, stream=True, first=len(of.text) // 2)
        for reply in worker.replies():
            replies += 1
            what = "the whole" if ended(reply) else "a part"
            if not isinstance(reply, Progress | Ready):
                timed(f"{what}, taken in", lambda reply=reply: session.take([reply]))
            if isinstance(reply, Result):
                ordered = timed(
                    f"{what}, sorted",
                    lambda: sort_entities(session.index, session.index.entities.values(), "count"),
                )
                timed(f"{what}, as rows", lambda ordered=ordered: Rows(session.index, ordered))
            if ended(reply):
                status = Path(f"/proc/{worker._process.pid}/status")
                sizes = dict(line.split(":") for line in status.read_text().splitlines())
                break
    took = time.perf_counter() - began
    words = len(of.text.split())
    mentions, entities = len(session.index.mentions), len(session.index.entities)
    print(f"{words:,} words in {took:.0f} s, {words / took:,.0f} a second, {replies:,} replies")
    print(f"  the worker's memory: {sizes['VmHWM'].strip()} at most, {sizes['VmRSS'].strip()} at the end")
    print(f"  {mentions:,} mentions of {entities:,} entities; the slowest in the reader, of its processor:")
    for what, milliseconds in slowest.items():
        print(f"    {what:24} {milliseconds:6.1f} ms")


def keys(text: str) -> None:
    """Print how long the next mention takes through a pty while the names of a text are found, and while the worker is
    stopped."""
    with tempfile.TemporaryDirectory() as home:
        Path(home, "long.txt").write_text(text, encoding="utf-8")
        os.environ.update(HOME=home, XDG_DATA_HOME=home, XDG_CONFIG_HOME=home, COLORTERM="truecolor")
        os.chdir(home)
        terminal = Terminal(AKA, "long.txt")
        until(terminal, rb"\d{3} mentions")  # enough to walk along
        (worker,) = map(int, subprocess.check_output(["pgrep", "-P", str(terminal.pid)]).split())
        done = 0
        for meaning, number in (
            ("names are found", signal.SIGCONT),
            ("the worker is stopped", signal.SIGSTOP),
        ):
            os.kill(worker, number)
            taken = []
            for place in range(done + 1, done + 1 + KEYS):
                time.sleep(BETWEEN_KEYS)
                pressed = time.perf_counter()
                os.write(terminal.fd, b"n")
                until(terminal, rb"(?<!\d)%d/\d" % place)
                taken.append(1000 * (time.perf_counter() - pressed))
            done += KEYS
            report(f"n while {meaning}", taken)
        os.kill(worker, signal.SIGCONT)
        terminal.close()


def until(terminal: Terminal, wanted: bytes) -> None:
    """Read what a program writes until something is in it."""
    written = b""
    while not re.search(wanted, written):
        written += os.read(terminal.fd, 1 << 20)


def main() -> None:
    """Print it all."""
    options = argparse.ArgumentParser()
    options.add_argument("--words", type=int, default=1_000_000)
    words = options.parse_args().words
    long = document(text_of(words))
    starts(
        {
            "the sample": (sample().document, 0),
            f"{words:,} words": (long, 0),
            f"{words:,} words, from the middle": (long, len(long.text) // 2),
        }
    )
    keys(long.text)
    whole(long)


if __name__ == "__main__":
    main()
