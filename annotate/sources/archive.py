"""Zip archives, also those that are documents: read in memory, within limits, and never unpacked to the disk."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from io import BytesIO

from annotate.errors import BadSource
from annotate.sources.raw import Raw

MOST_FILES = 20_000
MOST_BYTES = (
    256 << 20
)  # unpacked, of all the files that are read; a long illustrated book has a tenth of that
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

        Raises BadSource for a damaged or encrypted one, and once more than MOST_BYTES were unpacked. (What the archive
        says of a file's size is not believed.)
        """
        try:
            entry = self._zip.getinfo(name)
        except KeyError:
            return b""
        if entry.flag_bits & 1:
            raise BadSource(f"{self._name} is encrypted: save it without a password first.")
        pieces = []
        try:
            with self._zip.open(entry) as file:
                while piece := file.read(1 << 20):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise BadSource(_TOO_MUCH.format(self._name, MOST_BYTES >> 20))
                    pieces.append(piece)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            ValueError,
            OSError,
            RuntimeError,
        ):
            raise BadSource(
                f"{self._name} is damaged: {posixpath.basename(name)} in it cannot be unpacked."
            ) from None
        return b"".join(pieces)
