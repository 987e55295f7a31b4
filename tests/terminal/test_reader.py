"""The reader in a real terminal: what is on the screen, and when, as the keys are pressed."""

from __future__ import annotations

import base64
import json
import os
import re
import select
import signal
import subprocess

import pytest

from annotate.annotation import decode, text_sha256
from annotate.query import Index
from annotate.sources import sample
from tests.terminal.home import AKA
from tests.terminal.screen import Terminal

TITLE = "Islamic State group: Turkey and USA"
TOP_LINE = "min · "  # of the title, which what opens over the reader covers on a small screen
DONE = re.compile(r"^ (\d+) mentions")


@pytest.fixture
def home(tmp_path):
    return tmp_path


@pytest.fixture(scope="module")
def total(tmp_path_factory):
    """How many mentions of names the sample article has, by the command line."""
    path = tmp_path_factory.mktemp("annotated") / "sample.txt"
    path.write_text(sample().document.text, encoding="utf-8")
    output = subprocess.run([AKA, "annotate", path], capture_output=True, check=True).stdout
    return len(Index(decode(output)).mentions)


def place(terminal: Terminal) -> tuple[int, int] | None:
    found = re.search(r"(\d+)/(\d+)", terminal.status)
    return (int(found[1]), int(found[2])) if found else None


def stands_at(number: int, total: int):
    return lambda terminal: place(terminal) == (number, total)


def test_what_is_shown_is_what_config_toml_wants(home):
    folder = home / "config" / "aka"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('labels = ["people", "DATE"]\n')
    with Terminal(home=home) as terminal:
        terminal.wait_for("PEOPLE")
        terminal.wait_for(lambda t: DONE.match(t.status), "the number of mentions")
        shown = "\n".join(terminal.lines)
        assert not [group for group in ("ORGANISATIONS", "PLACES") if group in shown]
        terminal.press("D")
        terminal.wait_for("Dates and numbers are shown")
        terminal.press("D")
        terminal.wait_for("Dates and numbers are hidden")
        assert not [group for group in ("DATES", "PLACES") if group in "\n".join(terminal.lines)]


def test_the_keys_are_those_that_config_toml_wants(home, total):
    folder = home / "config" / "aka"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('[keys]\nnext = ["l", "right"]\ndocuments = "f7"\nsort = "j"\n')
    with Terminal(home=home, columns=150) as terminal:
        terminal.wait_for("line 4: j for sort cannot be had: line_down has it")
        terminal.wait_for("Recep Tayyip Erdogan  ")
        terminal.press("l")
        terminal.wait_for(stands_at(1, total), "the first mention")
        terminal.press("n\x1b[C")  # n is nobody's now
        terminal.wait_for(stands_at(2, total), "the second mention")
        assert "l next" in terminal.status
        terminal.press("h")
        terminal.wait_for("l → ")
        terminal.wait_for("l → and N walk the trail")


@pytest.mark.skipif(os.name != "posix", reason="signals stop the worker")
def test_the_text_stands_before_the_names_and_no_key_waits_for_them(home):
    with Terminal(home=home) as terminal:
        worker = worker_of(terminal)
        os.kill(worker, signal.SIGSTOP)
        try:
            terminal.wait_for("Turkish President Recep Tayyip Erdogan")
            terminal.wait_for("Finding names")
            terminal.press("/refugees\r")
            terminal.wait_for("/refugees 1/1")
            terminal.press("\x1b")
            terminal.wait_for(lambda t: "/refugees" not in t.status, "the trail without the search")
            terminal.press("n")
            terminal.wait_for("names are still being found")
        finally:
            os.kill(worker, signal.SIGCONT)
        terminal.wait_for("ORGANISATIONS")
        terminal.wait_for("Free Syrian Army")


def test_a_book_that_is_left_out_is_said(home):
    (home / "bad.toml").write_text("[[entity]\n")
    with Terminal("--aliases", "bad.toml", home=home, columns=160) as terminal:
        terminal.wait_for("An alias book is left out. bad.toml, line 1: is not TOML")
        terminal.wait_for("ORGANISATIONS")


