"""A document with very many corrections, through a pty: how long it takes to open, to correct and to undo.

    python tests/benchmarks/bench_corrections.py [CORRECTIONS]

Times are of this machine and this moment: compare ratios in one run. The first line is the same document without any
correction.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

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
from annotate.decisions import Confirm, Relabel
from annotate.edits import mention_target
from annotate.query import Index
from annotate.store import Journal
from tests.terminal.screen import Terminal

KEYS = 30
NAMES = [f"{first}{last}" for first in ("Bar", "Dol", "Fen", "Gim") for last in map(chr, range(97, 122))]


def document(mentions: int) -> Annotation:
    """A text with so many mentions of a hundred people."""
    pieces, found, at = [], [], 0
    for number in range(mentions):
        name = NAMES[number % len(NAMES)]
        found.append(
            Mention(
                at + 5, at + 5 + len(name), name, "PERSON", f"e{NAMES.index(name) + 1}", "model", "suggested"
            )
        )
        pieces.append(f"Then {name} spoke of number {number}.\n\n")
        at += len(pieces[-1])
    text = "".join(pieces)
    entities = [
        Entity(
            f"e{number}", name, "PERSON", None, "", (Alias(name, 1, Evidence("canonical name", name, None)),)
        )
        for number, name in enumerate(NAMES, 1)
    ]
    return Annotation(
        format="aka/1",
        document=Document("speakers.txt", "Speakers", "en", text_sha256(text), text),
        pipeline=Pipeline("none", "0", "0"),
        entities=tuple(entities),
        mentions=tuple(found),
    )


def milliseconds(terminal: Terminal, keys: str, wanted) -> float:
    """How long it takes from some keys until the screen shows what is wanted."""
    began = time.perf_counter()
    terminal.press(keys)
    terminal.wait_for(wanted)
    return (time.perf_counter() - began) * 1000


def measure(home: Path, corrections: int) -> None:
    """Open the document, correct and undo, and print how long it takes."""
    began = time.perf_counter()
    with Terminal("speakers.json", home=home, columns=120, rows=40) as terminal:
        terminal.wait_for(" spoke of number ")
        text = (time.perf_counter() - began) * 1000
        wanted = "✓" if corrections else "▸ Bar"
        terminal.wait_for(lambda t: wanted in t.text and "mentions" in t.status)
        names = (time.perf_counter() - began) * 1000
        terminal.press("n")
        terminal.wait_for(lambda t: "/" in t.status)
        undos, dos = [], []
        for _ in range(KEYS):
            dos.append(milliseconds(terminal, "re", "Relabelled"))
            terminal.press("n")
            terminal.wait_for(lambda t: "Relabelled" not in t.status and "/" in t.status)
        for _ in range(KEYS):
            undos.append(milliseconds(terminal, "u", "Undone"))
            terminal.press("n")
            terminal.wait_for(lambda t: "Undone" not in t.status and "/" in t.status)
        terminal.press("q")
        terminal.wait_for_exit()
    print(f"{corrections:,} corrections: text {text:.0f} ms, all of them shown {names:.0f} ms")
    for what, times in (("correct", dos), ("undo", undos)):
        print(f"    {what:8} {median(times):6.1f} ms p50, {quantiles(times, n=20)[-1]:.1f} ms p95")


def main(corrections: int) -> None:
    """Measure without corrections, and with so many."""
    whole = document(corrections)
    index = Index(whole)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "speakers.json").write_bytes(encode(whole))
        measure(home, 0)
        journal = Journal(whole.document, home / "data" / "aka" / "aka.db")
        journal.read()
        for number, mention in enumerate(whole.mentions):
            what, when = mention_target(index, [mention]), f"2026-01-01T00:00:00.{number:06}+00:00"
            journal.append(
                "do",
                Confirm(when=when, what=what) if number % 2 else Relabel(when=when, what=what, label="ORG"),
            )
        journal.close()
        measure(home, corrections)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
