"""The scores of mentions: from what the network says of its own spans to a probability that a person can read."""

from __future__ import annotations

import json
import math
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.annotation import Document, Mention, Pipeline, decode, encode, text_sha256
from annotate.book import Book
from annotate.book.entry import Entry
from annotate.pipeline import annotate
from annotate.recognize import confidence, passes
from annotate.recognize.neural.tags import least, probabilities, runs, tag_names
from annotate.recognize.spans import Span
from annotate.sources.blocks import segment

TEXT = "Jane Roe met Ann Poe in Ulm on Monday. Roe left Ulm; the Quux stayed in Ghent."
BOOK = Book([Entry("Ulm", "GPE")])


def span(name: str, label: str, score: float | None = 0.9, start: int = 0) -> Span:
    at = TEXT.index(name, start)
    return Span(at, at + len(name), label, score=score)


def annotated(*spans: Span, book: Book = BOOK):
    document = Document("", "", "en", text_sha256(TEXT), TEXT)
    blocks = segment(TEXT)
    return annotate(document, sorted(spans), book, blocks=blocks, pipeline=Pipeline("m", "1", "1"))


def score(annotation, name: str) -> float | None:
    return next(mention.score for mention in annotation.mentions if mention.text == name)


def mention(start: int, end: int, label: str = "PERSON", entity: str = "e1") -> Mention:
    return Mention(start, end, "x" * (end - start), label, entity, "model", "suggested")


def test_names_have_a_probability_and_dates_have_none():
    found = annotated(span("Jane Roe", "PERSON"), span("Ghent", "GPE"), span("Monday", "DATE"))
    assert 0 < score(found, "Jane Roe") < 1
    assert score(found, "Monday") is None
    assert decode(encode(found)) == found


def test_what_the_model_doubts_is_less_certain():
    found = annotated(span("Jane Roe", "PERSON", 0.99), span("Ann Poe", "PERSON", 0.4))
    assert score(found, "Ann Poe") < score(found, "Jane Roe")


def test_what_the_book_knows_is_more_certain():
    found = annotated(span("Ulm", "GPE"), span("Ghent", "GPE"))
    alone = annotated(span("Ulm", "GPE"), span("Ghent", "GPE"), book=Book())
    assert score(found, "Ulm") > score(alone, "Ulm")
    assert score(found, "Ghent") == score(alone, "Ghent")


def test_what_a_pass_adds_is_less_certain_than_what_the_model_is_sure_of():
    found = annotated(span("Jane Roe", "PERSON", 0.99))
    assert [mention.by for mention in found.mentions if mention.text == "Roe"] == ["rule"]
    assert score(found, "Roe") < score(found, "Jane Roe")


def test_a_label_that_the_model_did_not_give_is_less_certain():
    told = confidence.features(
        [mention(0, 3), mention(4, 7, "ORG")], [Span(0, 3, "PERSON", score=0.9)] * 1, Book()
    )
    kept, _ = (confidence.probability(each) for each in told if each)
    (changed,) = confidence.features([mention(0, 3, "ORG")], [Span(0, 3, "PERSON", score=0.9)], Book())
    assert changed is not None
    assert confidence.probability(changed) < kept


def test_a_model_that_does_not_say_how_sure_it_is_gives_no_scores():
    found = annotated(span("Jane Roe", "PERSON", None), span("Ulm", "GPE", None))
    assert {mention.score for mention in found.mentions} == {None}


def test_scores_change_nothing_else():
    spans = [("Jane Roe", "PERSON"), ("Ann Poe", "PERSON"), ("Quux", "ORG"), ("Ulm", "GPE")]
    without = annotated(*(span(*each, None) for each in spans))
    found = annotated(*(span(*each, 0.7) for each in spans))
    assert [(m.start, m.end, m.label, m.by, m.entity) for m in found.mentions] == [
        (m.start, m.end, m.label, m.by, m.entity) for m in without.mentions
    ]
    assert found.entities == without.entities


