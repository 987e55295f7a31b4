"""Bytes from a file or a stream -> Document."""

from annotate.sources.blocks import Block, BlockKind, segment
from annotate.sources.reading import STDIN, Reading, read, sample

__all__ = ["STDIN", "Block", "BlockKind", "Reading", "read", "sample", "segment"]
