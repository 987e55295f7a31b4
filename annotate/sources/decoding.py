"""Bytes -> text: the encoding, the line ends, and what is no text at all."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from annotate.errors import BadSource
from annotate.sources.raw import HEAD, byte_order

_MAGIC = (
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or encrypted Office document"),
    (rb"PK\x03\x04|PK\x05\x06", "a ZIP archive that is no document"),
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

WESTERN = "cp1252"
_SPARSE = (
    20  # where fewer than one byte in so many is beyond ASCII, they do not tell which encoding they are in
)
_LEGACY = (  # not cp1250, which is guessed for Western texts more often than for its own
    *(WESTERN, "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r"),
    *("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"),
)
_GUESSED_FROM = 1 << 17  # bytes beyond ASCII are counted, and the encoding guessed, in so many
# Whatever a page declares as these, its makers meant: https://encoding.spec.whatwg.org/#names-and-labels
_MEANT = {
    "ascii": WESTERN,
    "iso8859-1": WESTERN,
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}


def decode_text(data: bytes, name: str, declared: str = "") -> tuple[str, tuple[str, ...]]:
    """The text of a source's bytes, and notices about how it had to be read.

    The encoding is what a byte order mark says, or else ``declared``, or UTF-8, or a guess among the older ones of many
    languages; what is none of them is read as UTF-8 with U+FFFD for what does not fit. The mark is dropped and line
    ends become ``\\n``; nothing else is changed. Raises BadSource, with ``name`` in the sentence, for binary data and
    for a text without a visible character.
    """
    mark, marked = byte_order(data)
    if marked in ("", "utf-8"):
        refuse_binary(data, name)
    text, notice = _decoded(data[len(mark) :], name, marked, _codec(declared))
    if not is_visible(text):
        raise BadSource(f"{name} is empty: there is no text to read in it.")
    return text.replace("\r\n", "\n").replace("\r", "\n"), notice


def is_visible(text: str) -> bool:
    """Whether a text has a character to see in it."""
    return _invisible(text) is None


def refuse_binary(data: bytes, name: str) -> None:
    """Raise BadSource when the bytes are those of a kind of file that holds no text."""
    if kind := binary_kind(data):
        what = "save it in a newer format" if "Office" in kind else "there is no text to read in it"
        raise BadSource(f"{name} is {kind}: {what}.")


def binary_kind(data: bytes) -> str:
    """What the bytes of something that is no text are ("an image"); empty for text."""
    kind = next((kind for pattern, kind in _magic if pattern.match(data)), "")
    head = data[:HEAD]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if not kind and controls > 16 and controls > len(head) / 20:  # a stray NUL in a text is read
        return "binary data"
    return kind


def _decoded(data: bytes, name: str, marked: str, declared: str) -> tuple[str, tuple[str, ...]]:
    """The text, and what is to be said of it."""
    for encoding in filter(None, (marked,) if marked else (declared, "utf-8")):
        with suppress(UnicodeDecodeError):
            return data.decode(encoding), ()
    if not (marked or declared) and (guess := _guess(data)):
        return data.decode(guess), (
            f"{name} is not UTF-8: it was read as {_title(guess)}, which is a guess.",
        )
    encoding = marked or declared or "utf-8"
    notice = f"{name} is not valid {_title(encoding)}: each place that could not be read is shown as \ufffd."
    return data.decode(encoding, "replace"), (notice,)


def _title(encoding: str) -> str:
    return (
        encoding.replace("cp125", "Windows-125")
        if encoding.startswith("cp")
        else encoding.upper().replace("_", "-")
    )


def _codec(declared: str) -> str:
    """The codec that a declared character set means; empty for one that there is not."""
    try:
        codec = codecs.lookup(declared.strip()) if declared.strip() else None
        "".encode(codec.name) if codec else None  # raises LookupError for a codec that is not one of text
    except (LookupError, ValueError):
        return ""
    return _MEANT.get(codec.name, codec.name) if codec and codec.name not in _UNSAFE else ""


# They decode to what is not on the page, and no page is in them.
_UNSAFE = frozenset(
    ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7", "mbcs", "oem")
)


def _guess(data: bytes) -> str:
    """The encoding of a text that is not UTF-8; empty where it is UTF-8 with damage, or nothing fits."""
    sample = data[:_GUESSED_FROM]
    beyond = len(sample) - len(sample.translate(None, bytes(range(128, 256))))
    damaged = sample.decode("utf-8", "replace")
    lost = damaged.count("\ufffd")
    if (
        len(damaged) - lost - (len(sample) - beyond) > lost
    ):  # most of what is beyond ASCII is well-formed UTF-8
        return ""
    if beyond * _SPARSE < len(sample) and _fits(data, WESTERN):
        return WESTERN
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(_LEGACY)).best()
    guesses = (best.encoding if best else "", WESTERN)
    return next((encoding for encoding in guesses if encoding and _fits(data, encoding)), "")


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True
