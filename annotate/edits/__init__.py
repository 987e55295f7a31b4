"""Edits: decisions made on an annotation, undone, redone, and found again in a text that has changed. Pure functions
and plain data; nothing here reads or writes a file."""

from annotate.edits.anchors import reanchor
from annotate.edits.describe import describe
from annotate.edits.history import Applied, History, apply
from annotate.edits.targets import alias_target, entity_target, everywhere, mention_target, span_target

__all__ = [
    "Applied",
    "History",
    "alias_target",
    "apply",
    "describe",
    "entity_target",
    "everywhere",
    "mention_target",
    "reanchor",
    "span_target",
]
