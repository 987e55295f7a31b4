"""Annotations as one network: who is named in the same paragraphs as whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from annotate.annotation import Annotation
from annotate.book import load, personal
from annotate.cooccurrence import Link, links, paragraphs
from annotate.corpus import Bearer, Decision, resolve
from annotate.library import decided
from annotate.library.bearing import bearers_of
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

    Which entities of different documents are one the corpus says (:func:`annotate.corpus.resolve`), with what a person
    has said in the library.
    """
    bearers: list[Bearer] = []
    mentions: list[int] = []
    named: list[frozenset[int]] = []  # the bearers in each paragraph
    texts: dict[str, str] = {}  # from the texts' digests to the documents here
    for number, annotation in enumerate(annotations):
        index = Index(annotation)
        texts.setdefault(annotation.document.sha256, str(number))
        place: dict[str, int] = {}
        for bearer in bearers_of(index):
            place[bearer.id] = len(bearers)
            bearers.append(replace(bearer, document=str(number)))  # of one text there may be two annotations
            mentions.append(index.count(bearer.id))
        there = paragraphs(index.mentions, blocks_of(annotation.document))
        named += [frozenset([place[id_] for id_ in ids]) for ids in there]
    nodes: list[Node] = []
    node_of: dict[int, int] = {}
    for name, label, reference, members in _entities(bearers, texts):
        documents = len({bearers[member].document for member in members})
        node_of |= dict.fromkeys(members, len(nodes))
        count = sum(mentions[member] for member in members)
        nodes.append(Node(len(nodes), name, label, reference or "", documents, count))
    return Network(nodes, links({node_of[bearer] for bearer in each} for each in named))


def _entities(
    bearers: Sequence[Bearer], texts: Mapping[str, str]
) -> Iterator[tuple[str, str, str | None, list[int]]]:
    """Names, labels, references and members (numbers of ``bearers``), in the order in which they are first met."""
    if len({bearer.document for bearer in bearers}) < 2:
        yield from ((one.name, one.label, one.reference, [number]) for number, one in enumerate(bearers))
        return
    numbers = {bearer.place: number for number, bearer in enumerate(bearers)}
    found = [
        (entity, sorted(numbers[place] for place in entity.members))
        for entity in resolve(bearers, load(personal()), list(_decided(texts))).entities
    ]
    for entity, members in sorted(found, key=lambda one: one[1]):
        yield entity.name, entity.label, entity.reference, members


def _decided(texts: Mapping[str, str]) -> Iterator[Decision]:
    """What a person said of those who may be here."""
    for said in decided():
        ends = [
            who if not who.document else replace(who, document=texts[who.document])
            for who in (said.one, said.other)
            if not who.document or who.document in texts
        ]
        if len(ends) == 2:
            yield replace(said, one=ends[0], other=ends[1])
