"""A page to read and to send: the article with its names marked, beside it an index of who and what it names.

One file without scripts, pictures or anything from elsewhere. Names are marked by colour and by the kind of
line below them, confirmed ones by a tick as well; a name leads to its entity in the index, and each number there to one
mention. What a reader rejected is struck out and leads nowhere. Who said it and when stands in the title of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import BinaryIO

from annotate.annotation import Annotation
from annotate.formats.html.article import article
from annotate.formats.html.index import index
from annotate.text import one_line

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = Path(__file__).with_name("page.css")


def write(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write the page of one annotation (one page shows one document: ValueError for more)."""
    (annotation,) = annotations
    file.write("".join(_page(annotation)).encode())


def _page(annotation: Annotation) -> Iterator[str]:
    document = annotation.document
    title = escape(one_line(document.title) or one_line(document.source))
    yield (
        f'<!doctype html>\n<html lang="{escape(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        # The text is untrusted: should an escape ever be missing, still nothing in it can run or be fetched.
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE.read_text('utf-8')}</style>\n</head>\n"
        f'<body>\n<div class="page">\n<main>\n<p class="source">{escape(one_line(document.source))}</p>\n'
    )
    yield from article(annotation)
    yield "</main>\n<aside>\n"
    yield from index(annotation)
    made, corrected = annotation.pipeline, ", and corrected by a reader" if annotation.decisions else ""
    yield (
        f"<footer>Marked by {escape(one_line(made.model))} {escape(one_line(made.model_version))} "
        f"and aka {escape(one_line(made.aka))}{corrected}.</footer>\n</aside>\n</div>\n</body>\n</html>\n"
    )
