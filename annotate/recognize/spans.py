"""A span: what the recognition passes hand on, before a mention has an entity."""

from __future__ import annotations

from typing import NamedTuple

from annotate.annotation import By


class Span(NamedTuple):
    """One name in a text: ``text[start:end]`` (code points), its OntoNotes label, and who found it.

    ``score`` is how sure the model is of its own span (see :func:`annotate.recognize.neural.tags.least`); None for
    spaCy's pipelines, which do not say, and for what the passes hand on.
    """

    start: int
    end: int
    label: str
    by: By = "model"
    score: float | None = None
