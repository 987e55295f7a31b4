"""BioC XML and GATE's Bdoc: their own libraries read what aka writes, and aka what they write."""

import io
import json

import bioc
import pytest
from gatenlp import Document
from msgspec.structs import replace

from annotate.annotation import Mention
from annotate.errors import BadAnnotation
from annotate.formats import FORMATS, Input, read_annotations, sentence
from tests.sample_annotation import annotation

TEXT = "😀 Ada e\u0301 met Babbage.\r\nAda left אדה."
NAMED = [("PERSON", {"Ada": "canonical name"}), ("PERSON", {"Babbage": "canonical name", "אדה": "spelling"})]


def sample():
    made = annotation(TEXT, NAMED)
    ada = replace(
        made.mentions[0], by="reader", state="confirmed", score=0.5, when="2026-11-22T12:00:00+00:00"
    )
    entities = (replace(made.entities[0], reference="Q7259", note="A & B"), made.entities[1])
    return replace(made, mentions=(ada, *made.mentions[1:]), entities=entities)


def written(name, *several):
    file = io.BytesIO()
    losses = FORMATS[name].write(several, file)
    assert sentence(name, losses) == ""
    return file.getvalue().decode()


@pytest.mark.parametrize("name", ["bioc", "gate"])
def test_control_characters_come_back(name):
    text = "\x00Daesh\x1b[m \u202e\ufffe_x0041_\x85\t\r\n"
    mention = Mention(0, 7, "\x00Daesh\x1b", "ORG", "e1", "book", "confirmed", 0.1)
    one = replace(annotation(text, [("ORG", {"Daesh": "canonical name"})]), mentions=(mention,))
    data = written(name, one).encode()
    assert not any(acting in data for acting in (b"\x00", b"\x1b", b"\xc2\x85", "\u202e".encode()))
    (back,) = read_annotations(data, "file")
    assert back.document.text == text
    assert back.mentions == one.mentions


@pytest.mark.parametrize("name", ["bioc", "gate"])
def test_half_a_character_is_said(name):
    with pytest.raises(BadAnnotation, match="half of a character"):
        written(name, annotation("half \ud800"))


# BioC


def test_biocs_library_reads_what_aka_writes():
    (document, other) = bioc.loads(written("bioc", sample(), replace(annotation(), suggestions=()))).documents
    assert (document.id, other.infons["title"]) == ("talks.txt", "Talks in Geneva")
    (passage,) = document.passages
    assert passage.text == TEXT
    first, babbage, *_ = passage.annotations
    assert first.infons == {
        "type": "PERSON", "identifier": "Q7259", "by": "reader", "state": "confirmed", "score": "0.5",
        "when": "2026-11-22T12:00:00+00:00",
    }  # fmt: skip
    assert [passage.text[each.total_span.offset : each.total_span.end] for each in passage.annotations] == [
        "Ada", "Babbage", "Ada", "אדה",
    ]  # fmt: skip
    assert [(each.infons, [node.refid for node in each.nodes]) for each in document.relations] == [
        ({"type": "alias"}, ["m1", "m3"]), ({"type": "alias"}, ["m2", "m4"]),
    ]  # fmt: skip
    assert babbage.infons == {"type": "PERSON"}


def of_bioc(*, encoding=None, sentences=False):
    """A collection as a tagger would give it, made by BioC's library."""
    title, body = "😀 Colon cancer", "The tumour — a cancer — grew."

    def size(text):
        return len(text.encode(encoding)) // (2 if encoding == "utf-16-le" else 1) if encoding else len(text)

    collection = bioc.BioCCollection()
    document = bioc.BioCDocument()
    document.id = "PMC1"
    offset = 0
    number = 0
    for text, words in ((title, ["Colon cancer"]), (body, ["tumour", "cancer"])):
        passage = bioc.BioCPassage()
        passage.offset = offset
        holder = passage
        if sentences:
            holder = bioc.BioCSentence()
            holder.offset = offset
            passage.add_sentence(holder)
        holder.text = text
        for word in words:
            made = bioc.BioCAnnotation()
            number += 1
            made.id, made.text = f"T{number}", word
            made.infons.update({"type": "Disease"} | ({"identifier": "MESH:D003110"} if number != 3 else {}))
            made.add_location(bioc.BioCLocation(offset + size(text[: text.index(word)]), size(word)))
            holder.add_annotation(made)
        document.add_passage(passage)
        offset += size(text) + 1
    relation = bioc.BioCRelation()
    relation.id, relation.infons["type"] = "R1", "coref"
    relation.add_node(bioc.BioCNode("T2", "anaphor"))
    relation.add_node(bioc.BioCNode("T3", "antecedent"))
    document.add_relation(relation)
    collection.add_document(document)
    return collection


