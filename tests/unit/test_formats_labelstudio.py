"""Label Studio's JSON."""

import io
import json

import pytest
from msgspec.structs import replace

from annotate.errors import BadAnnotation
from annotate.formats import FORMATS, read_annotations
from tests.sample_annotation import TEXT, annotation


def written(*annotations):
    file = io.BytesIO()
    FORMATS["labelstudio"].write(annotations, file)
    return json.loads(file.getvalue())


def opened(tasks):
    return read_annotations(json.dumps(tasks).encode(), "tasks.json")


def test_tasks_that_label_studio_imports():
    first, second = written(annotation(), annotation(""))
    assert second["predictions"][0]["result"] == []
    assert first["data"]["text"] == TEXT
    assert first["annotations"] == []
    (prediction,) = first["predictions"]
    assert prediction["model_version"] == "none 0"
    assert prediction["result"][1] == {
        "type": "labels", "id": "m1", "from_name": "label", "to_name": "text", "origin": "prediction",
        "value": {"start": 32, "end": 44, "text": "Barack Obama", "labels": ["PERSON"]},
    }  # fmt: skip
    assert prediction["result"][-1] == {
        "type": "relation", "from_id": "m10", "to_id": "m0", "direction": "right", "labels": ["alias"],
    }  # fmt: skip


def test_what_a_person_has_confirmed_is_an_annotation():
    done = replace(
        annotation(), mentions=tuple(replace(each, state="confirmed") for each in annotation().mentions)
    )
    (task,) = written(done)
    assert task["predictions"] == []
    assert len(task["annotations"]) == 1
    (back,) = opened([task])
    assert {each.state for each in back.mentions} == {"confirmed"}


def region(start, end, text, label="PER", **more):
    value = {"start": start, "end": end, "text": text, "labels": [label]}
    return {
        "id": f"r{start}",
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": value,
        **more,
    }


def exported(*regions, text="Great 👩‍🚒 firemen of Great Lakes.", **more):
    """A task in the shape of Label Studio's export (the keys of its documentation)."""
    return {
        "id": 1,
        "created_at": "2021-03-09T21:52:49.513742Z",
        "project": 83,
        "data": {"my_text": text, "ref": "x"},
        "annotations": [
            {"id": 1000, "result": [], "was_cancelled": True, "completed_by": 10, "lead_time": 4.288},
            {"id": 1001, "result": list(regions), "was_cancelled": False, "ground_truth": False, "task": 1},
        ],
        "predictions": [
            {"created_ago": "3 hours", "model_version": "model 1", "result": [region(0, 5, "Great")]}
        ],
        **more,
    }


def test_a_task_that_label_studio_exported_opens():
    choice = {"id": "c", "from_name": "sentiment", "type": "choices", "value": {"choices": ["Positive"]}}
    (one,) = opened([exported(region(21, 32, "Great Lakes", "GPE", origin="manual"), choice)])
    (mention,) = one.mentions
    assert (mention.text, mention.label, mention.by, mention.state) == (
        "Great Lakes",
        "GPE",
        "reader",
        "confirmed",
    )
    (one,) = opened([exported(annotations=[])])
    assert [(each.text, each.label, each.state) for each in one.mentions] == [
        ("Great", "PERSON", "suggested")
    ]


@pytest.mark.parametrize("start", [21, 23])
def test_offsets_of_older_and_newer_versions(start):
    """Code points, and UTF-16 units, of which the fire woman is two more."""
    (one,) = opened([exported(region(start, start + 11, "Great Lakes"))])
    assert [each.text for each in one.mentions] == ["Great Lakes"]


def test_relations_that_say_so_join():
    one, other = region(0, 5, "Great"), region(21, 32, "Great\\nLakes")
    for label, entities in (("coreference", 1), ("org:founded_by", 2)):
        relation = {
            "type": "relation",
            "from_id": "r21",
            "to_id": "r0",
            "direction": "right",
            "labels": [label],
        }
        (read,) = opened([exported(one, other, relation)])
        assert len(read.entities) == entities


@pytest.mark.parametrize(
    ("task", "says"),
    [
        (
            exported(region(1, 12, "Great Lakes")),
            "says that “Great Lakes” stands at 1-12, where the text has",
        ),
        (exported(region(1, 900, "")), "a span at 1-900 does not fit the text"),
        ({"data": {"image": 7}, "annotations": []}, "it has no text, only other data"),
    ],
)
def test_what_does_not_fit_is_said(task, says):
    with pytest.raises(BadAnnotation) as caught:
        opened([exported(), task])
    assert str(caught.value).startswith("tasks.json cannot be read as labelstudio: document 2: ")
    assert says in str(caught.value)
