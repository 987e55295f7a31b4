"""A source that a person names -> a document to read."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import NamedTuple

from annotate.annotation import Document, text_sha256
from annotate.errors import BadSource
from annotate.sources.blocks import segment
from annotate.sources.content import flat
from annotate.sources.decoding import is_visible
from annotate.sources.kinds import kind_of
from annotate.sources.raw import Raw

STDIN = "-"
SAMPLE = "islamic-state-turkey-usa-raqqa.txt"
LONGEST_TITLE = 100  # code points; a first line that is no heading is cut there


class Reading(NamedTuple):
    """A document that was read, and sentences about what the reader should know of how it was read."""

    document: Document
    notices: tuple[str, ...] = ()


def read(source: str) -> Reading:
    """Read a text from a path, or from standard input when ``source`` is "-".

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
    """The document that the bytes of a source hold; raises BadSource as :func:`read` does."""
    return from_raw(Raw(data, _text(source), shown(source)))


def from_raw(raw: Raw) -> Reading:
    """The document that a source holds, read as what it is; raises BadSource as :func:`read` does."""
    content = kind_of(raw).read(raw)
    if not is_visible(content.text):
        raise BadSource(f"{raw.name} is empty: there is no text to read in it.")
    language = _language(content.language)
    document = Document(
        source=raw.source,
        title=flat(content.title) or title(content.text),
        language=language,
        sha256=text_sha256(content.text),
        text=content.text,
        author=flat(content.author),
        date=content.date,
        blocks=content.blocks,
    )
    notices = [*raw.notices, *content.notices]
    if language != "en":
        notices.append(
            f"{raw.name} says that its language is {language!r}: aka knows the names of English texts."
        )
    return Reading(document, tuple(notices))


def _language(code: str) -> str:
    """The language of a code such as "en-GB", without the country; English for no code."""
    language = re.split("[-_]", code.strip().lower())[0]
    return language if language.isascii() and language.isalpha() and len(language) in (2, 3) else "en"


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
