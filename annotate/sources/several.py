"""A folder or a zip archive of articles -> the sources in it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from annotate.errors import BadSource
from annotate.sources.choices import Choice, Several
from annotate.sources.decoding import binary_kind, is_visible
from annotate.sources.kinds import kind_of
from annotate.sources.loading import archive_at, as_text, shown
from annotate.sources.raw import HEAD, Raw, is_address

NAMED = 5  # files in a sentence; of the others it says how many there are
# Files in archives that are one thing: Office documents, OpenDocument and e-books, programs.
_OF_ONE_DOCUMENT = frozenset((
    "[Content_Types].xml", "word/document.xml", "mimetype",
    "META-INF/container.xml", "META-INF/manifest.xml", "META-INF/MANIFEST.MF",
))  # fmt: skip
_OFFICE = ("EPUB", "Word (DOCX)", "OpenDocument (ODT)")


class Listing(NamedTuple):
    """Sources in order, and sentences about what was left out."""

    sources: tuple[str, ...]
    notices: tuple[str, ...] = ()


def expand(sources: Iterable[str]) -> Listing:
    """The sources, those in a folder or in a zip archive instead of it: sorted by their path, without hidden files.

    A file in them that is no text is left out with a notice. What cannot be looked into, or has no text in it, stays as
    it is: reading it says why.
    """
    found, notices = list[str](), list[str]()
    for source in sources:
        listing = inside(source)
        found += listing.sources if listing and listing.sources else (source,)
        notices += listing.notices if listing else ()
    return Listing(tuple(found), tuple(notices))


def inside(source: str) -> Listing | None:
    """The sources in a folder or in a zip archive of texts; None for any other source."""
    path = Path(source)
    try:
        if is_address(source):
            return None
        if path.is_dir():
            files = {str(PurePosixPath(file.relative_to(path))): file for file in _files(path)}
            return _listing(
                source, files, lambda name: _head(files[name]), lambda name: files[name].read_bytes()
            )
        if not path.is_file() or not _head(path).startswith(b"PK"):
            return None
        archive = archive_at(path)
        if not _OF_ONE_DOCUMENT.isdisjoint(archive.names):
            return None
    except (BadSource, OSError, ValueError):
        return None
    return _listing(source, archive.names, archive.head, archive.unpack)


def one_of(source: str) -> str:
    """The only text in a folder or a zip archive; raises BadSource where there is none, and Several where there are
    more."""
    listing = inside(source)
    if listing is None:
        return source
    if not listing.sources:
        raise BadSource(f"{shown(source)} holds no text: there is nothing to read in it.")
    if len(listing.sources) > 1:
        name, inner = shown(source), len(source.rstrip("/")) + 1
        raise Several(
            f"{name} holds several texts, and one is read at a time: {_named(listing.sources)}.",
            name,
            tuple(Choice(found, as_text(found[inner:])) for found in listing.sources),
        )
    return listing.sources[0]


def _listing(
    source: str, names: Iterable[str], head: Callable[[str], bytes], whole: Callable[[str], bytes]
) -> Listing:
    kept, left_out = list[str](), list[str]()
    for name in sorted(names, key=lambda name: PurePosixPath(name).parts):
        if _is_hidden(name):
            continue
        place = f"{source.rstrip('/')}/{name}"
        path = PurePosixPath(name)
        is_inside = not path.is_absolute() and ".." not in path.parts and str(path) == name
        (kept if is_inside and _is_text(name, head, whole) else left_out).append(place)
    if not left_out:
        return Listing(tuple(kept))
    are = "is" if len(left_out) == 1 else "are"
    return Listing(tuple(kept), (f"In {shown(source)} {_named(left_out)} {are} left out: no text to read.",))


def _is_text(name: str, head: Callable[[str], bytes], whole: Callable[[str], bytes]) -> bool:
    """Whether a file is of a kind that can be read as a document."""
    try:
        start = head(name)
        if start.startswith(b"PK"):
            return kind_of(Raw(whole(name), name, name)).name in _OFFICE
        raw = Raw(start, name, name)
        return is_visible(raw.head) and (kind_of(raw).name == "PDF" or not binary_kind(start))
    except (BadSource, OSError):
        return False


def _is_hidden(name: str) -> bool:
    """Whether a file, or a folder that it is in, is hidden; what an archiver adds for its own use is."""
    parts = PurePosixPath(name).parts
    return "__MACOSX" in parts or any(part.startswith(".") and part not in (".", "..") for part in parts)


def _files(folder: Path) -> Iterable[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            path = Path(parent, name)
            if path.is_file():  # no pipe, which would be waited for
                yield path


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


def _named(sources: list[str] | tuple[str, ...]) -> str:
    more = f" and {len(sources) - NAMED} more" if sources[NAMED:] else ""
    return ", ".join(map(shown, sources[:NAMED])) + more
