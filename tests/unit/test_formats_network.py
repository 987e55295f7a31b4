"""GraphML and the table of edges: who is with whom, as networkx and a reader of CSV understand it."""

import csv
import io
from itertools import combinations

import networkx
import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from annotate.formats import FORMATS, save, sentence
from annotate.formats.parts import reduced
from annotate.formats.tables import harmless
from annotate.formats.xml import escaped, unescaped
from annotate.query import Index
from annotate.sources import segment
from annotate.text import visible
from tests.property.test_every_format import sound_annotations
from tests.sample_annotation import annotation


def graph(*several):
    file = io.BytesIO()
    losses = FORMATS["graphml"].write(several, file)
    data = file.getvalue()
    assert visible(data.decode(), keep="\n\t") == data.decode()
    return networkx.parse_graphml(data.decode()), sentence("graphml", losses)


def together(each):
    """The pairs of entities with the number of paragraphs that name both, looked for in the text block by block."""
    index = Index(each)
    pairs = {}
    for block in segment(each.document.text):
        if block.kind != "boilerplate":
            there = {mention.entity for mention in index.mentions if block.start <= mention.start < block.end}
            for pair in combinations(sorted(there), 2):
                pairs[frozenset(pair)] = pairs.get(frozenset(pair), 0) + 1
    return pairs


@settings(deadline=None)
@given(sound_annotations())
def test_networkx_reads_every_entity_and_link_of_a_document(each):
    read, _ = graph(each)
    index = Index(reduced(each, FORMATS["graphml"].kept))  # without entities that have no mentions
    entities = list(index.entities.values())
    nodes = [f"n{number}" for number in range(len(entities))]
    assert list(read.nodes) == nodes
    for node, entity in zip(nodes, entities, strict=True):
        told = read.nodes[node]
        assert unescaped(told["name"]) == entity.name
        assert told["label"] == entity.label
        assert unescaped(told.get("reference", "")) == (entity.reference or "")
        assert (told["documents"], told["mentions"]) == (1, index.count(entity.id))
    ids = {node: entity.id for node, entity in zip(nodes, entities, strict=True)}
    edges = {frozenset((ids[one], ids[other])): told["weight"] for one, other, told in read.edges(data=True)}
    assert edges == together(each)


def test_a_document_is_a_network_with_its_statistic():
    read, said = graph(annotation())
    of = {told["name"]: node for node, told in read.nodes(data=True)}
    assert of.keys() == {"Barack Obama", "Vladimir Putin", "United Nations", "Geneva"}  # and not Monday
    assert read.edges[of["Vladimir Putin"], of["United Nations"]] == {
        "weight": 2,
        "log_likelihood": pytest.approx(3.82, abs=0.01),
    }
    assert said == (
        "graphml keeps no text, mentions, evidence or suggested links: "
        "1 text, 11 mentions, 3 reasons and 1 link were dropped."
    )


def test_entities_of_several_documents_are_one_by_their_reference_alone():
    made = annotation()
    known = replace(
        made,
        entities=tuple(
            replace(one, reference="Q76" if one.id == "e1" else "Q1065" if one.id in ("e2", "e3") else None)
            for one in made.entities
        ),
    )
    read, _ = graph(known, known)
    told = sorted((told["name"], told["documents"], told["mentions"]) for _, told in read.nodes(data=True))
    assert told == [
        ("Barack Obama", 2, 4),
        ("Geneva", 1, 3),  # perhaps another Geneva
        ("Geneva", 1, 3),
        ("United Nations", 1, 3),  # two of one document stay two, whatever their references
        ("United Nations", 1, 3),
        ("Vladimir Putin", 2, 4),
    ]
    weights = {
        frozenset((read.nodes[one]["name"], read.nodes[other]["name"])): told["weight"]
        for one, other, told in read.edges(data=True)
    }
    assert weights[frozenset(("Barack Obama", "Vladimir Putin"))] == 2


def test_a_name_that_xml_cannot_hold_is_written_as_in_the_other_formats():
    hostile = '<b>&amp;"\x1b[31m\u202e]]>_x001B_'
    made = annotation()
    named = replace(made, entities=(replace(made.entities[0], name=hostile), *made.entities[1:]))
    read, _ = graph(named)
    assert read.nodes["n0"]["name"] == escaped(hostile)
    assert unescaped(escaped(hostile)) == hostile


def test_edges_and_nodes_are_two_tables_that_belong_together(tmp_path):
    made = annotation()
    named = replace(made, entities=(replace(made.entities[0], name="=1+1"), *made.entities[1:]))
    save([named], FORMATS["edges"], tmp_path / "talks.edges.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["talks.edges.csv", "talks.nodes.csv"]
    nodes, edges = (
        list(csv.DictReader((tmp_path / f"talks.{name}.csv").open(encoding="utf-8", newline="")))
        for name in ("nodes", "edges")
    )
    read, _ = graph(named)
    assert [row["name"] for row in nodes] == [harmless(told["name"]) for _, told in read.nodes(data=True)]
    assert {
        (row["source"], row["target"]): (int(row["weight"]), float(row["log-likelihood"])) for row in edges
    } == {
        (one[1:], other[1:]): (told["weight"], told["log_likelihood"])
        for one, other, told in read.edges(data=True)
    }
    names = {row["id"]: row["name"] for row in nodes}
    for row in edges:
        assert (row["source name"], row["target name"]) == (names[row["source"]], names[row["target"]])


def test_the_second_table_has_the_name_of_the_first_whatever_that_is(tmp_path):
    save([annotation()], FORMATS["edges"], tmp_path / "network.of.talks.csv")
    assert {path.name for path in tmp_path.iterdir()} == {
        "network.of.talks.csv",
        "network.of.talks.nodes.csv",
    }
