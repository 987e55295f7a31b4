"""W3C Web Annotations in JSON-LD."""

import io
import json

import pytest
from msgspec.structs import replace
from rdflib import RDF, Graph, Namespace

from annotate.errors import BadAnnotation
from annotate.formats import FORMATS, read_annotations
from tests.sample_annotation import TEXT, annotation

OA, ACTIVITY = Namespace("http://www.w3.org/ns/oa#"), Namespace("http://www.w3.org/ns/activitystreams#")
AKA = Namespace("urn:x-aka:1#")
# What http://www.w3.org/ns/anno.jsonld, which nothing is fetched from here, says of the terms that are used.
STANDARD = {
    "oa": str(OA), "as": str(ACTIVITY), "rdf": str(RDF), "dc": "http://purl.org/dc/elements/1.1/",
    "id": "@id", "type": "@type",
    "Annotation": "oa:Annotation", "TextualBody": "oa:TextualBody", "SpecificResource": "oa:SpecificResource",
    "TextQuoteSelector": "oa:TextQuoteSelector", "TextPositionSelector": "oa:TextPositionSelector",
    "AnnotationCollection": "as:OrderedCollection", "AnnotationPage": "as:OrderedCollectionPage",
    "Software": "as:Application", "Text": "http://purl.org/dc/dcmitype/Text",
    "identifying": "oa:identifying", "tagging": "oa:tagging", "describing": "oa:describing",
    "body": {"@type": "@id", "@id": "oa:hasBody"}, "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"}, "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "state": {"@type": "@id", "@id": "oa:hasState"}, "generator": {"@type": "@id", "@id": "as:generator"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
    "first": {"@type": "@id", "@id": "as:first"}, "total": "as:totalItems", "startIndex": "as:startIndex",
    "format": "dc:format", "language": "dc:language", "value": "rdf:value", "start": "oa:start", "end": "oa:end",
    "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix", "text": "oa:text",
    "name": "http://xmlns.com/foaf/0.1/name", "label": "http://www.w3.org/2000/01/rdf-schema#label",
}  # fmt: skip


def written(made):
    file = io.BytesIO()
    FORMATS["w3c"].write([made], file)
    return json.loads(file.getvalue())


def opened(data, name="a.jsonld"):
    (one,) = read_annotations(json.dumps(data).encode(), str(name), FORMATS["w3c"])
    return one


def sample():
    obama, putin, *rest = annotation().entities
    obama = replace(obama, reference="Q76", note="The president")
    putin = replace(putin, reference="no IRI")
    return replace(annotation(), entities=(obama, putin, *rest))


def test_an_item_is_as_the_standard_wants_it():
    data = written(sample())
    assert data["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    base = f"urn:sha256:{annotation().document.sha256}"
    assert data["first"]["items"][1] == {
        "id": f"{base}:mention:2",
        "type": "Annotation",
        "motivation": "identifying",
        "body": [
            {
                "type": "SpecificResource",
                "source": "http://www.wikidata.org/entity/Q76",
                "purpose": "identifying",
            },
            {"type": "TextualBody", "value": "PERSON", "purpose": "tagging"},
            {"type": "TextualBody", "value": "The president", "purpose": "describing"},
        ],
        "target": {
            "type": "SpecificResource",
            "source": base,
            "selector": [
                {"type": "TextPositionSelector", "start": 32, "end": 44},
                {
                    "type": "TextQuoteSelector",
                    "exact": "Barack Obama",
                    "prefix": TEXT[:32],
                    "suffix": TEXT[44:76],
                },
            ],
        },
        "entity": f"{base}:entity:1",
    }


def test_it_is_rdf_in_the_standards_vocabulary():
    data = written(sample())
    data["@context"][0] = STANDARD
    graph = Graph().parse(data=json.dumps(data), format="json-ld")
    annotations = set(graph.subjects(RDF.type, OA.Annotation))
    assert len(annotations) == len(sample().mentions)
    for each in annotations:
        assert graph.value(each, OA.motivatedBy) == OA.identifying
        target = graph.value(each, OA.hasTarget)
        kinds = {graph.value(selector, RDF.type) for selector in graph.objects(target, OA.hasSelector)}
        assert kinds == {OA.TextPositionSelector, OA.TextQuoteSelector}
        purposes = {graph.value(body, OA.hasPurpose) for body in graph.objects(each, OA.hasBody)}
        assert {OA.identifying, OA.tagging} <= purposes <= {OA.identifying, OA.tagging, OA.describing}
    assert {str(each.toPython()) for each in graph.objects(None, RDF.value)} >= {TEXT, "PERSON"}
    # Nothing was lost on the way, and no name of the standard's is used for something of aka's own.
    own = {
        str(predicate).removeprefix(AKA) for predicate in graph.predicates() if str(predicate).startswith(AKA)
    }
    assert own == {
        "document", "entities", "entity", "evidence", "alias", "rule", "with", "origin", "title", "reference", "note",
    }  # fmt: skip
    collection = graph.value(None, RDF.type, ACTIVITY.OrderedCollection, default=None)
    assert graph.value(graph.value(collection, AKA.document), RDF.value).toPython() == TEXT


# In the shape of the standard's examples (4.2.4, 4.2.5, 5.2), of another text, which stands in a file beside it.
EXAMPLE = "😀 Daesh fell. Some say that Daesh, or ISIS, fell twice."
IRI = "https://www.wikidata.org/wiki/Q2429253"


def example(selector, body=IRI, **more):
    target = {"source": "http://example.org/ebook1", "selector": selector}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld", "id": "http://example.org/anno1", "type": "Annotation",
        "body": body, "target": target, **more,
    }  # fmt: skip


