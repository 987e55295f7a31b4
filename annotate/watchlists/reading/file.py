"""A file of a watch list, read from its beginning to its end once, however long it is."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

from annotate.errors import BadSource

LONGEST = 1 << 20
"""Bytes of a line; a longer one is none of a list."""
_BEGINNING = 1 << 16  # bytes by which a list's kind is told
_BOM = b"\xef\xbb\xbf"


class ListFile:
    """A context manager: a file that is read forward. ``digest`` gets every byte that is read.

    ``tell`` gets how much is read, in words, now and then. Raises BadSource where the file cannot be read.
    """

    def __init__(self, path: Path, digest: hashlib._Hash, tell: Callable[[str], None]) -> None:
        self.path, self.name = path, str(path)
        self._digest, self._tell = digest, tell
        self._read = 0

    def __enter__(self) -> ListFile:
        try:
            if self.path.is_dir():
                raise BadSource(f"{self.path} is a folder: name the files of the list in it.")
            self._file = io.BufferedReader(self.path.open("rb", buffering=0), _BEGINNING)
        except OSError as error:
            raise BadSource(f"{self.path} cannot be read: {error.strerror}.") from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def beginning(self) -> bytes:
        """The first bytes, without a byte order mark; they are read again."""
        data = self._file.peek(_BEGINNING)[:_BEGINNING]
        return data.removeprefix(_BOM)

    def read(self, size: int = -1) -> bytes:
        """So many bytes of what is left, or all."""
        try:
            return self._took(self._file.read(size))
        except OSError as error:
            raise BadSource(f"{self.path} cannot be read: {error.strerror}.") from None

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Each line with its number, without its end; one that is too long is cut, and no shorter for it than
        :data:`LONGEST`."""
        number, begun = 0, False
        try:
            while line := self._took(self._file.readline(LONGEST)):
                if not begun:
                    number += 1
                    yield number, (line.removeprefix(_BOM) if number == 1 else line).rstrip(b"\r\n")
                begun = not line.endswith(b"\n")
        except OSError as error:
            raise BadSource(f"{self.path} cannot be read: {error.strerror}.") from None

    def texts(self) -> Iterator[tuple[int, str]]:
        """The same as text: UTF-8, and a line that is not as Windows' Western European."""
        for number, line in self.lines():
            try:
                yield number, line.decode()
            except UnicodeDecodeError:
                yield number, line.decode("cp1252", "replace")

    def _took(self, data: bytes) -> bytes:
        self._digest.update(data)
        before, self._read = self._read, self._read + len(data)
        if self._read >> 20 > before >> 20:
            self._tell(f"{self._read >> 20} MB read")
        return data
