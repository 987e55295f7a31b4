"""Decisions made by hand, for tests of what keeps or makes them."""

from __future__ import annotations

from annotate.annotation import Document, text_sha256
from annotate.decisions import Note, Target
from annotate.edits.anchors import anchor


def document(text: str, source: object = "no file") -> Document:
    """A document of that text, read from there."""
    return Document(str(source), "A title", "en", text_sha256(text), text)


def note(text: str, name: str, words: str) -> Note:
    """A note on the entity whose name stands in the text."""
    start = text.index(name)
    place = anchor(text, start, start + len(name), "PERSON")
    return Note(what=Target("entity", (place,)), text=words, when="2026-10-11T12:13:14+00:00")
