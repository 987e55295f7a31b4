"""Bytes from a file or a stream -> Document."""

from annotate.sources.blocks import blocks_of, segment
from annotate.sources.reading import STDIN, Reading, read, sample

__all__ = ["STDIN", "Reading", "blocks_of", "read", "sample", "segment"]