def quoted(exact, prefix="", suffix=""):
    return {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}


def at(start, end):
    return {"type": "TextPositionSelector", "start": start, "end": end}


@pytest.fixture
def beside(tmp_path):
    (tmp_path / "example.txt").write_text(EXAMPLE, encoding="utf-8")
    return tmp_path / "example.jsonld"


def test_annotations_of_others_open_with_the_text_beside_them(beside):
    tag = {"type": "TextualBody", "value": "Organization", "purpose": "tagging"}
    comment = {"type": "TextualBody", "value": "A name for it", "purpose": "commenting"}
    identity = {"type": "SpecificResource", "source": IRI, "purpose": "identifying"}
    page = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationPage",
        "items": [
            example(at(2, 7), tag),
            example(quoted("Daesh", "say that "), [tag, identity, comment]),
            example([at(39, 43), quoted("ISIS")], [identity, tag]),  # UTF-16 units: the quotation holds
            example({"type": "FragmentSelector", "value": "#intro"}),
        ],
    }
    one = opened(page, beside)
    assert one.document.text == EXAMPLE
    assert [(each.start, each.text, each.label, each.entity) for each in one.mentions] == [
        (2, "Daesh", "ORG", "e1"), (28, "Daesh", "ORG", "e2"), (38, "ISIS", "ORG", "e2"),
    ]  # fmt: skip
    assert (one.entities[1].reference, one.entities[1].note) == ("Q2429253", "A name for it")


def test_a_list_or_a_single_one_opens_as_well(beside):
    single = example([at(2, 7)], motivation="linking")
    assert [each.text for each in opened(single, beside).mentions] == ["Daesh"]
    assert opened(single, beside).entities[0].reference == "Q2429253"
    assert [each.text for each in opened([single, example(at(38, 42))], beside).mentions] == ["Daesh", "ISIS"]


@pytest.mark.parametrize(
    ("item", "says"),
    [
        (example(at(2, 700)), "annotation 2: a span at 2-700 does not fit the text"),
        (example(quoted("ISIL")), "annotation 2: “ISIL” does not stand in the text"),
        (example(at(2, 7), by="nobody"), "annotation 2: Invalid enum value 'nobody'"),
    ],
)
def test_what_does_not_fit_is_said(beside, item, says):
    if "700" in says:
        says = says.removeprefix("annotation 2: ")
    with pytest.raises(BadAnnotation) as caught:
        opened([example(at(2, 7)), item], beside)
    assert f"example.jsonld cannot be read as w3c: {says}" in str(caught.value)


def test_a_text_is_needed(tmp_path):
    with pytest.raises(BadAnnotation, match=r"lone\.txt, which belongs to it, is not beside it"):
        opened(example(at(2, 7)), tmp_path / "lone.jsonld")
    with pytest.raises(BadAnnotation, match="cannot be read as w3c"):
        read_annotations(b'{"@context": "http://www.w3.org/ns/anno.jsonld"', "a.jsonld")
