"""aka as a pipe of spaCy: it finds what the command line finds, and leaves all else as it is."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from pkgutil import resolve_name

import pytest
import spacy
from click.testing import CliRunner
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from annotate import spacy_component
from annotate.annotation import check, decode
from annotate.cli.group import aka
from annotate.corrected import corrected
from annotate.formats import Input, docbin
from annotate.recognize import models
from annotate.sources import sample
from tests.sample_decisions import note

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "seeds" / "islamic-state-turkey-usa-raqqa.txt"
BOOK = """
[[entity]]
name = "Free Syrian Army"
label = "ORG"
reference = "Q1"
aliases = ["Moderate Brigade"]
"""


@pytest.fixture(scope="module")
def trained():
    """A pipeline as its makers trained it."""
    with pytest.warns(UserWarning, match="W095"):
        return spacy.load(models.find(models.BASE).path)


def with_aka(trained, **config):
    nlp = spacy.blank("en", vocab=trained.vocab)
    nlp.meta.update(name=trained.meta["name"], version=trained.meta["version"])
    for name in ("tok2vec", "ner"):
        nlp.add_pipe(name, source=trained)
    nlp.add_pipe("aka", config=config)
    return nlp


@pytest.fixture(scope="module")
def doc(trained):
    """The sample article, through such a pipeline with aka behind it."""
    return with_aka(trained)(sample().document.text)


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(BOOK)
    return path


def commanded(tmp_path, monkeypatch, *options):
    for folder in ("DATA", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{folder}_HOME", str(tmp_path / folder.lower()))
    done = CliRunner().invoke(aka, ["annotate", str(ARTICLE), "--model", models.BASE, *options])
    assert done.exit_code == 0, done.output
    return decode(done.stdout)


def assert_same(doc, theirs):
    ours = docbin.from_doc(doc, "")
    assert len(ours.mentions) > 80
    for part in ("pipeline", "entities", "mentions", "suggestions"):
        assert getattr(ours, part) == getattr(theirs, part), part
    assert ours.document.title == theirs.document.title


def test_it_finds_what_the_command_line_finds(doc, tmp_path, monkeypatch):
    assert_same(doc, commanded(tmp_path, monkeypatch))


def test_with_a_book_and_without_a_pass_too(trained, tmp_path, monkeypatch, book):
    theirs = commanded(tmp_path, monkeypatch, "--aliases", str(book), "--without", "datelines")
    assert "Q1" in {entity.reference for entity in theirs.entities}
    doc = with_aka(trained, books=[str(book)], without=["datelines"])(sample().document.text)
    assert_same(doc, theirs)


def test_what_spacy_sees(doc):
    daesh = next(span for span in doc.spans["aka"] if span.text == "DAESH")
    assert (daesh.label_, daesh.kb_id_) == ("ORG", "Q2429253")
    entity = next(one for one in doc.spans["aka"].attrs["entities"] if one["id"] == daesh.id_)
    assert {one["name"]: one["evidence"]["rule"] for one in entity["aliases"]}["DAESH"] == "alias book"
    ent = next(ent for ent in doc.ents if ent.text == "DAESH")
    assert (ent.label_, ent.kb_id_, ent[0].ent_kb_id_) == ("ORG", "Q2429253", "Q2429253")


def test_a_doc_and_a_file_of_docs_carry_it(doc):
    whole = docbin.from_doc(doc, "")
    again = Doc(Vocab()).from_bytes(doc.to_bytes())
    assert docbin.from_doc(again, "") == whole
    assert [(ent.text, ent.label_, ent.kb_id_) for ent in again.ents] == [
        (ent.text, ent.label_, ent.kb_id_) for ent in doc.ents
    ]
    file = spacy.tokens.DocBin(docs=[doc]).to_bytes()
    assert docbin.read(Input(file, "made.spacy")) == [whole]


def test_the_other_pipes_are_left_as_they_are(trained):
    before = trained("Recep Tayyip Erdogan flew to Ankara.").to_array(["TAG", "DEP", "LEMMA", "HEAD"])
    state = {name: pipe.to_bytes(exclude=["vocab"]) for name, pipe in trained.pipeline}
    trained.add_pipe("aka")
    try:
        doc = trained("Recep Tayyip Erdogan flew to Ankara.")
        assert doc.spans["aka"]
        assert (doc.to_array(["TAG", "DEP", "LEMMA", "HEAD"]) == before).all()
        assert state == {name: trained.get_pipe(name).to_bytes(exclude=["vocab"]) for name in state}
    finally:
        trained.remove_pipe("aka")


@pytest.mark.parametrize("saved", ["disk", "bytes"])
def test_a_saved_pipeline_has_its_books_with_it(book, tmp_path, saved):
    nlp = spacy.blank("en")
    nlp.add_pipe("aka", config={"books": [str(book)]})
    if saved == "disk":
        nlp.to_disk(tmp_path / "model")
        book.unlink()
        other = spacy.load(tmp_path / "model")
    else:
        data = nlp.to_bytes()
        book.unlink()
        other = spacy.blank("en").from_config(nlp.config).from_bytes(data)
    doc = other("The army met the Moderate Brigade of the Free Syrian Army.")
    assert [(ent.text, ent.kb_id_) for ent in doc.ents] == [
        ("Moderate Brigade", "Q1"),
        ("Free Syrian Army", "Q1"),
    ]


def test_a_book_with_a_mistake_is_left_out_and_one_that_is_not_there_is_an_error(book, tmp_path):
    book.write_text("[[entity]]\nname = 1")
    nlp = spacy.blank("en")
    nlp.add_pipe("aka", config={"books": [str(book)]})
    with pytest.warns(UserWarning, match=r"An alias book is left out\. .*mine\.toml, line 2"):
        assert nlp("It rained in Turkey.").ents
    nlp = spacy.blank("en")
    nlp.add_pipe("aka", config={"books": [str(tmp_path / "none.toml")]})
    with pytest.raises(FileNotFoundError, match=r"none\.toml"):
        nlp("It rained in Turkey.")


def test_a_pass_that_does_not_exist_is_an_error():
    with pytest.raises(
        ValueError, match=r"There is no pass 'spelling'\. The passes are: affixes, .*; and book"
    ):
        spacy.blank("en").add_pipe("aka", config={"without": ["spelling"]})


def test_a_name_within_a_token_is_the_token_for_spacy_and_itself_for_aka():
    nlp = spacy.blank("en")
    nlp.add_pipe("aka")
    doc = Doc(nlp.vocab, words=["He", "is", "pro-Turkey", "and", "in", "Ankara (Turkey)", "."])
    doc.ents = [Span(doc, 2, 3, "GPE")]
    doc = nlp(doc)
    whole = docbin.from_doc(doc, "")
    check(whole)
    assert [mention.text for mention in whole.mentions] == ["Turkey", "Ankara", "Turkey"]
    assert [span.text for span in doc.spans["aka"]] == ["pro-Turkey", "Ankara (Turkey)", "Ankara (Turkey)"]
    assert [ent.text for ent in doc.ents] == ["pro-Turkey", "Ankara (Turkey)"]


def test_labels_of_other_schemes_stay():
    nlp = spacy.blank("en")
    nlp.add_pipe("aka")
    doc = nlp.make_doc("Turkey banned aspirin and the Turkey Trot.")
    doc.ents = [Span(doc, 2, 3, "DRUG"), Span(doc, 5, 7, "RACE", kb_id="R1")]
    assert [(ent.text, ent.label_) for ent in nlp(doc).ents] == [
        ("Turkey", "GPE"), ("aspirin", "DRUG"), ("Turkey Trot", "RACE"),
    ]  # fmt: skip
    assert doc.ents[2].kb_id_ == "R1"


def test_what_a_person_decided_holds():
    nlp = spacy.blank("en")
    nlp.add_pipe("aka")
    first = docbin.from_doc(nlp("It rained in Turkey and in Ankara."), "")
    decided = corrected(first, [note(first.document.text, "Turkey", "wet")], "")[0]
    doc = nlp(docbin.to_doc(decided, nlp.vocab))
    again = docbin.from_doc(doc, "")
    assert {entity.name: entity.note for entity in again.entities}["Turkey"] == "wet"
    assert again.decisions == decided.decisions


@pytest.mark.parametrize("text", ["", "  \n ", "no names here"])
def test_a_text_without_names_has_none(text):
    nlp = spacy.blank("en")
    nlp.add_pipe("aka")
    doc = nlp(text)
    assert (doc.text, list(doc.ents), list(doc.spans["aka"])) == (text, [], [])


def test_spacy_finds_it_by_its_entry_point():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    factory = resolve_name(project["entry-points"]["spacy_factories"]["aka"])
    assert factory is spacy_component.create
    assert spacy.registry.factories.get("aka") is not None


def test_who_does_not_use_it_does_not_pay_for_it():
    # spaCy imports the factories of all entry points whenever it makes a pipeline.
    code = "import spacy, sys; before = {*sys.modules}; import annotate.spacy_component; print({*sys.modules} - before)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert eval(done.stdout) == {"annotate", "annotate.spacy_component"}
