"""The recognition worker through its client: a real process with the real model."""

from __future__ import annotations

import gc
import os
import select
import subprocess
import sys
import threading
from itertools import pairwise
from pathlib import Path

import pytest

from annotate.annotation import Document, check, text_sha256
from annotate.errors import NoModel
from annotate.recognize import models
from annotate.recognize.client import Worker
from annotate.recognize.protocol import Failed, Found, Progress, Ready, Result

PARAGRAPH = (
    "Recep Tayyip Erdogan met Vladimir Putin in Ankara on Monday, the Turkish daily Hurriyet said.\n\n"
)


def document(text: str) -> Document:
    return Document("here.txt", "", "en", text_sha256(text), text)


def until_final(worker: Worker, job: int) -> list:
    replies = []
    for reply in worker.replies():
        replies.append(reply)
        if isinstance(reply, Failed) or (isinstance(reply, Result) and reply.final and reply.job == job):
            return replies
    return replies


@pytest.fixture(scope="module")
def worker():
    with Worker() as running:
        yield running


def test_replies_come_in_order_and_the_last_is_the_whole(worker):
    worker.submit(1, document(PARAGRAPH * 30), stream=True)
    replies = until_final(worker, 1)
    kinds = [type(reply) for reply in replies]
    assert [kind for kind in kinds if kind is Ready] == kinds[:1] or Ready not in kinds
    done = [reply.done for reply in replies if isinstance(reply, Progress)]
    assert done == sorted(set(done))
    assert done[-1] == 30
    results = [reply for reply in replies if isinstance(reply, Result)]
    assert [result.final for result in results] == [False] * (len(results) - 1) + [True]
    for result in results[:-1]:
        start, end = result.part
        assert all(start <= mention.start < mention.end <= end for mention in result.annotation.mentions)
    parts = sorted(result.part for result in results[:-1])
    assert all(one[1] < other[0] for one, other in pairwise(parts))
    final = results[-1].annotation
    check(final)
    assert final.pipeline.model == models.find().name
    assert {mention.text for mention in final.mentions} >= {"Recep Tayyip Erdogan", "Ankara", "Hurriyet"}
    assert len([mention for mention in final.mentions if mention.text == "Ankara"]) == 30
    for reply in replies:
        if isinstance(reply, Found):
            assert all(span.by == "model" for span in reply.spans)
    found = [span for reply in replies if isinstance(reply, Found) for span in reply.spans]
    assert len(found) == len(set(found))


def test_streaming_begins_where_the_reader_is(worker):
    text = PARAGRAPH * 100
    worker.submit(2, document(text), stream=True, first=len(PARAGRAPH) * 50)
    replies = until_final(worker, 2)
    first = next(reply for reply in replies if isinstance(reply, Found))
    assert min(span.start for span in first.spans) >= len(PARAGRAPH) * 50
    assert max(span.end for span in first.spans) <= len(PARAGRAPH) * 60
    for reply in replies:
        if isinstance(reply, Result):
            check(reply.annotation)
            assert reply.annotation.document.text == text


WRAPPED = "Barack Obama met\nAngela Merkel in Berlin, and they\nspoke of the war in Syria.\n\n" * 30
LINE = "Then Angela Merkel went to Ankara. " * 400
BLANK = "\n" * 100_000  # makes a text so long that a glance at the screen comes first


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (PARAGRAPH * 9, 400),
        (PARAGRAPH * 30 + WRAPPED + BLANK, len(PARAGRAPH * 30) + 500),
        (BLANK + LINE + "\n\n" + WRAPPED, len(BLANK + LINE) - 9_000),
        (BLANK + PARAGRAPH, 10),
    ],
    ids=["short", "wrapped", "one line", "blank"],
)
def test_streamed_and_whole_give_the_same(worker, text, first):
    worker.submit(3, document(text), stream=True, first=first)
    streamed = until_final(worker, 3)
    worker.submit(4, document(text))
    whole = until_final(worker, 4)
    assert not [reply for reply in whole if isinstance(reply, Found)]
    assert streamed[-1].annotation == whole[-1].annotation
    progress = [reply for reply in streamed if isinstance(reply, Progress)]
    assert {progress[-1].done} == {reply.total for reply in progress}


