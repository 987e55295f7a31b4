"""Markdown: the text without its marks, so that no name has one in it.

Parsed by markdown-it-py (CommonMark with tables). An article's front matter (YAML between lines of "---") is no text:
a title, author and date in it are the document's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from annotate.annotation import BlockKind
from annotate.sources.content import Content, Part, compose
from annotate.sources.dates import iso_date
from annotate.sources.decoding import decode_text
from annotate.sources.raw import Raw

_front_matter = re.compile(r"---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL).match
_entry = re.compile(
    r"^(title|author|date|lang|language):[ \t]*(\S.*?)[ \t]*$", re.MULTILINE | re.IGNORECASE
).findall
_tag = re.compile(r"<[^<>]*>")


def read(raw: Raw) -> Content:
    """The text of a Markdown file, a block for each of its paragraphs, headings, items, rows and pieces of code."""
    text, notices = decode_text(raw.data, raw.name, raw.charset)
    about: dict[str, str] = {}
    if front := _front_matter(text):
        about = {key.lower(): value.strip("'\"") for key, value in _entry(front[1] or "")}
        text = text[front.end() :]
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    content = compose(_parts(parser.parse(text)))
    return content._replace(
        title=about.get("title", "") or _first_heading(content),
        author=about.get("author", ""),
        date=iso_date(about.get("date", "")),
        language=about.get("lang", about.get("language", "en")),
        notices=notices,
    )


def _first_heading(content: Content) -> str:
    return next(
        (content.text[block.start : block.end] for block in content.blocks[:1] if block.kind == "heading"), ""
    )


def _parts(tokens: list[Token]) -> Iterator[Part]:
    kind: BlockKind = "paragraph"
    mark = ""  # of a list's item that has no text yet
    numbers: list[int | None] = []  # of the lists around: the next item's, None where they have bullets
    cells: list[str] | None = None
    for token in tokens:
        match token.type:
            case "heading_open":
                kind = "heading"
            case "heading_close":
                kind = "paragraph"
            case "bullet_list_open":
                numbers.append(None)
            case "ordered_list_open":
                numbers.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                numbers.pop()
            case "list_item_open":
                number = numbers[-1]
                mark = "- " if number is None else f"{number}. "
                numbers[-1] = None if number is None else number + 1
            case "tr_open":
                cells = []
            case "tr_close":
                yield Part(" | ".join(cells or ()))
                cells = None
            case "inline":
                text = _inline(token.children or [])
                if cells is not None:
                    cells.append(text)
                else:
                    yield Part(mark + text, kind)
                    mark = ""
            case "fence" | "code_block":
                yield Part(mark + token.content)
                mark = ""
            case "html_block":
                yield Part(_tag.sub(" ", token.content))


def _inline(tokens: list[Token]) -> str:
    """The words of a paragraph; what an image shows instead of it stands for it."""
    texts = []
    for token in tokens:
        match token.type:
            case "text" | "code_inline":
                texts.append(token.content)
            case "softbreak":
                texts.append(" ")
            case "hardbreak":
                texts.append("\n")
            case "image":
                texts.append(_inline(token.children or []))
    return "".join(texts)
