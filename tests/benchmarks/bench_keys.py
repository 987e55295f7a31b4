"""The reader on a million words with 100,000 mentions of 20,000 entities: each key, from outside, through a pty.

    python tests/benchmarks/bench_keys.py [WORDS]

Times go from the key to the last byte of its answer. ``less`` is the peer: the same keys on the same text in the same
minute, with the ratio of the medians. Where the system tells, ``cpu`` is how long the processor worked for a key, least
and median: that holds on a busy machine too. Nothing is asserted.

Where the time of n goes, about 5 ms of the processor: a sixth until Textual has handed the key from its thread to the
binding, a third in what the key does (walking the trail, unfolding the entity, what is lit), a tenth in the messages by
which each widget says that it has changed, and the rest in painting: a line of the text takes about 30 µs, a row of the
sidebar 20, and both of them 2 to become bytes. The limit is what changes: half a screen of names moves with
each entity. less does all of it in a fifth of a millisecond, in C, and has no sidebar.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from annotate.annotation import (
    Alias,
    Annotation,
    Document,
    Entity,
    Evidence,
    Mention,
    Pipeline,
    encode,
    text_sha256,
)
from annotate.sources import sample
from tests.benchmarks.bench_article import COLUMNS, ROWS, Terminal

WORDS, ENTITIES, SHARE = 1_000_000, 20_000, 10  # a mention to so many words
LABELS = ["PERSON", "ORG", "GPE", "NORP", "EVENT", "PRODUCT"]
SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
TIMES = 40
AKA = Path(sys.executable).with_name("aka")


def annotation(words: int) -> Annotation:
    """A text of so many words in paragraphs of 80, where each tenth is a name or the second half of one; few of the
    names are frequent."""
    chance = random.Random(7)
    plain = [word for word in sample().document.text.lower().split() if word.isalpha()]
    halves = [
        "".join(chance.choices(SYLLABLES, k=chance.choice((2, 3)))).title() for _ in range(2 * ENTITIES)
    ]
    # The number keeps names apart that chance made alike.
    lasts = [f"{half}-{number}" for number, half in enumerate(halves[ENTITIES:])]
    fulls = [f"{first} {last}" for first, last in zip(halves, lasts, strict=False)]
    often = list(accumulate(1 / (number + 1) for number in range(ENTITIES)))
    total = words // SHARE
    who = [*range(min(ENTITIES, total))]
    who += chance.choices(range(ENTITIES), cum_weights=often, k=total - len(who))
    chance.shuffle(who)
    pieces: list[str] = []
    mentions: list[Mention] = []
    counts: Counter[tuple[int, str]] = Counter()
    length = 0
    for place, number in enumerate(who):
        before = " ".join(chance.choices(plain, k=SHARE - 1)) + " "
        name = chance.choice((fulls, lasts))[number]
        counts[number, name] += 1
        start = length + len(before)
        label = LABELS[number % len(LABELS)]
        mentions.append(Mention(start, start + len(name), name, label, f"e{number}", "model", "suggested"))
        after = ".\n\n" if place % 8 == 7 else " "
        pieces += before, name, after
        length = start + len(name) + len(after)
    entities = []
    for number in sorted(set(who)):
        names = [name for name in (fulls[number], lasts[number]) if counts[number, name]]
        aliases = tuple(
            Alias(name, counts[number, name], Evidence(rule, names[0], None))
            for name, rule in zip(names, ("canonical name", "surname of"), strict=False)
        )
        entities.append(Entity(f"e{number}", names[0], LABELS[number % len(LABELS)], None, "", aliases))
    text = "".join(pieces)
    return Annotation(
        format="aka/1",
        document=Document("book.txt", "A long book", "en", text_sha256(text), text),
        pipeline=Pipeline("none", "0", "0"),
        entities=tuple(entities),
        mentions=tuple(mentions),
    )


class Timed:
    """The answers of a program to keys, some of which were the answers of its peer."""

    def __init__(self, terminal: Terminal, peer: dict[str, float]) -> None:
        self.terminal, self.peer, self.medians = terminal, peer, {}

    def keys(self, meaning: str, keys: str, times: int = TIMES) -> None:
        """Type keys in turn and print how long the answers take."""
        took, worked = [], []
        for place in range(times):
            before = work(self.terminal.pid)
            took.append(self.terminal.key(keys[place % len(keys)]))
            worked.append(work(self.terminal.pid) - before)
        self.report(meaning, took, worked)

    def report(self, meaning: str, took: list[float], worked: Sequence[float] = ()) -> None:
        """Print the percentiles of some times in milliseconds, and the ratio to the peer's."""
        took = sorted(took)
        middle = self.medians[meaning] = statistics.median(took)
        ratio = f"   {middle / self.peer[meaning]:5.1f} x less" if meaning in self.peer else ""
        busy = f"   cpu {min(worked):6.1f} to {statistics.median(worked):6.1f}" if worked else ""
        late = took[int(len(took) * 0.95)]
        print(f"  {meaning:44} min {took[0]:6.1f}   p50 {middle:6.1f}   p95 {late:6.1f} ms{busy}{ratio}")

    def widths(self, times: int = 20) -> None:
        """Resize, and print when the first frame stands and when the last byte is written."""
        first, last = [], []
        for number in range(times):
            since = time.perf_counter()
            self.terminal.resize(ROWS, COLUMNS - 1 - number % 30)
            begun, ended = self.terminal.answer(since)
            first.append(begun)
            last.append(ended)
        self.terminal.resize(ROWS, COLUMNS)
        self.terminal.answer(time.perf_counter())
        self.report("another width, first byte", first)
        self.report("another width, last byte", last)


