"""The library: the texts that were read, with all that they name, in an SQLite database beside aka's memory.

:class:`Library` is the door. ``schema`` has the tables; ``indexing`` puts an annotation into them, ``shelf`` asks which
documents there are, ``naming`` who is named where, ``tags`` what a person calls a document, and ``searching`` where the
words stand that were ``asked``, with ``passages`` of the texts. ``bearing`` prepares entities for the corpus, which
``gathering`` makes of them, with the ``rulings`` of a person. What comes out is in ``items``.
"""

from annotate.library.items import Hit, InContext, Item, Known, Occurrence, Suggested
from annotate.library.library import Library, decided, fingerprint

__all__ = [
    "Hit",
    "InContext",
    "Item",
    "Known",
    "Library",
    "Occurrence",
    "Suggested",
    "decided",
    "fingerprint",
]
