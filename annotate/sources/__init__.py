"""Bytes from a file or a stream -> Document."""
