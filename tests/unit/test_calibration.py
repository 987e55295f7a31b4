"""The table of calibration, and that the scores of links come from it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from annotate.book import Book
from annotate.resolve import calibration, why

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "bench_calibration.py"
EVERY = [
    *calibration.LINKED.values(),
    *calibration.SUGGESTED.values(),
    *calibration.RIVALS.values(),
    *(score for _, score in calibration.SPELLING),
]


def test_scores_are_probabilities():
    assert all(0 < score < 1 for score in EVERY)


def test_the_more_rivals_the_less_likely():
    scores = [calibration.suggested("surname of", rivals) or 0 for rivals in range(2, 8)]
    assert scores == sorted(scores, reverse=True)


@given(st.text(), st.text())
def test_the_more_alike_the_more_likely(one, other):
    assert calibration.spelling(one, other) <= calibration.spelling(one, one)


def test_the_verdict_on_a_spelling_says_how_often_such_a_link_is_right():
    assert why("Gaddafi", "Qaddafi", Book()).evidence.score in [score for _, score in calibration.SPELLING]


def test_the_script_counts_the_links_that_are_right(tmp_path):
    text = "Jane Roe and Ann Poe. Roe left; Poe stayed."
    spans = [("Jane Roe", 1), ("Ann Poe", 2), ("Roe left", 1), ("Poe stayed", 3)]
    mentions = [
        {"start": text.index(form), "end": text.index(form) + size, "label": "PERSON", "entity": entity}
        for form, entity in spans
        for size in [len(form.removesuffix(" left").removesuffix(" stayed"))]
    ]
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "1", "text": text, "mentions": mentions}) + "\n")
    done = subprocess.run([sys.executable, SCRIPT, gold], capture_output=True, check=True, text=True)
    (row,) = [line.split() for line in done.stdout.splitlines() if "surname of" in line]
    assert row[:6] == ["linked", "surname", "of", f"{calibration.LINKED['surname of']:.2f}", "2", "1"]
