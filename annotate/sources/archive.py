"""Zip archives, also those that are documents: read in memory, within limits, and never unpacked to the disk."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from io import BytesIO
from lzma import LZMAError

from annotate.errors import BadSource
from annotate.sources.raw import HEAD, Raw

MOST_FILES = 20_000
MOST_BYTES = 64 << 20  # unpacked, of all that is read: the text of a very long book has a tenth of that
# What the library raises for bytes that are not what they should be.
_UNPACKING = (
    *(zipfile.BadZipFile, zlib.error, LZMAError, EOFError),
    *(NotImplementedError, ValueError, OSError, RuntimeError),
)
_TOO_MUCH = "{} unpacks to more than {} MB, which no text does: it is not read."


class Archive:
    """A zip archive in memory. ``names`` are the paths of its files, in its order.

    Raises BadSource for a damaged one and for one with more than MOST_FILES files.
    """

    def __init__(self, raw: Raw) -> None:
        self._name = raw.name
        self._left = MOST_BYTES
        try:
            self._zip = zipfile.ZipFile(BytesIO(raw.data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
            raise BadSource(
                f"{raw.name} is a damaged archive: get it once more from where it came from."
            ) from None
        self.names = tuple(entry.filename for entry in self._zip.infolist() if not entry.is_dir())
        if len(self.names) > MOST_FILES:
            raise BadSource(f"{raw.name} holds {len(self.names)} files: more than {MOST_FILES} are not read.")

    def read(self, name: str) -> bytes:
        """The bytes of a file in it; empty where there is no such file.

        Raises BadSource as :meth:`unpack` does, and once more than MOST_BYTES of all files were read.
        """
        data = self.unpack(name, self._left)
        self._left -= len(data)
        return data

    def unpack(self, name: str, most: int = MOST_BYTES) -> bytes:
        """The bytes of a file in it; empty where there is no such file.

        Raises BadSource for a damaged or encrypted one, and for one of more than ``most`` bytes. (What the archive says
        of its size is not believed.)
        """
        try:
            entry = self._zip.getinfo(name)
        except KeyError:
            return b""
        if entry.flag_bits & 1:
            raise BadSource(f"{self._name} is encrypted: save it without a password first.")
        try:
            with self._zip.open(entry) as file:
                data = file.read(most + 1)
        except _UNPACKING:
            raise BadSource(
                f"{self._name} is damaged: {posixpath.basename(name)} in it cannot be unpacked."
            ) from None
        if len(data) > most:
            raise BadSource(_TOO_MUCH.format(self._name, MOST_BYTES >> 20))
        return data

    def head(self, name: str) -> bytes:
        """The beginning of a file in it; empty where it cannot be unpacked."""
        try:
            with self._zip.open(name) as file:
                return file.read(HEAD)
        except (*_UNPACKING, KeyError):
            return b""
