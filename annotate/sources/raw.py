"""What a source holds before it is read: its bytes, and what is known of them from outside."""

from __future__ import annotations

import codecs
import posixpath
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

HEAD = 1 << 16  # bytes; what a source is shows at its beginning

# Longest first: the mark of UTF-32 begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True)
class Raw:
    """The bytes of a source, what sentences for people call it, and hints on what the bytes are.

    ``source`` is its path or address. ``media_type`` and ``charset`` are what a server said, empty where nobody did.
    ``notices`` are sentences about how it was fetched.
    """

    data: bytes
    source: str
    name: str
    media_type: str = ""
    charset: str = ""
    notices: tuple[str, ...] = ()

    @cached_property
    def suffix(self) -> str:
        """The ending of the source's name in lower case (".md"), empty where it has none."""
        return posixpath.splitext(self.source.partition("?")[0])[1].lower()

    @cached_property
    def head(self) -> str:
        """The beginning as text, whose ASCII is right whatever the encoding; without a byte order mark."""
        mark, encoding = byte_order(self.data)
        return self.data[len(mark) : len(mark) + HEAD].decode(encoding or "utf-8", "replace")

    @cached_property
    def members(self) -> frozenset[str]:
        """The names of the files in it, where it is a zip archive."""
        if not self.data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return frozenset()
        import zipfile

        try:
            with zipfile.ZipFile(BytesIO(self.data)) as archive:
                return frozenset(archive.namelist())
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
            return frozenset()


def is_address(source: str) -> bool:
    """Whether a source is an address on the web."""
    return source[:8].lower().startswith(("http://", "https://"))


def byte_order(data: bytes) -> tuple[bytes, str]:
    """The byte order mark that the data begin with, and the encoding that it stands for; both empty without one."""
    return next((entry for entry in MARKS if data.startswith(entry[0])), (b"", ""))
