"""doccano's JSONL."""

import io
import json

import pytest

from annotate.errors import BadAnnotation
from annotate.formats import FORMATS, read_annotations
from tests.sample_annotation import TEXT, annotation


def test_a_line_that_doccano_imports():
    file = io.BytesIO()
    FORMATS["doccano"].write([annotation()], file)
    (line,) = file.getvalue().splitlines()
    example = json.loads(line)
    assert example["text"] == TEXT
    assert example["entities"][1] == {"id": 1, "label": "PERSON", "start_offset": 32, "end_offset": 44}
    assert example["relations"][0] == {"from_id": 3, "to_id": 0, "type": "alias", "id": 0}
    assert example["meta"]["title"] == "Talks in Geneva"
    assert example["meta"]["entities"][0]["name"] == "Barack Obama"
    assert example["meta"]["entities"][0]["evidence"]["Obama"]["rule"] == "surname of"


# The examples that come with doccano (MIT licence), the first one written over several lines as there.
RELATIONS = """
{
    "text": "Google was founded on September 4, 1998, by Larry Page and Sergey Brin.",
    "entities": [
        {"id": 0, "start_offset": 0, "end_offset": 6, "label": "ORG"},
        {"id": 1, "start_offset": 22, "end_offset": 39, "label": "DATE"},
        {"id": 2, "start_offset": 44, "end_offset": 54, "label": "PERSON"},
        {"id": 3, "start_offset": 59, "end_offset": 70, "label": "PERSON"}
    ],
    "relations": [
        {"from_id": 0, "to_id": 1, "type": "foundedAt"},
        {"from_id": 0, "to_id": 2, "type": "foundedBy"}
    ]
}
"""
LABELS = """{"text": "EU rejects German call to boycott British lamb.", "label": [ [0, 2, "ORG"], [11, 17, "MISC"] ]}
{"text": "Peter Blackburn", "label": [ [0, 15, "PERSON"] ]}
{"text": "President Obama", "label": [ [10, 15, "PERSON"] ]}
"""
OVERLAPPING = '{"text": "exampleA", "label": [[0, 1, "LOC"], [0, 1, "LOC"]], "meta": {"wikiPageID": 1}}\n'


def named(data):
    return [
        [(each.text, each.label) for each in one.mentions]
        for one in read_annotations(data.encode(), "a.jsonl")
    ]


def test_the_examples_of_doccano_open():
    assert named(RELATIONS) == [[
        ("Google", "ORG"), ("September 4, 1998", "DATE"), ("Larry Page", "PERSON"), ("Sergey Brin", "PERSON"),
    ]]  # fmt: skip
    assert named(LABELS) == [
        [("EU", "ORG"), ("German", "MISC")], [("Peter Blackburn", "PERSON")], [("Obama", "PERSON")],
    ]  # fmt: skip
    assert named(OVERLAPPING) == [[("e", "LOC"), ("e", "LOC")]]
    assert named(f"[{','.join(LABELS.splitlines())}]") == named(LABELS)


def test_relations_that_say_so_join():
    data = json.loads(RELATIONS)
    data["relations"].append({"id": 9, "from_id": 3, "to_id": 2, "type": "COREF"})
    (one,) = read_annotations(json.dumps(data).encode(), "a.jsonl")
    assert [each.entity for each in one.mentions] == ["e1", "e2", "e3", "e3"]


def test_what_is_known_follows_the_spans_that_a_person_moved():
    file = io.BytesIO()
    FORMATS["doccano"].write([annotation()], file)
    example = json.loads(file.getvalue())
    example["entities"] = [{**span, "id": span["id"] + 100} for span in example["entities"][1:]]
    example["relations"] = []
    (one,) = read_annotations(json.dumps(example).encode(), "a.jsonl")
    assert [each.name for each in one.entities][:3] == ["Barack Obama", "Vladimir Putin", "Geneva"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"text": "A", "label": [[0, 9, "ORG"]]}', "line 2: a span at 0-9 does not fit the text"),
        ('{"text": "A", "label": [[0, "ORG"]]}', "line 2: Expected `int`, got `str` - at `$.label[0][1]`"),
        ('{"text": "A", "label": [], "meta": {"entities": [{"at": 3}]}}', "line 2: "),
        ('{"text": "A", "label', "line 2: "),
    ],
)
def test_what_does_not_fit_is_said(line, says):
    with pytest.raises(BadAnnotation) as caught:
        read_annotations(f'{{"text": "A", "label": []}}\n{line}'.encode(), "a.jsonl")
    assert str(caught.value).startswith(f"a.jsonl cannot be read as doccano: {says}")
