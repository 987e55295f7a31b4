"""Annotation <-> files: one module a format; the registry says what each can do and what it drops."""

from annotate.formats.opening import open_source
from annotate.formats.reading import read_annotations
from annotate.formats.registry import FORMATS, Format, for_path
from annotate.formats.saving import Replacement

__all__ = ["FORMATS", "Format", "Replacement", "for_path", "open_source", "read_annotations"]
