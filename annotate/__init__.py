"""aka's library: read a document, recognise the names in it, resolve them to entities, keep and export the result."""

from importlib.metadata import version

__version__ = version("aka-reader")
