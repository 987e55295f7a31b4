"""Plain text: it stays as it is, and its blocks are found when they are asked for."""

from __future__ import annotations

from annotate.sources.content import Content
from annotate.sources.decoding import decode_text
from annotate.sources.raw import Raw


def read(raw: Raw) -> Content:
    """The text; raises BadSource for binary data and for a text with nothing to see in it."""
    text, notices = decode_text(raw.data, raw.name, raw.charset)
    return Content(text, notices=notices)
