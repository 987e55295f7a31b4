"""Many sources by several processes: nothing that goes wrong with one is waited for or takes others along."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from pathlib import Path

import msgspec
import pytest

from annotate.annotation import Annotation, encode
from annotate.batch import AHEAD, There, annotate_sources
from annotate.decisions import Merge, Reject
from annotate.edits import apply, entity_target
from annotate.errors import AkaError, NoModel
from annotate.query import Index
from annotate.recognize.client import Recogniser
from tests.sample_annotation import annotation

SAMPLE = annotation()
WHEN = "2026-11-22T12:00:00+00:00"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """Nothing that somebody has decided before."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def workers() -> list[int]:
    """The recognition processes that this one has started and that still run."""
    table = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True)
    rows = [line.split(maxsplit=2) for line in table.stdout.splitlines()]
    return [
        int(pid)
        for pid, parent, *command in rows
        if int(parent) == os.getpid() and "annotate.recognize.worker" in str(command)
    ]


@pytest.fixture
def sources(tmp_path):
    paths = [tmp_path / f"{number}.txt" for number in range(4)]
    for path in paths:
        path.write_text(f"Angela Merkel met Emmanuel Macron in Paris ({path.name}).\n")
    return [str(path) for path in paths]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_goes_wrong_in_a_thread_is_raised_where_the_outcomes_are_waited_for(sources, jobs):
    def on_progress(source, done, total):
        if source == sources[2]:
            raise RuntimeError("nobody thought of this")

    outcomes = annotate_sources(sources, Recogniser(), jobs=jobs, on_progress=on_progress)
    assert [next(outcomes).source, next(outcomes).source] == sources[:2]
    with pytest.raises(RuntimeError, match="nobody thought"):
        next(outcomes)
    assert workers() == []


@pytest.mark.skipif(os.name != "posix", reason="a signal breaks the worker")
def test_a_document_that_breaks_its_process_takes_no_other_along(sources):
    broken = sources[1]

    def on_progress(source, done, total):
        if source == broken:
            for process in workers():
                os.kill(process, signal.SIGKILL)

    # Long enough that it is not done before the process has gone.
    Path(broken).write_text("Angela Merkel met Emmanuel Macron in Paris.\n\n" * 3000)
    outcomes = list(annotate_sources(sources, Recogniser(), on_progress=on_progress))
    assert [outcome.source for outcome in outcomes] == sources
    assert [isinstance(outcome.result, Annotation) for outcome in outcomes] == [True, False, True, True]
    assert "stopped unexpectedly" in str(outcomes[1].result)
    assert broken in str(outcomes[1].result)


def test_no_process_is_started_for_what_is_annotated_already(tmp_path):
    path = tmp_path / "talks.json"
    path.write_bytes(encode(SAMPLE))
    outcomes = annotate_sources([str(path)], Recogniser("no_such_model"), again=False)
    assert next(outcomes).result == SAMPLE
    assert workers() == []
    with pytest.raises(NoModel):
        list(annotate_sources([str(path)], Recogniser("no_such_model")))


def with_mention(**changes) -> Annotation:
    first, *rest = SAMPLE.mentions
    return msgspec.structs.replace(SAMPLE, mentions=(msgspec.structs.replace(first, **changes), *rest))


DECIDED = {
    "confirmed": with_mention(state="confirmed"),
    "rejected": with_mention(state="rejected"),
    "made": with_mention(by="reader"),
    "noted": msgspec.structs.replace(
        SAMPLE,
        entities=(msgspec.structs.replace(SAMPLE.entities[0], note="the 44th"), *SAMPLE.entities[1:]),
    ),
}


def written(folder: Path, **annotations: Annotation) -> list[str]:
    paths = [folder / f"{name}.json" for name in annotations]
    for path, each in zip(paths, annotations.values(), strict=True):
        path.write_bytes(encode(each))
    return [str(path) for path in paths]


def is_decided(annotation: Annotation) -> bool:
    return any(mention.state != "suggested" or mention.by == "reader" for mention in annotation.mentions)


def test_what_cannot_be_decided_again_is_not_annotated_anew(tmp_path):
    sources = written(tmp_path, plain=SAMPLE, **DECIDED)
    plain, *decided = annotate_sources(sources, Recogniser())
    assert isinstance(plain.result, Annotation)
    assert not is_decided(plain.result)
    for outcome in decided:
        assert str(outcome.result) == (
            f"{outcome.source} holds what a person decided, but not as decisions that could be made again: to annotate "
            "it anew would lose that. Export it with `aka convert`, or leave out what was decided with --fresh."
        )
    for outcome in annotate_sources(sources, Recogniser(), fresh=True):
        assert isinstance(outcome.result, Annotation)
        assert not is_decided(outcome.result)


def test_the_decisions_in_a_file_are_made_again_on_what_is_annotated_anew(tmp_path):
    index = Index(SAMPLE)
    said = (
        Merge(when=WHEN, what=entity_target(index, "e1"), into=entity_target(index, "e2")),
        Reject(when=WHEN, what=entity_target(index, "e4")),
    )
    sources = written(tmp_path, decided=apply(SAMPLE, said).annotation)
    (anew,) = annotate_sources(sources, Recogniser())
    assert isinstance(anew.result, Annotation)
    assert anew.result.pipeline != SAMPLE.pipeline
    assert anew.result.decisions == said
    entity_of = {mention.text: mention.entity for mention in anew.result.mentions}
    assert entity_of["Barack Obama"] == entity_of["Vladimir Putin"]
    states = {mention.text: mention.state for mention in anew.result.mentions}
    assert (states["Geneva"], states["United Nations"]) == ("rejected", "suggested")
    (fresh,) = annotate_sources(sources, Recogniser(), fresh=True)
    assert isinstance(fresh.result, Annotation)
    assert fresh.result.decisions == ()
    assert not is_decided(fresh.result)


def test_a_book_that_turns_bad_before_it_is_used_is_said_once(sources, tmp_path):
    book = tmp_path / "book.toml"
    book.write_text("[[entity]\n")
    outcomes = list(annotate_sources(sources, Recogniser(books=(book,)), jobs=2))
    notices = [notice for outcome in outcomes for notice in outcome.notices]
    assert len(notices) == 1
    assert notices[0].startswith(f"An alias book is left out. {book}, line 1: is not TOML")


def test_what_is_there_is_not_made_again(tmp_path):
    index = Index(SAMPLE)
    said = (Reject(when=WHEN, what=entity_target(index, "e4")),)
    sources = written(tmp_path, decided=apply(SAMPLE, said).annotation)
    asked = []

    def is_there(document, decisions):
        asked.append((document, tuple(decisions)))
        return "the name of it"

    (outcome,) = annotate_sources(sources, Recogniser("no_such_model"), is_there=is_there)
    assert isinstance(outcome.result, There)
    assert outcome.result.made == "the name of it"
    assert asked == [(SAMPLE.document, said)]


@pytest.mark.parametrize("jobs", [2, 3])
def test_few_sources_are_done_before_an_earlier_one_is(jobs):
    most = AHEAD * jobs
    sources = [str(number) for number in range(40 * most)]
    enough = threading.Event()
    opened, yielded, ahead = [], [], []

    def opening(source):
        opened.append(source)
        ahead.append(len(opened) - len(yielded))
        if len(opened) == most:
            enough.set()
        if source == sources[0]:
            enough.wait()
        raise AkaError(source)

    for outcome in annotate_sources(sources, Recogniser(), jobs=jobs, opening=opening):
        yielded.append(outcome.source)
    assert yielded == sources
    assert most <= max(ahead) <= most + 1  # the one that is taken but not yet noted here
