from __future__ import annotations

import pytest

from annotate.names import initials, is_acronym, key, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U.S.", "US"),
        ("the U.S.", "US"),
        ("ISIS", "Isis"),
        ("Erdoğan", "Erdogan"),
        ("Al-Qaeda", "al Qaeda"),
        ("Daesh’s", "Daesh"),
        ("Workers' Party", "Workers Party"),
        ("Da'esh", "Daesh"),
        ("J.K. Rowling", "J. K. Rowling"),
        ("G-20", "G20"),
        ("AT&T", "AT and T"),
        ("The Hague", "Hague"),
        ("Владимир Путин", "Vladimir Putin"),
        ("Hong-Kong", "Hong Kong"),
        ("Kim\nJong-un", "Kim Jong Un"),
    ],
)
def test_one_key(one, other):
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("US", "us"),
        ("IS", "is"),
        ("WHO", "who"),
        ("IT", "it"),
        ("PKK", "PYD"),
        ("Iran", "Iraq"),
        ("World War I", "World War II"),
    ],
)
def test_two_keys(one, other):
    assert key(one) != key(other)


def test_acronyms_of_more_than_three_letters_lose_their_case():
    assert key("NATO") == key("Nato") == "nato"
    assert key("the UN") == "UN"


def test_tokens_are_the_words_of_the_key():
    assert tokens("the Free Syrian Army’s") == ("free", "syrian", "army")


@pytest.mark.parametrize("name", ["PKK", "U.S.", "AfD", "NGOs", "MI6", "DoD", "CJTF-OIR", "AT&T"])
def test_acronyms(name):
    assert is_acronym(name.replace(".", ""))


@pytest.mark.parametrize("name", ["Isis", "A", "Islamic State", "Apple", "McDonald", ""])
def test_no_acronyms(name):
    assert not is_acronym(name)


def test_initials_pass_over_small_words():
    assert initials("Organization of the Petroleum Exporting Countries") == "opec"
