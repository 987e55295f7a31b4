"""TEI P5: names in the text that refer to lists of persons, organisations, places and other things in ``standOff``.

A mention is a ``persName``, ``orgName``, ``placeName``, ``name`` or ``rs`` in the text, with ``@type`` (the label),
``@ref`` (its entity), ``@cert`` (the score) and ``@resp`` (who says so). Mentions that cross each other or a paragraph
are ``span`` elements in ``standOff`` between two ``anchor`` elements. An alias's evidence is a ``certainty``. What a
person confirmed, and when, is a ``change`` in ``revisionDesc``.
TEI Guidelines P5, chapters 14 (names), 17 (linking, stand-off), 22 (certainty).
"""

from annotate.formats.tei.reading import read
from annotate.formats.tei.writing import write

__all__ = ["read", "write"]
