"""Reasons in words."""

import re
import time

import pytest

from annotate.annotation import Evidence
from annotate.evidence import day, explain


@pytest.mark.parametrize(
    ("rule", "name", "said"),
    [
        ("known as different: Iran, Iraq", "Iraq", "known as different: Iran, Iraq"),
        ("known as different: Iran, Iraq", "Iran", "known as different: Iran, Iraq"),
        ("known as different: Iran, Northern Iraq", "Iraq", "known as different: Iran, Northern Iraq: Iraq"),
        ("known as different", "Iran, Iraq", "known as different: Iran, Iraq"),
        ("opposite: north, south", "South Zork", "opposite: north, south: South Zork"),
        ("alias book", "book", "alias book: book"),
        ("surname of", "Ada Roe", "surname of Ada Roe"),
    ],
)
def test_a_name_that_the_rule_lists_is_not_said_again(rule, name, said):
    assert explain(Evidence(rule, name, None)) == said


def test_what_a_person_did_is_said_with_its_day():
    merged = Evidence("you merged", "ISIS", None, when="2026-11-22T12:00:00+00:00")
    assert explain(merged) == "you merged: ISIS (2026-11-22)"
    assert explain(merged, "ISIS") == "you merged (2026-11-22)"
    assert explain(Evidence("you merged", "ISIS", None, when="some day")) == "you merged: ISIS"


def test_the_day_is_that_of_the_place_where_it_is_read(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "EST5")
        time.tzset()
        assert day("2026-11-22T03:00:00+00:00") == day("2026-11-22T03:00:00") == "2026-11-21"
    time.tzset()


@pytest.mark.parametrize(
    "when", ["", "1", "\x1b[2J", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"]
)
def test_what_is_no_time_has_no_day_that_harms(when):
    assert re.fullmatch(r"|\d{4}-\d\d-\d\d", day(when))
