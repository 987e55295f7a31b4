"""Which of a service's types a label is, so that it is asked for people where a person is named."""

from __future__ import annotations

from annotate.labels import group_of
from annotate.reconcile.protocol import Manifest

# What services call their types, in singular and plural, by aka's groups.
_WORDS = {
    "people": {"person", "persons", "people", "human", "humans"},
    "organisations": {"organization", "organizations", "organisation", "organisations", "corporate body"},
    "places": {"place", "places", "location", "locations", "geographic location", "geographic entity"},
    "events": {"event", "events"},
}
# Wikidata's own, which its service does not list: human, organization, geographic entity, event.
_WIKIDATA = {"people": "Q5", "organisations": "Q43229", "places": "Q27096213", "events": "Q1656682"}


def type_of(manifest: Manifest, label: str) -> str | None:
    """The id of the service's type for a label, None where it has none that is known to be the same."""
    group = group_of(label)
    words = _WORDS.get(group, ())
    for type_ in manifest.types:
        if type_.name.casefold() in words or type_.id.casefold() in words:
            return type_.id
    if manifest.identifier_space.rstrip("/").endswith("wikidata.org/entity"):
        return _WIKIDATA.get(group)
    return None
