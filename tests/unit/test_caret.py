"""The caret: words and letters selected with the keyboard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.article.words import word_after, word_at, word_before
from tui.caret import Caret

TEXT = "Held by the Free Syrian Army, e\u0301t al-Rai’s end"


def at(word: str) -> Caret:
    caret = Caret.at(TEXT, TEXT.index(word))
    assert caret is not None
    return caret


def selected(caret: Caret) -> str:
    return TEXT[slice(*caret.span)]


def test_it_goes_from_word_to_word_and_stays_at_the_ends():
    caret = at("Free")
    caret.by_word(1)
    assert selected(caret) == "Syrian"
    caret.by_word(-3)
    assert selected(caret) == "by"
    caret.by_word(-9)
    assert selected(caret) == "Held"
    caret.by_word(99)
    assert selected(caret) == "end"


def test_from_the_anchor_on_all_is_selected_on_either_side():
    caret = at("Syrian")
    caret.hold()
    caret.by_word(1)
    assert selected(caret) == "Syrian Army"
    caret.by_word(-2)
    assert selected(caret) == "Free Syrian"
    caret.swap()
    caret.by_word(1)
    assert selected(caret) == "Free Syrian Army"
    caret.hold()
    assert selected(caret) == "Army"


def test_a_mention_is_made_longer_and_shorter_by_letters():
    start = TEXT.index("Syrian")
    caret = Caret.over(TEXT, (start, start + 6))
    caret.by_letter(-1)
    assert selected(caret) == "Syria"
    caret.by_letter(2)
    assert selected(caret) == "Syrian "
    caret.swap()
    caret.by_letter(-5)
    assert selected(caret) == "Free Syrian "


def test_a_letter_keeps_its_accent():
    start = TEXT.index("e\u0301")
    caret = Caret.over(TEXT, (start, start + 3))
    caret.by_letter(-1)
    assert selected(caret) == "e\u0301"


def test_a_text_without_words_has_no_caret():
    assert Caret.at(" … \n", 0) is None


@pytest.mark.parametrize("text", ["", "a", "—"])
def test_the_shortest_texts(text):
    caret = Caret.at(text, 0)
    if caret is not None:
        for step in (1, -1, 3):
            caret.by_letter(step)
            caret.by_word(step)
        assert caret.span == (0, 1)


@given(st.text(alphabet="ab’-. \n", max_size=30), st.integers(0, 30))
def test_words_are_those_that_one_finds_by_reading_from_the_start(text, offset):
    words, start = [], 0
    while found := word_after(text, start):
        words.append(found)
        start = found[1]
    assert word_at(text, offset) == next((w for w in words if w[0] <= offset < w[1]), None)
    before = [w for w in words if w[0] < offset]
    assert word_before(text, offset) == (before[-1] if before else None)
