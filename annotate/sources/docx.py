"""Word documents (Office Open XML, ECMA-376 part 1): paragraphs, headings, rows of tables, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from annotate.errors import BadSource
from annotate.sources.archive import Archive
from annotate.sources.content import Content, Part, compose
from annotate.sources.dates import iso_date
from annotate.sources.markup import attribute, name_of, xml
from annotate.sources.raw import Raw

_BODY = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
# Deleted text, codes of fields, and what is there a second time for older programs.
_UNSEEN = frozenset(("del", "movefrom", "instrtext", "deltext", "fallback", "ppr", "rpr", "sectpr"))
_BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "nobreakhyphen": "-"}
_is_heading = re.compile(r"(?:heading [1-9]|title)", re.IGNORECASE).fullmatch


def read(raw: Raw) -> Content:
    """The text of a document, a block for each paragraph and row; notes follow at the end.

    Text that was deleted while changes were tracked is left out. Raises BadSource for a damaged or encrypted file.
    """
    archive = Archive(raw)
    try:
        body = xml(archive.read(_BODY))
        headings = _heading_styles(archive)
        found = list(_paragraphs(body, headings))
        for name in _NOTES:
            found += _notes(archive.read(name), headings)
        about = _about(archive)
    except ValueError:
        raise BadSource(f"{raw.name} is a damaged Word document: save it anew in Word.") from None
    return compose(found)._replace(
        title=about.get("title", ""),
        author=about.get("creator", ""),
        date=iso_date(about.get("created", "") or about.get("modified", "")),
    )


def _about(archive: Archive) -> dict[str, str]:
    """What the document says of itself (Dublin Core), by the elements' names."""
    data = archive.read("docProps/core.xml")
    return {name_of(element): element.text or "" for element in xml(data)} if data else {}


def _heading_styles(archive: Archive) -> frozenset[str]:
    """The ids of the styles that are headings: by their name, which Word does not translate in the file."""
    data = archive.read("word/styles.xml")
    if not data:
        return frozenset()
    return frozenset(
        attribute(style, "styleId")
        for style in xml(data)
        for child in style
        if name_of(child) == "name" and _is_heading(attribute(child, "val"))
    )


def _notes(data: bytes, headings: frozenset[str]) -> Iterator[Part]:
    if data:
        for note in xml(data):
            if not attribute(note, "type"):  # lines between text and notes are notes of some type
                for part in _paragraphs(note, headings):
                    yield part._replace(origin=f"note {attribute(note, 'id')}")


def _paragraphs(root: Any, headings: frozenset[str]) -> Iterator[Part]:
    """The paragraphs below an element, a table's row by row; text boxes follow the paragraph that they hang on."""
    for child in root:
        match name_of(child):
            case "p":
                boxes: list[Any] = []
                text = "".join(_texts(child, boxes))
                yield Part(text, "heading" if _style(child) in headings else "paragraph")
                for box in boxes:
                    yield from _paragraphs(box, headings)
            case "tr":
                yield from _row(child, headings)
            case name if name not in _UNSEEN:
                yield from _paragraphs(child, headings)


def _row(row: Any, headings: frozenset[str]) -> Iterator[Part]:
    """A row as one part; one whose cells hold several paragraphs, as where tables lay out a page, as those."""
    cells = [[part for part in _paragraphs(cell, headings) if part.text.strip()] for cell in row]
    if all(len(cell) <= 1 for cell in cells):
        yield Part(" | ".join(part.text.replace("\n", " ") for cell in cells for part in cell))
    else:
        yield from (part for cell in cells for part in cell)


def _style(paragraph: Any) -> str:
    return next(
        (
            attribute(style, "val")
            for child in paragraph
            if name_of(child) == "ppr"
            for style in child
            if name_of(style) == "pstyle"
        ),
        "",
    )


def _texts(element: Any, boxes: list[Any]) -> Iterator[str]:
    """The pieces of a paragraph's text; the text boxes in it are put into ``boxes``."""
    for child in element:
        name = name_of(child)
        if name == "t":
            yield child.text or ""
        elif name == "txbxcontent":
            boxes.append(child)
        elif name in _BREAKS:
            yield _BREAKS[name]
        elif name not in _UNSEEN:
            yield from _texts(child, boxes)
