"""The network of a text for spreadsheets and Gephi: a row for two entities that share paragraphs, and in a second file
one for each entity. Written, not read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from annotate.annotation import Annotation
from annotate.formats.csv import write_rows
from annotate.formats.network import Node, network

_EDGES = ("source", "target", "source name", "target name", "weight", "log-likelihood")


def write(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write the links; "weight" is the number of paragraphs that name both."""
    nodes, links = network(annotations)
    rows = (
        (link.one, link.other, nodes[link.one].name, nodes[link.other].name, link.shared, link.score)
        for link in links
    )
    write_rows(_EDGES, rows, file)


def write_nodes(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write the entities."""
    write_rows(Node._fields, network(annotations).nodes, file)
