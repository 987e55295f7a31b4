"""Annotations into files that are there whole or not at all: written beside their place and moved there when done."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterable, Set
from itertools import chain, count
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import BinaryIO
from uuid import uuid4

from annotate.annotation import Annotation
from annotate.errors import AkaError
from annotate.formats.losses import Loss
from annotate.formats.registry import Format
from annotate.sources.reading import STDIN
from annotate.text import visible

LONGEST_STEM = 60  # code points: at most 240 bytes, and a file's name may have 255


def save(annotations: Iterable[Annotation], entry: Format, path: Path) -> tuple[Loss, ...]:
    """Write annotations to a file, and to those that belong to it in this format; returns what could not be kept.

    Raises AkaError when that cannot be done; then all files are as they were.
    """
    if (
        entry.beside and iter(annotations) is annotations
    ):  # they can be read but once, and each file needs them
        annotations = list(annotations)
    with contextlib.ExitStack() as files:
        for beside in entry.beside:
            other = _beside(path, entry, beside.suffix)
            data = io.BytesIO()
            entry.write_beside(beside, annotations, data)
            if other.exists() and other.read_bytes() == data.getvalue():
                continue
            if other.exists() and not beside.replaces:
                raise AkaError(
                    f"{other} is there already with something else in it, and belongs to {path.name} in the format "
                    f"{entry.name}: choose another name."
                )
            files.enter_context(Replacement(other)).write(data.getvalue())
        return entry.write(annotations, files.enter_context(Replacement(path)))


def _beside(path: Path, entry: Format, suffix: str) -> Path:
    """The path with another suffix in the place of the format's, or of what looks like one."""
    own = [one for one in entry.suffixes if path.name.lower().endswith(one)]
    return path.with_name(path.name[: -len(max(own, key=len))] + suffix) if own else path.with_suffix(suffix)


def save_each(annotations: Iterable[Annotation], entry: Format, folder: Path) -> tuple[Loss, ...]:
    """Write each annotation to a file of its own, called as its source is, in a folder that is made where there is
    none; returns what could not be kept. Two sources of one name are numbered.

    Raises AkaError when that cannot be done; then those before it are written.
    """
    losses: list[Loss] = []
    taken: set[str] = set()
    made_folder(folder)
    for annotation in annotations:
        name = free_name(annotation.document.source, entry.suffixes[0], taken)
        taken.add(name.casefold())
        losses += save([annotation], entry, folder / name)
    return tuple(losses)


def made_folder(folder: Path) -> Path:
    """The folder, which is made where there is none; raises AkaError when that cannot be done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AkaError(f"{folder} cannot be made a folder: {error.strerror}.") from None
    return folder


def free_name(source: str, suffix: str, taken: Set[str]) -> str:
    """What the file of a source is called where others (their names case-folded) are there already: numbered."""
    stem = file_stem(source)
    numbers = chain(("",), (f"-{number}" for number in count(2)))
    names = (f"{stem}{number}{suffix}" for number in numbers)
    return next(name for name in names if name.casefold() not in taken)


def file_stem(source: str) -> str:
    """What a file with the annotation of a source is called, without its suffix: no path, nothing that acts.

    >>> file_stem("news/talks.txt"), file_stem("-"), file_stem("https://example.org/a/")
    ('talks', 'text', 'a')
    """
    stem = "" if source == STDIN else visible(PurePosixPath(source).stem)[:LONGEST_STEM].strip(". ")
    return stem or "text"


class Replacement:
    """A context manager: the binary file to write ``path`` with.

    On success the file takes the place of what was there, in one step; after an exception that stays.
    A pipe or a device is written directly. Raises AkaError when the file cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._named = path

    def __enter__(self) -> BinaryIO:
        try:
            # Asked by its own name: what /dev/stdout leads to, a pipe say, has no path that can be opened.
            self._direct = self._named.exists() and not self._named.is_file()
            # What a symbolic link points to is replaced, not the link.
            self._path = self._named if self._direct else self._named.resolve()
            self._beside = self._path if self._direct else self._path.parent / f".aka.{uuid4().hex}.tmp"
            self._file: BinaryIO = self._beside.open("wb")
        except RuntimeError:  # Path.resolve before Python 3.13
            raise AkaError(
                f"{self._named} cannot be written: its symbolic links go round in a circle."
            ) from None
        except OSError as error:
            raise self._failure(error) from None
        return self._file

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None and not self._direct:
                self._file.flush()
                os.fsync(self._file.fileno())
            self._file.close()
            if kind is None and not self._direct:
                if self._path.exists():
                    self._beside.chmod(self._path.stat().st_mode & 0o777)
                self._beside.replace(self._path)
        except OSError as failure:
            raise self._failure(failure) from None
        finally:
            if not self._direct:
                self._beside.unlink(missing_ok=True)
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            raise self._failure(error) from None

    def _failure(self, error: OSError) -> AkaError:
        with contextlib.suppress(AttributeError, OSError):
            self._file.close()
        return AkaError(f"{self._named} cannot be written: {error.strerror}.")