def test_the_worker_goes_on_from_where_the_reader_looks(worker):
    text = PARAGRAPH * 500
    worker.submit(9, document(text), stream=True)
    after = 80 * len(text) // 100
    starts = []
    for reply in worker.replies():
        if isinstance(reply, Found):
            starts += [min(span.start for span in reply.spans)]
            if len(starts) == 1:
                worker.look(9, after)
            if starts[-1] >= after:
                break
    assert after <= starts[-1] < after + len(PARAGRAPH)
    assert max(starts[:-1]) < after // 2
    worker.look(9, 0)
    check(until_final(worker, 9)[-1].annotation)


def test_another_worker_goes_on_with_what_the_one_before_has_not_done():
    running = Worker()
    running.submit(1, document(PARAGRAPH))
    running.submit(2, document(PARAGRAPH * 2_000), stream=True)
    for reply in running.replies():
        if isinstance(reply, Found):
            running.look(2, len(PARAGRAPH) * 1_000)
            running._process.kill()
    assert running.broken
    with running.again() as other:
        found = next(reply for reply in other.replies() if isinstance(reply, Found))
        assert min(span.start for span in found.spans) >= len(PARAGRAPH) * 1_000
        assert not other.broken


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n \n",
        "Obama\x00 met\x1b[31m Putin\ud800 in \u202eBerlin\u202c.",
        "Share\n\nAdvertisement",
        "x" * 30_000,
        "\U0001f600 " * 500,
    ],
)
def test_any_text_is_annotated(worker, text):
    worker.submit(5, document(text))
    reply = until_final(worker, 5)[-1]
    assert isinstance(reply, Result)
    check(reply.annotation)
    assert reply.annotation.document == document(text)


def test_a_name_keeps_its_place_behind_odd_characters(worker):
    text = "\ud800\x00\x1b In Berlin, Angela Merkel spoke."
    worker.submit(6, document(text))
    mentions = until_final(worker, 6)[-1].annotation.mentions
    assert ("Angela Merkel", text.index("Angela")) in [(mention.text, mention.start) for mention in mentions]


def test_a_megabyte_on_one_line_is_annotated_to_its_end(worker):
    text = "Barack Obama went to Berlin. " * 4_000 + "x" * 900_000 + " Angela Merkel stayed in Paris."
    worker.submit(7, document(text))
    mentions = until_final(worker, 7)[-1].annotation.mentions
    assert [mention.text for mention in mentions[-2:]] == ["Angela Merkel", "Paris"]


def test_one_endless_line_comes_step_by_step_from_where_the_reader_is(worker):
    sentence = "Barack Obama went to Berlin with Angela Merkel. "
    text = sentence * 2_000
    first = len(text) // 2
    worker.submit(8, document(text), stream=True, first=first)
    streamed = until_final(worker, 8)
    found = [reply.spans for reply in streamed if isinstance(reply, Found)]
    assert len(found) > 3
    assert all(abs(span.start - first) <= 12_000 for span in found[0])
    progress = [reply for reply in streamed if isinstance(reply, Progress)]
    assert len(progress) > 3
    assert {reply.total for reply in progress} == {progress[-1].done}
    partial = next(reply for reply in streamed if isinstance(reply, Result))
    assert not partial.final
    check(partial.annotation)
    worker.submit(9, document(text))
    whole = until_final(worker, 9)
    assert len([reply for reply in whole if isinstance(reply, Progress)]) > 1
    assert streamed[-1].annotation == whole[-1].annotation


def test_jobs_are_answered_in_order(worker):
    for job in (10, 11, 12):
        worker.submit(job, document(f"Angela Merkel is number {job}."))
    finals = [reply.job for reply in until_final(worker, 12) if isinstance(reply, Result)]
    assert finals == [10, 11, 12]


def test_a_book_of_ones_own_and_a_pass_left_out(tmp_path):
    book = tmp_path / "own.toml"
    book.write_text('[[entity]]\nname = "zedquux"\nlabel = "ORG"\nkind = "club"\n')
    names = []
    for without in (frozenset(), frozenset({"gazetteer"})):
        with Worker(books=(book,), without=without) as running:
            running.submit(1, document("Then the zedquux fell."))
            names.append([mention.text for mention in until_final(running, 1)[-1].annotation.mentions])
    assert names == [["zedquux"], []]


