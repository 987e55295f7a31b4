"""The kinds of sources, and what of each becomes a document.

A kind's module has a function ``read(raw: Raw) -> Content``; it is imported when a source of that kind is read, since
the libraries behind some cost more than all the rest of aka's start.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from annotate.sources import telling
from annotate.sources.content import Content
from annotate.sources.raw import Raw


class Kind(NamedTuple):
    """A kind of source. For people, in Markdown: ``told_by`` is what shows it, ``gives`` what a document of it has
    beside its text, ``origin`` an example of what its blocks say about where they were."""

    name: str
    module: str
    looks: Callable[[Raw], bool]
    told_by: str
    gives: str
    origin: str = ""

    def read(self, raw: Raw) -> Content:
        """What a source of this kind holds; raises BadSource, with its name in the sentence, for a bad one."""
        content: Content = import_module(f"annotate.sources.{self.module}").read(raw)
        return content


KINDS = (
    Kind(
        "PDF",
        "pdf",
        telling.is_pdf,
        told_by="its first bytes",
        gives="title, author, date; headings by their size; running heads as boilerplate",
        origin="`page 3`",
    ),
    Kind(
        "EPUB",
        "epub",
        telling.has_members("META-INF/container.xml"),
        told_by="a file in the archive",
        gives="title, author, date, language; headings",
        origin="`Loomings`, the chapter in the contents",
    ),
    Kind(
        "Word (DOCX)",
        "docx",
        telling.has_members("word/document.xml"),
        told_by="a file in the archive",
        gives="title, author, date; headings by their style; notes at the end",
        origin="`note 2`",
    ),
    Kind(
        "OpenDocument (ODT)",
        "odt",
        telling.has_members("content.xml", "META-INF/manifest.xml"),
        told_by="files in the archive",
        gives="title, author, date, language; headings; notes at the end",
        origin="`note 2`",
    ),
    Kind(
        "RTF",
        "rtf",
        telling.is_rtf,
        told_by="its first bytes",
        gives="title, author, date; headings by their look",
    ),
    Kind(
        "subtitles (SRT, WebVTT)",
        "subtitles",
        telling.is_subtitle,
        told_by="its first cue",
        gives="the cues joined to sentences, who speaks",
        origin="`0:01:02`, when it begins",
    ),
    Kind(
        "feed (RSS, Atom)",
        "feed",
        telling.is_feed,
        told_by="its first element",
        gives="the addresses of its articles, to choose from",
    ),
    Kind(
        "web page (HTML)",
        "page",
        telling.is_page,
        told_by="its tags",
        gives="the article alone, with title, author, date, language; headings",
    ),
    Kind(
        "e-mail",
        "mail",
        telling.is_mail,
        told_by="its headers",
        gives="title, author, date; the signature as boilerplate",
        origin="`quoted`",
    ),
    Kind(
        "Markdown",
        "markdown",
        telling.is_markdown,
        told_by="its name; two of its marks where it has none",
        gives="the text without its marks; headings; title, author, date from its front matter",
    ),
    Kind(
        "plain text",
        "plain",
        lambda raw: True,
        told_by="being none of the others",
        gives="the text as it is; headings and boilerplate by their look",
    ),
)


def kind_of(raw: Raw) -> Kind:
    """The kind of a source: the first that it looks like. What no other claims is plain text, or no text at all,
    which reading it says."""
    return next(kind for kind in KINDS if kind.looks(raw))


def table() -> str:
    """The kinds as a table in Markdown, for the README."""
    rows = [f"| {kind.name} | {kind.told_by} | {kind.gives} | {kind.origin} |" for kind in KINDS]
    return "\n".join(["| source | told by | gives | its blocks say |", "|---|---|---|---|", *rows])
