"""A table for spreadsheets: one row a mention, with its entity and the evidence for its name."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from annotate.annotation import Annotation
from annotate.names import surface
from annotate.text import visible

COLUMNS = (
    "source", "start", "end", "text", "label", "entity id", "entity name", "by", "state", "when",
    "rule", "with", "score", "rule when",
)  # fmt: skip

# A spreadsheet runs a cell that begins so as a formula, and the cells come from texts that nobody has vetted.
# Such a cell gets an apostrophe in front, which spreadsheets take as "this is text". Programs that need each
# character as it is have JSON, or the offsets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def write(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write a header (:data:`COLUMNS`) and one row for each mention, as UTF-8 with ``\\n`` after each row."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    for annotation in annotations:
        rows.writerows(_rows(annotation))
    text.flush()
    text.detach()  # the file is the caller's to close


def _rows(annotation: Annotation) -> Iterable[list[str | int | float | None]]:
    entities = {entity.id: entity for entity in annotation.entities}
    evidence = {
        (entity.id, alias.name): alias.evidence for entity in annotation.entities for alias in entity.aliases
    }
    for mention in annotation.mentions:
        entity = entities[mention.entity]
        why = evidence.get((entity.id, surface(mention.text)))
        reason = (
            (_cell(why.rule), _cell(why.with_), why.score, _cell(why.when)) if why else ("", "", None, "")
        )
        yield [
            _cell(annotation.document.source), mention.start, mention.end, _cell(mention.text),
            _cell(mention.label), _cell(entity.id), _cell(entity.name), mention.by, mention.state,
            _cell(mention.when), *reason,
        ]  # fmt: skip


def _cell(text: str) -> str:
    """The text as a cell that stays text: no control character (but a line end), no formula.

    A lone "-", which is what a document from standard input is called, is no formula.
    """
    text = visible(text, keep="\n")
    return "'" + text if text.startswith(_FORMULA) and text != "-" else text
