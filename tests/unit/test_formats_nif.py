"""NIF in Turtle, as rdflib reads it."""

import io

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from rdflib.namespace import RDF, SKOS, XSD

from annotate.annotation import Mention
from annotate.errors import BadAnnotation
from annotate.formats import FORMATS, sentence
from tests.sample_annotation import annotation

NIF = rdflib.Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
ITS = rdflib.Namespace("http://www.w3.org/2005/11/its/rdf#")


def graph(*several):
    file = io.BytesIO()
    losses = FORMATS["nif"].write(several, file)
    return (
        rdflib.Graph().parse(data=file.getvalue(), format="turtle"),
        sentence("nif", losses),
        file.getvalue(),
    )


def strings(found):
    """The mentions: where they are, what they are, and what they lead to."""
    return sorted(
        (
            found.value(each, NIF.beginIndex).toPython(),
            found.value(each, NIF.endIndex).toPython(),
            str(found.value(each, NIF.anchorOf)),
            str(found.value(each, ITS.taIdentRef)),
        )
        for each in found.subjects(RDF.type, NIF.Phrase)
    )


TEXT = '😀 e\u0301 Daesh\r\nthe "group" \\ was\x00 \x1b[1m\u202eDaesh\u2028.'


def sample():
    made = annotation(TEXT, [("ORG", {"Daesh": "canonical name", "group": "alias book"})])
    scored = replace(made.mentions[0], score=0.875)
    entity = replace(made.entities[0], reference="Q2429253", note="See\nthere")
    same = replace(made.mentions[0], label="GPE", entity="e2")
    other = replace(entity, id="e2", name="Raqqa", label="GPE", reference=None, note="", aliases=())
    return replace(made, mentions=(scored, same, *made.mentions[1:]), entities=(entity, other))


def test_what_rdflib_reads():
    found, losses, data = graph(sample())
    assert losses == "nif keeps no evidence: 1 reason was dropped."
    (context,) = found.subjects(RDF.type, NIF.Context)
    assert str(found.value(context, NIF.isString)) == TEXT
    assert found.value(context, NIF.endIndex) == rdflib.Literal(len(TEXT), datatype=XSD.nonNegativeInteger)
    daesh, other = "http://www.wikidata.org/entity/Q2429253", str(context).partition("#")[0] + "#entity_2"
    first, group, last = TEXT.index("Daesh"), TEXT.index("group"), TEXT.rindex("Daesh")
    assert strings(found) == [
        (first, first + 5, "Daesh", daesh), (first, first + 5, "Daesh", other), (group, group + 5, "group", daesh),
        (last, last + 5, "Daesh", daesh),
    ]  # fmt: skip
    assert {each.toPython() for each in found.objects(None, ITS.taConfidence)} == {0.875}
    assert {str(each) for each in found.objects(rdflib.URIRef(daesh), SKOS.altLabel)} == {"group"}
    assert {context} == set(found.objects(None, NIF.referenceContext))
    assert not any(acting in data for acting in (b"\x00", b"\x1b", "\u202e".encode(), "\u2028".encode()))


@settings(max_examples=60, deadline=None)
@given(st.text(), st.text(), st.text(), st.data())
def test_whatever_stands_there_is_turtle(text, source, reference, data):
    edges = st.integers(0, len(text))
    spans = data.draw(
        st.sets(st.tuples(edges, edges).map(sorted).map(tuple).filter(lambda span: span[0] < span[1]))
    )
    made = annotation(TEXT, [("ORG", {"Daesh": "canonical name"})])
    mentions = tuple(
        Mention(start, end, text[start:end], "ORG", "e1", "model", "suggested")
        for start, end in sorted(spans, key=lambda span: (span[0], -span[1]))
    )
    entities = (replace(made.entities[0], reference=reference, name=text),)
    document = replace(made.document, text=text, source=source, author=source, title=text)
    found, _, _ = graph(replace(made, document=document, mentions=mentions, entities=entities))
    assert [each[:3] for each in strings(found)] == [
        (start, end, text[start:end]) for start, end in sorted(spans)
    ]
    assert [str(each) for each in found.objects(None, NIF.isString)] == [text]


def test_several_documents_are_several_contexts():
    web = replace(annotation(), document=replace(annotation().document, source="https://example.org/a b#top"))
    found, _, _ = graph(annotation(), web)
    contexts = sorted(str(each) for each in found.subjects(RDF.type, NIF.Context))
    assert contexts[0] == "https://example.org/a%20b#offset_0_211"
    assert contexts[1].startswith("urn:sha256:")


def test_half_a_character_is_said():
    with pytest.raises(BadAnnotation, match="half of a character"):
        graph(annotation("half \ud800"))
