"""No names in what a web page left between the paragraphs ("Share", "Advertisement", picture credits)."""

from __future__ import annotations

from annotate.recognize.passes.context import Context
from annotate.recognize.spans import Span


def run(context: Context, spans: list[Span]) -> list[Span]:
    """Drop the spans that begin in boilerplate, or outside of every block."""
    return [span for span in spans if (block := context.block_at(span.start)) and block.kind != "boilerplate"]
