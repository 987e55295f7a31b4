"""Untrusted text on its way to a terminal or a page: every character that could act is shown instead."""

from __future__ import annotations

import re
from functools import lru_cache

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # could show text in another order than it is read in
_BREAKS = "\u2028\u2029"  # some programs end a line at these
_CONTROLS = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0)]))
_SURROGATES = "\ud800-\udfff"  # cannot be written as UTF-8


# DEL, C1, _BIDI and _BREAKS as UTF-8. (JSON has the other controls escaped, and no lone surrogates.)
_ACTING_UTF8 = re.compile(rb"\x7f|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]")


@lru_cache
def _acting(keep: str) -> re.Pattern[str]:
    # One class of characters: a negative lookahead for what is kept costs several times as much.
    controls = re.escape("".join(control for control in _CONTROLS if control not in keep))
    return re.compile(f"[{controls}{_BIDI}{_BREAKS}{_SURROGATES}]")


def _shown(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)  # the control pictures, in the order of the controls
    return {0x7F: "\u2421", 0x2028: "\u2424", 0x2029: "\u2424"}.get(code, "\ufffd")


def visible(text: str, keep: str = "") -> str:
    """The text with each control character (C0, DEL, C1, bidi, lone surrogate) as one visible character.

    The result has the same length, so that offsets hold. ``keep`` names C0 and C1 controls that stay, such as "\\n".

    >>> visible("a\\x1b[1mb\\n", keep="\\n")
    'a␛[1mb\\n'
    """
    return _acting(keep).sub(_shown, text)


def escape_json(data: bytes) -> bytes:
    """JSON (in UTF-8, with its C0 controls escaped) that holds the same and no character that acts.

    >>> escape_json('"\\x7f \\u202e \\x9b"'.encode())
    b'"\\\\u007f \\\\u202e \\\\u009b"'
    """
    # Only inside a string can such a character stand, so that it needs no parser to find it.
    return _ACTING_UTF8.sub(lambda found: f"\\u{ord(found[0].decode()):04x}".encode(), data)


def escape_xml(data: bytes) -> bytes:
    """XML (in UTF-8, with no such character in a name or a comment) that holds the same and no character that acts.

    >>> escape_xml("<a>\\u202e</a>".encode())
    b'<a>&#x202E;</a>'
    """
    return _ACTING_UTF8.sub(lambda found: f"&#x{ord(found[0].decode()):X};".encode(), data)


def one_line(text: str) -> str:
    """The text for a line of a table: white space as single spaces, controls visible.

    >>> one_line("Islamic\\n State")
    'Islamic State'
    """
    return visible(" ".join(text.split()))
