"""Texts that were annotated before: what was found is kept in the user's cache, so that they open with it at once.

What is kept is only what a machine found: what a person decided is in the journal, and is made on it again.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

import msgspec
from msgspec.structs import replace

from annotate import __version__, cache
from annotate.annotation import Annotation, Document
from annotate.recognize import models
from annotate.recognize.protocol import stripped

_MOST = 500  # annotations are kept; that of an article is a few kilobytes
_ROOMS = ("book", "languages", "recognize", "resolve")  # what is in them decides what is found


class Recipe:
    """What decides which names are found in a text: the arguments of :class:`annotate.recognize.client.Worker`, the
    models that are installed, of which one is chosen for the language of a text, and the program itself with its
    weights and its books."""

    def __init__(self, model: str | None, books: tuple[Path, ...], without: frozenset[str]) -> None:
        whole = hashlib.sha256(repr((__version__, model, sorted(without))).encode())
        for path in books:
            with contextlib.suppress(OSError):  # a book that has gone names nothing
                whole.update(hashlib.sha256(path.read_bytes()).digest())
        for known in models.installed():
            whole.update(repr((known.name, known.version, known.names)).encode())
        whole.update(cache.state_of_program(*_ROOMS))
        self._digest = whole.hexdigest()

    def find(self, document: Document) -> Annotation | None:
        """The annotation that is kept for a document, None where there is none."""
        data = cache.load(self._file(document))
        if data is None:
            return None
        try:
            found = msgspec.msgpack.decode(data, type=Annotation)
        except msgspec.DecodeError:
            return None
        if found.document.language != document.language:
            # Seldom needed, and this is the way to the first frame.
            from annotate.languages.detecting import language_of

            if found.document.language != language_of(document):
                return None  # its source says another language than the last time
        return replace(found, document=replace(document, language=found.document.language))

    def keep(self, annotation: Annotation) -> None:
        """Keep the annotation of a document as it was found; not one of a text that no encoding carries."""
        with contextlib.suppress(UnicodeEncodeError):  # half of a character, in a name or in the title
            data = msgspec.msgpack.encode(stripped(annotation))
            cache.keep(self._file(annotation.document), data, most=_MOST)

    def _file(self, document: Document) -> str:
        blocks = msgspec.msgpack.encode(document.blocks)
        whole = hashlib.sha256(self._digest.encode() + document.sha256.encode() + blocks)
        return f"annotation-{whole.hexdigest()[:32]}.msgpack"
