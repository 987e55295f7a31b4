"""Many sources by several processes: nothing that goes wrong with one is waited for or takes others along."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import msgspec
import pytest

from annotate.annotation import Annotation, encode, has_decisions
from annotate.batch import Recogniser, annotate_sources
from annotate.errors import NoModel
from tests.sample_annotation import annotation

SAMPLE = annotation()


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


def test_what_a_person_decided_is_not_annotated_anew(tmp_path):
    paths = []
    for name, each in {"plain": SAMPLE, **DECIDED}.items():
        paths.append(tmp_path / f"{name}.json")
        paths[-1].write_bytes(encode(each))
    plain, *decided = annotate_sources([str(path) for path in paths], Recogniser())
    assert isinstance(plain.result, Annotation)
    assert not has_decisions(plain.result)
    for outcome in decided:
        assert str(outcome.result) == (
            f"{outcome.source} holds decisions of a person, which annotating anew would lose; "
            "export it with `aka convert`."
        )