def work(pid: int) -> float:
    """Milliseconds for which the processor has worked for a process so far, which no other program changes much; 0
    where the system does not say."""
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6


def memory(pid: int) -> str:
    """What a process has in memory, now and at most."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return "unknown here"
    kept = dict(re.findall(r"(VmRSS|VmHWM):\s+(\d+)", status.read_text()))
    return f"{int(kept['VmRSS']) / 1024:.0f} MB, at most {int(kept['VmHWM']) / 1024:.0f} MB"


def quit_(terminal: Terminal) -> float:
    """Milliseconds from q to the end of the process."""
    since = time.perf_counter()
    os.write(terminal.fd, b"q")
    while True:
        try:
            if not os.read(terminal.fd, 1 << 20):
                break
        except OSError:  # the terminal is closed with the process
            break
    os.waitpid(terminal.pid, 0)
    return 1000 * (time.perf_counter() - since)


def read_with_less(path: Path) -> dict[str, float]:
    """The keys that less has too."""
    less = Terminal("less", str(path))
    print(f"less: {less.answer(less.started, 0.3)[1]:.0f} ms from its start to its last byte")
    timed = Timed(less, {})
    timed.keys("j  a line down", "j")
    timed.keys("space  a screen down", " ")
    timed.keys("G g  the end, the start", "Gg")
    less.key("/")
    os.write(less.fd, b"the\r")
    less.answer(time.perf_counter())
    timed.keys("n  the next one", "n")
    timed.widths()
    timed.report("q  to the end of the process", [quit_(less)])
    return timed.medians


def read_with_aka(path: Path, peer: dict[str, float]) -> None:
    """Every key."""
    aka = Terminal(str(AKA), str(path))
    written = b""
    while b" mentions" not in written:
        written += os.read(aka.fd, 1 << 20)
    print(f"aka: {1000 * (time.perf_counter() - aka.started):.0f} ms from its start to the names", end="; ")
    aka.answer(aka.started, 1.0)
    print(f"memory {memory(aka.pid)}")
    timed = Timed(aka, peer)
    timed.keys("n  the next one", "n")
    timed.keys("]  the next of anything", "]")
    timed.keys("j  a line down", "j")
    timed.keys("space  a screen down", " ")
    timed.keys("G g  the end, the start", "Gg")
    timed.keys("* n  an entity as the trail, and on", "*n")
    timed.keys("Esc  every mention is the trail again", "n\x1b")
    took = []
    for _ in range(8):
        for key in "/the":
            aka.key(key)
        took.append(aka.key("\r"))
        aka.key("\x1b")
    timed.report("/the Enter  a frequent word", took)
    timed.keys("ma  a mark, at its second key", "ma")
    timed.keys("s  the names sorted anew", "s", 12)
    aka.key("\t")
    timed.keys("j  in the sidebar", "j")
    timed.keys("space  in the sidebar", " ")
    timed.keys("G g  in the sidebar", "Gg")
    aka.key("/")
    timed.keys("a letter of a filter, and back", "b\x7fba\x7f\x7f")
    timed.keys("a misspelt filter, letter by letter", "xqbarzuk\x15", 18)
    aka.key("\x1b")
    aka.key("\x1b")
    timed.widths()
    print(f"  memory {memory(aka.pid)}")
    timed.report("q  to the end of the process", [quit_(aka)])


def main(words: int) -> None:
    """Print it all."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"HOME": home, "XDG_DATA_HOME": f"{home}/data", "XDG_CONFIG_HOME": f"{home}/config"}
        book, text = Path(home, "book.json"), Path(home, "book.txt")
        made = annotation(words)
        book.write_bytes(encode(made))
        text.write_text(made.document.text, encoding="utf-8")
        print(f"{words:,} words, {len(made.mentions):,} mentions, {len(made.entities):,} entities")
        del made
        peer = read_with_less(text) if shutil.which("less") else {}
        read_with_aka(book, peer)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else WORDS)
