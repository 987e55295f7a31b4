"""``aka annotate --cluster``: a scheduler and two workers on this machine give what one process gives."""

from __future__ import annotations

import re
import subprocess
import sys

import msgspec
import pytest

from annotate.annotation import text_sha256
from tests.terminal.home import AKA, environment
from tests.terminal.screen import PATIENCE

pytest.importorskip("distributed", reason="the extra cluster is not installed")
DASK = [sys.executable, "-c", "from dask.__main__ import main; main()"]
NAMES = "Angela Merkel met Emmanuel Macron in Paris. ISIS, or Daesh, lost Mosul; Merkel said so.\n\n"
BOOK = '[[entity]]\nname = "Emmanuel Macron"\nlabel = "PERSON"\naliases = ["Angela Merkel"]\n'


class Running:
    """A scheduler at ``address``, and its ``workers``."""

    def __init__(self, env):
        self._env = env
        self._scheduler = self._start("scheduler", "--port", "0", stderr=subprocess.PIPE)
        lines = iter(self._scheduler.stderr.readline, "")
        self.address = next(
            found[0] for line in lines if (found := re.search(r"tcp://127\.0\.0\.1:\d+", line))
        )
        self.workers = [self.worker() for _ in range(2)]

    def worker(self):
        return self._start("worker", self.address, "--nthreads", "1", "--no-nanny", stderr=subprocess.DEVNULL)

    def _start(self, *arguments, stderr):
        command = [*DASK, *arguments, "--host", "127.0.0.1", "--no-dashboard"]
        return subprocess.Popen(command, env=self._env, stdout=subprocess.DEVNULL, stderr=stderr, text=True)

    def stop(self):
        for process in (*self.workers, self._scheduler):
            process.kill()
            process.wait()
        self._scheduler.stderr.close()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    running = Running(environment(tmp_path_factory.mktemp("cluster")))
    yield running
    running.stop()


@pytest.fixture
def annotate(tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(10):
        (texts / f"{number}.txt").write_text(NAMES * (number + 1))
    (texts / "broken.pdf").write_bytes(b"%PDF-1.4 and no more")
    (tmp_path / "own.toml").write_text(BOOK)

    def start(*arguments):
        return subprocess.Popen(
            [AKA, "annotate", "texts", "--aliases", "own.toml", *arguments],
            cwd=tmp_path,
            env=environment(tmp_path),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start


def test_one_process_two_and_a_cluster_give_the_same_also_when_a_worker_is_killed(annotate, cluster):
    written = []
    for way in (["--jobs", "1"], ["--jobs", "2"], ["--cluster", cluster.address]):
        out, said = annotate("--to", "jsonl", *way).communicate(timeout=PATIENCE)
        assert said.splitlines()[-1] == (
            "aka: 1 of 11 has no annotation, for the reason above: texts/broken.pdf."
        )
        written.append(out)
    assert written[0] == written[1] == written[2]
    assert written[0].count("\n") == 10
    assert '"Angela Merkel"' in written[0]

    running = annotate("--to", "jsonl", "--cluster", cluster.address)
    first = running.stdout.readline()
    cluster.workers[0].kill()
    rest = running.stdout.read()  # communicate() would pass over what was read ahead
    running.communicate(timeout=PATIENCE)
    assert first + rest == written[0]
    assert running.returncode == 1


def test_who_is_one_in_all_texts_is_the_same_when_a_cluster_judges(annotate, cluster, tmp_path):
    out, _ = annotate("--to", "jsonl").communicate(timeout=PATIENCE)
    more = [line.replace("Mosul", f"Mosul {number}") for number, line in enumerate(out.splitlines())]
    parts = tmp_path / "parts"
    parts.mkdir()
    for number, line in enumerate(more):
        annotation = msgspec.json.decode(line)
        annotation["document"]["sha256"] = text_sha256(annotation["document"]["text"])
        (parts / f"{number}.jsonl").write_bytes(msgspec.json.encode(annotation) + b"\n")

    def entities(*where):
        home = tmp_path / f"home-{len(where)}"
        home.mkdir()
        env = environment(home)
        for command in (["add", "texts", "parts", *where], ["entities"]):
            done = subprocess.run(
                [AKA, "library", *command],
                cwd=tmp_path,
                env=env,
                capture_output=True,
                text=True,
                timeout=PATIENCE,
            )
        return done.stdout

    here = entities()
    assert here == entities("--cluster", cluster.address)
    assert "Angela Merkel" in here


def test_a_scheduler_that_is_not_there_is_said_in_a_sentence(annotate):
    for address, sentence in {
        "tcp://127.0.0.1:9": "No scheduler answers at tcp://127.0.0.1:9 (",
        "nowhere": "nowhere is no address of a scheduler, which looks like tcp://HOST:8786.",
    }.items():
        running = annotate("--to", "jsonl", "--cluster", address)
        out, said = running.communicate(timeout=PATIENCE)
        assert said.startswith(f"aka: {sentence}")
        assert said.count("\n") == 1
        assert (running.returncode, out) == (1, "")


def test_a_scheduler_that_goes_away_ends_the_run_with_what_is_done(annotate, tmp_path):
    running = Running(environment(tmp_path / "home"))
    try:
        (tmp_path / "texts" / "last.txt").write_text(
            NAMES * 20_000
        )  # still on its way when the scheduler goes
        aka = annotate("--to", "jsonl", "--cluster", running.address)
        aka.stdout.readline()
    finally:
        running.stop()
    _, said = aka.communicate(timeout=PATIENCE)
    assert "does not answer any more" in said
    assert "Traceback" not in said
    assert aka.returncode == 1
