"""XML and HTML -> the runs of text in it. Untrusted: no entity is expanded, no file and no address is opened."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.entities import html5
from types import MappingProxyType
from typing import Any

from lxml import etree

from annotate.annotation import BlockKind
from annotate.sources.content import Part

_UNSEEN = frozenset((
    "script", "style", "head", "template", "noscript", "svg", "math", "iframe", "object", "audio",
    "video", "canvas", "select", "option", "button", "input", "textarea", "datalist", "rt", "rp",
))  # fmt: skip
_BLOCKS = frozenset((
    "html", "body", "p", "div", "section", "article", "main", "header", "footer", "nav", "aside",
    "address", "figure", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "li", "dt",
    "dd", "blockquote", "pre", "table", "caption", "thead", "tbody", "tfoot", "tr", "form", "fieldset",
    "legend", "details", "summary", "hr", "search",
))  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_FURNITURE = frozenset(("nav", "footer"))
_CELLS = frozenset(("td", "th"))
_LISTS = frozenset(("ul", "ol"))

_spaces = re.compile(r"\s+")
_named_entity = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_of_xml = frozenset(("amp", "lt", "gt", "quot", "apos"))


def xml(data: bytes) -> Any:
    """The root element of an XML document; raises ValueError where it is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from None


def html(text: str) -> Any:
    """The root element of a page, however broken; None where there is nothing in it."""
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def xhtml(data: bytes) -> Any:
    """The root element of a page that should be XML, as in e-books; as :func:`html` reads it where it is not."""
    text = data.decode("utf-8", "replace")
    try:
        return xml(_named_entity.sub(_character, text).encode())
    except ValueError:
        return html(text)


def _character(entity: re.Match[str]) -> str:
    """What a named entity of HTML stands for: XML does not know it without its DTD, which is not read."""
    name = entity[1]
    return entity[0] if name in _of_xml else html5.get(f"{name};", entity[0])


def name_of(element: Any) -> str:
    """The name of an element without its namespace, in lower case; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """An attribute by its name without its namespace; empty where there is none."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def parts(root: Any, origin: str = "", anchors: Mapping[str, str] = MappingProxyType({})) -> Iterator[Part]:
    """The runs of text of a page's element, each paragraph, heading, item of a list and row of a table by itself.

    What a page has around its text (navigation, footers) is boilerplate; references to notes are left out. ``anchors``
    are the ids of elements at which another origin begins.
    """
    walk = _Walk(origin, anchors)
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        if _is_unseen(element):
            if event == "start":
                events.skip_subtree()
            else:
                walk.follow(element)
        else:
            yield from walk.enter(element) if event == "start" else walk.leave(element)
    yield from walk.flush()


def _is_unseen(element: Any) -> bool:
    name = name_of(element)
    is_reference = name == "sup" and any(name_of(child) == "a" for child in element)
    return (
        name in _UNSEEN
        or is_reference
        or "noteref" in attribute(element, "type")
        or "hidden" in element.attrib
    )


class _Walk:
    """What was met on the way through a page since the last run of text ended."""

    def __init__(self, origin: str, anchors: Mapping[str, str]) -> None:
        self._origin, self._anchors = origin, anchors
        self._texts: list[str] = []
        self._mark = ""  # of a list's item that has no text yet
        self._kinds: list[BlockKind] = []  # of the elements around that decide it
        self._numbers: list[
            int | None
        ] = []  # of the lists around: the last item's, None where they have bullets
        self._preformatted = 0

    def enter(self, element: Any) -> Iterator[Part]:
        name = name_of(element)
        if name in _BLOCKS or element.get("id") in self._anchors:
            yield from self.flush()
            self._origin = self._anchors.get(element.get("id"), self._origin)
        if name in _HEADINGS:
            self._kinds.append("heading")
        elif name in _FURNITURE:
            self._kinds.append("boilerplate")
        elif name == "pre":
            self._preformatted += 1
        elif name in _LISTS:
            self._numbers.append(0 if name == "ol" else None)
        elif name == "li":
            self._mark = self._next_mark()
        elif name in _CELLS and any(map(str.strip, self._texts)):
            self._texts.append(" | ")
        elif name == "br":
            self._texts.append("\n")
        self._add(element.text)

    def leave(self, element: Any) -> Iterator[Part]:
        name = name_of(element)
        if name in _BLOCKS:
            yield from self.flush()
        if name in _HEADINGS or name in _FURNITURE:
            self._kinds.pop()
        elif name == "pre":
            self._preformatted -= 1
        elif name in _LISTS:
            self._numbers.pop()
        elif name == "li":
            self._mark = ""
        self.follow(element)

    def follow(self, element: Any) -> None:
        """Take the text behind an element."""
        self._add(element.tail)

    def flush(self) -> Iterator[Part]:
        """The run of text that ends here, if there is one."""
        text = "".join(self._texts)
        self._texts.clear()
        if text.strip(" |\n"):
            yield Part(self._mark + text, self._kinds[-1] if self._kinds else "paragraph", self._origin)
            self._mark = ""

    def _add(self, text: str | None) -> None:
        if text:
            self._texts.append(text if self._preformatted else _spaces.sub(" ", text))

    def _next_mark(self) -> str:
        number = self._numbers[-1] if self._numbers else None
        if number is None:
            return "- "
        self._numbers[-1] = number + 1
        return f"{number + 1}. "
