"""The formats by name: what each can do, what of an annotation it keeps, and how its files are told.

Here a format is a description; the module that reads and writes it, with whatever library that needs, is imported when
it is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO, NamedTuple

from annotate.annotation import Annotation
from annotate.errors import AkaError, BadAnnotation
from annotate.formats import apart
from annotate.formats.input import Input
from annotate.formats.losses import Loss
from annotate.formats.parts import Kept, lost, reduced
from annotate.text import one_line

GROUP = "aka.formats"
"""The entry points under which other packages bring formats; each is a :class:`Format`."""

_begins_as_data = re.compile(rb"(?:\xef\xbb\xbf)?\s*+").match


class Beside(NamedTuple):
    """A second file of a document: the first one's name with another suffix, and the function of the format's module
    that writes it. Where it must not take the place of a file that says something else, ``replaces`` is false."""

    suffix: str
    writer: str
    replaces: bool = True


class Format(NamedTuple):
    """A file format for annotations.

    ``module`` names the module that has ``read(file: Input) -> list[Annotation]``, which raises BadAnnotation with
    a reason ("line 3: ..."), and ``write(annotations, file: BinaryIO)``, which takes annotations as they come, with
    the mentions and entities that the format keeps, and returns the losses that ``kept`` does not tell, or None.
    Offsets are code points on aka's side of both. ``keeps`` is a sentence for people, ``kept`` the same for programs.

    A file is recognised by what it begins with (behind white space) and by what it has anywhere in it: regular
    expressions, of which all must be found. ``several`` says whether one file holds several documents, ``binary``
    whether it is nothing to look at; ``extra`` names the extra of aka's package that brings what the module
    imports, and ``apart`` is true where that is not for the reader's process: then the module is used in a process
    of its own.
    """

    name: str
    suffixes: tuple[str, ...]
    keeps: str
    kept: Kept
    module: str
    reads: bool = True
    writes: bool = True
    several: bool = False
    binary: bool = False
    beside: tuple[Beside, ...] = ()
    begins: bytes = b"(?!)"
    has: tuple[bytes, ...] = ()
    extra: str = ""
    apart: bool = False

    def recognises(self, data: bytes) -> bool:
        """Whether a file's bytes are meant as this format (they may be damaged)."""
        start = _begins_as_data(data)
        return (
            self.reads
            and start is not None
            and re.compile(self.begins).match(data, start.end()) is not None
            and all(re.search(pattern, data) for pattern in self.has)
        )

    def read(self, file: Input) -> list[Annotation]:
        """The annotations in a file; raises BadAnnotation with a sentence that names the file."""
        if not self.reads:
            raise BadAnnotation(f"{file.name} cannot be read as {self.name}: aka only writes that format.")
        try:
            with self._needs():
                annotations: list[Annotation] = (
                    apart.read(self.module, file) if self.apart else import_module(self.module).read(file)
                )
        except BadAnnotation as error:
            # What a reason quotes is the file's, and may be anything.
            raise BadAnnotation(
                f"{file.name} cannot be read as {self.name}: {one_line(str(error))}."
            ) from None
        return annotations

    def write(self, annotations: Iterable[Annotation], file: BinaryIO) -> tuple[Loss, ...]:
        """Write annotations as they come into a binary file; returns what could not be kept of them.

        Raises AkaError for what the format cannot hold at all, and ValueError for a second document where one file
        holds one.
        """
        losses: list[Loss] = []

        def counted() -> Iterator[Annotation]:
            for annotation in annotations:
                losses.extend(lost(annotation, self.kept))
                yield reduced(annotation, self.kept)

        with self._needs():
            if self.apart:
                try:
                    more = apart.write(self.module, counted(), file)
                except BadAnnotation as error:
                    raise AkaError(f"{self.name} cannot be written: {error}.") from None
            else:
                more = import_module(self.module).write(counted(), file)
        return (*losses, *(more or ()))

    def write_beside(self, beside: Beside, annotations: Iterable[Annotation], file: BinaryIO) -> None:
        """Write the file that belongs to the first one; raises AkaError as :meth:`write` does."""
        shown = (reduced(annotation, self.kept) for annotation in annotations)
        with self._needs():
            getattr(import_module(self.module), beside.writer)(shown, file)

    @contextmanager
    def _needs(self) -> Iterator[None]:
        """Say what has to be installed where the module's libraries are not, and what no file can hold."""
        try:
            yield
        except ModuleNotFoundError as error:
            if not self.extra:
                raise
            raise AkaError(
                f"The format {self.name} needs {error.name}, which is not installed: "
                f"pip install 'aka-reader[{self.extra}]'."
            ) from None
        except UnicodeEncodeError:
            raise BadAnnotation(
                f"The text has half of a character (a lone surrogate) in it, which {self.name} cannot hold."
            ) from None


class Formats(Mapping[str, Format]):
    """Formats by name: aka's own, and behind them those of other packages, which are looked for when none of aka's
    own is what is asked for."""

    def __init__(self, shipped: Iterable[Format]) -> None:
        self.shipped = {entry.name: entry for entry in shipped}

    def __getitem__(self, name: str) -> Format:
        return self.shipped[name] if name in self.shipped else _others()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> dict[str, Format]:
        return {**self.shipped, **_others(), **self.shipped}  # aka's own come first, and hold

    def of(self, data: bytes, *, others: bool = True) -> Format | None:
        """The format that a file's bytes are meant in; ``others``: be it that of another package."""
        found = next((entry for entry in self.shipped.values() if entry.recognises(data)), None)
        if found or not others:
            return found
        return next((entry for entry in _others().values() if entry.recognises(data)), None)

    def for_path(self, path: Path) -> Format | None:
        """The format that a file's name asks for, if any, to write it."""
        name = path.name.lower()
        fitting = [
            (len(suffix), entry)
            for entry in self.values()
            if entry.writes
            for suffix in entry.suffixes
            if name.endswith(suffix)
        ]
        return max(fitting, key=itemgetter(0))[1] if fitting else None  # of equal ones the first


@cache
def _others() -> dict[str, Format]:
    from importlib.metadata import entry_points  # 40 ms, which the reader's start-up can do without

    loaded = (point.load() for point in entry_points(group=GROUP))
    return {entry.name: entry for entry in loaded if isinstance(entry, Format)}
