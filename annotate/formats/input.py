"""A file that a format reads."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from annotate.errors import BadAnnotation


class Input(NamedTuple):
    """A file to read: its bytes, and its path as a person named it."""

    data: bytes
    name: str

    def beside(self, suffix: str) -> bytes:
        """The bytes of the file that belongs to this one; raises BadAnnotation when it cannot be read."""
        path = Path(self.name).with_suffix(suffix)
        try:
            return path.read_bytes()
        except OSError as error:
            raise BadAnnotation(
                f"{path.name}, which belongs to it, is not beside it: {error.strerror}"
            ) from None

    @property
    def text(self) -> str:
        """The bytes as UTF-8, without a byte order mark; raises BadAnnotation when they are none."""
        try:
            return self.data.removeprefix(b"\xef\xbb\xbf").decode()
        except UnicodeDecodeError as error:
            raise BadAnnotation(f"it is not valid UTF-8 (byte {error.start})") from None

    def names(self, count: int) -> list[str]:
        """What that many documents of the file are called that have no name of their own."""
        return [self.name] if count == 1 else [f"{self.name} {number}" for number in range(1, count + 1)]
