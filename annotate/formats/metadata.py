"""What is known of a document beside its text, as the few words of metadata that most formats have room for."""

from __future__ import annotations

from collections.abc import Mapping

from annotate.annotation import Document
from annotate.formats.building import document

_LANGUAGE = "en"


def metadata(made: Document) -> dict[str, str]:
    """Source, title, language (unless it is English), author and date of a document, those that are known."""
    values = {
        "source": made.source,
        "title": made.title,
        "language": "" if made.language == _LANGUAGE else made.language,
        "author": made.author,
        "date": made.date,
    }
    return {name: value for name, value in values.items() if value}


def document_of(text: str, name: str, data: Mapping[str, object]) -> Document:
    """The document of a text with metadata that may hold anything; ``name`` is its source where they do not say."""
    known = {key: value for key, value in data.items() if isinstance(value, str)}
    return document(
        text,
        known.get("source", name),
        named=known.get("title", ""),
        language=known.get("language", _LANGUAGE),
        author=known.get("author", ""),
        date=known.get("date", ""),
    )
