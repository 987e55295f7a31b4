"""The pipe itself: ``doc.ents`` through the passes and the sieve, and the alias books that are saved with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from warnings import warn

import msgspec

from annotate.annotation import Annotation
from annotate.book import Book, left_out, load_texts
from annotate.corrected import corrected
from annotate.formats import docbin
from annotate.formats.building import document
from annotate.labels import LABELS
from annotate.pipeline import annotate
from annotate.recognize.passes import PASSES
from annotate.recognize.protocol import BOOK
from annotate.recognize.provenance import made_by
from annotate.recognize.spans import Span
from annotate.sources.blocks import segment

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


class Component:
    """The pipe. ``books`` are paths of alias books to use before the one that ships, ``without`` the passes to leave
    out, or "book" for all alias books.

    A saved pipeline has the books with it. Raises ValueError for a pass that does not exist, and, when the pipe is
    first used or saved, OSError for a book that cannot be read; one with a mistake in it is left out with a warning.
    """

    def __init__(self, nlp: Language, books: Iterable[str], without: Collection[str]) -> None:
        for name in without:
            if name not in PASSES and name != BOOK:
                raise ValueError(
                    f"There is no pass {name!r}. The passes are: {', '.join(PASSES)}; and {BOOK}."
                )
        self._nlp = nlp
        self._paths = tuple(books)
        self._without = frozenset(without)

    def __call__(self, doc: Doc) -> Doc:
        """Correct the entities of a document, and gather them. What a person decided on it, where it comes from aka,
        is decided again."""
        annotation = self._annotation(doc)
        if docbin.GROUP in doc.spans:
            decisions = docbin.from_doc(doc, "").decisions
            annotation, said = corrected(annotation, decisions, annotation.document.title)
            for sentence in said:
                warn(sentence, stacklevel=2)
        docbin.mark(doc, annotation, [ent for ent in doc.ents if ent.label_ not in LABELS])
        return doc

    def _annotation(self, doc: Doc) -> Annotation:
        meta = self._nlp.meta
        books = [text.encode() for text in self._texts.values()]
        spans = [Span(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents if ent.label_ in LABELS]
        return annotate(
            document(doc.text, "", language=self._nlp.lang or "en"),
            spans,
            self._book,
            blocks=segment(doc.text),
            pipeline=made_by(f"{meta['lang']}_{meta['name']}", meta["version"], books, self._without),
            without=self._without,
        )

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {path: Path(path).read_bytes().decode() for path in self._paths}

    @cached_property
    def _book(self) -> Book:
        if BOOK in self._without:
            return Book()
        book = load_texts(self._texts)
        if book.problems:
            warn(left_out(book.problems), stacklevel=2)
        return book

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The alias books that were named, as JSON; all else is in the pipeline's configuration."""
        return msgspec.json.encode(self._texts)

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Component:
        """Use the alias books of another pipe's :meth:`to_bytes`."""
        self.__dict__.pop("_book", None)
        self.__dict__["_texts"] = msgspec.json.decode(data, type=dict[str, str])
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Save what :meth:`to_bytes` says beside the other pipes."""
        Path(path).with_suffix(".json").write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Component:
        """Use the alias books that :meth:`to_disk` saved."""
        return self.from_bytes(Path(path).with_suffix(".json").read_bytes())
