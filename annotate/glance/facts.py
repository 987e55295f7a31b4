"""What a look into a source tells."""

from __future__ import annotations

import os

import msgspec

from annotate.annotation import Annotation
from annotate.errors import AkaError
from annotate.formats.opening import of_raw
from annotate.sources.choices import Several
from annotate.sources.loading import MOST_BYTES, load, shown
from annotate.sources.several import is_text

LARGE = 16 << 20  # bytes; a text takes some seconds to be read, and a list is no reason to


class Facts(msgspec.Struct, frozen=True, array_like=True):
    """What a source holds: ``words`` and ``length`` (code points) of its text, ``sha256`` that of it, None and empty
    where it was not read. ``trouble`` is a sentence that says why it cannot be read, or was not; one that is no text is
    not ``text``."""

    title: str = ""
    author: str = ""
    date: str = ""
    sha256: str = ""
    words: int | None = None
    length: int = 0
    entities: int | None = None
    mentions: int | None = None
    trouble: str = ""
    text: bool = True


def facts(source: str) -> Facts:
    """Look into a source, which is a file or one in an archive."""
    try:
        size = _size(source)
        if LARGE < size <= MOST_BYTES:
            return Facts(
                trouble=f"{shown(source)} has {size >> 20} MB: what is in it shows when it is opened."
            )
        raw = load(source)
        if not is_text(source, lambda _: raw.data, lambda _: raw.data):
            return Facts(text=False)
        opened = of_raw(raw)
    except Several as several:
        count = len(several.choices)
        return Facts(title=f"{count} article{'' if count == 1 else 's'}")
    except AkaError as error:
        return Facts(trouble=str(error))
    document = opened.document
    found = Facts(
        document.title,
        document.author,
        document.date,
        document.sha256,
        len(document.text.split()),
        len(document.text),
    )
    if isinstance(opened, Annotation):
        counts = {"entities": len(opened.entities), "mentions": len(opened.mentions)}
        found = msgspec.structs.replace(found, **counts)
    return found


def _size(source: str) -> int:
    """How many bytes a file has; none where it cannot be told."""
    try:
        return os.stat(source).st_size  # noqa: PTH116 - a path of any bytes
    except (OSError, ValueError):
        return 0
