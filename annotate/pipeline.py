"""From what the model found in a document to its annotation: passes, then the sieve. Pure: same input, same
output."""

from __future__ import annotations

from collections.abc import Sequence

from annotate.annotation import Annotation, Block, Document, Pipeline
from annotate.book import Book
from annotate.recognize import confidence, passes
from annotate.recognize.spans import Span
from annotate.resolve import resolve


def annotate(
    document: Document,
    spans: Sequence[Span],
    book: Book,
    *,
    blocks: Sequence[Block],
    pipeline: Pipeline,
    without: frozenset[str] = frozenset(),
) -> Annotation:
    """Annotate a document, given the model's spans of it, sorted, and its blocks (offsets in code points), by the
    passes and rules for its language.

    ``without`` names passes of :data:`annotate.recognize.passes.PASSES` to leave out; ``pipeline`` is only
    recorded.
    """
    found = passes.run(passes.Context(document.text, blocks, book, document.language), spans, without)
    resolution = resolve(document.text, found, book, blocks=blocks, language=document.language)
    return Annotation(
        format="aka/1",
        document=document,
        pipeline=pipeline,
        entities=resolution.entities,
        mentions=confidence.scored(resolution.mentions, spans, book),
        suggestions=resolution.suggestions,
    )
