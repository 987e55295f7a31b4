"""What is written in a cell of the format, and what in its text: layers, escapes."""

from __future__ import annotations

import re

from annotate.formats.iris import iri_of, reference_of

NAMED_ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
LINK = "de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink"
NOTHING = "_"  # no annotation
NULL = "*"  # an annotation without a value

_reserved = re.compile(r"->|[\\\[\]|_;*\t\n\r]").sub
_controls = re.compile(r"[\\\x00-\x0a\x0c-\x1f]").sub
_escapes = re.compile(r"\\(->|.)", re.DOTALL).sub
_AS_LETTER = {"\t": "t", "\n": "n", "\r": "r", "\f": "f", "\b": "b"}
_OF_LETTER = {letter: control for control, letter in _AS_LETTER.items()}


def escape_text(text: str) -> str:
    """A line of the text."""
    return _controls(_escaped, text)


def escape_value(text: str) -> str:
    """The value of a feature."""
    return _reserved(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return "\\" + _AS_LETTER.get(found[0], found[0])


def unescape(text: str) -> str:
    """What was escaped."""
    return _escapes(lambda found: _OF_LETTER.get(found[1], found[1]), text)


def identifier_of(reference: str | None) -> str:
    """A reference as INCEpTION has it, an IRI."""
    return escape_value(iri_of(reference)) if reference else NULL


def reference_in(identifier: str) -> str | None:
    """The reference that an identifier was."""
    return None if identifier in (NULL, NOTHING) else reference_of(unescape(identifier))
