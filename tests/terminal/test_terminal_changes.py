"""The terminal under the reader changes: its size, who has it, and whether it is there at all."""

from __future__ import annotations

import os
import select
import signal

import pytest

from annotate.annotation import encode
from tests.sample_annotation import annotation
from tests.terminal.screen import Terminal


@pytest.fixture
def home(tmp_path):
    (tmp_path / "talks.json").write_bytes(encode(annotation()))
    return tmp_path


def confirmed(home) -> Terminal:
    """A reader in which the first mention is confirmed."""
    terminal = Terminal("talks.json", home=home)
    terminal.wait_for(" 10 mentions")
    terminal.press("ny")
    terminal.wait_for("onfirmed one mention of Geneva")
    return terminal


def test_a_hundred_sizes_in_a_row_lose_nothing(home):
    with confirmed(home) as terminal:
        for number in range(100):
            terminal.resize(30 + number, 8 + number % 40)
        terminal.resize(120, 40)  # as it was at first: nothing has changed, and all is to be painted
        terminal.wait_for(
            lambda t: "ORGANISATIONS" in t.text and "Talks in Geneva" in t.lines[0], "a whole frame"
        )
        terminal.press("u")
        terminal.wait_for("Undone: confirmed")
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
        assert b"Traceback" not in terminal.received


@pytest.mark.skipif(not hasattr(signal, "SIGTSTP"), reason="there is no background")
def test_the_keys_work_again_after_the_background(home):
    with confirmed(home) as terminal:
        for _ in range(2):
            terminal.press("\x1a")
            terminal.wait_until_stopped()
            terminal.end(signal.SIGCONT)
            terminal.press("n")
            terminal.wait_for("/10")
            terminal.press("u")
            terminal.wait_for("Undone: confirmed")
            terminal.press("\x12")
            terminal.wait_for(
                lambda t: "onfirmed one mention" in t.status and "Undone" not in t.status, "it again"
            )
        terminal.press("q")
        assert terminal.wait_for_exit() == 0


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="a process is waited for")
def test_a_terminal_that_is_closed_ends_the_reader_and_loses_no_correction(home):
    with confirmed(home) as terminal:
        process = terminal.hang_up()
        ended, _, _ = select.select([process], [], [], 60)
        os.close(process)
        assert ended
    with Terminal("talks.json", home=home) as terminal:
        terminal.wait_for("Barack Obama")
        terminal.press("u")
        terminal.wait_for("Undone: confirmed one mention of Geneva")
