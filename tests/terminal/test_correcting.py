"""Correcting in a real terminal: the keys that are promised, typed as fast as one likes, and found again."""

from __future__ import annotations

import os
import re
import signal
import subprocess

import pytest

from annotate.annotation import Annotation, decode, encode
from annotate.book import Book
from annotate.pipeline import annotate
from annotate.recognize.spans import Span
from annotate.sources import blocks_of, sample
from tests.terminal.home import AKA
from tests.terminal.screen import Terminal


@pytest.fixture(scope="module")
def without_book(tmp_path_factory) -> Annotation:
    """The sample article as it is annotated where no alias book is: DAESH is an entity of its own."""
    path = tmp_path_factory.mktemp("annotated") / "sample.txt"
    path.write_text(sample().document.text, encoding="utf-8")
    whole = decode(subprocess.run([AKA, "annotate", path], capture_output=True, check=True).stdout)
    spans = [Span(mention.start, mention.end, mention.label, mention.by) for mention in whole.mentions]
    document = whole.document
    return annotate(document, spans, Book(), blocks=blocks_of(document), pipeline=whole.pipeline)


@pytest.fixture
def home(tmp_path, without_book):
    (tmp_path / "article.json").write_bytes(encode(without_book))
    return tmp_path


def opened(home, **how) -> Terminal:
    return Terminal("article.json", home=home, **how)


def on_daesh(terminal: Terminal) -> None:
    """Go to DAESH in the article."""
    terminal.wait_for("2 min · ")
    terminal.press("/DAESH\r")
    terminal.wait_for("/DAESH 1/1")


def entities(terminal: Terminal) -> list[str]:
    """The names in the sidebar."""
    return re.findall(r"[▸▾] (.+?) +✓? *\d", terminal.text)


def test_daesh_is_merged_by_three_keys_and_split_out_by_two(home):
    with opened(home) as terminal:
        on_daesh(terminal)
        assert "DAESH" in entities(terminal)
        terminal.press("Ji\r")
        terminal.wait_for("Merged DAESH into Islamic State")
        terminal.wait_for(lambda t: "DAESH" not in entities(t), "one entity")
        terminal.press("SS")
        terminal.wait_for("Split one mention of DAESH from Islamic State")
        terminal.wait_for(lambda t: "DAESH" in entities(t), "two entities")
        terminal.press("u")
        terminal.wait_for("Undone: split one mention of DAESH")
        terminal.press("u")
        terminal.wait_for("Undone: merged DAESH into Islamic State")
        terminal.press("\x12")
        terminal.wait_for(lambda t: "DAESH" not in entities(t), "one entity again")


def test_what_was_corrected_is_there_at_the_next_opening_also_of_the_text_itself(home):
    with opened(home) as terminal:
        on_daesh(terminal)
        terminal.press("Ji\rCThe group\r")
        terminal.wait_for("Called")
        terminal.end(signal.SIGKILL)
    (home / "moved.txt").write_text(sample().document.text, encoding="utf-8")
    for arguments in (["article.json"], ["moved.txt"]):
        with Terminal(*arguments, home=home) as terminal:
            terminal.wait_for(lambda t: "names" not in t.lines[0] and "mentions" in t.status, "all names")
            terminal.press("/DAESH\ri")
            terminal.wait_for("you merged")


def test_keys_that_are_typed_ahead_are_done_in_their_order(home):
    with opened(home) as terminal:
        terminal.wait_for("mentions")
        terminal.press("/DAESH\rJi\rSSuxxu")
        terminal.wait_for("Undone: deleted one mention of DAESH")
        terminal.press("rexnu")
        terminal.wait_for("Undone: rejected one mention of DAESH")
        terminal.press("u")
        terminal.wait_for("Undone: relabelled one mention of DAESH as EVENT")
        terminal.press("u")
        terminal.wait_for("Undone: merged DAESH")


def test_corrections_are_kept_while_the_names_still_come_in(home):
    text = "Obama met Putin in Geneva.\n\n" + "Paris and London met Berlin in Rome.\n\n" * 600
    (home / "long.txt").write_text(text, encoding="utf-8")
    with Terminal("long.txt", home=home) as terminal:
        terminal.wait_for(lambda t: re.search(r"[1-9]\d* mentions", t.status), "some names")
        (worker,) = terminal.children("annotate.recognize.worker")
        os.kill(worker, signal.SIGSTOP)
        try:
            terminal.press("/Putin\rro")
            terminal.wait_for("Relabelled one mention of Putin as ORG")
        finally:
            os.kill(worker, signal.SIGCONT)
        terminal.wait_for(lambda t: "names" not in t.lines[0], "all names")
        terminal.press("i")
        terminal.wait_for("relabelled one mention of Putin as ORG")
        assert "ORG · organisations" in terminal.text


def test_two_windows_see_each_other(home):
    with opened(home) as one, opened(home) as other:
        on_daesh(one)
        on_daesh(other)
        one.press("Ji\r")
        one.wait_for("Merged DAESH")
        other.wait_for("Another window: merged DAESH into Islamic State")
        other.press("u")
        other.wait_for("Undone: merged DAESH")
        one.wait_for(lambda t: "DAESH" in entities(t), "two entities")


def test_a_session_of_corrections_at_40x10(home):
    with opened(home, columns=40, rows=10) as terminal:
        on_daesh(terminal)
        for keys, shows in (
            ("r", "p person o org g GPE"),
            ("n", "Relabelled one mention of DAESH as NORP"),
            ("J", "Merge DAESH into:"),
            ("islamic\r", "Merged DAESH"),
            ("x", "n reject"),
            ("n", "Rejected one mention of DAESH"),
            ("u", "Undone: rejected one mention"),
            ("v", "“DAESH” · Enter adds"),
            ("\r", "Replace by “DAESH”"),
            ("o", "Relabelled one mention of DAESH as ORG"),
            ("C", "Call it:"),
            ("!\r", "Called"),
            ("\t", "filter"),
            ("y", "Confirmed the entity"),
            ("t", "Marked"),
            ("S", "Split"),
        ):
            terminal.press(keys)
            terminal.wait_for(lambda t, shows=shows: shows in t.words, shows)


def test_without_colours_the_states_can_be_told_apart(home):
    with opened(home, NO_COLOR="1") as terminal:
        on_daesh(terminal)
        terminal.press("xn")
        terminal.wait_for("Rejected")
        terminal.press("/Nato\ry")
        terminal.wait_for("Confirmed one mention of Nato")
        terminal.wait_for(lambda t: re.search(r"Nato +✓ 1", t.text), "the sign")
        received = terminal.received
    styles = {code for style in re.findall(rb"\x1b\[([\d;]*)m", received) for code in style.split(b";")}
    assert {b"9", b"21"} <= styles  # struck out, underlined twice


def test_a_store_that_cannot_be_used_leaves_a_reader(home):
    (home / "data").write_text("no directory")
    with opened(home) as terminal:
        on_daesh(terminal)
        terminal.press("Ji\r")
        terminal.wait_for("not kept")
        terminal.press("\x1b")
        terminal.wait_for(lambda t: "Merge DAESH" not in t.text, "the reader")
        assert "DAESH" in entities(terminal)
        terminal.press("n")
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