def test_n_and_brackets_reach_every_mention_in_order_and_go_round(home, total):
    with Terminal(home=home) as terminal:
        terminal.wait_for(f" {total} mentions")
        for number in range(1, total + 1):
            terminal.press("n" if number % 2 else "]")
            terminal.wait_for(stands_at(number, total), f"{number}/{total}")
        terminal.press("n")
        terminal.wait_for(f"Past the end, on from the beginning · 1/{total}")
        terminal.press("N")
        terminal.wait_for(f"Past the beginning, on from the end · {total}/{total}")
        terminal.press("[")
        terminal.wait_for(stands_at(total - 1, total), "the mention before")
        terminal.press("3N")
        terminal.wait_for(stands_at(total - 4, total), "three mentions back")


def test_following_one_entity_walks_all_its_aliases(home, total):
    with Terminal(home=home) as terminal:
        terminal.wait_for(f" {total} mentions")
        terminal.press("n*")
        terminal.wait_for(lambda t: re.search(r"Islamic State 2/\d", t.status), "the trail of Islamic State")
        mentions = place(terminal)[1]
        for number in range(3, mentions + 1):
            terminal.press("n")
            terminal.wait_for(stands_at(number, mentions), f"{number}/{mentions}")
        terminal.press("n")
        terminal.wait_for("Past the end")
        assert {"DAESH", "ISIS", "Isis"} <= {word for line in terminal.lines for word in line.split()}
        terminal.press("\x1b")
        terminal.wait_for(lambda t: place(t) == (1, total), "every mention as the trail")


def test_the_sidebar_jumps_filters_and_comes_back(home, total):
    with Terminal(home=home) as terminal:
        terminal.wait_for(f" {total} mentions")
        terminal.press("\t/daesh\r")
        terminal.wait_for(lambda t: "▾ Islamic State" in t.text and "Turkey  " not in t.text, "one entity")
        terminal.press("\r")
        terminal.wait_for(lambda t: "Islamic State 1/" in t.status, "the first mention")
        terminal.press("\t\x1b")
        terminal.wait_for("▸ Turkey ")


def test_keys_after_enter_are_not_lost(home, total):
    with Terminal(home=home) as terminal:
        terminal.wait_for(f" {total} mentions")
        terminal.press("/raqqa\rn")
        terminal.wait_for("/raqqa 2/3")


def test_arrows_move_in_long_lists(home, total):
    with Terminal(home=home, columns=80, rows=14) as terminal:
        terminal.wait_for(f" {total} mentions")
        terminal.press("n*&")
        terminal.wait_for("Enter go there")
        terminal.press("\x1b[B\x1b[B\r")
        terminal.wait_for("Islamic State 4/")
        terminal.press("\t" + "\x1b[B" * 5)
        terminal.wait_for("Isis: same name")
        terminal.press("\r")
        terminal.wait_for(lambda t: t.status.startswith(" “"), "the trail of an alias")


def test_a_reader_that_is_ended_leaves_the_terminal_as_it_was(home):
    with Terminal(home=home) as terminal:
        terminal.wait_for(TITLE)
        terminal.end(signal.SIGTERM)
        assert terminal.wait_for_exit() == 128 + signal.SIGTERM
        assert terminal.received.rstrip().count(b"\x1b[?1049l") == 1


def worker_of(terminal: Terminal) -> int:
    """The process that finds the names, as soon as there is one."""
    terminal.wait_for(lambda t: t.children("annotate.recognize.worker"), "the worker")
    (worker,) = terminal.children("annotate.recognize.worker")
    return worker


@pytest.fixture
def long_text(home):
    (home / "long.txt").write_text("Paris and London met Berlin in Rome.\n\n" * 20_000, encoding="utf-8")
    return "long.txt"