@pytest.mark.parametrize("sentences", [False, True])
@pytest.mark.parametrize("encoding", [None, "utf-8", "utf-16-le"])
def test_a_collection_of_another_program_opens(encoding, sentences):
    data = bioc.dumps(of_bioc(encoding=encoding, sentences=sentences))
    data = data.replace("?>", '?>\n<!DOCTYPE collection SYSTEM "BioC.dtd">', 1)
    (one,) = read_annotations(data.encode(), "tagged.xml")
    assert one.document.text == "😀 Colon cancer\nThe tumour — a cancer — grew."
    assert [(each.text, each.label, each.entity) for each in one.mentions] == [
        ("Colon cancer", "Disease", "e1"), ("tumour", "Disease", "e1"), ("cancer", "Disease", "e1"),
    ]  # fmt: skip
    assert one.entities[0].reference == "MESH:D003110"
    assert one.document.source == "PMC1"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('offset="2"', 'offset="4"', "“Colon cancer” does not stand at 4-16"),
        (">Colon cancer", ">Colon&#10;cancers\x9b1m", "“Colon cancers\ufffd1m” does not stand at 2-14"),
        ('length="12"', 'length="x"', "“x” is no offset"),
        ("<offset>0</offset>", "", "“” is no offset"),
        ("collection>", "collections>", "no sound XML"),
        ("</document>", "", "no sound XML"),
    ],
)
def test_what_is_no_bioc_is_said(old, new, says):
    data = bioc.dumps(of_bioc())
    assert old in data
    with pytest.raises(BadAnnotation, match=r"^odd cannot be read as bioc: .*\.$") as caught:
        FORMATS["bioc"].read(Input(data.replace(old, new, 1).encode(), "odd"))
    assert says in str(caught.value)


# GATE


def test_gatenlp_reads_what_aka_writes():
    document = Document.load_mem(written("gate", sample()), fmt="json")
    assert document.text == TEXT
    assert (document.name, document.features["title"]) == ("talks.txt", "Talks in Geneva")
    found = list(document.annset())
    assert [(document[each], each.type, each.features["matches"]) for each in found] == [
        ("Ada", "PERSON", [0, 2]), ("Babbage", "PERSON", [1, 3]), ("Ada", "PERSON", [0, 2]), ("אדה", "PERSON", [1, 3]),
    ]  # fmt: skip
    assert found[0].features["inst"] == "Q7259"
    assert document.features["entities"][0]["note"] == "A & B"


def test_what_has_been_through_gatenlp_still_has_all():
    data = written("gate", sample())
    document = Document.load_mem(data, fmt="json")
    back = document.save_mem(fmt="json", offset_type="j")
    assert json.loads(back)["offset_type"] == "j"
    assert FORMATS["gate"].read(Input(back.encode(), "a")) == FORMATS["gate"].read(Input(data.encode(), "a"))


def of_gate():
    """A document as GATE's own gazetteers and coreference would leave it, made by gatenlp."""
    document = Document(TEXT, features={"gate.SourceURL": "file:/talks.txt", "entities": "many"})
    default = document.annset()
    ada, again = TEXT.index("Ada"), TEXT.rindex("Ada")
    default.add(0, 1, "Token")
    default.add(ada, ada + 3, "Person", {"matches": [1, 3], "inst": "http://dbpedia.org/resource/Ada"})
    default.add(
        TEXT.index("Babbage"), TEXT.index("Babbage") + 7, "Person", {"gender": "male", "inst": "Q46633"}
    )
    default.add(again, again + 3, "Person", {"matches": [1, 3]})
    document.annset("Original markups").add(0, len(TEXT), "paragraph")
    return document


@pytest.mark.parametrize("offsets", ["p", "j"])
def test_a_document_of_gate_opens(offsets):
    data = of_gate().save_mem(fmt="json", offset_type=offsets)
    (one,) = read_annotations(data.encode(), "talks.bdocjs")
    assert [(each.text, each.label, each.entity) for each in one.mentions] == [
        ("Ada", "PERSON", "e1"), ("Babbage", "PERSON", "e2"), ("Ada", "PERSON", "e1"),
    ]  # fmt: skip
    assert [each.reference for each in one.entities] == ["http://dbpedia.org/resource/Ada", "Q46633"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"text": None}, "Expected `str`"),
        ({"offset_type": "x"}, "Invalid enum value"),
        ({"text": "Short"}, "does not fit the text"),
        ({"text": "Short", "offset_type": "j"}, "(in UTF-16 units) does not fit the text"),
        ({"annotation_sets": {"": {"annotations": [{"id": 1}]}}}, "missing required field"),
    ],
)
def test_what_is_no_bdoc_is_said(change, says):
    data = {**json.loads(of_gate().save_mem(fmt="json")), **change}
    with pytest.raises(BadAnnotation, match=r"^odd cannot be read as gate: .*\.$") as caught:
        FORMATS["gate"].read(Input(json.dumps(data).encode(), "odd"))
    assert says in str(caught.value)
