"""What the article and the index of a page have in common: classes, places to lead to, text that cannot act."""

from __future__ import annotations

from html import escape

from annotate.annotation import Annotation
from annotate.labels import group_of
from annotate.text import visible


def class_of(label: str) -> str:
    """The style class of a label: its group's name."""
    group = group_of(label)
    return "numbers" if group == "dates and numbers" else group


def anchors(annotation: Annotation) -> dict[str, str]:
    """A fragment for each entity by its id: its number, since an id may be any text."""
    return {entity.id: f"e{number}" for number, entity in enumerate(annotation.entities)}


def shown(text: str) -> str:
    """Text of the document, as text of the page."""
    return escape(visible(text, keep="\n\t"))
