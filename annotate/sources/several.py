"""A folder or a zip archive of articles -> the sources in it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from annotate.errors import BadSource
from annotate.sources.choices import Choice, Several
from annotate.sources.decoding import binary_kind, is_visible
from annotate.sources.kinds import kind_of
from annotate.sources.loading import archive_at, as_text, shown
from annotate.sources.raw import HEAD, Raw, is_address
from annotate.text import one_line

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
    files = _files_of(source)
    if files is None:
        return None
    kept, left_out = list[str](), list[str]()
    for name in files.names:
        (kept if files.is_text(name) else left_out).append(files.place(name))
    if not left_out:
        return Listing(tuple(kept))
    are = "is" if len(left_out) == 1 else "are"
    return Listing(tuple(kept), (f"In {shown(source)} {_named(left_out)} {are} left out: no text to read.",))


def several(source: str) -> tuple[str, ...]:
    """The files in a folder or in a zip archive, of which two at least are texts; nothing for any other source.

    Of a large folder no more is looked at than that takes: which of the others are texts shows when they are read.
    """
    files = _files_of(source)
    if files is None or len(list(islice(filter(files.is_text, files.names), 2))) < 2:
        return ()
    return tuple([files.place(name) for name in files.names])


class _Files(NamedTuple):
    """The files of a folder or an archive that are not hidden, sorted by their path, with what they begin with and
    all that they hold."""

    source: str
    names: tuple[str, ...]
    head: Callable[[str], bytes]
    whole: Callable[[str], bytes]

    def place(self, name: str) -> str:
        """The source that a file is."""
        return f"{self.source.rstrip('/')}/{name}"

    def is_text(self, name: str) -> bool:
        """Whether a file is inside, and of a kind that can be read as a document or cannot be looked into."""
        path = PurePosixPath(name)
        is_inside = not path.is_absolute() and ".." not in path.parts and str(path) == name
        return is_inside and is_text(name, self.head, self.whole)


def _files_of(source: str) -> _Files | None:
    """What is in a folder or in a zip archive of texts; None for any other source."""
    path = Path(source)
    try:
        if is_address(source):
            return None
        if path.is_dir():
            return _Files(
                source,
                _sorted(_files(source)),
                lambda name: _head(path / name),
                lambda name: (path / name).read_bytes(),
            )
        if not path.is_file() or not _head(path).startswith(b"PK"):
            return None
        archive = archive_at(path)
        if not _OF_ONE_DOCUMENT.isdisjoint(archive.names):
            return None
    except (BadSource, OSError, ValueError):
        return None
    return _Files(source, _sorted(archive.names), archive.head, archive.unpack)


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


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    """The names that are not hidden, by their path."""
    return tuple(sorted([name for name in names if not _is_hidden(name)], key=lambda name: name.split("/")))


def is_text(name: str, head: Callable[[str], bytes], whole: Callable[[str], bytes]) -> bool:
    """Whether a file is of a kind that can be read as a document; where it cannot be looked into, reading it says why
    not."""
    try:
        start = head(name)
        if start.startswith(b"PK"):
            return kind_of(Raw(whole(name), name, name)).name in _OFFICE
        raw = Raw(start, name, name)
        return is_visible(raw.head) and (kind_of(raw).name == "PDF" or not binary_kind(start))
    except OSError:
        return True
    except BadSource:
        return False


def _is_hidden(name: str) -> bool:
    """Whether a file, or a folder that it is in, is hidden; what an archiver adds for its own use is."""
    parts = name.split("/")
    return "__MACOSX" in parts or any(part.startswith(".") and part not in (".", "..") for part in parts)


def _files(folder: str) -> Iterable[str]:
    """The paths of the files under a folder, from there."""
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inner = "" if parent == folder else f"{os.path.relpath(parent, folder)}/"
        for name in files:
            if _is_read(f"{parent}/{name}"):
                yield inner + name


def _is_read(path: str) -> bool:
    """Whether a path is a file, and no pipe, which would be waited for. Of a link to nothing, or in a circle, reading
    it says what is wrong."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)  # noqa: PTH116 - four times as fast
    except OSError:
        return True


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


def _named(sources: list[str] | tuple[str, ...]) -> str:
    more = f" and {len(sources) - NAMED} more" if sources[NAMED:] else ""
    return ", ".join(one_line(shown(source)) for source in sources[:NAMED]) + more
