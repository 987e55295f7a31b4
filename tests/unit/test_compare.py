import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.compare import Marked, Marking, Tally, compare, read_marked
from annotate.compare.clusters import b3, best_alignment, ceafe, muc
from annotate.compare.comparison import mean_f1
from annotate.compare.kappa import kappa
from annotate.compare.spans import trim
from annotate.errors import BadAnnotation


def grouping(*entities):
    """Mentions by the letters of their entities: grouping("ab", "c") puts a and b together."""
    return {mention: number for number, entity in enumerate(entities) for mention in entity}


def marked(text, *names, name="document"):
    """Each name is (string, label, entity), at the first place after the one before."""
    markings, position = [], 0
    for string, label, entity in names:
        position = text.index(string, position)
        markings.append(Marking(position, position + len(string), label, entity))
        position += 1
    return Marked(name, text, tuple(markings))


# Groupings: the examples of the papers


GOLD = grouping("12345", "67", "89ABC")  # Bagga and Baldwin 1998, figures 1 to 3
FIRST = grouping("12345", "6789ABC")
SECOND = grouping("1234589ABC", "67")


@pytest.mark.parametrize(
    ("measure", "predicted", "precision", "recall"),
    [
        (muc, FIRST, 9 / 10, 1),
        (muc, SECOND, 9 / 10, 1),
        (b3, FIRST, 16 / 21, 1),
        (b3, SECOND, 7 / 12, 1),
        (muc, GOLD, 1, 1),
        (b3, GOLD, 1, 1),
        (ceafe, GOLD, 1, 1),
        # Luo 2005: the large entity aligns with one of the two that it swallowed
        (ceafe, FIRST, (1 + 10 / 12) / 2, (1 + 10 / 12) / 3),
        (ceafe, SECOND, (1 + 10 / 15) / 2, (1 + 10 / 15) / 3),
        (muc, {}, 0, 0),
        (b3, {}, 0, 0),
        (ceafe, {}, 0, 0),
    ],
)
def test_the_measures_on_published_examples(measure, predicted, precision, recall):
    tally = measure(GOLD, predicted)
    assert tally.precision == pytest.approx(precision)
    assert tally.recall == pytest.approx(recall)


@pytest.mark.parametrize("measure", [muc, b3, ceafe])
def test_missing_and_spurious_mentions_count(measure):
    gold, predicted = grouping("abc", "d"), grouping("abx", "y")
    tally = measure(gold, predicted)
    assert 0 < tally.precision < 1
    assert 0 < tally.recall < 1


@given(st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=5), min_size=1, max_size=5).filter(
    lambda rows: len({len(row) for row in rows}) == 1
))  # fmt: skip
def test_the_alignment_is_the_best_of_all(rows):
    similarity = {
        (("row", r), ("column", c)): value
        for r, row in enumerate(rows)
        for c, value in enumerate(row)
        if value
    }
    short, long = sorted([range(len(rows)), range(len(rows[0]))], key=len)
    transposed = len(rows) > len(rows[0])
    best = max(
        sum(rows[b][a] if transposed else rows[a][b] for a, b in zip(short, chosen, strict=True))
        for chosen in itertools.permutations(long, len(short))
    )
    assert best_alignment(similarity) == pytest.approx(best)


# Spans and labels


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("the Free Syrian Army", "ORG", "Free Syrian Army"),
        ("Turkey’s", "GPE", "Turkey"),
        ("President Obama", "PERSON", "Obama"),
        ("President Obama", "ORG", "President Obama"),
        ("Mr. Dr. Brown's", "PERSON", "Brown"),
        ("“The Hague”,", "GPE", "Hague"),
        ("the", "ORG", "the"),
        ("’", "ORG", ""),
    ],
)
def test_trimming(text, label, expected):
    start, end = trim(text, 0, len(text), label)
    assert text[start:end] == expected


TEXT = "The IMF met Mr Brown in Paris. Brown thanked the International Monetary Fund. Paris slept."
FULL = marked(
    TEXT,
    ("IMF", "ORG", "f"),
    ("Brown", "PERSON", "b"),
    ("Paris", "GPE", "p"),
    ("Brown", "PERSON", "b"),
    ("International Monetary Fund", "ORG", "f"),
    ("Paris", "GPE", "p"),
)


