"""Where a name begins and ends in another language than English: on one of its own characters, behind an article that
is written small, and within one paragraph.

For English :mod:`annotate.recognize.passes.boundaries` does this, and all that only English words tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate.labels import is_name
from annotate.languages.words import ARTICLES
from annotate.recognize.passes.boundaries import stripped, within_paragraphs
from annotate.recognize.passes.context import Context, settle
from annotate.recognize.spans import Span

_article = re.compile(r"([^\W\d_]+)(?:[ \u00a0\n]+|['’])(?=\w)").match


def run(context: Context, spans: list[Span]) -> list[Span]:
    """Cut every span at the ends of paragraphs, and leave white space, quotation marks and punctuation outside."""
    return settle(context.text, (part for span in spans for part in _repaired(context, span)))


def _repaired(context: Context, span: Span) -> Iterator[Span]:
    articles = ARTICLES.get(context.language, frozenset()) if is_name(span.label) else frozenset()
    for first, last in within_paragraphs(context, span.start, span.end):
        if not (kept := stripped(context.text, first, last)):
            continue
        start, end = kept
        if (match := _article(context.text, start, end)) and match[1] in articles:
            start = match.end()
        yield span._replace(start=start, end=end)