def test_passes_hand_on_no_scores():
    context = passes.Context(TEXT, segment(TEXT), BOOK)
    assert {found.score for found in passes.run(context, [span("Jane Roe", "PERSON")])} == {None}


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 5), st.floats(0, 1))), st.data())
def test_a_mention_is_as_sure_as_the_least_sure_span_that_it_overlaps(places, data):
    spans, end = [], 0
    for gap, size, sure in places:
        spans.append(Span(end + gap, end + gap + size, "PERSON", score=sure))
        end = spans[-1].end
    size = end + 5
    starts = sorted(data.draw(st.lists(st.integers(0, size), max_size=8)))
    mentions = [mention(start, start + data.draw(st.integers(1, 9))) for start in starts]
    for one, told in zip(mentions, confidence.features(mentions, spans, Book()), strict=True):
        over = [each.score for each in spans if each.start < one.end and one.start < each.end]
        assert told is not None
        assert told[2] == (not over)
        sure = min(max(min(over, default=0.5), 0.0001), 0.9999)
        assert told[1] == pytest.approx(math.log(sure / (1 - sure)))


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_surer_the_model_the_higher_the_score(one, other):
    scores = [
        confidence.scored([mention(0, 3)], [Span(0, 3, "PERSON", score=sure)], Book())[0].score
        for sure in sorted((one, other))
    ]
    assert scores == sorted(scores)
    assert all(0 < each < 1 for each in scores)


@given(st.integers(0, 2**32))
def test_a_span_is_as_sure_as_its_least_sure_word(seed):
    labels = ("PERSON", "ORG", "GPE")
    scores = np.random.default_rng(seed).normal(0, 3, (9, len(tag_names(labels)))).astype(np.float32)
    likely = probabilities(scores)
    assert likely.sum(axis=1) == pytest.approx(1, abs=1e-5)
    tags = np.random.default_rng(seed).choice([0, 1, 2, 2, 3, 4], 9).tolist()
    for first, last, label in runs(tags):
        wanted = []
        for at in range(first, min(last + 1, 9)):
            row = np.exp(scores[at].astype(float))
            part = row[2 * label + 1 if at == first else 2 * label + 2] / row.sum()
            wanted.append(1 - part if at == last else part)
        assert least(likely, first, last, label) == pytest.approx(min(wanted), abs=1e-5)


def test_the_script_says_how_many_are_right(tmp_path):
    text = "Angela Merkel met Vladimir Putin in Berlin."
    marked = [("Angela Merkel", "PER"), ("Vladimir Putin", "PER"), ("Berlin", "ORG")]
    mentions = [
        {"start": text.index(n), "end": text.index(n) + len(n), "label": label} for n, label in marked
    ]
    gold = tmp_path / "made_up.jsonl"
    gold.write_text(json.dumps({"id": "1", "text": text, "mentions": mentions}) + "\n")
    program = [sys.executable, "-m", "annotate.recognize.training.confidence", "measure", gold]
    done = subprocess.run(program, capture_output=True, check=True, text=True)
    row = next(line for line in done.stdout.splitlines() if line.startswith("made_up")).split()
    assert (row[1], row[3]) == ("3", "66.7")


def test_the_script_parts_the_gold(tmp_path):
    corpus, onto = tmp_path / "gold.jsonl", tmp_path / "onto.jsonl"
    texts = [
        {"id": f"{source}-{number}", "source": source, "text": "Ulm."}
        for source in ("gum", "wnut")
        for number in range(40)
    ]
    place = {"start": 0, "end": 3, "label": "LOC"}
    corpus.write_text("".join(json.dumps({**each, "mentions": [place]}) + "\n" for each in texts))
    onto.write_text(
        "".join(
            json.dumps({"id": each["id"], "text": "Ulm.", "spans": [[0, 3, "GPE"]]}) + "\n" for each in texts
        )
    )
    rest, held = tmp_path / "rest.jsonl", tmp_path / "held.jsonl"
    program = [sys.executable, "-m", "annotate.recognize.training.confidence", "part", corpus, onto]
    subprocess.run([*program, "--rest", rest, "--held", held], check=True)
    kept, left = ([json.loads(line)["id"] for line in path.read_text().splitlines()] for path in (held, rest))
    assert kept
    assert sorted(kept + left) == sorted(each["id"] for each in texts)
    assert all(name.startswith("gum") for name in kept)
