"""Web pages: the article alone, by trafilatura, and what the page says about it.

Where trafilatura finds no article, everything that the page shows is read, with a notice.
"""

from __future__ import annotations

import re
from typing import Any

from annotate.sources import markup
from annotate.sources.content import Content, Part, compose, flat
from annotate.sources.dates import iso_date
from annotate.sources.decoding import decode_text
from annotate.sources.raw import Raw, is_address

# Code points and tags of a page in which an article is looked for: the time for it grows with their square.
LONGEST, MOST_TAGS = 4 << 20, 100_000
_charset = re.compile(rb"""<meta\b[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE).search
_language = re.compile(r"""<html\b[^>]{0,500}?\blang\s*=\s*["']?([A-Za-z-]{2,20})""", re.IGNORECASE).search
_declared_in = 4096  # bytes; the standard has a page declare its encoding in the first 1024


def read(raw: Raw) -> Content:
    """The article of a page, a block for each heading, paragraph, item of a list and row of a table.

    The title stands above it as a heading. References to notes are left out.
    """
    declared = match[1].decode("ascii") if (match := _charset(raw.data[:_declared_in])) else ""
    text, notices = decode_text(raw.data, raw.name, raw.charset or declared)
    whole = _parts(text)
    found = _article(text, raw.source) if len(text) <= LONGEST and text.count("<") <= MOST_TAGS else None
    parts = _parts(found.text) if found else []
    if not parts or _letters(parts) == _letters(whole):
        parts = whole  # trafilatura makes one paragraph of what it cannot part
        if not found or any(part.kind == "boilerplate" for part in whole):
            notices = (*notices, f"No article was found in {raw.name}: all that the page shows is read.")
    title = flat(found.title if found else "")
    if title and not any(flat(part.text) == title for part in parts[:3]):
        parts.insert(0, Part(title, "heading"))
    language = _language(text)
    return compose(parts)._replace(
        title=title,
        author=(found.author or "") if found else "",
        date=iso_date(found.date or "") if found else "",
        language=language[1] if language else "",
        notices=notices,
    )


def _parts(text: str | None) -> list[Part]:
    page = markup.html(text or "")
    if page is None:
        return []
    return list(markup.parts(next((child for child in page if markup.name_of(child) == "body"), page)))


def _letters(parts: list[Part]) -> str:
    """What the parts say, without white space and the marks of lists and tables."""
    return "".join(char for part in parts for char in part.text if char.isalnum())


def _article(text: str, source: str) -> Any:
    """What trafilatura finds: a document whose ``text`` is a page of its own, or None."""
    import trafilatura

    address = source if is_address(source) else None
    try:
        return trafilatura.extract_with_metadata(
            text, url=address, output_format="html", include_comments=False, prune_xpath="//sup[.//a]"
        )
    except Exception:  # a page that it cannot read is read whole; what it raises is not documented
        return None
