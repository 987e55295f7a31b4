"""Annotations in a file's bytes: in either native format, recognised by what they hold."""

from __future__ import annotations

import re

from annotate.annotation import FORMAT, Annotation
from annotate.errors import BadAnnotation
from annotate.formats import json, jsonl

_version = re.compile(rb'"format"\s*:\s*"(aka/[^"]*)"').search
_begins = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{").match


def looks_annotated(data: bytes) -> bool:
    """Whether a file's bytes are meant as annotations in the native format (they may be damaged)."""
    return _begins(data) is not None and _version(data) is not None


def read_annotations(data: bytes, name: str) -> list[Annotation]:
    """The annotations in the bytes of a file called ``name``: one indented object, or one a line.

    Raises BadAnnotation with a sentence that names the file.
    """
    version = _version(data)
    if not _begins(data) or not version:
        raise BadAnnotation(f"{name} holds no annotation in aka's format ({FORMAT}).")
    if version[1].decode("utf-8", "replace") != FORMAT:
        found = version[1].decode("utf-8", "replace")
        raise BadAnnotation(f"{name} is in the format {found}, and this aka reads {FORMAT}: use a newer aka.")
    data = data.removeprefix(b"\xef\xbb\xbf")
    one_a_line = data.lstrip().split(b"\n", 1)[0].rstrip().endswith(b"}")
    try:
        return jsonl.read(data) if one_a_line else json.read(data)
    except BadAnnotation as error:
        raise BadAnnotation(f"{name} is a damaged annotation: {error}.") from None
