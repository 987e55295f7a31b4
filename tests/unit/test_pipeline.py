"""Recognised spans through the passes and the sieve to an annotation."""

from __future__ import annotations

import pytest

from annotate.annotation import Document, Pipeline, text_sha256
from annotate.book import Book
from annotate.pipeline import annotate
from annotate.sources.blocks import segment
from tests.unit.marking import unmarked


@pytest.mark.parametrize(
    ("marked", "entities"),
    [
        ("They met the [Society for Deaf Cats|ORG] ([ZYX|ORG]) today.", 1),
        ("Who was there:\nThe [Society for Deaf Cats|ORG]\n([ZYX|ORG]) and its guests", 2),
    ],
)
def test_what_line_ends_set_apart_is_not_read_as_one_sentence(marked, entities):
    text, spans = unmarked(marked)
    document = Document("-", "", "en", text_sha256(text), text)
    found = annotate(document, spans, Book(), blocks=segment(text), pipeline=Pipeline("none", "0", "0"))
    assert len(found.entities) == entities