def test_an_unknown_model_is_a_sentence_that_names_the_installed():
    with Worker(model="en_core_web_nonesuch") as running:
        *_, last = running.replies()
    assert isinstance(last, Failed)
    assert last.job is None
    assert "en_core_web_nonesuch" in last.sentence
    assert models.find().name in last.sentence


def test_close_ends_the_replies_at_once_and_may_be_called_again():
    running = Worker()
    running.submit(1, document(PARAGRAPH * 5000), stream=True)
    for reply in running.replies():
        if isinstance(reply, Found):
            running.close()
    running.close()
    assert running._process.poll() is not None


def test_a_closed_worker_holds_no_file_open():
    gc.collect()
    before = len(list(Path("/dev/fd").iterdir()))
    for read in (False, True):
        running = Worker()
        reader = threading.Thread(target=list, args=(running.replies(),))
        if read:
            reader.start()
        running.close()
        if read:
            reader.join()
        assert list(running.replies()) == []
    assert len(list(Path("/dev/fd").iterdir())) == before


@pytest.mark.skipif(os.name != "posix", reason="limits of a process")
def test_a_system_that_starts_no_process_is_a_sentence():
    script = (
        "import resource\n"
        "from annotate.errors import NoModel\n"
        "from annotate.recognize.client import Worker\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))\n"
        "try:\n"
        "    Worker()\n"
        "except NoModel as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("The recogniser cannot be started: ")


def test_a_worker_that_dies_is_a_sentence():
    running = Worker()
    running.submit(1, document(PARAGRAPH * 5000))
    last = None
    for last in running.replies():
        if isinstance(last, Progress):
            running._process.kill()
    assert isinstance(last, Failed)
    assert last.job is None
    assert "stopped" in last.sentence


def test_the_worker_dies_with_its_parent():
    script = (
        "from annotate.recognize.client import Worker\n"
        "import os\n"
        "worker = Worker()\n"
        "replies = worker.replies()\n"
        "next(replies)\n"
        "print(worker._process.pid, flush=True)\n"
        "os._exit(1)\n"
    )
    parent = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    try:
        process = os.pidfd_open(int(parent.stdout))
    except ProcessLookupError:
        return  # it is gone already
    ended, _, _ = select.select([process], [], [], 60)
    os.close(process)
    assert ended


def test_the_client_imports_no_spacy():
    script = (
        "import sys, annotate.recognize.client, annotate.recognize.models as m; "
        "assert m.installed(); assert 'spacy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_models_are_preferred_by_size(tmp_path, monkeypatch):
    for name in ("core_web_sm", "core_web_trf", "core_web_lg", "other"):
        package = tmp_path / f"en_{name}"
        data = package / f"en_{name}-1.0"
        data.mkdir(parents=True)
        (package / "__init__.py").touch()
        (data / "config.cfg").touch()
        meta = f'{{"lang": "en", "name": "{name}", "version": "1.0", "spacy_version": ">=3"}}'
        (package / "meta.json").write_text(meta)
        (data / "meta.json").write_text(meta)
    (tmp_path / "not_a_model").mkdir()
    (tmp_path / "not_a_model" / "meta.json").write_text("{}")
    monkeypatch.syspath_prepend(str(tmp_path))
    sizes = [model.size for model in models.installed()]
    assert sizes == ["trf", "lg", "md", "sm", "other"]
    assert models.find().name == "en_core_web_trf"
    assert models.find("en_core_web_sm").path == tmp_path / "en_core_web_sm" / "en_core_web_sm-1.0"
    with pytest.raises(NoModel, match="en_core_web_sm"):
        models.load(models.find("en_core_web_sm"))


def test_a_worker_that_is_told_what_is_no_message_ends():
    done = subprocess.run(
        [sys.executable, "-P", "-m", "annotate.recognize.worker"],
        input=b"no message",
        capture_output=True,
        check=False,
    )
    assert done.returncode
    assert b"no message" in done.stderr
