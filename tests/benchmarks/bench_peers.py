"""The reader beside other programs that show a text in a terminal, those of them that are found on the PATH.

    PATH=$PATH:/where/they/are python tests/benchmarks/bench_peers.py [WORDS]

    python3 -m venv peers && peers/bin/pip install bookreader-tui && ...    # never into aka's own environment

``bookreader`` (bookreader-tui) and ``baca`` are readers of e-books, built on Textual as aka is, ``slate`` (slate-nlp)
is for annotating, in curses, and all are held against ``less``. Each opens a text of so many words: milliseconds
until its beginning is on the screen, from a key that scrolls to the last byte of its answer (the median), and the
megabytes that the process holds then.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
import zipfile
from html import escape
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.bench_start import AKA, SEED, Program

WORDS, KEYS = 100_000, 20
QUIET = 0.2  # seconds without a byte: the answer to a key is whole
PATIENCE = 120  # seconds: what takes longer is given up


def epub(path: Path, text: str) -> None:
    """The text as an e-book with a chapter for each copy of the article."""
    chapters = text.strip().split(f"\n\n{SEED[:40]}")
    names = [f"c{number}.xhtml" for number in range(len(chapters))]
    items = "".join(f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in names)
    spine = "".join(f'<itemref idref="{name}"/>' for name in names)
    points = "".join(
        f'<navPoint id="n{number}" playOrder="{number + 1}"><navLabel><text>{number + 1}</text></navLabel>'
        f'<content src="{name}"/></navPoint>'
        for number, name in enumerate(names)
    )
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr(
            "META-INF/container.xml",
            '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile'
            ' full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        )
        book.writestr(
            "book.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="i"><metadata'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Articles</dc:title><dc:language>en</dc:language>'
            f'<dc:identifier id="i">aka</dc:identifier></metadata><manifest>{items}<item id="ncx" href="toc.ncx"'
            f' media-type="application/x-dtbncx+xml"/></manifest><spine toc="ncx">{spine}</spine></package>',
        )
        book.writestr(
            "toc.ncx",
            '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head/><docTitle><text>Articles</text>'
            f"</docTitle><navMap>{points}</navMap></ncx>",
        )
        for name, chapter in zip(names, chapters, strict=True):
            lines = "".join(f"<p>{escape(line)}</p>" for line in chapter.split("\n") if line.strip())
            book.writestr(
                name,
                f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{name}</title></head><body>{lines}</body></html>',
            )


def measure(home: Path, ready: bytes, key: bytes, *command: str) -> tuple[float, float, float]:
    """Milliseconds to the text and, once there is something by which it is ``ready``, for a key; megabytes."""
    program = Program(home, *command)
    start = program.until(lambda seen: b"Jarablus" in seen or b"Raqqa" in seen, PATIENCE)
    program.until(lambda seen: ready in seen, PATIENCE)
    while program.more(1):
        pass
    answers = []
    for _ in range(KEYS):
        since = last = time.perf_counter()
        os.write(program.fd, key)
        while program.more(QUIET):
            last = time.perf_counter()
        answers.append(1000 * (last - since))
    status = Path(f"/proc/{program.pid}/status").read_text()
    memory = int(status.split("VmRSS:")[1].split()[0]) / 1024
    os.kill(program.pid, 9)
    os.waitpid(program.pid, 0)
    os.close(program.fd)
    return start, statistics.median(answers), memory


def main(words: int) -> None:
    """Print a line for each program that is there."""
    with tempfile.TemporaryDirectory() as folder:
        text, book = Path(folder) / "text.txt", Path(folder) / "text.epub"
        text.write_text(f"{SEED}\n\n" * (words // len(SEED.split()) + 1), encoding="utf-8")
        epub(book, text.read_text(encoding="utf-8"))
        down = b"\x1b[B"
        commands = {
            "less": (b"", b"j", "less", str(text)),
            "aka": (b"quit", b"j", AKA, str(text)),
            "bookreader": (b"", down, "bookreader", "--no-library", "open", str(book)),
            "baca": (b"", down, "baca", str(book)),
            "slate": (b"", down, "slate", str(text)),
        }
        peer: tuple[float, float, float] | None = None
        for name, (ready, key, *command) in commands.items():
            if shutil.which(command[0]) is None:
                print(f"{name:12} is not on the PATH")
                continue
            home = Path(folder) / name
            home.mkdir()
            try:
                figures = measure(home, ready, key, *command)
            except TimeoutError:
                print(f"{name:12} showed nothing in {PATIENCE} s")
                continue
            peer = peer or figures
            row = zip(("text", "key", "memory"), figures, peer, ("ms", "ms", "MB"), strict=True)
            print(
                f"{name:12}",
                "   ".join(
                    f"{what} {value:8.1f} {unit} ({value / other:6.1f} x)" for what, value, other, unit in row
                ),
                flush=True,
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else WORDS)
