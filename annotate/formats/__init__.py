"""Annotation <-> files: one module a format, imported when it is used; the registry says what each can do and keep.

Another package brings a format by an entry point of the group ``aka.formats`` that leads to a
:class:`annotate.formats.registry.Format`.
"""

from annotate.formats.input import Input
from annotate.formats.losses import Loss, sentence
from annotate.formats.opening import open_source
from annotate.formats.reading import read_annotations
from annotate.formats.registry import Format
from annotate.formats.saving import Replacement, save, save_each
from annotate.formats.shipped import FORMATS

for_path = FORMATS.for_path

__all__ = [
    "FORMATS",
    "Format",
    "Input",
    "Loss",
    "Replacement",
    "for_path",
    "open_source",
    "read_annotations",
    "save",
    "save_each",
    "sentence",
]
