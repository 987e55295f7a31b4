"""What shows the kind of a source: its first bytes, the files in it, or how its text begins.

A source's name and what a server says of it only decide where the text itself could be several kinds.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from annotate.sources.raw import Raw

# (Atomic, so that a file of nothing but comments is not tried in every way.)
_page_start = re.compile(
    r"\s*+(?:(?><\?xml.*?>|<!--.*?-->)\s*+)*+<(?:!doctype\s+html|html)\b", re.DOTALL | re.IGNORECASE
).match
_page_tags = re.compile(
    r"</(?:p|div|span|a|li|ul|ol|td|tr|h[1-6]|b|i|em|strong|script|style|section|article)>|<br ?/?>",
    re.IGNORECASE,
).finditer
_feed_start = re.compile(
    r"\s*+(?:(?><\?xml.*?>|<\?xml-stylesheet.*?>|<!--.*?-->)\s*+)*+"
    r"<(?:rss\b|(?:\w+:)?feed\s[^>]*w3\.org/2005/Atom|rdf:RDF\s[^>]*purl\.org/rss)",
    re.DOTALL | re.IGNORECASE,
).match
_subtitle_start = re.compile(
    r"\s*+(?:WEBVTT(?:[ \t].*)?\n|(?:\d+[ \t]*\n)?(?:\d+:)?\d\d:\d\d[,.]\d{1,3}[ \t]*-->[ \t]*(?:\d+:)?\d\d:\d\d[,.]\d)"
).match
_header = re.compile(r"([!-9;-~]+):[ \t]?(.*)")
_of_mail = frozenset(("from", "to", "date", "subject", "cc", "sender", "reply-to"))
# Only programs write these: a text that begins with "From:" and "Subject:" may be anything.
_of_transport = frozenset(("message-id", "mime-version", "received", "return-path", "delivered-to"))
_marks_of_markdown = tuple(
    re.compile(pattern, re.MULTILINE).search
    for pattern in (
        r"^#{1,6} \S",
        r"\[[^\]\n]+\]\((?:https?://|\.{0,2}/|#)[^)\s]*\)",
        r"^(?:```|~~~)",
        r"(?<!\S)(?:\*\*|__)\S(?:[^*_\n]*\S)?(?:\*\*|__)(?!\w)",
        r"^\|?[ \t]*:?-{3,}:?[ \t]*\|",
    )
)


def is_pdf(raw: Raw) -> bool:
    """Whether it begins as a PDF file, or says that it is one and does so a little later, as some do."""
    start = raw.data[:1024].lstrip(b"\x00\t\n\f\r ")
    return start.startswith(b"%PDF-") or (b"%PDF-" in start and _named(raw, ".pdf", "application/pdf"))


def has_members(*names: str) -> Callable[[Raw], bool]:
    """Whether it is an archive with these files in it."""
    return lambda raw: raw.members.issuperset(names)


def is_rtf(raw: Raw) -> bool:
    """Whether it begins as RTF."""
    return raw.data.startswith(b"{\\rtf")


def is_subtitle(raw: Raw) -> bool:
    """Whether it begins with WebVTT's mark or with a cue's times."""
    return _subtitle_start(raw.head.replace("\r\n", "\n")) is not None


def is_feed(raw: Raw) -> bool:
    """Whether its first element is one of RSS or Atom."""
    return _feed_start(raw.head) is not None


def is_page(raw: Raw) -> bool:
    """Whether a text begins as HTML, or is full of its tags (a part of a page)."""
    if _page_start(raw.head) is not None:
        return True
    ends = sum(1 for _ in _page_tags(raw.head))
    if _named(raw, ".html", ".htm", ".xhtml", "text/html", "application/xhtml+xml"):
        return ends > 0
    return ends >= 10 and ends * 400 > len(raw.head)


def is_mail(raw: Raw) -> bool:
    """Whether it begins with the headers of a message, as programs write them."""
    names = set()
    for line in raw.head.lstrip("\r\n").splitlines():
        if not line.strip():
            break
        if header := _header.fullmatch(line):
            names.add(header[1].lower())
        elif not line.startswith((" ", "\t")) or not names:
            return False
    if _named(raw, ".eml", "message/rfc822"):
        return bool(names & (_of_mail | _of_transport))
    return len(names & _of_mail) >= 2 and bool(names & _of_transport)


def is_markdown(raw: Raw) -> bool:
    """Whether a text says by its name that it is Markdown, or has no ending to its name and two of its marks."""
    if raw.suffix or raw.media_type:
        return _named(raw, ".md", ".markdown", "text/markdown")
    return sum(1 for search in _marks_of_markdown if search(raw.head)) >= 2


def _named(raw: Raw, *endings: str) -> bool:
    return raw.suffix in endings or raw.media_type in endings
