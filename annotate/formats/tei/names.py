"""What TEI's elements are called, and which label each stands for."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree
from lxml.builder import ElementMaker

from annotate.labels import group_of

NAMESPACE = "http://www.tei-c.org/ns/1.0"
XML = "{http://www.w3.org/XML/1998/namespace}"
IDENT = "aka"  # of the application that wrote the file
E = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})


class Kind(NamedTuple):
    """How entities of a kind are listed (the list, one thing in it) and named (the element)."""

    list: str
    item: str
    name: str


PEOPLE = Kind("listPerson", "person", "persName")
ORGANISATIONS = Kind("listOrg", "org", "orgName")
PLACES = Kind("listPlace", "place", "placeName")
OTHERS = Kind("list", "item", "name")
VALUES = Kind("list", "item", "rs")  # dates and numbers
KINDS = (PEOPLE, ORGANISATIONS, PLACES, OTHERS)

LABEL_OF = {
    "persName": "PERSON",
    "orgName": "ORG",
    "placeName": "GPE",
    "settlement": "GPE",
    "country": "GPE",
    "region": "LOC",
    "district": "LOC",
    "bloc": "LOC",
    "geogName": "LOC",
    "objectName": "PRODUCT",
    "eventName": "EVENT",
    "date": "DATE",
    "time": "TIME",
    "name": "",
    "rs": "",
}
"""The elements that are mentions, and the label of one that has no ``@type`` which is a label."""

TYPE_OF = {"person": "PERSON", "place": "GPE", "org": "ORG", "organisation": "ORG", "work": "WORK_OF_ART"}
"""What editors often call the kinds of things in ``@type`` of ``name`` and ``rs``."""


def kind_of(label: str) -> Kind:
    """How entities with a label are written."""
    match group_of(label):
        case "people":
            return PEOPLE
        case "organisations":
            return ORGANISATIONS
        case "places":
            return PLACES
        case "dates and numbers":
            return VALUES
        case _:
            return OTHERS


def tag(element: etree._Element) -> str:
    """An element's name without its namespace; empty for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
