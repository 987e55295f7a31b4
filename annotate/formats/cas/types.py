"""The types that aka writes: those of DKPro Core, as they are there, and its own."""

from __future__ import annotations

from typing import NamedTuple

DKPRO = "de.tudarmstadt.ukp.dkpro.core.api."
SOFA = "uima.cas.Sofa"
METADATA = f"{DKPRO}metadata.type.DocumentMetaData"
SENTENCE = f"{DKPRO}segmentation.type.Sentence"
TOKEN = f"{DKPRO}segmentation.type.Token"
NAMED_ENTITIES = f"{DKPRO}ner.type."
NAMED_ENTITY = f"{NAMED_ENTITIES}NamedEntity"
CHAIN = f"{DKPRO}coref.type.CoreferenceChain"
LINK = f"{DKPRO}coref.type.CoreferenceLink"
DOCUMENT, ENTITY, ALIAS, MENTION = "aka.Document", "aka.Entity", "aka.Alias", "aka.Mention"
VIEW = "_InitialView"

_STRING, _DOUBLE = "uima.cas.String", "uima.cas.Double"
PRIMITIVE = frozenset([_STRING, _DOUBLE, "uima.cas.Integer", "uima.cas.Boolean"])


class Type(NamedTuple):
    """A type: what it extends, and the range of each feature that it adds."""

    extends: str
    features: dict[str, str]


def _strings(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, _STRING)


TYPES = {
    METADATA: Type(
        "uima.tcas.DocumentAnnotation",
        {
            **_strings("documentTitle", "documentId", "documentUri", "collectionId", "documentBaseUri"),
            "isLastSegment": "uima.cas.Boolean",
        },
    ),
    SENTENCE: Type("uima.tcas.Annotation", {}),
    TOKEN: Type("uima.tcas.Annotation", {}),
    NAMED_ENTITY: Type("uima.tcas.Annotation", _strings("value", "identifier")),
    CHAIN: Type("uima.cas.AnnotationBase", {"first": LINK}),
    LINK: Type("uima.tcas.Annotation", {"next": LINK, **_strings("referenceType", "referenceRelation")}),
    DOCUMENT: Type("uima.cas.TOP", _strings("author", "date", "controls")),
    ENTITY: Type("uima.cas.TOP", _strings("name", "reference", "note")),
    ALIAS: Type(
        "uima.cas.TOP",
        {"entity": ENTITY, **_strings("name", "rule", "matched", "text", "when"), "score": _DOUBLE},
    ),
    MENTION: Type(
        "uima.cas.TOP",
        {"mention": NAMED_ENTITY, "entity": ENTITY, **_strings("by", "state", "when"), "score": _DOUBLE},
    ),
}


def is_reference(type_: str, feature: str) -> bool:
    """Whether a feature of a structure that aka writes leads to another structure."""
    if feature == "sofa":
        return True
    own = TYPES.get(type_)
    return own is not None and own.features.get(feature, _STRING) not in PRIMITIVE


class Structure(NamedTuple):
    """A feature structure: its id, its type, and its features by name; one that leads to another has its id. One
    without a value is not there. When read, all values are strings."""

    id: int
    type: str
    features: dict[str, str | int | float]
