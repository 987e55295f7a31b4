"""What stands on the pages of a PDF, as the process that opens it hands it over."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Failure = Literal["damaged", "locked", ""]


class Line(Struct, frozen=True, array_like=True, gc=False):
    """A line of text: from where to where it reaches, its baseline and its height, in points from the lower left
    corner of the page.

    It ends with a soft hyphen where a word is broken.
    """

    left: float
    right: float
    base: float
    height: float
    bold: bool
    text: str


class Page(Struct, frozen=True, array_like=True, gc=False):
    """A page's size in points, and its lines in the order of the file."""

    width: float
    height: float
    lines: list[Line]


class Extract(Struct, frozen=True):
    """The pages of a PDF and what it says of itself ("Title", "Author", "CreationDate"), or why there is nothing."""

    pages: list[Page] = []
    about: dict[str, str] = {}
    failure: Failure = ""
