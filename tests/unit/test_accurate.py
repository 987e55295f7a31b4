"""The accurate recogniser that ships, through the doors that the worker uses."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from annotate.annotation import Document, text_sha256
from annotate.errors import NoModel
from annotate.recognize import models, weights
from annotate.recognize.client import Worker
from annotate.recognize.neural.wordpiece import WordPiece
from annotate.recognize.neural.words import case_of
from annotate.recognize.protocol import Ready, Result

pytest.importorskip("onnxruntime")

FOLDER = weights.FOLDER / "accurate"
TEXT = "Turkish-backed militia drove ISIS from Jarablus, Recep Tayyip Erdogan said in Ankara on August 24."


@pytest.fixture(scope="module")
def recogniser():
    return models.load(models.find("accurate"))


def names(recogniser, *texts: str) -> list[set[tuple[str, str]]]:
    return [
        {(text[entity.start_char : entity.end_char], entity.label_) for entity in doc.ents}
        for text, doc in zip(texts, recogniser.pipe(texts), strict=True)
    ]


def test_it_finds_names_dates_and_peoples(recogniser) -> None:
    (found,) = names(recogniser, TEXT)
    assert {
        ("Turkish", "NORP"),
        ("ISIS", "ORG"),
        ("Jarablus", "GPE"),
        ("Recep Tayyip Erdogan", "PERSON"),
    } <= found
    assert ("August 24", "DATE") in found


def test_a_text_is_read_alike_alone_and_among_others(recogniser) -> None:
    others = ("", "Putin met Merkel.", "x" * 5000, "中国 and naïve café 🙂\u200b", "a " * 3000)
    assert names(recogniser, *others, TEXT)[-1] == names(recogniser, TEXT)[0]


def test_every_text_has_an_answer_in_its_place(recogniser) -> None:
    found = names(recogniser, "Putin met Merkel in Berlin.", " \n ", "", "Nothing here names anything.")
    assert ("Berlin", "GPE") in found[0]
    assert found[1:3] == [set(), set()]


def test_a_long_paragraph_is_read_to_its_end(recogniser) -> None:
    text = "The council met again without result. " * 200 + "Angela Merkel flew to Paris."
    (found,) = names(recogniser, text)
    assert {("Angela Merkel", "PERSON"), ("Paris", "GPE")} <= found


def test_lower_case_and_dots_are_no_hindrance(recogniser) -> None:
    lower, dotted = names(
        recogniser, "vladimir putin flew to damascus on monday.", "U.S. and U.N. officials met."
    )
    assert ("vladimir putin", "PERSON") in lower
    assert ("U.S.", "GPE") in dotted


def test_the_worker_annotates_with_it_and_keeps_nothing_else(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    with Worker(model="accurate") as worker:
        worker.submit(0, Document(source="", title="", language="en", sha256=text_sha256(TEXT), text=TEXT))
        ready, *_, result = take(worker)
    assert isinstance(ready, Ready)
    assert ready.model == "accurate"
    assert "Ankara" in {entity.name for entity in result.annotation.entities}
    kept = {path.relative_to(tmp_path).parts[:2] for path in tmp_path.rglob("*") if path.is_file()}
    assert kept <= {(".cache", "aka")}  # onnxruntime would keep an id here, to tell its makers of each use


def take(worker: Worker) -> list:
    replies = []
    for reply in worker.replies():
        replies.append(reply)
        if isinstance(reply, Result) and reply.final:
            break
    return replies


def test_neither_spacy_nor_torch_is_imported() -> None:
    program = (
        "import sys; from annotate.recognize import models, worker;"
        "list(models.load(models.find('accurate')).pipe(['Putin met Merkel.']));"
        "sys.exit(', '.join({'spacy', 'thinc', 'torch', 'transformers', 'tokenizers'} & set(sys.modules)) or 0)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("harm", ["missing", "damaged"])
def test_without_its_weights_the_base_pipeline_is_used_and_a_sentence_says_so(
    harm: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if harm == "damaged":
        shutil.copytree(FOLDER, tmp_path / "accurate")
        with (tmp_path / "accurate" / "model.onnx").open("r+b") as file:
            file.seek(1000)
            file.write(b"?????")
    monkeypatch.setattr(weights, "FOLDER", tmp_path)
    model = models.find("accurate")
    assert model.name == "en_core_web_md"
    assert harm in model.notice
    assert "en_core_web_md" in model.notice


def test_weights_that_are_no_network_are_refused_in_one_sentence(tmp_path: Path) -> None:
    for path in FOLDER.iterdir():
        (tmp_path / path.name).write_bytes(b"[]" if path.suffix == ".json" else path.read_bytes()[:200])
    with pytest.raises(NoModel, match="do not load"):
        models.load(models.find("accurate")._replace(path=tmp_path))


def test_pieces_as_the_encoder_knows_them() -> None:
    vocabulary = (FOLDER / "vocab.txt").read_text(encoding="utf-8").splitlines()
    pieces = WordPiece(vocabulary).pieces

    def named(word: str) -> list[str]:
        return [vocabulary[at] for at in pieces(word)]

    assert named("Ankara") == ["ankara"]
    assert named("Erdoğan") == ["er", "##dog", "##an"]
    assert named("U.S.") == ["u", ".", "s", "."]
    assert named("中国") == ["中", "国"]
    assert named("\ue000") == ["[UNK]"]


@pytest.mark.parametrize(
    ("word", "case"),
    [
        *(("the", "LOWER"), ("Putin", "TITLE"), ("PKK", "UPPER"), ("J", "LETTER"), ("McCain", "MIXED")),
        *(
            ("U.S.", "DOTTED"),
            ("24", "NUMBER"),
            ("20th", "CODE"),
            ("G20", "CODE"),
            ("-", "OTHER"),
            ("中国", "OTHER"),
        ),
    ],
)
def test_how_a_word_is_written(word: str, case: str) -> None:
    assert case_of(word).name == case
