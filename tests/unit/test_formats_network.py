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
from annotate.library import Library
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


@settings(deadline=None, max_examples=40)
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


def test_the_corpus_says_which_entities_of_several_documents_are_one():
    person, group_ = "PERSON", "ORG"
    first = annotation(
        "DAESH fled from Keller.\n\nMerkel saw DAESH.\n",
        [
            (group_, {"DAESH": "canonical name"}),
            (person, {"Keller": "canonical name"}),
            (person, {"Merkel": "canonical name"}),
        ],
    )
    second = annotation(
        "Islamic State fought Keller.\n\nMerkel left.\n",
        [
            (group_, {"Islamic State": "canonical name"}),
            (person, {"Keller": "canonical name"}),
            (person, {"Merkel": "canonical name"}),
        ],
    )
    merkel = [
        replace(one, reference="Q567")
        for each in (first, second)
        for one in each.entities
        if one.name == "Merkel"
    ]
    first, second = (
        replace(each, entities=(*each.entities[:2], known))
        for each, known in zip((first, second), merkel, strict=True)
    )
    read, _ = graph(first, second)
    told = sorted((told["name"], told["documents"], told["mentions"]) for _, told in read.nodes(data=True))
    assert told == [
        ("Islamic State", 2, 3),  # which the alias book knows
        ("Keller", 1, 1),  # perhaps another Keller
        ("Keller", 1, 1),
        ("Merkel", 2, 2),  # of one reference
    ]
    assert [told["weight"] for *_, told in read.edges(data=True)] == [1, 1, 1]


def test_what_a_person_said_in_the_library_holds_in_a_network(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    both = [
        annotation(f"{text}\n", [("PERSON", {"Anna Keller": "canonical name"})])
        for text in ("Anna Keller left.", "Anna Keller stayed.")
    ]

    def nodes():
        read, _ = graph(*both)
        return [(told["name"], told["documents"]) for _, told in read.nodes(data=True)]

    assert nodes() == [("Anna Keller", 1), ("Anna Keller", 1)]  # perhaps two of one name
    with Library() as library:
        for each in both:
            library.add(each)
        one, other = (library.who(known.id) for known in library.entities("keller"))
        library.decide("merge", one, other)
    assert nodes() == [("Anna Keller", 2)]
    with Library() as library:
        library.decide("apart", one, other)
    assert nodes() == [("Anna Keller", 1), ("Anna Keller", 1)]


def test_two_of_one_document_stay_two_whatever_their_reference():
    made = annotation()
    same = replace(made, entities=tuple(replace(one, reference="Q1065") for one in made.entities))
    read, _ = graph(same)
    assert len(read) == 4
    assert len(graph(same, same)[0]) == 4


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
