"""The W3C Web Annotation Data Model as JSON-LD: a collection with an annotation for each mention.

A mention's bodies are its entity (identifying: the IRI of its reference, or one of aka's own), its label (tagging) and
the entity's note (describing); its target has a TextPositionSelector and a TextQuoteSelector. Beside the standard's
terms stand aka's own (``urn:x-aka:1#``): the text, so that the file can be read by itself, what is known of the
entities, and who decided what. Offsets are code points, as the standard wants them.
https://www.w3.org/TR/annotation-model/
"""

from annotate.formats.w3c.reading import read
from annotate.formats.w3c.writing import write

__all__ = ["read", "write"]
