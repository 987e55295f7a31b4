"""Annotations as one network: who is named in the same paragraphs as whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from annotate.annotation import Annotation, Entity
from annotate.cooccurrence import Link, links, paragraphs
from annotate.query import Index
from annotate.sources import blocks_of


class Node(NamedTuple):
    """An entity of the network: what it is, in how many documents and how often it is named."""

    id: int
    name: str
    label: str
    reference: str
    documents: int
    mentions: int


class Network(NamedTuple):
    """The entities, in the order in which they are first met, and the links between them, the strongest first."""

    nodes: list[Node]
    links: list[Link[int]]


def network(annotations: Iterable[Annotation]) -> Network:
    """The network of all names in the annotations, which are taken as they come; dates and numbers are left out.

    An entity of one document is that of another where both have the same reference: one name may have many bearers.
    """
    entities: list[Entity] = []
    documents, mentions = Counter[int](), Counter[int]()
    of_reference: dict[str, int] = {}

    def numbered(index: Index) -> dict[str, int]:
        """The numbers of a document's entities; two of one document stay two, whatever their references."""
        numbers: dict[str, int] = {}
        taken = set[int]()
        for entity in index.entities.values():
            number = of_reference.get(entity.reference or "")
            if number is None or number in taken:
                number = len(entities)
                entities.append(entity)
                if entity.reference:
                    of_reference.setdefault(entity.reference, number)
            taken.add(number)
            numbers[entity.id] = number
        return numbers

    def all_paragraphs() -> Iterator[set[int]]:
        for annotation in annotations:
            index = Index(annotation)
            numbers = numbered(index)
            documents.update(numbers.values())
            mentions.update({number: index.count(id_) for id_, number in numbers.items()})
            for named in paragraphs(index.mentions, blocks_of(annotation.document)):
                yield {numbers[id_] for id_ in named}

    found = links(all_paragraphs())
    nodes = [
        Node(number, one.name, one.label, one.reference or "", documents[number], mentions[number])
        for number, one in enumerate(entities)
    ]
    return Network(nodes, found)
