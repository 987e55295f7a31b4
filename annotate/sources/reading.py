"""A source that a person names -> a document to read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from annotate import seed
from annotate.annotation import Document, text_sha256
from annotate.errors import BadSource
from annotate.sources.blocks import segment
from annotate.sources.content import flat
from annotate.sources.decoding import is_visible
from annotate.sources.kinds import kind_of
from annotate.sources.loading import STDIN as STDIN
from annotate.sources.loading import as_text, load
from annotate.sources.loading import shown as shown
from annotate.sources.raw import Raw
from annotate.sources.several import one_of

LONGEST_TITLE = 100  # code points; a first line that is no heading is cut there


class Reading(NamedTuple):
    """A document that was read, and sentences about what the reader should know of how it was read."""

    document: Document
    notices: tuple[str, ...] = ()


def read(source: str) -> Reading:
    """Read a source: a path, an address, or standard input for "-". Of a folder or an archive, the text that it holds.

    Raises BadSource for what cannot be read or is no text, with a sentence that names it.
    """
    return from_raw(load(one_of(source)))


def sample() -> Reading:
    """The article that aka opens when it is given nothing."""
    return from_bytes(Path(seed.path()).read_bytes(), seed.NAME)


def from_bytes(data: bytes, source: str) -> Reading:
    """The document that the bytes of a source hold; raises BadSource as :func:`read` does."""
    return from_raw(Raw(data, as_text(source), shown(source)))


def from_raw(raw: Raw, *, repair: bool = False) -> Reading:
    """The document that a source holds, read as what it is, with its mojibake put right if ``repair``; raises BadSource
    as :func:`read` does."""
    content = kind_of(raw).read(raw)
    if repair:
        from annotate.sources.repair import repaired

        content = repaired(content, raw.name)
    if not is_visible(content.text):
        raise BadSource(f"{raw.name} is empty: there is no text to read in it.")
    document = Document(
        source=raw.source,
        title=flat(content.title) or title(content.text),
        language=_language(content.language),
        sha256=text_sha256(content.text),
        text=content.text,
        author=flat(content.author),
        date=content.date,
        blocks=content.blocks,
    )
    return Reading(document, (*raw.notices, *content.notices))


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
    """The bytes of a source, however many, as :func:`annotate.sources.loading.load` has them."""
    return load(source, most=None).data
