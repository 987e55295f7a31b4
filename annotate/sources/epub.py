"""E-books (EPUB 2 and 3): the pages in the order of the spine, each block with its chapter by the contents."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote, urldefrag

from annotate.errors import BadSource
from annotate.sources.archive import Archive
from annotate.sources.content import Content, Part, compose, flat
from annotate.sources.dates import iso_date
from annotate.sources.markup import attribute, name_of, parts, xhtml, xml
from annotate.sources.raw import Raw

_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


class _Item(NamedTuple):
    """A file of the book, by its path in the archive."""

    path: str
    media_type: str
    properties: str


def read(raw: Raw) -> Content:
    """The text of a book, a block for each paragraph and heading.

    Only files inside the archive are read. Raises BadSource for a damaged book, and for one that is locked (DRM).
    """
    archive = Archive(raw)
    try:
        package_path = _package_path(archive)
        package = xml(archive.read(package_path))
        items = _items(package, posixpath.dirname(package_path))
        pages = [item.path for item in _spine(package, items) if item.media_type in _PAGES]
        locked = _locked(archive)
        if any(path in locked for path in pages):
            raise BadSource(f"{raw.name} is locked (DRM): only the program that it was sold for can read it.")
        chapters = _chapters(archive, package, items)
    except ValueError:
        raise BadSource(
            f"{raw.name} is a damaged e-book: get it once more from where it came from."
        ) from None
    about = _about(package)
    return compose(_parts(archive, pages, chapters))._replace(
        title=about.get("title", ""),
        author=about.get("creator", ""),
        date=iso_date(about.get("date", "")),
        language=about.get("language", ""),
    )


def _parts(archive: Archive, pages: list[str], chapters: dict[str, dict[str, str]]) -> Iterator[Part]:
    """The text of the pages; one that the table of contents does not name goes on with the chapter before."""
    chapter = ""
    for number, path in enumerate(pages, 1):
        named = chapters.get(path, {})
        chapter = named.get("", chapter if chapters else f"chapter {number}")
        page = xhtml(archive.read(path))
        for part in parts(page, chapter, named) if page is not None else ():
            chapter = part.origin
            yield part


def _package_path(archive: Archive) -> str:
    """The path of the package document, which says what the book is made of."""
    container = xml(archive.read("META-INF/container.xml"))
    paths = [
        attribute(element, "full-path") for element in container.iter() if name_of(element) == "rootfile"
    ]
    if not paths:
        raise ValueError("no package document")
    return paths[0]


def _items(package: Any, folder: str) -> dict[str, _Item]:
    """The files of the book by their ids."""
    return {
        attribute(element, "id"): _Item(
            _path(folder, attribute(element, "href")),
            attribute(element, "media-type"),
            attribute(element, "properties"),
        )
        for element in package.iter()
        if name_of(element) == "item"
    }


def _spine(package: Any, items: dict[str, _Item]) -> list[_Item]:
    references = [attribute(element, "idref") for element in package.iter() if name_of(element) == "itemref"]
    return [items[reference] for reference in dict.fromkeys(references) if reference in items]


def _path(folder: str, reference: str) -> str:
    """The path in the archive that a reference from a file in ``folder`` leads to."""
    return posixpath.normpath(posixpath.join(folder, unquote(urldefrag(reference)[0])))


def _locked(archive: Archive) -> frozenset[str]:
    """The paths of the files that are encrypted. (Fonts often are, in books that everyone can read.)"""
    data = archive.read("META-INF/encryption.xml")
    if not data:
        return frozenset()
    return frozenset(
        _path("", attribute(element, "URI"))
        for element in xml(data).iter()
        if name_of(element) == "cipherreference"
    )


def _about(package: Any) -> dict[str, str]:
    """What the book says of itself (Dublin Core), by the elements' names; the first of each."""
    about: dict[str, str] = {}
    for element in package.iter():
        if "purl.org/dc/" in (element.tag if isinstance(element.tag, str) else "") and element.text:
            about.setdefault(name_of(element), element.text)
    return about


def _chapters(archive: Archive, package: Any, items: dict[str, _Item]) -> dict[str, dict[str, str]]:
    """The titles of the chapters: by the path of their page, then by the id on it ("" for its beginning)."""
    chapters: dict[str, dict[str, str]] = {}
    for path, reference, label in _contents(archive, package, items):
        if label := flat(label):
            page, fragment = _path(posixpath.dirname(path), reference), urldefrag(reference)[1]
            chapters.setdefault(page, {}).setdefault(fragment, label)
    return chapters


def _contents(archive: Archive, package: Any, items: dict[str, _Item]) -> Iterator[tuple[str, str, str]]:
    """The entries of the table of contents: the path of its file, where an entry leads, what it says."""
    navigation = next((item for item in items.values() if "nav" in item.properties.split()), None)
    if navigation and (page := xhtml(archive.read(navigation.path))) is not None:
        for nav in page.iter():
            if name_of(nav) == "nav" and attribute(nav, "type") in ("toc", ""):
                for link in nav.iter():
                    if name_of(link) == "a":
                        yield navigation.path, attribute(link, "href"), "".join(link.itertext())
        return
    old = next((item for item in items.values() if item.media_type == "application/x-dtbncx+xml"), None)
    for point in xml(archive.read(old.path)).iter() if old else ():
        if name_of(point) == "navpoint":
            children = {name_of(child): child for child in point}
            if "content" in children and "navlabel" in children:
                label = "".join(children["navlabel"].itertext())
                yield old.path if old else "", attribute(children["content"], "src"), label
