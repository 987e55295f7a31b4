"""``fast``: a pipeline of spaCy's for ordinary text, the network for text without capitals."""

from __future__ import annotations

import shutil

import pytest

from annotate.recognize import models, weights
from annotate.recognize.pieces import is_uncased, plain

ORDINARY = (
    "Turkish-backed militia drove ISIS from Jarablus, Recep Tayyip Erdogan said in Ankara on August 24."
)
LOWER = "vladimir putin flew from moscow to damascus on monday, and angela merkel stayed in berlin."
TEXTS = (
    ORDINARY,
    LOWER,
    "",
    "Nothing here names anything.",
    plain("PUTIN MEETS ERDOGAN IN MOSCOW"),
    ORDINARY,
)


def found(model, *texts: str) -> list[set[tuple[str, str]]]:
    return [
        {(text[entity.start_char : entity.end_char], entity.label_) for entity in doc.ents}
        for text, doc in zip(texts, model.pipe(texts), strict=True)
    ]


@pytest.fixture(scope="module")
def fast():
    return models.load(models.find("fast"))


def test_ordinary_text_is_the_pipelines_and_the_rest_the_networks(fast):
    pipeline, network = models.pipeline(models.find("fast")), models.load(models.find("accurate"))
    small = [is_uncased(text) for text in TEXTS]
    assert small == [False, True, False, False, True, False]
    for text, uncased, answer in zip(TEXTS, small, found(fast, *TEXTS), strict=True):
        assert [answer] == found(network if uncased else pipeline, text)


def test_it_never_says_how_sure_it_is(fast):
    (doc,) = fast.pipe([LOWER])
    assert doc.ents
    assert {entity.score for entity in doc.ents} == {None}


def test_without_the_networks_weights_the_pipeline_reads_everything(tmp_path, monkeypatch):
    shutil.copytree(weights.FOLDER / "fast", tmp_path / "fast")
    monkeypatch.setattr(weights, "FOLDER", tmp_path)
    model = models.find("fast")
    assert found(models.load(model), *TEXTS) == found(models.pipeline(model), *TEXTS)


@pytest.mark.parametrize(
    ("text", "uncased"),
    [
        ("he met putin", True),
        ("I am here", False),
        ("so i said OMG and left", True),
        ("he met Putin", False),
        ("Putin left", False),
        ("", False),
        ("42 men", False),
        ("e", True),
    ],
)
def test_what_is_written_without_capitals(text, uncased):
    assert is_uncased(text) == uncased
