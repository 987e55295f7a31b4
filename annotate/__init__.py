"""aka's library: read a document, recognise the names in it, resolve them to entities, keep and export the result."""

__version__ = "0.1.0"
