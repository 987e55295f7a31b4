"""The first screen: the text in the cells where the reader will show it, painted before the reader is even imported.

Reader and Textual take some tenths of a second to come, this some hundredths: it imports next to nothing. It paints
only what it is sure of, a plain text in UTF-8 whose characters take one cell each, and leaves the two bars and the
sidebar empty. Whatever else is opened waits for the reader.
"""

from __future__ import annotations

import os
import re
import signal
import stat
import sys
import termios
from itertools import pairwise

from annotate import seed
from annotate.column import COLUMN, WIDTHS
from annotate.paragraphs import lines_of, paragraphs_of
from annotate.text import visible
from tui.article.column import column_in, even_starts
from tui.paper import OF_256, PAPERS

HEAD = 1 << 16  # bytes that show what a source is, and code points around where one reads that are laid out
SMALL = 1 << 18  # bytes; of a larger file it is its path that tells where one was in it, and not its text
WIDE = 80  # columns from which on the sidebar stands beside the text

_enter, _leave = (
    "\x1b[?1049h\x1b[?25l",
    "\x1b[?25h\x1b[?1049l",
)  # the terminal's other screen, without a cursor
# What may not be plain text after all: an archive, a page, an annotation, a table, subtitles, mail.
_something_else = re.compile(
    rb"%PDF-|PK|\{\\rtf|WEBVTT|[\s\xef\xbb\xbf]*[\[{<]|[^\n]*\t|[^\s:]{1,40}:(?!\S)"
).match
_is_even = re.compile(
    "[\t\n -~\xa0-\xac\xae-\u02ff\u0370-\u0377\u0388-\u03ff\u0400-\u0482\u2010-\u2026€]*"
).fullmatch

_before: list[int | list[bytes | int]] = []  # the terminal's attributes before
_stands = False  # the first screen, and nothing of the reader yet


def paint(arguments: list[str]) -> bool:
    """Paint the text that ``aka ARGUMENTS`` will open, if it is one that can be painted now; whether it was.

    What is typed meanwhile is not shown over it; the reader gets it.
    """
    global _before, _stands
    term = os.environ.get("TERM", "")
    if len(arguments) > 1 or term in ("", "dumb") or not os.isatty(1):
        return False
    try:
        size = os.get_terminal_size(1)
        rows = _rows(arguments[0] if arguments else None, size.columns, size.lines)
        if rows is None:
            return False
        before = termios.tcgetattr(1)
        quiet = list(before)
        quiet[3] &= ~(termios.ECHO | termios.ICANON)
        termios.tcsetattr(1, termios.TCSANOW, quiet)
    except (OSError, ValueError, termios.error):  # whatever is wrong, the reader finds the words for it
        return False
    _before, _stands = before, True
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _ended)
    os.write(1, "".join([_enter, *rows]).encode())
    return True


def hand_over() -> None:
    """Leave the screen to the reader: the terminal is as it was, and the text stays until it is painted over."""
    global _stands
    if _stands:
        termios.tcsetattr(1, termios.TCSANOW, _before)
        _stands = False


def clear() -> None:
    """Take the text off the screen, where no reader comes."""
    if _stands:
        hand_over()
        os.write(1, _leave.encode())


def _ended(number: int, frame: object) -> None:
    """Leave the terminal as it was, where somebody ends the program before the reader is there to do so."""
    termios.tcsetattr(1, termios.TCSANOW, _before)
    os.write(1, _leave.encode())
    os._exit(128 + number)  # what was started ends with its pipes


