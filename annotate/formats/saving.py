"""A file that is there whole or not at all: written beside its place and moved there when it is done."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from types import TracebackType
from typing import BinaryIO
from uuid import uuid4

from annotate.errors import AkaError


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
