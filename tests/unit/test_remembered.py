"""After an edit only what changed is read by the model again, and the answer is what it would have been."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from annotate import cache
from annotate.annotation import Annotation, text_sha256
from annotate.recognize.client import Worker
from annotate.recognize.protocol import Result
from annotate.recognize.remembered import Remembered
from annotate.sources import sample


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


class Capitals:
    """Finds each word with a capital, and notes down what it was given."""

    def __init__(self):
        self.read: list[str] = []

    def pipe(self, texts):
        self.read += texts
        for text in texts:
            words = [word for word in text.split() if word[0].isupper()]
            starts = [text.index(word) for word in words]
            yield SimpleNamespace(
                ents=[
                    SimpleNamespace(start_char=start, end_char=start + len(word), label_="ORG")
                    for start, word in zip(starts, words, strict=True)
                ]
            )


def read(path, texts, model="capitals") -> tuple[list, list[str]]:
    nlp, remembered = Capitals(), Remembered(path, model)
    found = list(remembered.read(nlp, texts))
    remembered.keep()
    return found, nlp.read


def test_only_pieces_that_are_new_are_read():
    before, _ = read("/a/text", ["One is", "two", "Three is", "two"])
    after, fresh = read("/a/text", ["Zero is", "One is", "two", "Three was", "two"])
    assert fresh == ["Zero is", "Three was"]
    assert after[1:3] == before[:2]
    assert after == read(None, ["Zero is", "One is", "two", "Three was", "two"])[0]


def test_what_is_gone_is_forgotten():
    read("/a/text", ["One", "Two"])
    read("/a/text", ["One", "Three"])
    assert read("/a/text", ["Two", "Three"])[1] == ["Two"]


def test_another_file_and_another_model_know_nothing_of_it():
    read("/a/text", ["One"])
    assert read("/b/text", ["One"])[1] == ["One"]
    assert read("/a/text", ["One"], "other")[1] == ["One"]


def test_a_damaged_memory_is_none():
    read("/a/text", ["One"])
    (file,) = cache.folder().glob("pieces-*")
    file.write_bytes(b"\x93")
    assert read("/a/text", ["One"])[1] == ["One"]


def annotated(path, text: str, *, stream: bool) -> Annotation:
    document = replace(sample().document, source=str(path), text=text, sha256=text_sha256(text))
    with Worker() as worker:
        worker.submit(0, document, stream=stream)
        return next(
            reply.annotation for reply in worker.replies() if isinstance(reply, Result) and reply.final
        )


def test_an_edited_text_is_annotated_as_if_nothing_were_remembered(tmp_path):
    path = tmp_path / "article.txt"
    before = sample().document.text
    after = "A new paragraph about Angela Merkel.\n\n" + before.replace(
        "three Turkish troops", "four Kurdish troops"
    )
    path.write_text(before, encoding="utf-8")
    annotated(path, before, stream=True)
    path.write_text(after, encoding="utf-8")
    assert annotated(path, after, stream=True) == annotated(path, after, stream=False)
