"""spaCy's DocBin: what spaCy itself makes of what aka writes, and aka of what spaCy writes."""

import io
import subprocess
import sys

import pytest
import spacy
from msgspec.structs import replace
from spacy.tokens import DocBin, Span

from annotate.annotation import Mention
from annotate.errors import BadAnnotation
from annotate.formats import FORMATS, Input
from tests.sample_annotation import TEXT, annotation


def written(*annotations):
    file = io.BytesIO()
    assert FORMATS["spacy"].write(annotations, file) == ()
    return file.getvalue()


def docs(data):
    return list(DocBin().from_bytes(data).get_docs(spacy.blank("en").vocab))


def test_a_file_comes_back_through_a_process_of_its_own():
    several = [annotation(), annotation("")]
    assert FORMATS["spacy"].read(Input(written(*several), "talks.spacy")) == several


def test_what_spacy_sees():
    putin = replace(annotation().entities[1], reference="Q7747")
    whole = replace(annotation(), entities=(annotation().entities[0], putin, *annotation().entities[2:]))
    start = TEXT.index("Barack")
    nested = Mention(
        start, start + 12 + len(" met "), "Barack Obama met ", "EVENT", "e1", "model", "suggested"
    )
    inside = Mention(start + 2, start + 6, "rack", "ORG", "e2", "model", "rejected")
    mentions = sorted([*whole.mentions, nested, inside], key=lambda each: (each.start, -each.end))
    (doc,) = docs(written(replace(whole, mentions=tuple(mentions))))
    assert doc.text == TEXT
    group, rejected = doc.spans["aka"], doc.spans["aka_rejected"]
    assert [span.text for span in group][:3] == ["Geneva", "Barack Obama met ", "Barack Obama"]
    assert {span.kb_id_ for span in group if span.text in ("Putin", "Vladimir Putin")} == {"Q7747"}
    assert {span.kb_id_ for span in group if span.text in ("Obama", "Barack Obama")} == {"e1"}
    assert [span.text for span in rejected] == ["rack"]
    assert [entity["name"] for entity in group.attrs["entities"]] == [
        "Barack Obama", "Vladimir Putin", "United Nations", "Geneva", "Monday",
    ]  # fmt: skip
    # What spaCy learns from: side by side, no white space at the ends, nothing rejected.
    assert [(ent.text, ent.label_) for ent in doc.ents][:3] == [
        ("Geneva", "GPE"), ("Barack Obama met", "EVENT"), ("Vladimir Putin", "PERSON"),
    ]  # fmt: skip


def test_spacy_trains_on_it(tmp_path):
    (tmp_path / "talks.spacy").write_bytes(written(annotation(), annotation()))
    config = tmp_path / "config.cfg"
    run = [sys.executable, "-m", "spacy"]
    subprocess.run([*run, "init", "config", config, "-p", "ner"], check=True, capture_output=True)
    once = ["--training.max_epochs", "1", "--training.eval_frequency", "1"]
    data = ["--paths.train", tmp_path / "talks.spacy", "--paths.dev", tmp_path / "talks.spacy"]
    trained = subprocess.run(
        [*run, "train", config, "-o", tmp_path / "model", *once, *data],
        check=False,
        capture_output=True,
        text=True,
    )
    assert trained.returncode == 0, trained.stderr
    nlp = spacy.load(tmp_path / "model" / "model-last")
    assert set(nlp.get_pipe("ner").labels) == {"PERSON", "GPE", "ORG", "DATE"}


def test_a_file_that_spacy_made_opens():
    nlp = spacy.blank("en")
    doc = nlp("Ada Lovelace wrote to Babbage. Lovelace was 27.")
    doc.ents = [
        Span(doc, 0, 2, "PERSON", kb_id="Q7259"),
        Span(doc, 4, 5, "PERSON", kb_id="NIL"),
        Span(doc, 6, 7, "PERSON", kb_id="Q7259"),
    ]
    other = nlp("No names, but spans.")
    other.spans["sc"] = [Span(other, 0, 2, "THING"), Span(other, 1, 2, "THING")]
    first, second = FORMATS["spacy"].read(Input(DocBin(docs=[doc, other]).to_bytes(), "made.spacy"))
    assert [(each.text, each.label, each.entity) for each in first.mentions] == [
        ("Ada Lovelace", "PERSON", "e1"), ("Babbage", "PERSON", "e2"), ("Lovelace", "PERSON", "e1"),
    ]  # fmt: skip
    assert [(each.name, each.reference) for each in first.entities] == [
        ("Ada Lovelace", "Q7259"), ("Babbage", None),
    ]  # fmt: skip
    assert [each.text for each in second.mentions] == ["No names", "names"]
    assert (first.document.source, first.document.language) == ("made.spacy 1", "en")


@pytest.mark.parametrize("data", [b"", b"x\x9c", b"x\x9c and more", written(annotation())[:-20]])
def test_a_damaged_file_is_said(data):
    with pytest.raises(BadAnnotation, match=r"^half\.spacy cannot be read as spacy: .*\.$"):
        FORMATS["spacy"].read(Input(data, "half.spacy"))


def test_what_was_changed_into_nonsense_is_said():
    (doc,) = docs(written(annotation()))
    doc.spans["aka"].attrs["entities"] = []
    with pytest.raises(BadAnnotation, match="span group 'aka' is not as aka wrote it"):
        FORMATS["spacy"].read(Input(DocBin(docs=[doc]).to_bytes(), "odd.spacy"))
