"""Narrowing the names: by any alias, by a misspelt one, by what a person has said of them, and for a merge."""

from __future__ import annotations

import msgspec
import pytest

from annotate.annotation import Evidence, Suggestion
from annotate.filtering import candidates, filter_entities, narrow
from annotate.query import Index
from tests.sample_annotation import annotation


def judged() -> Index:
    """The sample: Obama confirmed, Putin rejected once, the United Nations altogether."""
    whole = annotation()
    states = {"Barack Obama": "confirmed", "Obama": "confirmed", "Putin": "rejected"}
    states |= {"United Nations": "rejected", "UN": "rejected"}
    return Index(
        msgspec.structs.replace(
            whole,
            mentions=tuple(
                msgspec.structs.replace(mention, state=states.get(mention.text, "suggested"))
                for mention in whole.mentions
            ),
        )
    )


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("un", ["United Nations"]),
        ("UN", ["United Nations"]),
        ("obama", ["Barack Obama"]),
        ("putn", ["Vladimir Putin"]),
        ("zzzz", []),
        ("", ["Barack Obama", "Vladimir Putin", "United Nations", "Geneva"]),
    ],
)
def test_filter(query, names):
    index = Index(annotation())
    assert [entity.name for entity in filter_entities(index, list(index.entities.values()), query)] == names


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Barack Obama", "Vladimir Putin", "Geneva"]),
        ("is:", ["Barack Obama", "Vladimir Putin", "Geneva"]),
        ("is:confirmed", ["Barack Obama"]),
        ("is:c obama", ["Barack Obama"]),
        ("is:c putin", []),
        ("is:sug", ["Vladimir Putin", "Geneva"]),
        ("is:rejected", ["Vladimir Putin", "United Nations"]),
        ("is:rejected un", ["United Nations"]),
        ("is:rejected is:suggested", ["Vladimir Putin"]),
        ("is:marked", ["Geneva"]),
        ("is:other", []),
    ],
)
def test_states_narrow(query, names):
    index = judged()
    everything = [*index.annotation.entities]
    found = narrow(index, [one for one in everything if one.label != "DATE"], query, {"e4"})
    assert [entity.name for entity in found] == names


def test_what_is_rejected_is_on_no_list_but_can_be_asked_for():
    index = judged()
    assert "e3" not in index.entities
    assert index.entity("e3") == index.hidden["e3"]
    assert index.count("e3") == 0
    assert [mention.text for mention in index.rejected_of["e3"]] == ["United Nations", "UN", "UN"]
    assert index.states_of("e2") == {"suggested", "rejected"}
    assert index.states_of("e2", "Putin") == {"rejected"}
    at = index.rejected_of["e3"][0].start
    assert index.mention_at(at) is None
    assert index.rejected_at(at) == index.rejected_of["e3"][0]


def test_candidates_for_a_merge_come_likeliest_first():
    whole = annotation()
    index = Index(
        msgspec.structs.replace(
            whole, suggestions=(Suggestion("e1", "e2", Evidence("spelling", "Putin", 0.4)),)
        )
    )

    def names(query):
        return [entity.name for entity in candidates(index, {"e1"}, query)]

    assert names("") == ["Vladimir Putin", "Geneva", "United Nations"]
    assert names("u") == ["United Nations", "Vladimir Putin"]
    assert names("gen") == ["Geneva"]
    assert names("moscow") == []