def test_full_agreement():
    comparison = compare([FULL], [FULL])
    tallies = [*comparison.mentions.values(), *comparison.labels.values(), *comparison.aliases.values()]
    assert {tally.f1 for tally in tallies if tally.gold or tally.predicted} == {1.0}
    assert list(comparison.labels) == ["people", "organisations", "places", "groups", "other"]
    assert mean_f1(comparison.entities) == comparison.kappa == 1
    assert comparison.disagreements == []


def test_partial_agreement():
    predicted = marked(
        TEXT,
        ("The IMF", "ORG", "1"),
        ("Mr Brown", "PERSON", "2"),
        ("Paris", "PERSON", "2"),
        ("Brown", "PERSON", "2"),
        ("Monetary Fund", "ORG", "3"),
        ("slept", "ORG", "3"),
    )
    comparison = compare([FULL], [predicted])
    rights = {name: tally.right for name, tally in comparison.mentions.items()}
    assert rights == {"exact": 2, "trimmed": 4, "typed": 3, "overlapping": 5}
    assert comparison.aliases["form"] == Tally(0, 2, 0, 1)
    assert [(one.kind, one.gold, one.predicted) for one in comparison.disagreements] == [
        ("label", "Paris GPE", "Paris PERSON"),
        ("span", "International Monetary Fund", "Monetary Fund"),
        ("missed", "Paris", ""),
        ("extra", "", "slept"),
        ("not linked", "IMF = International Monetary Fund", ""),
        ("linked", "", "Brown = Paris"),
        ("linked", "", "Monetary Fund = slept"),
    ]


def test_links_count_mentions_and_forms_count_strings():
    text = "ISIS and Daesh, ISIS and Daesh."
    gold = marked(text, *[(name, "ORG", "e") for name in ("ISIS", "Daesh", "ISIS", "Daesh")])
    comparison = compare([gold], [gold])
    assert comparison.aliases["link"].gold == 4
    assert comparison.aliases["form"].gold == 1


def test_documents_are_matched_by_name_then_by_text():
    by_text = FULL._replace(name="elsewhere/text.txt")
    other = marked("Another text.", name="other")
    comparison = compare([FULL], [by_text, other])
    assert comparison.mentions["exact"].f1 == 1
    assert comparison.unknown == ["other"]
    assert compare([FULL], [other]).mentions["exact"] == Tally(0, 0, 0, 6)


def test_what_gold_data_leaves_open_is_not_punished():
    line = {
        "id": "1",
        "text": TEXT,
        "eval_span": [0, 62],
        "ignore_pred": ["NORP"],
        "mentions": [
            {"start": 4, "end": 7, "label": None, "entity": None},
            {"start": 15, "end": 20, "label": "PERSON", "entity": "b", "optional": True},
            {"start": 49, "end": 76, "label": "ORG", "entity": "f", "alt": [[63, 76]]},
        ],
    }
    (gold,) = read_marked(json.dumps(line).encode(), "gold")
    predicted = marked(
        TEXT,
        ("IMF", "GPE", "1"),
        ("met", "NORP", "2"),
        ("International Monetary Fund", "ORG", "1"),
        ("slept", "ORG", "9"),
    )
    comparison = compare([gold], [predicted._replace(name="1")])
    assert comparison.mentions["typed"] == Tally(2, 2, 2, 2)
    assert comparison.disagreements == []


def test_kappa():
    text = "one two three four"
    gold = marked(text, ("one", "ORG", "1"), ("two", "ORG", "1"))
    predicted = marked(text, ("one", "ORG", "1"))
    # 3 of 4 tokens agree; by chance 2/4 * 1/4 + 2/4 * 3/4 = 1/2 would
    assert compare([gold], [predicted]).kappa == pytest.approx((3 / 4 - 1 / 2) / (1 - 1 / 2))
    assert kappa(compare([gold], [gold]).tokens) == 1


@pytest.mark.parametrize(
    "data",
    [b"not json", b'{"id": "1"}', b'{"id": "1", "text": "a", "mentions": [{"start": 0, "end": 2}]}', b"\xff"],
)
def test_what_cannot_be_compared_is_said(data):
    with pytest.raises(BadAnnotation, match=r"some\.jsonl, line 1"):
        read_marked(data, "some.jsonl")
