"""FollowTheMoney: its own library takes what aka writes."""

import io
import json

import pytest
from followthemoney import model
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from annotate.errors import BadAnnotation
from annotate.formats import FORMATS, read_annotations, sentence
from tests.sample_annotation import TEXT, annotation


def written(*several):
    file = io.BytesIO()
    losses = FORMATS["ftm"].write(several, file)
    return [json.loads(line) for line in file.getvalue().splitlines()], sentence("ftm", losses)


def proxies(records):
    """The records as the library's own objects, after its validation."""
    for record in records:
        model[record["schema"]].validate(record)
        assert set(model[record["schema"]].required) <= record["properties"].keys()
    return [model.get_proxy(record, cleaned=False) for record in records]


def about(reference="Q76", note="44th\nPresident", name="Barack Obama"):
    entity = replace(annotation().entities[0], reference=reference, note=note, name=name)
    document = replace(annotation().document, author="A. Reporter", date="2026-11-22T12:00:00+01:00")
    return replace(annotation(), entities=(entity, *annotation().entities[1:]), document=document)


def test_people_organisations_and_where_they_are_named():
    records, losses = written(about())
    assert losses == (
        "ftm keeps no evidence, suggested links, mentions but those of persons and organisations or offsets: "
        "3 reasons, 1 link, 4 other mentions and 7 offsets were dropped."
    )
    document, *others = proxies(records)
    assert document.schema.name == "PlainText"
    assert document.first("bodyText") == TEXT.strip()
    assert (document.get("fileName"), document.get("author")) == (["talks.txt"], ["A. Reporter"])
    assert document.get("date") == ["2026-11-22T12:00:00"]
    assert document.get("peopleMentioned") == ["Barack Obama", "Vladimir Putin"]
    assert (document.get("companiesMentioned"), document.get("locationMentioned")) == (
        ["United Nations"],
        ["Geneva"],
    )
    obama = others[0]
    assert (obama.schema.name, obama.get("name"), obama.get("alias")) == (
        "Person",
        ["Barack Obama"],
        ["Obama"],
    )
    assert (obama.get("wikidataId"), obama.get("notes"), obama.get("proof")) == (
        ["Q76"],
        ["44th\nPresident"],
        [document.id],
    )
    mentions = [each for each in others if each.schema.name == "Mention"]
    assert [each.caption for each in mentions] == [
        "Barack Obama", "Obama", "Vladimir Putin", "Putin", "United Nations", "UN",
    ]  # fmt: skip
    assert {each.first("document") for each in mentions} == {document.id}
    assert [each.first("detectedSchema") for each in mentions][-1] == "Organization"
    assert {each.first("resolved") for each in mentions} == {
        each.id for each in others if each.schema.name in ("Person", "Organization")
    }


def test_ids_are_the_same_the_next_time_and_of_no_two_things():
    records, _ = written(about())
    assert written(about())[0] == records
    other = replace(about(), document=replace(about().document, source="other.txt"))
    ids = [record["id"] for record in records + written(other)[0]]
    assert len(set(ids)) == len(ids)


@settings(max_examples=60, deadline=None)
@given(st.text(), st.text(), st.text(min_size=1))
def test_whatever_is_in_an_entity_is_valid(reference, note, name):
    records, _ = written(about(reference, note, name))
    proxies(records)
    assert all(record["properties"] for record in records)


def test_an_address_is_one():
    records, _ = written(about(reference="https://example.org/obama"))
    assert proxies(records)[1].get("sourceUrl") == ["https://example.org/obama"]


def test_it_is_written_only():
    with pytest.raises(
        BadAnnotation, match=r"a\.ftm\.json cannot be read as ftm: aka only writes that format"
    ):
        read_annotations(b"{}", "a.ftm.json", FORMATS["ftm"])


def test_half_a_character_is_replaced():
    records, _ = written(annotation("half \ud800"))
    assert records[0]["properties"]["bodyText"] == ["half \ufffd"]
