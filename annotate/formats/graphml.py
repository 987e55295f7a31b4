"""GraphML, for Gephi, Cytoscape, networkx and the like: entities, and who shares paragraphs. Written, not read.

http://graphml.graphdrawing.org/specification.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import BinaryIO, NamedTuple
from xml.sax.saxutils import escape

from annotate.annotation import Annotation
from annotate.cooccurrence import Link
from annotate.formats.network import Node, network
from annotate.formats.xml import escaped
from annotate.text import escape_xml

_escape = partial(escape, entities={"\r": "&#13;"})  # which would be read as a line end


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
    nodes, links = network(annotations)
    lines = (*_head(), *map(_node, nodes), *map(_edge, links), "</graph>", "</graphml>")
    file.writelines(escape_xml(line.encode()) + b"\n" for line in lines)


def _head() -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for key in _KEYS:
        yield (
            f'<key id="{key.name}" for="{key.of}" attr.name="{key.name}" attr.type="{key.type}">'
            f"<desc>{key.means}</desc></key>"
        )
    yield '<graph edgedefault="undirected">'


def _node(node: Node) -> str:
    told = (("name", node.name), ("label", node.label), ("reference", node.reference))
    data = "".join(f'<data key="{name}">{_escape(escaped(value))}</data>' for name, value in told if value)
    return (
        f'<node id="n{node.id}">{data}<data key="documents">{node.documents}</data>'
        f'<data key="mentions">{node.mentions}</data></node>'
    )


def _edge(link: Link[int]) -> str:
    return (
        f'<edge source="n{link.one}" target="n{link.other}"><data key="weight">{link.shared}</data>'
        f'<data key="log_likelihood">{link.score}</data></edge>'
    )
