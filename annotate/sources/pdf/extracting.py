"""The process that opens a PDF: its bytes on standard input, what stands on its pages on standard output.

A PDF is a program of a kind, run by a library in C++. In a process of its own it can take neither all memory nor for
ever, and whatever it breaks is not the reader.
"""

from __future__ import annotations

import ctypes
import math
import re
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress

import msgspec
import pypdfium2
import pypdfium2.raw as pdfium

from annotate.sources.pdf.model import Extract, Line, Page

MEMORY = 4 << 30  # bytes of address space
SECONDS = 120  # of computing: thousands of pages

_HYPHENS = "-\u00ad\u2010"
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_is_bold = re.compile(rb"bold|black|heavy|semibold|demi", re.IGNORECASE).search


def extract(data: bytes) -> Extract:
    """The lines on the pages of a PDF, and what it says of itself."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        return Extract(failure="locked" if code == pdfium.FPDF_ERR_PASSWORD else "damaged")
    pages = []
    for index in range(len(document)):
        try:
            page = document[index]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:  # one bad page
            pages.append(Page(1, 1, []))
            continue
        width, height = page.get_size()
        pages.append(Page(width, height, list(_lines(text.raw))))
        text.close()
        page.close()
    return Extract(about=document.get_metadata_dict(skip_empty=True), pages=pages)


def _lines(text: pdfium.FPDF_TEXTPAGE) -> Iterator[Line]:
    """The lines of a page in the order of the file. A hyphen at which a word was broken ends its line as a soft one."""
    start, chars = 0, list[str]()
    for index in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, index)
        char = _LIGATURES.get(code) or (chr(code) if 0 < code < 0x110000 else " ")
        broken = char in "\x02\ufffe" or (char in _HYPHENS and pdfium.FPDFText_IsHyphen(text, index) == 1)
        if broken or char in "\r\n":
            if line := _line(text, start, [*chars, "\u00ad"] if broken else chars):
                yield line
            start, chars = index + 1, []
        else:
            chars.append("" if char.isdigit() and _is_note(text, start, index) else char)
    if line := _line(text, start, chars):
        yield line


def _line(text: pdfium.FPDF_TEXTPAGE, start: int, chars: list[str]) -> Line | None:
    said = "".join(chars)
    if not said.strip(" \u00ad"):
        return None
    seen = [start + place for place, char in enumerate(chars) if char.strip()]
    middle = seen[len(seen) // 2]
    x0, y = _origin(text, seen[0])
    heights = sorted(_height(text, index) for index in (seen[0], middle, seen[-1] - (chars[-1] == "\u00ad")))
    x1 = _box(text, seen[-1] - (chars[-1] == "\u00ad")).right
    # Halves of characters beyond the first plane, if the file has them, become whole ones.
    said = said.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return Line(
        x0, x1, y, heights[1], _weight(text, seen[0]) and _weight(text, middle), " ".join(said.split())
    )


def _box(text: pdfium.FPDF_TEXTPAGE, index: int) -> pdfium.FS_RECTF:
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, index, box)
    return box


def _height(text: pdfium.FPDF_TEXTPAGE, index: int) -> float:
    """The size of a character's font, as it is drawn."""
    matrix = pdfium.FS_MATRIX()
    scale = math.hypot(matrix.b, matrix.d) if pdfium.FPDFText_GetMatrix(text, index, matrix) else 1.0
    return float(pdfium.FPDFText_GetFontSize(text, index)) * (scale or 1.0)


def _origin(text: pdfium.FPDF_TEXTPAGE, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text, index, x, y)
    return x.value, y.value


def _weight(text: pdfium.FPDF_TEXTPAGE, index: int) -> bool:
    """Whether a character is bold: by its font's name, which says so more often than its weight."""
    flags, name = ctypes.c_int(), ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(text, index, name, 128, flags)
    return _is_bold(name.value) is not None


def _is_note(text: pdfium.FPDF_TEXTPAGE, start: int, index: int) -> bool:
    """Whether a digit refers to a note: it is small, and raised above the character before it."""
    if index == start:
        return False
    before = index - 1
    return (
        _height(text, index) < 0.85 * _height(text, before)
        and _origin(text, index)[1] > _origin(text, before)[1] + 1
    )


def main() -> None:
    """Read a PDF from standard input, write its :class:`Extract` as MessagePack."""
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # not every system has every limit
            resource.setrlimit(limit, (most, most))
    sys.stdout.buffer.write(msgspec.msgpack.encode(extract(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
