"""GraphML, for Gephi, Cytoscape, networkx and the like: entities, and who shares paragraphs. Written, not read.

http://graphml.graphdrawing.org/specification.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from lxml import etree
from lxml.builder import E

from annotate.annotation import Annotation
from annotate.formats.network import Network, network
from annotate.formats.xml import escaped
from annotate.text import escape_xml


class _Key(NamedTuple):
    """What nodes or edges are told of: its name, its type and what it means."""

    of: str
    name: str
    type: str
    means: str


_KEYS = (
    _Key("node", "name", "string", "what the entity is called"),
    _Key("node", "label", "string", "PERSON, ORG, GPE ..."),
    _Key("node", "reference", "string", "its id elsewhere, as Wikidata's"),
    _Key("node", "documents", "int", "how many documents name it"),
    _Key("node", "mentions", "int", "how often they do"),
    _Key("edge", "weight", "int", "how many paragraphs name both"),
    _Key("edge", "log_likelihood", "double", "Dunning's G2; negative: less often together than by chance"),
)


def write(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write the network of the annotations."""
    made = network(annotations)
    file.write(
        b"<?xml version='1.0' encoding='UTF-8'?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
    )
    for number, key in enumerate(_KEYS):
        described = E.key(
            E.desc(key.means),
            {"id": f"k{number}", "for": key.of, "attr.name": key.name, "attr.type": key.type},
        )
        file.write(etree.tostring(described) + b"\n")
    file.write(b'<graph edgedefault="undirected">\n')
    for element in _elements(made):  # one at a time, for there may be many
        file.write(escape_xml(etree.tostring(element, encoding="UTF-8", xml_declaration=False)) + b"\n")
    file.write(b"</graph>\n</graphml>\n")


def _elements(made: Network) -> Iterator[etree._Element]:
    for node in made.nodes:
        yield E.node(
            *_data("node", (node.name, node.label, node.reference, node.documents, node.mentions)),
            id=f"n{node.id}",
        )
    for link in made.links:
        yield E.edge(
            *_data("edge", (link.shared, link.score)), source=f"n{link.one}", target=f"n{link.other}"
        )


def _data(of: str, values: tuple[str | int | float, ...]) -> Iterator[etree._Element]:
    """The values of the keys of nodes or edges, in their order; without those that are empty."""
    numbers = [number for number, key in enumerate(_KEYS) if key.of == of]
    for number, value in zip(numbers, values, strict=True):
        if value != "":
            yield E.data(escaped(str(value)), key=f"k{number}")
