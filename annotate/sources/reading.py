"""A source that a person names -> a document to read."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple

from annotate.annotation import Document, text_sha256
from annotate.errors import BadSource
from annotate.sources.blocks import segment
from annotate.sources.decoding import decode_text

STDIN = "-"
SAMPLE = "islamic-state-turkey-usa-raqqa.txt"
LONGEST_TITLE = 100  # code points; a first line that is no heading is cut there


class Reading(NamedTuple):
    """A document that was read, and sentences about what the reader should know of how it was read."""

    document: Document
    notices: tuple[str, ...] = ()


def read(source: str) -> Reading:
    """Read a plain text from a path, or from standard input when ``source`` is "-".

    Raises BadSource for what cannot be read or is no text, with a sentence that names it.
    """
    return from_bytes(source_bytes(source), source)


def sample() -> Reading:
    """The article that aka opens when it is given nothing."""
    package = Path(__file__).parent.parent
    # In a wheel it lies inside the package, in a checkout beside it.
    path = next(
        path for path in (package / "seeds" / SAMPLE, package.parent / "seeds" / SAMPLE) if path.exists()
    )
    return from_bytes(path.read_bytes(), SAMPLE)


def from_bytes(data: bytes, source: str) -> Reading:
    """The plain text that the bytes of a source hold; raises BadSource as :func:`read` does."""
    text, notices = decode_text(data, shown(source))
    document = Document(
        source=_text(source), title=title(text), language="en", sha256=text_sha256(text), text=text
    )
    return Reading(document, tuple(notices))


def title(text: str) -> str:
    """The first heading of a text, or the beginning of its first line that is no boilerplate."""
    head = text.lstrip()[:5000]  # a title stands at the top, and a text may be one line of a megabyte
    blocks = [block for block in segment(head) if block.kind != "boilerplate"] or segment(head)
    block = next((block for block in blocks[:3] if block.kind == "heading"), blocks[0])
    line = " ".join(head[block.start : block.end].split())
    if len(line) <= LONGEST_TITLE or block.kind == "heading":
        return line
    return line[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def source_bytes(source: str) -> bytes:
    """The bytes of a file or of standard input; raises BadSource when they cannot be read."""
    try:
        if source == STDIN:
            return sys.stdin.buffer.read() if sys.stdin else b""
        return Path(source).read_bytes()
    except FileNotFoundError:
        raise BadSource(f"{shown(source)} cannot be read: there is no such file.") from None
    except IsADirectoryError:
        raise BadSource(f"{shown(source)} is a directory: name a text file in it.") from None
    except PermissionError:
        raise BadSource(f"{shown(source)} cannot be read: you have no permission.") from None
    except OSError as error:
        raise BadSource(f"{shown(source)} cannot be read: {error.strerror}.") from None


def _text(source: str) -> str:
    """The source as text that can be written as UTF-8, whatever bytes a file's name is made of."""
    return os.fsencode(source).decode("utf-8", "replace")


def shown(source: str) -> str:
    """What a sentence for people calls a source."""
    return "The standard input" if source == STDIN else _text(source)
