"""The accurate recogniser's fast paths against slow and obvious ones."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from annotate.recognize.neural.tags import best, runs
from annotate.recognize.neural.windows import windows
from annotate.recognize.neural.wordpiece import LONGEST, WordPiece
from annotate.recognize.neural.words import words


@given(st.text())
def test_words_hold_every_character_but_white_space(text: str) -> None:
    found = words(text)
    assert all(text[word.start : word.end] == word.text for word in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert "".join(word.text for word in found) == "".join(text.split())


def follows(before: int, tag: int) -> bool:
    return tag == 0 or tag % 2 == 1 or before in (tag, tag - 1)


@given(
    st.integers(1, 5).flatmap(
        lambda size: st.lists(
            st.lists(st.integers(-50, 50), min_size=5, max_size=5), min_size=size, max_size=size
        )
    )
)
def test_best_tags_are_those_of_all_sequences_tried(rows: list[list[int]]) -> None:
    scores = np.array(rows, dtype=np.float32)
    allowed = [
        path
        for path in product(range(5), repeat=len(rows))
        if all(follows(*pair) for pair in pairwise((0, *path)))
    ]
    total = {path: sum(row[tag] for row, tag in zip(rows, path, strict=True)) for path in allowed}
    found = tuple(best(scores))
    assert total[found] == max(total.values())


@given(st.lists(st.integers(0, 6)))
def test_runs_cover_the_words_that_begin_or_go_on_with_a_name(tags: list[int]) -> None:
    spans = list(runs(tags))
    for first, last, label in spans:
        assert tags[first] == 2 * label + 1
        assert all(tag and tag % 2 == 0 for tag in tags[first + 1 : last])
        assert last == len(tags) or tags[last] == 0 or tags[last] % 2
    assert sum(tag % 2 for tag in tags) == len(spans)


@given(st.lists(st.tuples(st.sampled_from(["a", "b", ".", "?"]), st.integers(1, 12))), st.integers(1, 30))
def test_windows_follow_on_each_other_and_are_small(found: list[tuple[str, int]], longest: int) -> None:
    sizes = [size for _, size in found]
    cuts = list(windows([word for word, _ in found], sizes, longest))
    assert [at for first, last in cuts for at in range(first, last)] == list(range(len(found)))
    assert all(sum(sizes[first:last]) <= longest or last - first == 1 for first, last in cuts)


SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]


def slowly(part: str, vocabulary: list[str], prefix: str = "") -> list[str]:
    """Every piece that the rest begins with; the longest of them; then what is left."""
    if not part:
        return []
    fits = [piece for piece in vocabulary if piece not in SPECIAL and (prefix + part).startswith(piece)]
    fits = [piece for piece in fits if piece.startswith("##") == bool(prefix) and piece != "##"]
    if not fits:
        return ["[UNK]"]
    piece = max(fits, key=len)
    return [piece, *slowly((prefix + part)[len(piece) :], vocabulary, "##")]


@given(
    st.text("abc", min_size=1, max_size=10),
    st.lists(st.tuples(st.booleans(), st.text("abc", min_size=1, max_size=3)), max_size=12),
)
def test_the_pieces_of_a_word_are_the_longest_that_fit(word: str, pieces: list[tuple[bool, str]]) -> None:
    vocabulary = list(
        dict.fromkeys([*SPECIAL, *(("##" if inside else "") + piece for inside, piece in pieces)])
    )
    expected = slowly(word, vocabulary)
    if "[UNK]" in expected:
        expected = ["[UNK]"]
    assert [vocabulary[at] for at in WordPiece(vocabulary).pieces(word)] == expected[:LONGEST]
