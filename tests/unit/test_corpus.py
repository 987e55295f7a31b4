"""Which entities of different documents are one, and what is left to a person."""

from __future__ import annotations

import pytest

from annotate.book import shipped
from annotate.corpus import Bearer, Decision, Who, resolve
from annotate.corpus.blocking import MOST, Block
from annotate.evidence import explain


def bearer(document, label, *names, company=(), cues=(), reference=None):
    counts = tuple((name, 1) for name in names)
    return Bearer(
        document, names[0], names[0], label, counts, reference, tuple(sorted(company)), tuple(sorted(cues))
    )


def groups(*bearers, decisions=()):
    """The documents of each entity."""
    found = resolve(bearers, shipped(), decisions)
    return sorted("".join(document for document, _ in entity.members) for entity in found.entities)


def suggested(*bearers, decisions=()):
    found = resolve(bearers, shipped(), decisions)
    return [(maybe.one[0], maybe.other[0], maybe.evidence.rule) for maybe in found.suggestions]


VEPIN = ("PERSON", "Sarla Vepin")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"company": ["kobra mining"]}, {"company": ["kobra mining", "germany"]}),  # few know it
        ({"company": ["germany", "united nations"]}, {"company": ["germany", "united nations"]}),
        ({"company": ["germany"], "cues": ["senator"]}, {"company": ["germany"], "cues": ["senator"]}),
    ],
)
def test_persons_of_one_name_are_one_where_their_contexts_agree(one, other):
    both = bearer("a", *VEPIN, **one), bearer("b", *VEPIN, **other)
    assert groups(*both) == ["ab"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        ({"company": ["germany"]}, {"company": ["germany"]}),  # everybody is named with Germany
        ({"cues": ["senator"]}, {"cues": ["senator"]}),
        ({"company": ["vepin"]}, {"company": ["vepin"]}),  # a part of the name itself
        ({"company": ["kobra mining"]}, {"company": ["germany"]}),
    ],
)
def test_else_they_are_suggested(one, other):
    both = bearer("a", *VEPIN, **one), bearer("b", *VEPIN, **other)
    assert groups(*both) == ["a", "b"]
    assert suggested(*both) == [("a", "b", "same name")]


def test_a_surname_a_given_name_or_a_title_is_nobody_elses():
    company = ["kobra mining", "zentralbank ost"]
    full = bearer("a", "PERSON", "Sarla Vepin", "Vepin", company=company)
    for document, name in zip("bcd", ("Vepin", "Sarla", "Mrs. Vepin"), strict=True):
        assert groups(full, bearer(document, "PERSON", name, company=company)) == ["a", document]
    both = bearer("b", "PERSON", "Vepin", company=company), bearer("c", "PERSON", "Vepin", company=company)
    assert groups(*both) == ["b", "c"]
    assert ("b", "c", "same name") in suggested(*both)
    assert ("a", "b", "surname of") in suggested(full, both[0])


def test_not_even_where_the_book_has_it():
    """The book knows Giscard, who was president; another may be called so."""
    full, short = bearer("a", "PERSON", "Valéry Giscard d'Estaing"), bearer("b", "PERSON", "Giscard")
    assert groups(full, short) == ["a", "b"]
    assert groups(full, bearer("c", "PERSON", "VGE")) == ["ac"]


@pytest.mark.parametrize(
    ("label", "one", "other", "together"),
    [
        ("ORG", "Kobra Mining", "Kobra Mining", True),
        ("ORG", "Kobra Mining Inc.", "Kobra Mining", True),
        ("GPE", "Oberkassel", "Oberkassel", True),
        ("GPE", "Kiev", "Kyiv", True),
        ("ORG", "ISIS", "Daesh", True),
        ("NORP", "Ruritanian", "Ruritanians", True),
        ("ORG", "Supreme Court", "Supreme Court", False),  # every country has one
        ("ORG", "Foreign Ministry", "Foreign Ministry", False),
        ("ORG", "Social Democrats", "Social Democrats", False),
        ("ORG", "KMX", "KMX", False),  # nobody spells it out
        ("ORG", "KMX", "Kobra Mining Xanten", False),
        ("ORG", "Germany", "Germany", False),  # a team, but of what?
        ("GPE", "North Kobra", "South Kobra", False),
    ],
)
def test_other_names(label, one, other, together):
    both = bearer("a", label, one), bearer("b", label, other)
    assert groups(*both) == (["ab"] if together else ["a", "b"])


