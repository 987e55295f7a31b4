"""XML, for the formats that are written in it: read without following anything, written with every character that XML
cannot hold, or that would act on a terminal, in another way.

XML 1.0 has no place for most control characters, not even as ``&#27;``. In names, notes and the like they are written
as Office Open XML does it (ECMA-376 part 1, 22.9.2.19: ``_x001B_``); in a text, whose offsets must hold, each is
replaced by one visible character, and a note says which there were (:func:`replaced`).
"""

from __future__ import annotations

import re

from lxml import etree

from annotate.errors import BadAnnotation
from annotate.text import escape_xml, visible

FORBIDDEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
"""The characters that XML 1.0 cannot hold, as a regular expression (lone surrogates aside)."""

_must_escape = re.compile(f"{FORBIDDEN}|_(?=x[0-9A-F]{{4}}_)")
_escaped = re.compile("_x([0-9A-F]{4})_")
_forbidden = re.compile(FORBIDDEN)


def parse(data: bytes) -> etree._Element:
    """The root of an XML file. Nothing outside of the file is opened, and nothing in it is unfolded.

    Raises BadAnnotation for what is no XML, declares entities of its own, or nests or holds more than is sound.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, collect_ids=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        reason = str(error.msg).partition(", line ")[0]
        raise BadAnnotation(f"line {error.lineno}: it is no sound XML ({reason})") from None
    subset = root.getroottree().docinfo.internalDTD
    if subset is not None and any(True for _ in subset.iterentities()):
        raise BadAnnotation("it declares XML entities of its own, which aka does not unfold")
    if next(root.iter(etree.Entity), None) is not None:
        raise BadAnnotation("it uses XML entities that it does not declare")
    return root


def serialised(root: etree._Element) -> bytes:
    """A whole XML file in UTF-8, in which no character acts on a terminal."""
    data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return escape_xml(data) + b"\n"


def escaped(text: str) -> str:
    """A string that XML can hold.

    >>> escaped("a\\x1b"), escaped("_x001B_"), escaped("_x")
    ('a_x001B_', '_x005F_x001B_', '_x')
    """
    text.encode()  # a lone surrogate is an error of another kind
    return _must_escape.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unescaped(text: str) -> str:
    """What :func:`escaped` was given."""
    return _escaped.sub(lambda found: chr(int(found[1], 16)), text)


def replaced(text: str) -> tuple[str, str]:
    """The text with one visible character for each that XML cannot hold, and where they stood (code points), and
    which they were.

    >>> replaced("a\\x1b b\\x00")
    ('a␛ b␀', '1:1B 4:0')
    """
    text.encode()
    there = " ".join(f"{found.start()}:{ord(found[0]):X}" for found in _forbidden.finditer(text))
    return (_forbidden.sub(stand_in, text) if there else text), there


def stand_in(found: re.Match[str]) -> str:
    """The visible character for one that XML cannot hold."""
    return visible(found[0]) if found[0] < " " else "\ufffd"


def restored(text: str, there: str) -> str:
    """The text that :func:`replaced` was given; raises BadAnnotation where the note is no such note."""
    characters = list(text)
    try:
        for each in there.split():
            place, _, code = each.partition(":")
            characters[int(place)] = chr(int(code, 16))
    except (ValueError, IndexError, OverflowError):
        raise BadAnnotation("its note of control characters does not fit the text") from None
    return "".join(characters)