def _rows(source: str | None, columns: int, lines: int) -> list[str] | None:
    """What paints each line of the screen; None where it cannot be told."""
    path = source or seed.path()
    if not path.endswith(".txt") or path.startswith("-"):
        return None
    with open(path, "rb", buffering=0) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            return None
        head = file.read(HEAD)
        if _something_else(head) or b"</" in head or b"-->" in head or b"\0" in head:
            return None
        whole = len(head) == status.st_size
        small = status.st_size <= SMALL
        data = head if whole else head + file.read() if small else head
        theme, position = _remembered(path, _text(data) if small or source is None else None)
        if position and not small:
            data, whole = head + file.read(), True
    text = _text(data)
    if not whole and not small:
        text = text[: text.rfind(" ") + 1]
    width = columns - 1 - (min(46, max(32, columns * 34 // 100)) if columns >= WIDE else 0)
    own_theme, own_column = _configured()
    column = column_in(width, own_column)
    shown = lines_at(text, position, column, lines - 2)
    if shown is None:
        return None
    bars, paper = _styles(own_theme or theme)
    margin = " " * (max(0, width - column) // 2)
    empty = " " * columns
    texts = [f"{paper}{(margin + line).ljust(columns)}" for line in shown]
    texts += [paper + empty] * (lines - 2 - len(texts))
    rows = [bars + empty, *texts, bars + empty]
    return [f"\x1b[{number};1H{row}" for number, row in enumerate(rows, 1)]


def _text(data: bytes) -> str:
    """The text of a file; where it is cut within a character, without that. Raises ValueError where it is no UTF-8."""
    import codecs

    text = codecs.getincrementaldecoder("utf-8-sig")().decode(data)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def lines_at(text: str, position: int, width: int, height: int) -> list[str] | None:
    """The lines of a plain text from that of an offset on: ``height`` of them, or at the text's end the last ones.

    None where cells are no code points. ``width`` is that of the column; of a long text only so much is looked at as is
    needed.
    """
    start = text.rfind("\n", 0, max(0, position - HEAD // 4)) + 1
    stop = min(len(text), position + HEAD // 2)
    text = text[start:stop]
    shown = visible(text, keep="\n\t").replace("\t", " ")
    if not _is_even(shown):
        return None
    pieces: list[str] = []
    done = 0
    for paragraph in paragraphs_of(lines_of(text)):
        left, right = paragraph[0].start, paragraph[-1].end
        pieces += shown[done:left], shown[left:right].replace("\n", " ")
        done = right
    shown = "".join((*pieces, shown[done:]))
    starts = [*even_starts(shown, 0, len(shown), width), len(shown)]
    lines = [shown[a:b].rstrip("\n").rstrip(" ") for a, b in pairwise(starts)]
    top = max(0, sum(1 for begin in starts[:-1] if begin <= position - start) - 1)
    if stop - start == len(text):
        top = min(top, max(0, len(lines) - height))
    return lines[top : top + height]


def _styles(theme: str) -> tuple[str, str]:
    """What begins a bar, and a line of text, in the colours that Textual would give them here."""
    true = os.environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit")
    if "NO_COLOR" in os.environ or not (true or os.environ["TERM"].endswith("256color")):
        return "", ""
    chosen = PAPERS.get(theme, PAPERS["aka-dark"])

    def colour(value: str, ground: int) -> str:
        if not true:
            return f"\x1b[{ground};5;{OF_256[value]}m"
        return f"\x1b[{ground};2;{int(value[1:3], 16)};{int(value[3:5], 16)};{int(value[5:], 16)}m"

    ink = colour(chosen.ink, 38)
    return ink + colour(chosen.bars, 48), ink + colour(chosen.paper, 48)


def _configured() -> tuple[str, int]:
    """The theme that a person has set in config.toml, empty where none is or it is not known where that file is, and
    the width of the column."""
    folder = os.environ.get("XDG_CONFIG_HOME", "").strip() or os.path.expanduser("~/.config")
    file = os.path.join(folder, "aka", "config.toml")
    if sys.platform != "linux" or not os.path.exists(file):
        return "", COLUMN
    import tomllib

    try:
        with open(file, "rb") as opened:
            settings = tomllib.load(opened)
    except (OSError, ValueError, RecursionError):  # the reader says what is wrong with it
        return "", COLUMN
    theme, width = settings.get("theme"), settings.get("width")
    if type(width) is not int or width not in WIDTHS:
        width = COLUMN
    return theme if theme in (*PAPERS, "aka-terminal") else "", width


def _remembered(path: str, text: str | None) -> tuple[str, int]:
    """The theme that was chosen, and where the reader was in the text (or else in the file at this path)."""
    data = os.environ.get("XDG_DATA_HOME", "").strip() or os.path.expanduser("~/.local/share")
    database = os.path.join(data, "aka", "aka.db")  # on Linux; elsewhere the reader alone knows where it is
    if sys.platform != "linux" or not os.path.exists(database):
        return "", 0
    import sqlite3

    if text is None:
        found = "sha256 = (SELECT sha256 FROM known_at WHERE path = ?)", os.path.realpath(path)
    else:
        import hashlib

        found = "sha256 = ?", hashlib.sha256(text.encode()).hexdigest()
    try:
        connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=0)
        try:
            theme = connection.execute("SELECT value FROM setting WHERE name = 'theme'").fetchone()
            place = connection.execute(
                f"SELECT position FROM document WHERE {found[0]}", found[1:]
            ).fetchone()
        finally:
            connection.close()
    except sqlite3.Error:  # in use, damaged, or of another version
        return "", 0
    return str(theme[0]) if theme else "", int(place[0]) if place else 0
