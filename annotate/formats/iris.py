"""References as IRIs, where others have nothing else: Wikidata's ids have one each."""

from __future__ import annotations

import re

_WIKIDATA = "http://www.wikidata.org/entity/"
is_wikidata = re.compile(r"Q[1-9]\d*").fullmatch
"""Whether a reference is an id of Wikidata's."""


def iri_of(reference: str) -> str:
    """The IRI of a reference that is an id of Wikidata's; any other as it is.

    >>> iri_of("Q2429253"), iri_of("https://example.org/daesh")
    ('http://www.wikidata.org/entity/Q2429253', 'https://example.org/daesh')
    """
    return _WIKIDATA + reference if is_wikidata(reference) else reference


def reference_of(iri: str) -> str:
    """The reference that an IRI was made of."""
    id_ = re.sub(r"^https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/", "", iri)
    return id_ if is_wikidata(id_) else iri
