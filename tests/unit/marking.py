"""Names in a test's text are written [Like This|PERSON]: read into spans, and written back from them."""

from __future__ import annotations

import re

from annotate.book import Book, shipped
from annotate.recognize import passes
from annotate.recognize.spans import Span
from annotate.sources.blocks import segment

_mark = re.compile(r"\[([^\[\]|]+)\|([A-Z_]+)\]")


def unmarked(marked: str) -> tuple[str, list[Span]]:
    """The text and the spans that a marked text stands for."""
    text, spans, at = "", [], 0
    for match in _mark.finditer(marked):
        text += marked[at : match.start()]
        spans.append(Span(len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        at = match.end()
    return text + marked[at:], spans


def marked(text: str, spans: list[Span]) -> str:
    """The text with its spans marked."""
    for span in sorted(spans, reverse=True):
        text = f"{text[: span.start]}[{text[span.start : span.end]}|{span.label}]{text[span.end :]}"
    return text


def after(name: str, source: str, book: Book | None = None) -> str:
    """A marked text after one pass."""
    text, spans = unmarked(source)
    context = passes.Context(text, segment(text), shipped() if book is None else book)
    return marked(text, passes.PASSES[name].run(context, spans))


def after_all(source: str, without: frozenset[str] = frozenset(), book: Book | None = None) -> str:
    """A marked text after all passes but some."""
    text, spans = unmarked(source)
    context = passes.Context(text, segment(text), shipped() if book is None else book)
    return marked(text, passes.run(context, spans, without))
