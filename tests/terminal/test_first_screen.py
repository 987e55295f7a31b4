"""What is painted before the reader is there: the same cells, and nothing where it cannot be sure of them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from rich.color import Color, ColorSystem

from annotate.sources import sample
from tests.terminal.screen import Terminal
from tui.paper import OF_256, PAPERS

TEXT = sample().document.text
PAINT = "import sys; from tui import first_screen; first_screen.paint(sys.argv[1:]); first_screen.hand_over()"


def cells(terminal: Terminal) -> list[list[tuple[str, str, str]]]:
    """Each cell's character and colours."""
    screen = terminal.screen
    rows = (screen.buffer[row] for row in range(screen.lines))
    return [
        [(row[column].data, row[column].fg, row[column].bg) for column in range(screen.columns)]
        for row in rows
    ]


def painted(home: Path, *arguments: str, **how) -> list[list[tuple[str, str, str]]]:
    """The first screen alone."""
    with Terminal("-c", PAINT, *arguments, program=Path(sys.executable), home=home, **how) as terminal:
        assert terminal.wait_for_exit() == 0
        return cells(terminal)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home in which the article was read before, so that the reader needs no worker."""
    home = tmp_path_factory.mktemp("home")
    (home / "article.txt").write_text(TEXT, encoding="utf-8")
    (home / "wrapped.txt").write_text("\n\n".join([WRAPPED] * 9), encoding="utf-8")
    return home


WRAPPED = """Held by DAESH since 2013, Jarablus was easily recaptured by the Free
Syrian Army supported by Turkish tanks and aviation on the first day
of Operation Euphrates Shield launched by Ankara on August 24 with the
aim of clearing terrorist groups along its border with Syria, which is
what it said."""


@pytest.mark.parametrize(
    ("columns", "rows"), [(120, 40), (97, 30), (80, 24), (79, 24), (40, 10), (20, 5), (250, 70)]
)
@pytest.mark.parametrize("file", ["article.txt", "wrapped.txt"])
def test_the_reader_shows_the_same_text_in_the_same_cells(home, file, columns, rows):
    first = painted(home, file, columns=columns, rows=rows)
    with Terminal(file, home=home, columns=columns, rows=rows) as terminal:
        terminal.wait_for(lambda t: t.lines[0].strip() and t.lines[-1].strip(), "the bars")
        after = cells(terminal)
    assert any(char != " " for row in first for char, _, _ in row)
    for row in range(1, rows - 1):
        for (char, _, paper), (now, _, ground) in zip(first[row], after[row], strict=True):
            assert char in (now, " ")
            assert paper == ground or char == " "


@pytest.mark.parametrize(("width", "column"), [("50", 50), ("150", 150), ("201", 76), ("true", 76)])
def test_the_column_is_as_wide_as_a_person_wants_it(tmp_path, width, column):
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "config" / "aka").mkdir(parents=True)
    (tmp_path / "config" / "aka" / "config.toml").write_text(f"width = {width}\n")
    how = {"columns": 220, "rows": 40}
    lines = ["".join(char for char, _, _ in row).rstrip() for row in painted(tmp_path, "article.txt", **how)]
    longest = max(len(line.lstrip()) for line in lines)
    assert column - 12 < longest <= column
    with Terminal("article.txt", home=tmp_path, **how) as terminal:
        terminal.wait_for("min ·")
        after = ["".join(char for char, _, _ in row[:170]).rstrip() for row in cells(terminal)]
    assert lines[1:-1] == after[1:-1]


def test_where_one_was_in_the_text_and_the_theme_are_those_of_the_last_time(tmp_path):
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    with Terminal("article.txt", home=tmp_path, rows=24) as terminal:
        terminal.wait_for("min ·")
        terminal.press("TG")
        terminal.wait_for("100%")
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
    first = painted(tmp_path, "article.txt", rows=24)
    with Terminal("article.txt", home=tmp_path, rows=24) as terminal:
        terminal.wait_for("100%")
        after = cells(terminal)
    assert [[char for char, _, _ in row[:70]] for row in first[1:-1]] == [
        [char for char, _, _ in row[:70]] for row in after[1:-1]
    ]
    assert first[5][0] == after[5][0]
    assert first[5][0][2] == PAPERS["aka-light"].paper[1:]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00b\x00c",
        "Zwölf 漢字".encode(),
        b"<html><p>A page</p></html>",
        b"PK\x03\x04 an archive",
        b'{"format": "aka/1"}',
        b"From: someone\nTo: nobody\n\nA letter.",
        b"1\n00:00:01,000 --> 00:00:02,000\nA subtitle\n",
        b"one\ttable\n",
        b"bad \xff bytes",
    ],
)
def test_what_may_be_something_else_waits_for_the_reader(tmp_path, content):
    (tmp_path / "some.txt").write_bytes(content)
    assert {char for row in painted(tmp_path, "some.txt") for char, _, _ in row} == {" "}


@pytest.mark.parametrize("arguments", [["no-such.txt"], ["--help"], ["names", "x.txt"], ["."], ["/dev/null"]])
def test_nothing_is_painted_where_no_text_is_opened(tmp_path, arguments):
    assert {char for row in painted(tmp_path, *arguments) for char, _, _ in row} == {" "}


def test_a_source_that_the_reader_refuses_is_said_on_the_screen_one_came_from(tmp_path):
    (tmp_path / "rogue.txt").write_bytes(b"Text \x01\x02\x03\x04\x05\x06\x07" * 9)
    with Terminal("rogue.txt", home=tmp_path) as terminal:
        assert terminal.wait_for_exit() == 1
        assert "rogue.txt is binary data" in " ".join(terminal.text.split())


def test_the_colours_of_256_are_those_that_the_reader_will_have():
    for full, number in OF_256.items():
        assert Color.parse(full).downgrade(ColorSystem.EIGHT_BIT).number == number
    assert {colour for paper in PAPERS.values() for colour in paper} == set(OF_256)
