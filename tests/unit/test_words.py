"""The ordinary words of English: what ships, and how it is made."""

from __future__ import annotations

import gzip
import subprocess
import sys

import pytest

from annotate.recognize.words import lexicon


@pytest.mark.parametrize(
    "word", ["turkey", "who", "running", "quickly", "states", "berries", "stopped", "armies"]
)
def test_ordinary_words_are_known_in_all_their_forms(word):
    assert lexicon().is_word(word)


@pytest.mark.parametrize("word", ["quux", "erdogan", "daesh", "", "42"])
def test_others_are_not(word):
    assert not lexicon().is_word(word)


def test_what_is_a_noun_alone_may_be_a_name():
    assert lexicon().is_word("london")
    assert not lexicon().is_plain("london")
    assert lexicon().is_plain("said")


def test_the_list_is_made_from_the_index_of_wordnet(tmp_path):
    for part, words in (
        ("adj", "red"),
        ("adv", "well"),
        ("verb", "run"),
        ("noun", "run cat new_york a.m. 42"),
    ):
        lines = [f"{word} n 1 0 1 0 00001740  " for word in words.split()]
        (tmp_path / f"index.{part}").write_text("\n".join(["  1 This software ...", *lines, ""]))
    made = tmp_path / "words.txt.gz"
    program = [sys.executable, "-m", "annotate.recognize.training.lexicon", tmp_path, "-o", made]
    subprocess.run(program, check=True)
    assert gzip.decompress(made.read_bytes()).decode().splitlines() == ["red run well", "cat"]