def test_an_acronym_is_one_where_both_spell_it_out_or_the_contexts_agree():
    long = ("KMX", "Kobra Mining Xanten")
    assert groups(bearer("a", "ORG", *long), bearer("b", "ORG", *long[::-1])) == ["ab"]
    company = ["sarla vepin"]
    assert groups(*(bearer(document, "ORG", "KMX", company=company) for document in "ab")) == ["ab"]


def test_two_kinds_of_things_are_not_one_whatever_they_are_called():
    company = ["sarla vepin"]
    both = (
        bearer("a", "ORG", "Kobra Mining", company=company),
        bearer("b", "GPE", "Kobra Mining", company=company),
    )
    assert groups(*both) == ["a", "b"]
    assert suggested(*both) == [("a", "b", "same name")]


def test_a_veto_holds_for_the_whole_chain():
    """Both may be J. Smith; they are not one by him."""
    company = ["kobra mining"]
    some = [
        bearer(document, "PERSON", name, company=company)
        for document, name in zip("abc", ("John Smith", "James Smith", "J. Smith"), strict=True)
    ]
    assert groups(*some) in (["a", "bc"], ["ac", "b"])
    assert groups(
        bearer("a", "ORG", "Kobra", reference="Q1"), bearer("b", "ORG", "Kobra", reference="Q2")
    ) == ["a", "b"]


def test_a_reference_makes_one_of_any_names():
    both = bearer("a", *VEPIN, reference="Q1"), bearer("b", "PERSON", "Vepin", reference="Q1")
    assert groups(*both) == ["ab"]


def test_what_a_person_decides_holds_for_all_that_are_called_so():
    some = [bearer("a", *VEPIN), bearer("b", "PERSON", "Vepin"), bearer("c", "PERSON", "Vepin")]
    one, other = Who("Vepin", "PERSON"), Who("Sarla Vepin", "PERSON")
    merge = Decision("merge", one, other, "2026-11-30T12:00:00+00:00")
    assert groups(*some, decisions=[merge]) == ["abc"]
    assert groups(*some, decisions=[merge, Decision("apart", other, one)]) == ["a", "b", "c"]
    assert groups(*some, decisions=[Decision("merge", Who("Vepin", "PERSON", "c"), other)]) == ["ac", "b"]
    found = resolve(some, shipped(), [merge])
    (why,) = [alias.evidence for alias in found.entities[0].aliases if alias.name == "Vepin"]
    assert explain(why) == "you merged: Sarla Vepin (2026-11-30)"


def test_what_is_kept_apart_is_not_one_by_a_third():
    some = [bearer(document, "ORG", "Kobra Mining") for document in "ab"]
    third = bearer("c", "ORG", "Kobra Mining Inc.")
    apart = Decision("apart", Who("Kobra Mining", "ORG", "a"), Who("Kobra Mining", "ORG", "b"))
    assert groups(*some, third, decisions=[apart]) in (["ac", "b"], ["a", "bc"])
    assert ("a", "b") not in {pair[:2] for pair in suggested(*some, third, decisions=[apart])}


def test_an_entity_is_called_as_most_documents_call_it_and_says_why_each_name_is_its():
    found = resolve(
        [
            bearer("a", "ORG", "Kobra Mining Inc.", "Kobra"),
            bearer("b", "ORG", "Kobra Mining"),
            bearer("c", "ORG", "Kobra Mining"),
        ],
        shipped(),
    )
    (entity,) = found.entities
    assert (entity.name, entity.label, entity.id) == ("Kobra Mining", "ORG", ("a", "Kobra Mining Inc."))
    assert {alias.name: (alias.count, explain(alias.evidence, entity.name)) for alias in entity.aliases} == {
        "Kobra Mining": (2, "canonical name"),
        "Kobra Mining Inc.": (1, "same without “Inc.” (0.84)"),
        "Kobra": (1, "beside it in one document: Kobra Mining Inc."),
    }


def test_a_key_of_very_many_names_says_nothing():
    some = Block()
    for number in range(40):
        some.add(number, "")
    assert len(list(some.pairs())) == len(some) == 780
    for number in range(40, 60):
        some.add(number, "")
    assert len(some) == 1770 > MOST
    assert list(some.pairs()) == []
