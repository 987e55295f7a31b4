"""Prodigy's and spaCy's JSONL."""

import io
import json

import pytest

from annotate.errors import BadAnnotation
from annotate.formats import FORMATS, Input, read_annotations, sentence
from tests.sample_annotation import TEXT, annotation


def read(*lines):
    return read_annotations("\n".join(map(json.dumps, lines)).encode(), "tasks.jsonl")


def test_a_task_is_one_that_prodigy_shows():
    file = io.BytesIO()
    losses = FORMATS["prodigy"].write([annotation()], file)
    assert sentence("prodigy", losses) == "prodigy keeps no suggested links: 1 link was dropped."
    task = json.loads(file.getvalue())
    assert task["text"] == TEXT
    assert task["meta"] == {"source": "talks.txt", "title": "Talks in Geneva"}
    assert task["spans"][1] == {"start": 32, "end": 44, "label": "PERSON", "entity": "e1"}
    assert task["entities"][0]["aliases"][1]["evidence"]["rule"] == "surname of"


def test_tasks_of_prodigy_open():
    # The shape of ner.manual's and ner.teach's tasks in Prodigy's documentation, with another sentence.
    tokens = [{"text": "Daesh", "start": 0, "end": 5, "id": 0, "ws": True}]
    spans = [{"start": 0, "end": 5, "label": "ORG", "token_start": 0, "token_end": 0, "kb_id": "Q2429253"}]
    shared = {"_input_hash": 1, "_task_hash": -2, "_view_id": "ner_manual", "tokens": tokens}
    taken, refused, ignored = read(
        {"text": "Daesh 😀 fell.", "spans": spans, "answer": "accept", **shared},
        {"text": "Daesh 😀 fell.", "spans": [{"start": 8, "end": 12, "label": "per"}], "answer": "reject"},
        {"text": "Nothing.", "answer": "ignore", "meta": {"source": "GitHub", "score": 0.5}},
    )
    (mention,) = taken.mentions
    assert (mention.text, mention.label, mention.state) == ("Daesh", "ORG", "confirmed")
    assert taken.entities[0].reference == "Q2429253"
    assert taken.document.source == "tasks.jsonl 1"
    (mention,) = refused.mentions
    assert (mention.text, mention.label, mention.state) == ("fell", "PERSON", "rejected")
    assert ignored.document.source == "GitHub"


def test_a_training_example_of_spacy_opens():
    (one,) = read({"text": "Who is Shaka Khan?", "entities": [[7, 17, "PERSON"]]})
    assert [(each.text, each.label) for each in one.mentions] == [("Shaka Khan", "PERSON")]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"text": "A", "spans": [{"start": 0, "end": 9, "label": "ORG"}]}', "a span at 0-9 does not fit the text"),
        ('{"text": "A", "spans": [{"start": 0, "end": 1}]}', "missing required field `label`"),
        ('{"text": "A", "spans": [{"start": 1, "end": 1, "label": "ORG"}]}', "a span at 1-1 does not fit"),
        ('{"text": "A", "spans": [], "entities": [7]}', "Expected `object`"),
        ('{"text": "A", "spans": [', "truncated"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said(line, says):
    data = b'{"text": "A", "spans": []}\n' + line.encode()
    with pytest.raises(BadAnnotation, match=r"^tasks\.jsonl cannot be read as prodigy: line 2: ") as caught:
        read_annotations(data, "tasks.jsonl")
    assert says in str(caught.value)


def test_half_a_character_is_said():
    with pytest.raises(BadAnnotation, match="half of a character"):
        FORMATS["prodigy"].write([annotation("half \ud800")], io.BytesIO())
    assert FORMATS["prodigy"].read(Input(b"", "empty.jsonl")) == []
