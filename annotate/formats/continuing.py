"""Many annotations into one place, each there for good once it is written: a run that was stopped goes on from there.

What an annotation was made of has a name (:func:`made_of`): by it a later run knows what it need not make again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from annotate.annotation import FORMAT, Annotation, Document, Pipeline, decode, encode
from annotate.decisions import Decision
from annotate.errors import AkaError, BadAnnotation
from annotate.formats.losses import Loss
from annotate.formats.registry import Format
from annotate.formats.saving import Replacement, free_name, made_folder, save

RECORD = ".aka"
"""The file in a folder that says what each of its files was made of."""

_BEGINS = f'{{"format":"{FORMAT}"'.encode()


def made_of(document: Document, pipeline: Pipeline, decisions: Iterable[Decision]) -> str:
    """A name for all that an annotation follows from: the document, the pipeline, and what a person decided."""
    what = (msgspec.structs.replace(document, text=""), pipeline, tuple(dict.fromkeys(decisions)))
    return hashlib.sha256(repr(what).encode("utf-8", "backslashreplace")).hexdigest()


def _made(annotation: Annotation) -> str:
    return made_of(annotation.document, annotation.pipeline, annotation.decisions)


class Lines:
    """A file of ``aka/1`` with one annotation a line, which grows in place.

    Until :meth:`finish` it has what it had before and, behind that, what was added; then what was added or kept, in
    that order, and nothing else.
    """

    def __init__(self, path: Path) -> None:
        """Raises BadAnnotation where the file has anything else in it, and OSError where it cannot be read."""
        self.path = path
        self._places: dict[str, tuple[int, int]] = {}  # offsets of the lines
        self._has: list[str] = []
        self._wanted: list[str] = []
        self._end = 0
        self._file: BinaryIO | None = None
        if path.exists():
            with path.open("rb") as file:
                while start := file.read(len(_BEGINS)):
                    self._take(start, file)

    def _take(self, start: bytes, file: BinaryIO) -> None:
        if not _BEGINS.startswith(start):
            raise BadAnnotation("it is something else")
        line = start + file.readline()
        if line.endswith(b"\n"):
            self._note(_made(decode(line)), len(line))
        elif _is_whole(line):
            raise BadAnnotation("it ends without a line end, so another program wrote it")
        # Else a process was killed while it wrote: the next line takes its place.

    def _note(self, made: str, size: int) -> None:
        self._places[made] = (self._end, self._end + size)
        self._has.append(made)
        self._end += size

    def __contains__(self, made: str) -> bool:
        return made in self._places

    def keep(self, made: str) -> None:
        """Keep what is there already."""
        self._wanted.append(made)

    def add(self, source: str, annotation: Annotation) -> tuple[Loss, ...]:
        """Write a line; returns what could not be kept, which is nothing. Raises BadAnnotation for what no file can
        hold, and AkaError when it cannot be written."""
        line = encode(annotation) + b"\n"
        try:
            if self._file is None:
                self._file = self.path.open("r+b" if self.path.exists() else "xb")
                self._file.truncate(self._end)
                self._file.seek(self._end)
            self._file.write(line)
            self._file.flush()
        except OSError as error:
            raise AkaError(f"{self.path} cannot be written: {error.strerror}.") from None
        self._note(_made(annotation), len(line))
        self._wanted.append(self._has[-1])
        return ()

    def finish(self) -> tuple[Loss, ...]:
        """Put the lines in order; nothing is lost of them. Raises AkaError when they cannot be written; then all are
        there, in another order."""
        if not self._wanted or self._wanted == self._has:
            return ()
        with self.path.open("rb") as old, Replacement(self.path) as new:
            for start, end in map(self._places.__getitem__, self._wanted):
                old.seek(start)
                new.write(old.read(end - start))
        return ()

    def close(self) -> None:
        """See that what was written is on the disk."""
        if self._file is not None:
            with self._file:
                os.fsync(self._file.fileno())
            self._file = None


class Gathered(Lines):
    """A file of several documents that cannot grow, such as a table: what is added is gathered in a file of lines
    beside it, from which :meth:`finish` makes it whole."""

    def __init__(self, output: Path, entry: Format) -> None:
        """Raises BadAnnotation where the file beside has anything else in it, and OSError where it cannot be read."""
        super().__init__(output.with_name(f"{output.name}.part"))
        self._output, self._entry = output, entry

    def finish(self) -> tuple[Loss, ...]:
        """Write the file; returns what could not be kept. Raises AkaError when it cannot be written; then what was
        gathered is still there."""
        if not self._wanted:
            return ()
        self.close()
        gathered = _Read(self.path, [self._places[made] for made in self._wanted])
        losses = save(gathered, self._entry, self._output)
        self.path.unlink()
        return losses


class _Read:
    """The annotations of a file of lines, as often as they are asked for: one at a time is in memory."""

    def __init__(self, path: Path, places: list[tuple[int, int]]) -> None:
        self._path, self._places = path, places

    def __iter__(self) -> Iterator[Annotation]:
        with self._path.open("rb") as file:
            for start, end in self._places:
                file.seek(start)
                yield decode(file.read(end - start))


def _is_whole(line: bytes) -> bool:
    try:
        decode(line)
    except BadAnnotation:
        return False
    return True


class _File(msgspec.Struct, frozen=True):
    """A line of the record: what was made of what, in which format, and the name of the file."""

    made: str
    source: str
    format: str
    name: str


class Files:
    """A folder with a file of each annotation, called as its source is; it is made where there is none.

    A source that was written there before keeps its name; two of one name are numbered.
    """

    def __init__(self, folder: Path, entry: Format) -> None:
        """Raises AkaError when there can be no such folder."""
        self.path = made_folder(folder)
        self._entry = entry
        self._record = folder / RECORD
        self._made: set[str] = set()
        self._names: dict[str, str] = {}  # by source
        self._taken: set[str] = set()
        with contextlib.suppress(FileNotFoundError):
            for line in self._record.read_bytes().splitlines():
                with contextlib.suppress(msgspec.DecodeError):
                    self._note(msgspec.json.decode(line, type=_File))

    def _note(self, file: _File) -> None:
        if file.format == self._entry.name and (self.path / file.name).is_file():
            self._made.add(file.made)
            self._names[file.source] = file.name
            self._taken.add(file.name.casefold())

    def __contains__(self, made: str) -> bool:
        return made in self._made

    def keep(self, made: str) -> None:
        """Keep what is there already."""

    def add(self, source: str, annotation: Annotation) -> tuple[Loss, ...]:
        """Write the file of a source, which is what was named on the command line; returns what could not be kept.
        Raises AkaError when it cannot be written."""
        name = self._names.get(source)
        if name is None:
            name = free_name(annotation.document.source, self._entry.suffixes[0], self._taken)
        losses = save([annotation], self._entry, self.path / name)
        file = _File(_made(annotation), source, self._entry.name, name)
        try:
            with self._record.open("ab") as record:
                record.write(msgspec.json.encode(file) + b"\n")
        except OSError as error:
            raise AkaError(f"{self._record} cannot be written: {error.strerror}.") from None
        self._note(file)
        return losses

    def finish(self) -> tuple[Loss, ...]:
        """All is where it belongs, and what could not be kept was said by :meth:`add`."""
        return ()

    def close(self) -> None:
        """All is on the disk."""
