"""PDF: the text of its pages as paragraphs. A process of its own opens the file; see the modules beside this one."""

from __future__ import annotations

import re
import subprocess
import sys

import msgspec

from annotate.errors import BadSource
from annotate.sources.content import Content, compose
from annotate.sources.dates import iso_date
from annotate.sources.pdf.layout import arrange
from annotate.sources.pdf.model import Extract
from annotate.sources.raw import Raw

PATIENCE = 300  # seconds, on a machine with much else to do; the process itself stops sooner
_MODULE = "annotate.sources.pdf.extracting"
# What programs write where nobody gave a title or an author.
_is_filler = re.compile(
    r"\W*(?:untitled|unspecified|anonymous|unknown|user|admin)?\W*|.*\.(?:docx?|pdf|indd|qxd|dvi)",
    re.IGNORECASE,
).fullmatch
_made_by = re.compile(r"^Microsoft Word - ")


def read(raw: Raw) -> Content:
    """The paragraphs and headings of a PDF, each with its page.

    Raises BadSource for a file that is damaged or locked with a password, and for one that holds pictures alone.
    """
    extract = _extract(raw)
    if extract.failure == "locked":
        raise BadSource(f"{raw.name} is locked with a password: save it without one first.")
    if extract.failure:
        raise BadSource(f"{raw.name} is a damaged PDF: get it once more from where it came from.")
    layout = arrange(extract.pages)
    if not layout.parts:
        raise BadSource(
            f"{raw.name} holds no text, only pictures of it: have it read by a program for scans (OCR) first."
        )
    bare = [number for number, page in enumerate(extract.pages, 1) if not page.lines]
    notices = (
        (f"{raw.name} has no text on {_pages(bare)}: what is to be seen there is not read.",) if bare else ()
    )
    return compose(layout.parts)._replace(
        title=_said(extract, "Title") or layout.title,
        author=_said(extract, "Author"),
        date=iso_date(extract.about.get("CreationDate", "")),
        notices=notices,
    )


def _extract(raw: Raw) -> Extract:
    """What the process finds in the file; its end for any reason is the file's fault."""
    command = [
        sys.executable,
        "-P",
        "-m",
        _MODULE,
    ]  # -P: no module is taken from where a person happens to be
    try:
        done = subprocess.run(command, input=raw.data, capture_output=True, timeout=PATIENCE, check=True)
        return msgspec.msgpack.decode(done.stdout, type=Extract)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired, msgspec.DecodeError):
        return Extract(failure="damaged")


def _said(extract: Extract, name: str) -> str:
    """What the file says of itself, unless a program filled it in."""
    value = _made_by.sub("", extract.about.get(name, "")).strip()
    return "" if _is_filler(value) else value


def _pages(numbers: list[int]) -> str:
    return f"page {numbers[0]}" if len(numbers) == 1 else f"{len(numbers)} of its pages"
