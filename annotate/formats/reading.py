"""Annotations in a file's bytes, in any format that can be read, which is recognised by what they hold."""

from __future__ import annotations

from pathlib import PurePath

from annotate.annotation import FORMAT, Annotation
from annotate.errors import BadAnnotation
from annotate.formats.input import Input
from annotate.formats.registry import Format
from annotate.formats.shipped import FORMATS
from annotate.labels import LABELS
from annotate.text import one_line

_PROSE = (".txt", ".md")  # a file that is called so is asked about aka's own formats only: that takes no time


def looks_annotated(data: bytes, name: str = "") -> bool:
    """Whether a file's bytes are meant as annotations (they may be damaged)."""
    return recognised(data, name) is not None


def recognised(data: bytes, name: str = "") -> Format | None:
    """The format that the bytes of a file called ``name`` are meant in, None for anything else, such as prose."""
    return FORMATS.of(data, others=PurePath(name).suffix.lower() not in _PROSE)


def read_annotations(data: bytes, name: str, entry: Format | None = None) -> list[Annotation]:
    """The annotations in the bytes of a file called ``name``, in the format ``entry``, or else in the one that they are
    recognised as.

    Raises BadAnnotation with a sentence that names the file.
    """
    entry = entry or recognised(data, name)
    if entry is None:
        readable = ", ".join(each.name for each in FORMATS.values() if each.reads)
        raise BadAnnotation(
            f"{name} holds no annotation in aka's format ({FORMAT}) or another that aka reads ({readable})."
        )
    return entry.read(Input(data, name))


def unknown_labels(annotation: Annotation) -> str:
    """A sentence about the labels that are not of aka's scheme; empty where there are none."""
    labels = dict.fromkeys(mention.label for mention in annotation.mentions if mention.label not in LABELS)
    if not labels:
        return ""
    names = [one_line(label) for label in labels]
    shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if names[5:] else "")
    return f"{one_line(annotation.document.source)} has labels that aka does not know, shown under “other”: {shown}."