def test_a_worker_that_dies_is_started_again_once_and_the_second_time_that_is_said(home, long_text):
    with Terminal(long_text, home=home) as terminal:
        terminal.wait_for(lambda t: DONE.search(t.status), "some names")
        first = worker_of(terminal)
        os.kill(first, signal.SIGKILL)
        terminal.wait_for("stopped unexpectedly and was started again")
        terminal.press("G")
        terminal.wait_for(lambda t: "Rome" in t.text and DONE.search(t.status), "names, still")
        second = worker_of(terminal)
        assert second != first
        os.kill(second, signal.SIGKILL)
        terminal.wait_for("stopped unexpectedly (")
        terminal.press("e")
        terminal.wait_for("nothing can be exported")
        assert terminal.children("annotate.recognize.worker") == []


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="another process is waited for")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGHUP])
def test_no_worker_outlives_its_reader(home, long_text, number):
    with Terminal(long_text, home=home) as terminal:
        terminal.wait_for(lambda t: DONE.search(t.status), "some names")
        process = os.pidfd_open(worker_of(terminal))
        terminal.end(number)
        terminal.wait_for_exit()
    ended, _, _ = select.select([process], [], [], 60)
    os.close(process)
    assert ended


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="a process is stopped")
def test_a_reader_that_was_stopped_goes_on(home, long_text):
    with Terminal(long_text, home=home) as terminal:
        terminal.wait_for(lambda t: DONE.search(t.status), "some names")
        worker = worker_of(terminal)
        terminal.end(signal.SIGSTOP)
        terminal.end(signal.SIGCONT)
        terminal.press("nn")
        terminal.wait_for(lambda t: place(t) is not None, "a place on the trail")
        assert terminal.children("annotate.recognize.worker") == [worker]


def test_a_session_at_40x10(home, total):
    with Terminal(home=home, columns=40, rows=10) as terminal:
        terminal.wait_for(f" {total} mentions")
        for keys, shows in (
            ("nn", f"2/{total}"),
            ("\t", "filter"),
            ("jj\r", "United States 1/"),
            ("n", "United States 2/"),
            ("i", "Also known as"),
            ("\x1b", TOP_LINE),
            ("&", "Enter go there"),
            ("j\r", "United States 3/"),
            ("h", "one line down"),
            ("\x1b", TOP_LINE),
            ("e", "jsonl"),
            ("\x1b", TOP_LINE),
            ("s", "sorted by place"),
            ("G", "100%"),
            ("g", "Share"),
            ("/raqqa\r", "/raqqa 1/3"),
        ):
            terminal.press(keys)
            terminal.wait_for(shows)
        terminal.resize(120, 40)
        terminal.wait_for("ORGANISATIONS")
        terminal.press("q")
        assert terminal.wait_for_exit() == 0


def test_position_and_marks_are_remembered(home):
    last = sample().document.text.split("\n")[-1]
    with Terminal(home=home, rows=12) as terminal:
        terminal.wait_for(TITLE)
        terminal.press("ma")
        terminal.wait_for("Mark a is set")
        terminal.press("G")
        terminal.wait_for(last[:30])
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
    with Terminal(home=home, rows=12) as terminal:
        terminal.wait_for(last[:30])
        terminal.press("'a")
        terminal.wait_for(lambda t: t.lines[1].startswith(" Share"), "the mark")
        terminal.press("''")
        terminal.wait_for(last[:30])
        terminal.press("q")
        assert terminal.wait_for_exit() == 0


def test_export_writes_what_it_previewed(home, total):
    with Terminal(home=home) as terminal:
        terminal.wait_for(f" {total} mentions")
        terminal.press("e")
        terminal.wait_for('"format": "aka/1"')
        terminal.press("\r")
        terminal.wait_for("Wrote ")
    (written,) = home.glob("*.json")
    assert '"aka/1"' in written.read_text(encoding="utf-8")


def test_no_color_sends_no_colour_and_loses_nothing(home, total):
    with Terminal(home=home, NO_COLOR="1") as terminal:
        terminal.wait_for(f" {total} mentions")
        terminal.press("nn*")
        terminal.wait_for("Turkey 2/")
        terminal.press("i")
        terminal.wait_for("Also known as")
        received = terminal.received
    styles = [style.split(b";") for style in re.findall(rb"\x1b\[([\d;]*)m", received)]
    assert any(b"7" in style for style in styles)  # the current mention is reversed
    colours = {
        str(code).encode() for code in [*range(30, 39), *range(40, 49), *range(90, 98), *range(100, 108)]
    }
    assert not [style for style in styles if colours & set(style)]


