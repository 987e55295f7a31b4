"""A look into many sources in a process of its own: what is in each, and what is wrong with some."""

import time

import pytest

from annotate.annotation import encode
from annotate.glance import Facts, Glances
from annotate.glance.facts import facts
from annotate.sources import read
from annotate.sources.loading import MOST_BYTES
from tests import sample_sources as samples
from tests.sample_annotation import annotation
from tests.terminal.screen import PATIENCE


def looked(sources):
    """All that is found out about some sources."""
    glances, found = Glances(sources), {}
    end = time.monotonic() + PATIENCE
    try:
        while glances.left:
            assert time.monotonic() < end
            found |= glances.fetch()
        return found | glances.fetch()
    finally:
        glances.close()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "one.md").write_text(
        "---\ntitle: Letters\nauthor: Ada\ndate: 1843-07-10\n---\n\nTo Charles Babbage."
    )
    (tmp_path / "two.json").write_bytes(encode(annotation()))
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing more")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "letters.zip").write_bytes(
        samples.archive({"b.txt": "Ada went to Paris.", "c.txt": "\ud800".encode("utf-16", "surrogatepass")})
    )
    (tmp_path / "feed.xml").write_text(
        "<rss version='2.0'><channel><title>T</title><item><title>Lost</title><link>http://x.example/a</link></item>"
        "</channel></rss>"
    )
    for name, size in (("large.txt", 20 << 20), ("huge.txt", MOST_BYTES + 1)):
        with (tmp_path / name).open("wb") as file:
            file.truncate(size)
    return tmp_path


def test_what_is_in_a_source_is_what_reading_it_says(folder):
    document = read(str(folder / "one.md")).document
    assert facts(str(folder / "one.md")) == Facts(
        "Letters", "Ada", "1843-07-10", document.sha256, words=3, length=len(document.text)
    )
    assert facts(str(folder / "two.json")).entities == len(annotation().entities)


def test_one_is_looked_into_after_the_other_whatever_is_wrong(folder):
    names = sorted(path.name for path in folder.iterdir())
    found = looked(
        [
            *(f"{folder}/{name}" for name in names),
            f"{folder}/letters.zip/b.txt",
            f"{folder}/letters.zip/c.txt",
        ]
    )
    said = {source.removeprefix(f"{folder}/"): facts for source, facts in found.items()}
    assert said["one.md"].title == "Letters"
    assert said["letters.zip/b.txt"].words == 4
    assert said["feed.xml"] == Facts(title="1 article")
    assert [name for name, facts in said.items() if not facts.text] == [
        "empty.txt",
        "letters.zip",
        "picture.png",
    ]
    assert "is a damaged PDF" in said["broken.pdf"].trouble
    assert "Too many levels of symbolic links" in said["loop.txt"].trouble
    assert "has 20 MB: what is in it shows when it is opened" in said["large.txt"].trouble
    assert "larger than 256 MB" in said["huge.txt"].trouble
    assert len(said) == len(names) + 2


def test_a_process_that_breaks_is_another_one_for_the_next_source(folder, monkeypatch):
    sources = [f"{folder}/{name}" for name in ("one.md", "two.json", "broken.pdf")]
    started = Glances._started

    def started_and_ended(self):
        process = started(self)
        if self._waiting.keys() >= {sources[1]} and sources[0] not in self._waiting:
            process.kill()
            process.wait()
        return process

    monkeypatch.setattr(Glances, "_started", started_and_ended)
    found = looked(sources)
    assert found[sources[0]].title == "Letters"
    assert "was not looked into" in found[sources[1]].trouble
    assert "is a damaged PDF" in found[sources[2]].trouble
