"""Bytes -> text: the encoding, the line ends, and what is no text at all."""

from __future__ import annotations

import codecs
import re

from annotate.errors import BadSource

# Longest first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_MAGIC = (
    (rb"%PDF-", "a PDF document"),
    (rb"PK\x03\x04|PK\x05\x06", "a ZIP archive or an office document"),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document"),
    (rb"\{\\rtf", "an RTF document"),
    (rb"\x7fELF", "a program"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\x00|MM\x00\*|RIFF....WEBP", "an image"),
    (rb"RIFF....(?:WAVE|AVI )|OggS|fLaC|ID3[\x02-\x04]|....ftyp|\x1aE\xdf\xa3", "a sound or a video"),
    (
        rb"\x1f\x8b|BZh[1-9]1AY&SY|\xfd7zXZ\x00|7z\xbc\xaf\x27\x1c|\x28\xb5\x2f\xfd|Rar!\x1a\x07",
        "a compressed archive",
    ),
    (rb"SQLite format 3\x00", "a database"),
)
_magic = [(re.compile(pattern, re.DOTALL), kind) for pattern, kind in _MAGIC]

_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\r\f\x1b"))
_invisible = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2060\ufeff]*").fullmatch

# (Atomic, so that a file of nothing but comments is not tried in every way.)
_page_start = re.compile(
    r"\s*+(?:(?><\?xml.*?>|<!--.*?-->)\s*+)*+<(?:!doctype\s+html|html)\b", re.DOTALL | re.IGNORECASE
).match
_page_tags = re.compile(
    r"</(?:p|div|span|a|li|ul|ol|td|tr|h[1-6]|b|i|em|strong|script|style|section|article)>|<br ?/?>",
    re.IGNORECASE,
).finditer


def decode_text(data: bytes, name: str) -> tuple[str, list[str]]:
    """The text of a file's bytes, and notices about what had to be replaced and what will read badly.

    UTF-8, or UTF-16 and UTF-32 with a byte order mark (which is dropped); line ends become ``\\n``, nothing
    else is changed. Raises BadSource, with ``name`` in the sentence, for binary data and for a text without a
    visible character.
    """
    mark, encoding = next((entry for entry in _MARKS if data.startswith(entry[0])), (b"", "utf-8"))
    if not mark or encoding == "utf-8":
        _refuse_binary(data, name)
    notices = []
    data = data[len(mark) :]
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        notices.append(
            f"{name} is not valid {encoding.upper()}: each place that could not be read is shown as \ufffd."
        )
    if _invisible(text):
        raise BadSource(f"{name} is empty: there is no text to read in it.")
    if _looks_like_a_page(text[: 1 << 16]):
        notices.append(
            f"{name} looks like a web page: its tags are read as text; save it as plain text first."
        )
    return text.replace("\r\n", "\n").replace("\r", "\n"), notices


def _looks_like_a_page(head: str) -> bool:
    """Whether a text begins as HTML, or is full of its tags (a part of a page)."""
    ends = sum(1 for _ in _page_tags(head))
    return _page_start(head) is not None or (ends >= 10 and ends * 400 > len(head))


def _refuse_binary(data: bytes, name: str) -> None:
    """Raise BadSource when the bytes are those of some other kind of file."""
    kind = next((kind for pattern, kind in _magic if pattern.match(data)), None)
    head = data[: 1 << 16]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if kind is None and controls > 16 and controls > len(head) / 20:  # a stray NUL in a text is read
        kind = "binary data"
    if kind:
        raise BadSource(f"{name} is {kind}, and aka reads plain text: convert it to a text file first.")
