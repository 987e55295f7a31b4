"""NIF 2.1, the NLP Interchange Format, in Turtle. Written, not read.

A document is a ``nif:Context``, a mention an ``nif:OffsetBasedString`` of it that ITS 2.0's ``taIdentRef`` leads to
its entity: to the reference where that is an IRI or an id of Wikidata's, else to a resource within the file.
Offsets are code points in both (NIF counts as RFC 5147 does, but for line ends, which all count).
https://persistence.uni-leipzig.org/nlp2rdf/specification/core.html, https://www.w3.org/TR/its20/#textanalysis
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from urllib.parse import quote

import msgspec

from annotate.annotation import Annotation, Entity
from annotate.formats.iris import iri_of
from annotate.labels import Group, group_of
from annotate.text import escape_json

_PREFIXES = {
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
    "nerd": "http://nerd.eurecom.fr/ontology#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_CLASS: dict[Group, str] = {
    "people": "nerd:Person",
    "organisations": "nerd:Organization",
    "places": "nerd:Location",
    "events": "nerd:Event",
}
_is_iri = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]+").fullmatch
_is_language = re.compile(r"[A-Za-z]+(?:-[A-Za-z0-9]+)*").fullmatch


def write(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write the triples of each annotation, as they come."""
    file.write("".join(f"@prefix {name}: <{iri}> .\n" for name, iri in _PREFIXES.items()).encode())
    for number, annotation in enumerate(annotations, 1):
        here = f"d{number}"  # a prefix for each document, for its address is long and stands everywhere
        file.write(f"\n@prefix {here}: {_iri(_base(annotation) + '#')} .\n".encode())
        for subject, properties in _resources(annotation, here):
            lines = " ;\n".join(f"    {name} {value}" for name, value in properties)
            file.write(escape_json(f"\n{subject}\n{lines} .\n".encode()))


_Properties = list[tuple[str, str]]


def _base(annotation: Annotation) -> str:
    """The address of a document, or one made of what it says."""
    made = annotation.document
    web = made.source.startswith(("http://", "https://"))
    return made.source.partition("#")[0] if web else f"urn:sha256:{made.sha256}"


def _resources(annotation: Annotation, here: str) -> Iterator[tuple[str, _Properties]]:
    made = annotation.document
    context = f"{here}:offset_0_{len(made.text)}"
    about = {"dcterms:title": made.title, "dcterms:creator": made.author, "dcterms:date": made.date}
    yield (
        context,
        [
            ("a", "nif:Context , nif:OffsetBasedString"),
            *_place(0, len(made.text)),
            ("nif:isString", _string(made.text)),
            ("dcterms:source", _string(made.source)),
            *([("dcterms:language", _string(made.language))] if _is_language(made.language) else []),
            *((name, _string(value)) for name, value in about.items() if value),
        ],
    )
    entities = {}
    for number, entity in enumerate(annotation.entities, 1):
        reference = iri_of(entity.reference or "")
        entities[entity.id] = _iri(reference) if _is_iri(reference) else f"{here}:entity_{number}"
        yield entities[entity.id], _entity(entity)
    for number, mention in enumerate(annotation.mentions, 1):
        # The number tells two mentions of one place apart.
        place = f"offset_{mention.start}_{mention.end}"
        taken = number > 1 and annotation.mentions[number - 2]
        same = taken and (taken.start, taken.end) == (mention.start, mention.end)
        properties = [
            ("a", "nif:OffsetBasedString , nif:Phrase"),
            *_place(mention.start, mention.end),
            ("nif:referenceContext", context),
            ("nif:anchorOf", _string(mention.text)),
            ("itsrdf:taIdentRef", entities[mention.entity]),
            ("dcterms:type", _string(mention.label)),
        ]
        if class_ := _CLASS.get(group_of(mention.label)):
            properties.append(("itsrdf:taClassRef", class_))
        if mention.score is not None:
            properties.append(("itsrdf:taConfidence", f'"{mention.score!r}"^^xsd:double'))
        yield f"{here}:{place}" + (f"_{number}" if same else ""), properties


def _entity(entity: Entity) -> _Properties:
    names = dict.fromkeys(alias.name for alias in entity.aliases if alias.name != entity.name)
    class_ = _CLASS.get(group_of(entity.label), "nerd:Thing")
    found = [("a", class_), ("skos:prefLabel", _string(entity.name))]
    found += [("skos:altLabel", _string(name)) for name in names]
    if entity.reference:
        found.append(("dcterms:identifier", _string(entity.reference)))
    if entity.note:
        found.append(("skos:note", _string(entity.note)))
    return found


def _place(start: int, end: int) -> _Properties:
    return [
        ("nif:beginIndex", f'"{start}"^^xsd:nonNegativeInteger'),
        ("nif:endIndex", f'"{end}"^^xsd:nonNegativeInteger'),
    ]


def _string(text: str) -> str:
    """A literal; what JSON writes as an escape, Turtle reads as one."""
    return msgspec.json.encode(text).decode()


def _iri(iri: str) -> str:
    """An IRI without any character that ends or acts in one."""
    return f"<{quote(iri, safe=_SAFE)}>"


_SAFE = ":/?#[]@!$&'()*+,;=%-._~"
