"""A CAS as XMI, with its type system in a file beside it, which reading does not need."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from lxml import etree
from lxml.builder import ElementMaker

from annotate.annotation import Annotation
from annotate.errors import BadAnnotation
from annotate.formats.cas.reading import annotation_of
from annotate.formats.cas.types import TYPES, VIEW, Structure
from annotate.formats.cas.writing import SOFA as TEXT
from annotate.formats.cas.writing import structures
from annotate.formats.input import Input
from annotate.formats.xml import escaped, parse, replaced, restored, serialised, unescaped

_XMI = "http://www.omg.org/XMI"
_CAS = "http:///uima/cas.ecore"
_ID = f"{{{_XMI}}}id"
_E = ElementMaker(
    nsmap={None: "http://uima.apache.org/resourceSpecifier"},
    namespace="http://uima.apache.org/resourceSpecifier",
)


def write(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write one annotation (a second would make the file unreadable: ValueError)."""
    (annotation,) = annotations
    text, controls = replaced(annotation.document.text)
    made = structures(annotation, text, controls, escaped)
    spaces = {_prefix(each.type): _namespace(each.type) for each in made}
    root = etree.Element(
        f"{{{_XMI}}}XMI", {f"{{{_XMI}}}version": "2.0"}, nsmap={"xmi": _XMI, "cas": _CAS, **spaces}
    )
    etree.SubElement(root, f"{{{_CAS}}}NULL", {_ID: "0"})
    for each in made:
        features = {
            name: repr(value) if isinstance(value, float) else str(value)
            for name, value in each.features.items()
        }
        etree.SubElement(
            root,
            f"{{{_namespace(each.type)}}}{each.type.rpartition('.')[2]}",
            {_ID: str(each.id), **features},
        )
    said = {_ID: str(TEXT), "sofaNum": "1", "sofaID": VIEW, "mimeType": "text", "sofaString": text}
    etree.SubElement(root, f"{{{_CAS}}}Sofa", said)
    members = " ".join(str(each.id) for each in made)
    etree.SubElement(root, f"{{{_CAS}}}View", {"sofa": str(TEXT), "members": members})
    etree.indent(root)
    file.write(serialised(root))


def write_types(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write the type system, which is the same for every annotation."""
    types = [
        _E.typeDescription(
            _E.name(name),
            _E.description(),
            _E.supertypeName(type_.extends),
            *([_E.features(*_features(type_.features))] if type_.features else []),
        )
        for name, type_ in TYPES.items()
    ]
    root = _E.typeSystemDescription(_E.types(*types))
    etree.indent(root)
    file.write(serialised(root))


def _features(features: dict[str, str]) -> Iterator[etree._Element]:
    for name, range_ in features.items():
        yield _E.featureDescription(_E.name(name), _E.description(), _E.rangeTypeName(range_))


def read(file: Input) -> list[Annotation]:
    """Read one document; raises BadAnnotation."""
    root = parse(file.data)
    if root.tag != f"{{{_XMI}}}XMI":
        raise BadAnnotation("it is XML, but no XMI")
    found = [_structure(element) for element in root.iterchildren(etree.Element) if element.get(_ID)]
    return [annotation_of(found, file.name, restored, unescaped)]


def _structure(element: etree._Element) -> Structure:
    name = etree.QName(element)
    package = (name.namespace or "").removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
    features: dict[str, str | int | float] = {str(key): str(value) for key, value in element.attrib.items()}
    id_ = str(features.pop(_ID))
    if not re.fullmatch(r"\d{1,18}", id_):
        raise BadAnnotation(f"“{id_}” is no id of a structure")
    return Structure(int(id_), f"{package}.{name.localname}", features)


def _namespace(type_: str) -> str:
    return f"http:///{type_.rpartition('.')[0].replace('.', '/')}.ecore"


def _prefix(type_: str) -> str:
    """A prefix for the type's namespace, of which each of aka's types has its own."""
    parts = type_.split(".")[:-1]
    return next(part for part in reversed(parts) if part != "type")
