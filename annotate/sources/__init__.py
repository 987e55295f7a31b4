"""Bytes from a file, a stream or the web -> Document."""

from annotate.sources.blocks import blocks_of, segment
from annotate.sources.reading import STDIN, Reading, read, sample
from annotate.sources.several import expand

__all__ = ["STDIN", "Reading", "blocks_of", "expand", "read", "sample", "segment"]
