"""``aka library`` in processes of its own: killed, two at once, on a full disk, and as a table on a terminal."""

from __future__ import annotations

import resource
import signal
import subprocess
import time

import pexpect
import pytest
from msgspec.structs import replace

from annotate.annotation import text_sha256
from annotate.formats import FORMATS, save
from annotate.library import Library
from tests.sample_annotation import TEXT, annotation
from tests.terminal.home import AKA, environment
from tests.terminal.screen import PATIENCE

COUNT = 150


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    """A folder of annotations, all different."""
    folder = tmp_path_factory.mktemp("texts")
    for number in range(COUNT):
        made = annotation(f"{TEXT}\nThe number is {number}.\n")
        made = replace(made, document=replace(made.document, title=f"Talks {number}", source=f"{number}.txt"))
        save([made], FORMATS["json"], folder / f"{number:03}.json")
    return folder


@pytest.fixture
def adding(tmp_path, texts):
    """Start ``aka library add`` on all of them."""

    def start(**how) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [AKA, "library", "add", str(texts), "--jobs", "1"],
            env=environment(tmp_path),
            stderr=subprocess.PIPE,
            text=True,
            **how,
        )

    return start


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "aka" / "library.db"


def count(path):
    """How many texts the library has now."""
    if not path.exists():
        return 0
    with Library(path) as library:
        assert library.notices == []
        return len(library.documents())


def wanted():
    return {text_sha256(f"{TEXT}\nThe number is {number}.\n") for number in range(COUNT)}


def whole(path):
    """Every text is there, with all of its names."""
    with Library(path) as library:
        items = library.documents()
        assert {item.sha256 for item in items} == wanted()
        assert {item.mentions for item in items} == {10}
        geneva = library.entities("geneva")[0]
        assert (geneva.documents, geneva.mentions) == (COUNT, 3 * COUNT)
        assert len(library.search("confirmed agreed")) == COUNT
        assert library.notices == []


def test_killed_in_the_middle_it_goes_on(adding, path):
    process = adding()
    end = time.monotonic() + PATIENCE
    while count(path) < 1 and time.monotonic() < end and process.poll() is None:
        pass
    process.send_signal(signal.SIGKILL)
    process.communicate()
    there = count(path)
    assert 1 <= there < COUNT
    _, said = adding().communicate(timeout=PATIENCE)
    assert said.startswith(f"aka: {COUNT - there} texts were put into the library; {there} w")
    whole(path)


def test_two_at_once_put_all_there_once(adding, path):
    both = [adding(), adding()]
    for process in both:
        _, said = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, said
    whole(path)


def test_a_full_disk_is_a_sentence_and_what_was_there_stays(adding, path):
    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))

    process = adding(preexec_fn=limit)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert "Traceback" not in said
    stopped, why = said.splitlines()
    assert "the same command goes on from there" in stopped
    assert f"{path} cannot be written" in why
    there = count(path)
    assert 0 < there < COUNT
    assert f"Stopped: {there} of {COUNT}" in stopped
    assert adding().wait(PATIENCE) == 0
    whole(path)


def test_tables_on_a_terminal(tmp_path, texts):
    def aka(*arguments):
        output, status = pexpect.run(
            f"{AKA} library {' '.join(arguments)}",
            env=environment(tmp_path, TERM="xterm"),
            encoding="utf-8",
            withexitstatus=True,
            timeout=PATIENCE,
        )
        assert status == 0, output
        return output.splitlines()

    assert aka("list") == [
        "The library is empty. What is opened in the reader comes into it, and what `aka library add` is given."
    ]
    aka("add", *(str(texts / f"00{number}.json") for number in range(3)))
    header, first, *others = aka("list")
    assert header.split() == ["id", "title", "date", "words", "names", "read", "tags"]
    assert first.split()[1:3] == ["Talks", "0"]
    assert len(others) == 2
    assert all(len(line) <= 80 for line in (header, first, *others))
    assert "observers" in aka("search", "observ")[1]
    assert aka("entities", "obama")[1].split() == ["Barack", "Obama", "PERSON", "3", "6", "Obama"]
    assert len(aka("mentions", "geneva")) == 1 + 9
    assert aka("mentions", "nobody") == ["Nobody in the library is called nobody."]
