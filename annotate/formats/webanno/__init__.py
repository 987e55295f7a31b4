"""WebAnno TSV 3.3, which INCEpTION reads and writes: a word a line, a column for each feature.

Mentions are of the layer NamedEntity, with the entity's reference as ``identifier`` and the label as ``value``; each
entity is a chain of the coreference layer. Offsets are UTF-16 units. The text between two sentences belongs to the
one before, so that the text is kept but for white space at its very beginning, of which only the length is.
https://inception-project.github.io/releases/36.1/docs/user-guide.html#sect_webannotsv
"""

from annotate.formats.webanno.reading import read
from annotate.formats.webanno.writing import write

__all__ = ["read", "write"]
