"""Questions to an annotation: search, filter, sort, concordance."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.query import Index, concordance, group_entities, search, sort_entities, sort_key
from tests.sample_annotation import TEXT, annotation


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("Erdoğan met Erdogan", "erdogan", ["Erdoğan", "Erdogan"]),
        ("Erdoğan met Erdogan", "erdoğan", ["Erdoğan"]),
        ("Merkel’s and Merkel's", "merkel's", ["Merkel’s", "Merkel's"]),
        ("turkey Turkey", "Turkey", ["Turkey"]),
        ("turkey Turkey", "turkey", ["turkey", "Turkey"]),
        ("Islamic\n  State", "islamic state", ["Islamic\n  State"]),
        ("a.b a+b", "a.b", ["a.b"]),
        ("anything", "  ", []),
    ],
)
def test_search(text, query, found):
    assert [text[start:end] for start, end in search(text, query)] == found


@given(st.text(alphabet="aAéb. ", max_size=40), st.text(alphabet="ab.", min_size=1, max_size=3))
def test_search_is_looking_everywhere(text, query):
    plain = text.replace("é", "e").lower()
    starts, at = [], 0
    while (at := plain.find(query, at)) >= 0:
        starts.append(at)
        at += len(query)
    assert [start for start, _ in search(text, query)] == starts


def test_sort_orders():
    index = Index(annotation())

    def names(order):
        return [entity.name for entity in sort_entities(index, index.entities.values(), order)]

    assert names("count") == ["Geneva", "United Nations", "Barack Obama", "Vladimir Putin"]
    assert names("place") == ["Geneva", "Barack Obama", "Vladimir Putin", "United Nations"]
    assert names("name") == ["Barack Obama", "Geneva", "United Nations", "Vladimir Putin"]


def test_groups_come_in_the_order_of_the_sidebar():
    assert list(group_entities(Index(annotation()).entities.values())) == [
        "people",
        "organisations",
        "places",
    ]


@given(st.integers(0, len(TEXT)))
def test_the_mention_at_an_offset(offset):
    index = Index(annotation())
    expected = [mention for mention in index.mentions if mention.start <= offset < mention.end]
    assert index.mention_at(offset) == (expected[-1] if expected else None)


def test_a_concordance_is_one_line_a_span():
    start = TEXT.index("Obama said")
    (line,) = concordance(TEXT, [(start, start + 5)], 30)
    assert (line.left[-11:], line.name, line.right[:9]) == ("on Monday. ", "Obama", " said the")
    assert not re.search(r"\n|  ", f"{line.left}|{line.right}")


def test_a_concordance_is_sorted_by_the_nearest_words_before_or_after():
    text = "Then the UN met. A UN was seen, (the) UN also. Then UN."
    lines = concordance(text, [(at, at + 2) for at in range(len(text)) if text.startswith("UN", at)], 40)
    assert [sort_key(line, "left")[:2] for line in lines] == [
        ["the", "then"],
        ["a", "met"],
        ["the", "seen"],
        ["then", "also"],
    ]
    assert [sort_key(line, "right")[:1] for line in lines] == [["met"], ["was"], ["also"], []]
    assert {tuple(sort_key(line, "text")) for line in lines} == {()}
