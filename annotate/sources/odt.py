"""OpenDocument texts (OASIS OpenDocument 1.3, part 3): paragraphs, headings, items, rows of tables, notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotate.errors import BadSource
from annotate.sources.archive import Archive
from annotate.sources.content import Content, Part, compose
from annotate.sources.dates import iso_date
from annotate.sources.markup import name_of, xml
from annotate.sources.raw import Raw

_UNSEEN = frozenset(("tracked-changes", "annotation", "sequence-decls", "forms", "frame-title", "ruby-text"))


def read(raw: Raw) -> Content:
    """The text of a document, a block for each paragraph, heading, item and row; notes follow at the end.

    Raises BadSource for a damaged or encrypted file.
    """
    archive = Archive(raw)
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise BadSource(f"{raw.name} is encrypted: save it without a password first.")
    try:
        body = next((child for child in xml(archive.read("content.xml")) if name_of(child) == "body"), None)
        meta = archive.read("meta.xml")
        about = {name_of(element): element.text or "" for element in xml(meta).iter()} if meta else {}
    except ValueError:
        raise BadSource(f"{raw.name} is a damaged OpenDocument text: save it anew.") from None
    notes: list[Any] = []
    found = list(_paragraphs(body, notes)) if body is not None else []
    for note in notes:
        found += _note(note)
    return compose(found)._replace(
        title=about.get("title", ""),
        author=about.get("initial-creator", "") or about.get("creator", ""),
        date=iso_date(about.get("creation-date", "") or about.get("date", "")),
        language=about.get("language", ""),
    )


def _note(note: Any) -> Iterator[Part]:
    label = next(("".join(child.itertext()) for child in note if name_of(child) == "note-citation"), "")
    for child in note:
        if name_of(child) == "note-body":
            for part in _paragraphs(child, []):  # a note has no notes
                yield part._replace(origin=f"note {label}".strip())


def _paragraphs(root: Any, notes: list[Any]) -> Iterator[Part]:
    """The paragraphs below an element; the notes in them are put into ``notes``."""
    for child in root:
        match name_of(child):
            case "h":
                yield Part("".join(_texts(child, notes)), "heading")
            case "p":
                boxes: list[Any] = []
                yield Part("".join(_texts(child, notes, boxes)))
                for box in boxes:
                    yield from _paragraphs(box, notes)
            case "list-item":
                for index, part in enumerate(_paragraphs(child, notes)):
                    yield part if index else part._replace(text=f"- {part.text}")
            case "table-row":
                cells = ([part.text for part in _paragraphs(cell, notes)] for cell in child)
                yield Part(" | ".join(filter(None, map(" ".join, cells))))
            case name if name not in _UNSEEN:
                yield from _paragraphs(child, notes)


def _texts(element: Any, notes: list[Any], boxes: list[Any] | None = None) -> Iterator[str]:
    """The pieces of a paragraph's text; notes and text boxes in it are put aside."""
    yield _one_space(element.text)
    for child in element:
        match name_of(child):
            case "s":
                yield " "
            case "tab":
                yield " "
            case "line-break":
                yield "\n"
            case "note":
                notes.append(child)
            case "text-box" if boxes is not None:
                boxes.append(child)
            case name if name not in _UNSEEN:
                yield from _texts(child, notes, boxes)
        yield _one_space(child.tail)


def _one_space(text: str | None) -> str:
    """A line end in the file is no line end in the text (part 3, 6.1.2)."""
    return (text or "").replace("\n", " ")
