"""One entry of a watch list, and what is wrong with a line of one."""

from __future__ import annotations

from typing import NamedTuple

from annotate.text import one_line


class Listed(NamedTuple):
    """Somebody or something on a list: the line of the file, the id there, its label (OntoNotes, empty where the list
    does not say what it is) and its names, first what it is called. Those in ``weak`` the list itself doubts."""

    line: int
    id: str
    label: str
    names: tuple[str, ...]
    weak: tuple[str, ...] = ()


class More(NamedTuple):
    """More names of an entry that stands elsewhere in the list, be it in another of its files."""

    line: int
    id: str
    names: tuple[str, ...]


class Fault(NamedTuple):
    """A place in a file from which nothing could be taken, or not all: the line (0 where it has none) and why.
    ``lost``: something is not on the list for it."""

    file: str
    line: int
    reason: str
    lost: bool = True

    def __str__(self) -> str:
        """The sentence for people."""
        where = f"{self.file}, line {self.line}" if self.line else self.file
        return one_line(f"{where}: {self.reason}.")


Found = Listed | More | Fault
