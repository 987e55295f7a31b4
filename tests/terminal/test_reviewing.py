"""Review, the doctor and the decisions in a terminal, typed as people type."""

from __future__ import annotations

import json

import pytest

from annotate.annotation import encode
from tests.terminal.screen import Terminal
from tests.unit.test_review import doubtful


@pytest.fixture
def home(tmp_path):
    (tmp_path / "talks.json").write_bytes(encode(doubtful()))
    return tmp_path


def test_a_review_goes_on_where_it_was_left(home):
    with Terminal("talks.json", home=home) as reader:
        reader.wait_for("Vladimir Putin")
        reader.press("V")
        reader.wait_for("link 1/5 · 0 decided")
        reader.wait_for("Is “Vladimir Putin” Barack Obama?")
        reader.press("n ")  # no, and skip the next
        reader.wait_for("link 2/4 · 1 decided")
        reader.press("\x1b")
        reader.wait_for("1 of 5 decided; V goes on.")
        reader.press("q")
        assert reader.wait_for_exit() == 0
    with Terminal("talks.json", home=home, columns=40, rows=10) as reader:
        reader.press("V")
        reader.wait_for("link 1/4 · 1 decided")
        reader.wait_for("Is “Geneva” United Nations?")
        reader.press("q\x1b")  # the first is no key of the review
        reader.wait_for("V goes on")
        reader.press("q")
        assert reader.wait_for_exit() == 0


def test_what_is_typed_in_one_burst_is_done_in_order(home):
    with Terminal("talks.json", home=home) as reader:
        reader.wait_for("Vladimir Putin")
        reader.press("V ny\x1b")
        reader.wait_for("2 of 5 decided; V goes on.")
        reader.press("L")
        reader.wait_for("2 decisions")
        reader.wait_for("Kept Geneva apart from United Nations")
        reader.wait_for("Merged UN into United Nations")


def test_all_above_a_score_in_one_burst(home):
    with Terminal("talks.json", home=home) as reader:
        reader.wait_for("Vladimir Putin")
        reader.press("VA\r")
        reader.wait_for("Yes to this question, which scores 0.90 or more?")
        reader.press("\r")
        reader.wait_for("1 decided")
        reader.press("u")
        reader.wait_for("link 3/5 · 0 decided")


def test_the_doctor_goes_to_a_problem_and_mends_it(home):
    with Terminal("talks.json", home=home, columns=80, rows=24) as reader:
        reader.wait_for("Barack Obama")
        reader.press("K")
        reader.wait_for("“Geneva” is GPE, and ORG in 1 of its 3 mentions.")
        reader.press("f")
        reader.wait_for("Nothing is wrong.")
        reader.press("\x1b")
        reader.wait_for(lambda terminal: "Nothing is wrong." not in terminal.text, "the closed list")
        reader.press("K")
        reader.wait_for("Nothing is wrong.")


def test_a_hostile_name_does_not_act(home):
    data = json.loads((home / "talks.json").read_text())
    for entity in data["entities"]:
        if entity["name"] == "Geneva":
            entity["name"] = "Gen\x1b]0;owned\x07\u202eeva"
    (home / "talks.json").write_text(json.dumps(data))
    with Terminal("talks.json", home=home) as reader:
        reader.wait_for("Vladimir Putin")
        reader.press("V ")
        reader.wait_for("Is “Gen")
        reader.press("\x1b")
        reader.wait_for("V goes on")
        reader.press("K")
        reader.wait_for("problem")
        assert b"\x1b]0;owned" not in reader.received
        assert "\u202e".encode() not in reader.received
