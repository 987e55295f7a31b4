"""Feeds (RSS 0.9 to 2.0, Atom 1.0): the articles that one names, to choose from."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from annotate.errors import BadSource
from annotate.sources.choices import Choice, Several
from annotate.sources.content import Content, flat
from annotate.sources.dates import iso_date
from annotate.sources.markup import attribute, html, name_of
from annotate.sources.raw import Raw, is_address

_DATES = ("published", "pubdate", "date", "updated")
# Half of a character, which is none; lxml, which is to read on whatever there is, makes of it what is no text.
_half = re.compile(
    rb"&#(?:x0*d[89a-f][0-9a-f]{2}|0*5(?:529[6-9]|5[3-9]\d\d|6\d{3}|7[0-2]\d\d|73[0-3]\d|734[0-3]));?",
    re.IGNORECASE,
)
SHOWN = 5  # addresses in the sentence that tells to choose one


def articles(raw: Raw) -> tuple[Choice, ...]:
    """The articles of a feed that have an address, in its order; raises BadSource where it cannot be read at all."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(_half.sub(b"&#xfffd;", raw.data), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise BadSource(f"{raw.name} is a damaged feed: there is nothing to read in it.")
    found = (_article(entry, raw.source) for entry in root.iter() if name_of(entry) in ("item", "entry"))
    return tuple(article for article in found if article.source)


def read(raw: Raw) -> Content:
    """A feed is no text: raises BadSource, or Several, which names the first of its articles."""
    found = articles(raw)
    named = [f"{article.source} ({article.title})" if article.title else article.source for article in found]
    if not named:
        raise BadSource(f"{raw.name} is a feed without articles: there is nothing to read in it.")
    more = f" and {len(named) - SHOWN} more" if named[SHOWN:] else ""
    sentence = f"{raw.name} is a feed, and one article is read at a time: {', '.join(named[:SHOWN])}{more}."
    raise Several(sentence, raw.name, found)


def _article(entry: Any, base: str) -> Choice:
    said: dict[str, str] = {}
    links: dict[str, str] = {}
    for element in entry.iterchildren(etree.Element):  # no entities that nobody declared
        name = name_of(element)
        text = flat("".join(element.itertext()))
        if name == "link":
            links.setdefault(attribute(element, "rel") or "alternate", attribute(element, "href") or text)
        elif name == "guid" and attribute(element, "isPermaLink") != "false":
            links.setdefault("guid", text)
        elif text:
            said.setdefault(name, text)
    return Choice(
        _address(base, links.get("alternate") or links.get("guid", "")),
        _plain(said.get("title", "")),
        _plain(said.get("creator", "") or said.get("author", "")),
        iso_date(
            said.get("published", "")
            or said.get("pubdate", "")
            or said.get("date", "")
            or said.get("updated", "")
        ),
    )


def _address(base: str, link: str) -> str:
    """The address that a link leads to; empty for one that is not of the web."""
    try:
        address = urljoin(base, link) if is_address(base) else link
    except ValueError:
        return ""
    return address if is_address(address) else ""


def _plain(text: str) -> str:
    """A title may be a piece of a page, tags and all."""
    root = html(text) if "<" in text or "&" in text else None
    return flat("".join(root.itertext())) if root is not None else text
