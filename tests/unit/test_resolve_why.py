"""Verdicts on two bare names, with the shipped book and without any."""

from __future__ import annotations

import pytest

from annotate.book import Book, Entry, shipped
from annotate.resolve import why

EMPTY = Book()


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("DAESH", "Islamic State", "alias book"),
        ("IS group", "ISIS", "alias book"),
        ("U.S.", "the United States", "alias book"),
        ("Burma", "Myanmar", "former name"),
        ("NATO", "Nato", "same name"),
        ("Bombay", "Mumbai", ""),
    ],
)
def test_the_shipped_book_merges(one, other, rule):
    verdict = why(one, other, shipped())
    assert verdict.verdict == "merge"
    assert verdict.evidence.rule == rule or not rule


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Iran", "Iraq", "known as different"),
        ("PKK", "PYD", "known as different"),
        ("Turkish", "Turkey", "people"),
        ("North Korea", "South Korea", "known as different"),
        ("Niger", "Nigeria", "known as different"),
    ],
)
def test_the_shipped_book_keeps_apart(one, other, reason):
    verdict = why(one, other, shipped())
    assert verdict.verdict in ("apart", "suggest")
    assert reason in verdict.evidence.rule


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Putin", "Vladimir Putin"),
        ("Putin, Vladimir", "Vladimir Putin"),
        ("Secretary of State John Kerry", "John Kerry"),
        ("Muammar Gaddafi", "Moammar Qadhafi"),
        ("Mohammed Morsi", "Muhammad Mursi"),
        ("Владимир Путин", "Vladimir Putin"),
        ("Bill Gates", "William H. Gates"),
        ("J.R.R. Tolkien", "John Ronald Reuel Tolkien"),
        ("JFK", "John F. Kennedy"),
        ("FSA", "Free Syrian Army"),
        ("G7", "Group of Seven"),
        ("Microsoft Corporation", "Microsoft Corp"),
        ("Procter & Gamble", "Procter and Gamble"),
        ("Foreign Ministry", "Ministry of Foreign Affairs"),
        ("UN Security Council", "United Nations Security Council"),
        ("Kiev", "Kyiv"),
        ("Sana'a", "Sanaa"),
        ("Wal-Mart", "Walmart"),
    ],
)
def test_the_rules_alone_merge(one, other):
    assert why(one, other, EMPTY).verdict == why(other, one, EMPTY).verdict == "merge"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Iran", "Iraq"),
        ("PKK", "PYD"),
        ("West Virginia", "Virginia"),
        ("Apple", "Apple Records"),
        ("Google", "Goggle"),
        ("Siemens", "Siemens Gamesa"),
        ("State Department", "Justice Department"),
        ("UN Security Council", "National Security Council"),
        ("People's Party", "European People's Party"),
        ("University of California", "University of Southern California"),
        ("Washington University", "University of Washington"),
        ("George W. Bush", "Jeb Bush"),
        ("Mr. Erdogan", "Mrs. Erdogan"),
        ("Kim Jong Un", "Kim Jong Il"),
        ("Boeing 737", "Boeing 747"),
        ("World War I", "World War II"),
        ("Trump", "Trump administration"),
        ("Fatah", "Jabhat Fatah al-Sham"),
    ],
)
def test_the_rules_alone_do_not_merge(one, other):
    assert why(one, other, EMPTY).verdict != "merge"
    assert why(other, one, EMPTY).verdict != "merge"


def test_what_only_a_document_can_settle_is_a_suggestion_with_a_score():
    verdict = why("Goldman", "Goldman Sachs", EMPTY, label="ORG")
    assert verdict.verdict == "suggest"
    assert verdict.evidence.rule == "short for"
    assert 0 < (verdict.evidence.score or 0) < 1


def test_a_capital_is_a_suggestion():
    book = Book([Entry("Turkey", "GPE", "country", metonyms=("Ankara",))])
    verdict = why("Ankara", "Turkey", book)
    assert (verdict.verdict, verdict.evidence.rule) == ("suggest", "often stands for")


def test_a_refusal_says_why():
    assert why("PKK", "PYD", EMPTY).evidence.rule == "two different acronyms"
    assert why("Bill Clinton", "Hillary Clinton", EMPTY).evidence.rule
    assert why("Zanzig", "Quux", EMPTY).evidence.rule == "no rule links them"


def test_a_label_settles_what_the_names_are():
    assert why("Paris", "Valeska Paris", EMPTY, label="PERSON").verdict == "merge"
    assert why("Paris", "Valeska Paris", EMPTY, label="GPE").verdict != "merge"


def test_the_same_string_is_the_same_name():
    assert why("Quux", "Quux", EMPTY).verdict == "merge"