def test_no_byte_of_the_text_acts_on_the_terminal(home):
    hostile = home / "hostile.txt"
    controls = "".join(map(chr, [*range(1, 9), *range(11, 32), *range(127, 160)]))
    hostile.write_text(
        f"Obama\x1b]52;c;SGFja2Vk\x07 met \x1b[31mPutin\x1b[0m in Paris. {controls} \u202eMoscow\u202c [bold]x[/nope]\n"
        "\x1b]0;owned\x07 \x9b2J End of it.\n" + "Paris is quiet today, say people in Paris.\n" * 20,
        encoding="utf-8",
    )
    with Terminal("hostile.txt", home=home) as terminal:
        terminal.wait_for("End of it")
        terminal.wait_for(lambda t: "names" not in t.lines[0] and DONE.search(t.status), "all names")
        terminal.press("nn*i")
        terminal.wait_for("Also known as")
        terminal.press("\r&")
        terminal.wait_for("Enter go there")
        terminal.press("\r")
        terminal.wait_for(place, "the trail")
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
        received = terminal.received
    assert b"\x1b]52" not in received
    assert b"\x1b]0;owned" not in received
    assert "\x9b2J".encode() not in received
    assert "\u202e".encode() not in received


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("x" * 1_000_000, id="one word of a megabyte"),
        pytest.param("Paris and London. " * 60_000, id="one line of a megabyte"),
        pytest.param(
            "漢字かな " * 5000 + "👩‍👩‍👧 e\u0301\n" * 2000 + "That was the whole text.",
            id="wide and joined characters",
        ),
    ],
)
def test_hard_texts_open_and_scroll(home, content):
    (home / "hard.txt").write_text(content, encoding="utf-8")
    with Terminal("hard.txt", home=home) as terminal:
        terminal.wait_for(content[:20].strip())
        terminal.press("G")
        terminal.wait_for(content[-20:].strip())
        terminal.press("g")
        terminal.wait_for(content[:20].strip())
        terminal.press("q")
        assert terminal.wait_for_exit() == 0


def test_nothing_in_an_annotation_acts_on_the_terminal(home):
    evil = "\x1b]52;c;SGFja2Vk\x07\x9b2J\u202e"
    text = "Obama met Putin."
    entity = {"id": "e1", "name": "Obama" + evil, "label": "PERSON" + evil, "reference": evil, "note": evil}
    aliases = [
        {
            "name": "Obama" + evil,
            "count": 1,
            "evidence": {"rule": "rule" + evil, "with": evil, "score": 0.5, "text": evil},
        }
    ]
    mention = {"start": 0, "end": 5, "text": "Obama", "label": "PERSON" + evil, "entity": "e1"}
    document = {
        "source": "s" + evil,
        "title": "A title" + evil,
        "language": "en",
        "sha256": text_sha256(text),
        "text": text,
    }
    annotation = {
        "format": "aka/1",
        "document": document,
        "pipeline": {"model": evil, "model_version": evil, "aka": evil},
        "entities": [{**entity, "aliases": aliases}],
        "mentions": [{**mention, "by": "model", "state": "suggested"}],
    }
    (home / "evil.json").write_text(json.dumps(annotation), encoding="utf-8")
    with Terminal("evil.json", home=home) as terminal:
        terminal.wait_for("1 mention")
        for keys, shows in (
            ("n", "1/1"),
            ("i", "Also known as"),
            ("\r&", "Enter go there"),
            ("\re", "jsonl"),
        ):
            terminal.press(keys)
            terminal.wait_for(shows)
        terminal.press("\x1b")
        terminal.wait_for(lambda t: "jsonl" not in t.text, "the reader")
        terminal.press("c")
        terminal.wait_for("Copied")
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
        received = terminal.received
    copied = b"\x1b]52;c;" + base64.b64encode(b"Obama")
    assert received.count(b"\x1b]52;") == received.count(copied) == 1  # what c copies, and nothing else
    assert "\x9b2J".encode() not in received
    assert "\u202e".encode() not in received


def test_a_text_that_was_read_before_opens_with_its_names_and_no_worker(home, total):
    def all_names(terminal: Terminal) -> bool:
        return terminal.status.startswith(f" {total} mentions")

    with Terminal(home=home) as terminal:
        terminal.wait_for(all_names)
        terminal.wait_for(lambda t: [*home.glob(".cache/aka/annotation-*")], "what was found is kept")
        before = terminal.text
    with Terminal(home=home) as terminal:
        terminal.wait_for(all_names)
        assert not terminal.children("annotate.recognize.worker")
        terminal.wait_for(lambda t: t.text == before, "the same screen")
