"""FollowTheMoney: records of its schemata, which its own library takes where it is installed.

(That library has to compile ICU and brings much else, and so it is not among what the tests need.)
"""

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from annotate.errors import BadAnnotation
from annotate.formats import FORMATS, read_annotations, sentence
from tests.sample_annotation import TEXT, annotation

# Of the schemata's properties (followthemoney.tech/explorer, MIT) those that there are, and those that must be.
_THING = {"name", "alias", "notes", "sourceUrl", "wikidataId", "proof"}
_DOCUMENT = {
    "fileName",
    "title",
    "bodyText",
    "author",
    "date",
    "peopleMentioned",
    "companiesMentioned",
    "locationMentioned",
}
PROPERTIES = {
    "Person": _THING,
    "Organization": _THING,
    "Mention": {"document", "resolved", "name", "detectedSchema"},
    "PlainText": _DOCUMENT,
}
REQUIRED = {
    "Person": {"name"},
    "Organization": {"name"},
    "Mention": {"document", "name"},
    "PlainText": {"fileName"},
}


def written(*several):
    file = io.BytesIO()
    losses = FORMATS["ftm"].write(several, file)
    return [json.loads(line) for line in file.getvalue().splitlines()], sentence("ftm", losses)


def check(records):
    """Hold records to their schemata; ids are of one thing, and what is referred to is there."""
    ids = [record["id"] for record in records]
    assert len(set(ids)) == len(ids)
    for record in records:
        properties = record["properties"]
        assert REQUIRED[record["schema"]] <= properties.keys() <= PROPERTIES[record["schema"]]
        assert all(
            values and all(isinstance(value, str) and value for value in values)
            for values in properties.values()
        )
        for name in ("document", "resolved", "proof"):
            assert set(properties.get(name, [])) <= set(ids)


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
    check(records)
    document, *others = records
    assert document["schema"] == "PlainText"
    assert document["properties"] == {
        "fileName": ["talks.txt"],
        "title": ["Talks in Geneva"],
        "bodyText": [TEXT],
        "author": ["A. Reporter"],
        "date": ["2026-11-22T12:00:00"],
        "peopleMentioned": ["Barack Obama", "Vladimir Putin"],
        "companiesMentioned": ["United Nations"],
        "locationMentioned": ["Geneva"],
    }
    obama = others[0]
    assert obama["schema"] == "Person"
    assert obama["properties"] == {
        "name": ["Barack Obama"],
        "alias": ["Obama"],
        "notes": ["44th\nPresident"],
        "proof": [document["id"]],
        "wikidataId": ["Q76"],
    }
    mentions = [record["properties"] for record in others if record["schema"] == "Mention"]
    assert [each["name"] for each in mentions] == [
        ["Barack Obama"], ["Obama"], ["Vladimir Putin"], ["Putin"], ["United Nations"], ["UN"],
    ]  # fmt: skip
    assert mentions[0]["resolved"] == [obama["id"]]
    assert mentions[-1]["detectedSchema"] == ["Organization"]


def test_its_library_takes_it():
    model = pytest.importorskip("followthemoney").model
    for record in written(about())[0]:
        schema = model[record["schema"]]
        schema.validate(record)
        assert PROPERTIES[schema.name] <= schema.properties.keys()
        assert set(schema.required) <= REQUIRED[schema.name]
        proxy = model.get_proxy(record, cleaned=False)
        assert proxy.caption in [
            *record["properties"].get("name", []),
            *record["properties"].get("fileName", []),
        ]


def test_ids_are_the_same_the_next_time_and_of_no_two_things():
    records, _ = written(about())
    assert written(about())[0] == records
    other = replace(about(), document=replace(about().document, source="other.txt"))
    check(records + written(other)[0])


@settings(max_examples=60, deadline=None)
@given(st.text(), st.text(), st.text(min_size=1))
def test_whatever_is_in_an_entity_is_valid(reference, note, name):
    records, _ = written(about(reference, note, name))
    check(records)


def test_an_address_is_one():
    records, _ = written(about(reference="https://example.org/obama"))
    assert records[1]["properties"]["sourceUrl"] == ["https://example.org/obama"]


def test_it_is_written_only():
    with pytest.raises(
        BadAnnotation, match=r"a\.ftm\.json cannot be read as ftm: aka only writes that format"
    ):
        read_annotations(b"{}", "a.ftm.json", FORMATS["ftm"])


def test_half_a_character_is_replaced():
    records, _ = written(annotation("half \ud800"))
    assert records[0]["properties"]["bodyText"] == ["half \ufffd"]
