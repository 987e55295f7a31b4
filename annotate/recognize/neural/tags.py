"""Scores of tags -> spans: the best sequence of BIO tags in which every name begins before it goes on.

Tag 0 is "outside"; tag 2n+1 begins a span of label n, tag 2n+2 goes on with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray


def tag_names(labels: Sequence[str]) -> list[str]:
    """The names of the tags.

    >>> tag_names(["ORG"])
    ['O', 'B-ORG', 'I-ORG']
    """
    return ["O", *(f"{place}-{label}" for label in labels for place in "BI")]


def best(scores: NDArray[np.float32]) -> list[int]:
    """The best tags of a sequence (Viterbi over typed BIO); ``scores`` are its log probabilities or logits,
    words x tags.

    A tag may follow any other, but "goes on" only its own "begins" or "goes on": so the best of all tags and
    two for each label are enough, where Viterbi's general form has the square of the tags.
    """
    single: list[int] = scores.argmax(axis=1).tolist()
    if all(tag == 0 or tag % 2 or before in (tag, tag - 1) for before, tag in pairwise([0, *single])):
        return single  # the best tag of each word: most often that is a sequence already
    total = scores[0].copy()
    total[2::2] = -np.inf
    own = np.arange(1, len(total), 2)
    back = np.zeros(scores.shape, dtype=np.intp)
    for at in range(1, len(scores)):
        back[at] = total.argmax()
        back[at, 2::2] = own + (total[2::2] > total[1::2])
        total = total[back[at]] + scores[at]
    path = [int(total.argmax())]
    for at in range(len(scores) - 1, 0, -1):
        path.append(int(back[at, path[-1]]))
    return path[::-1]


def probabilities(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """The softmax of each word's scores, words x tags."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: NDArray[np.float32] = powers / powers.sum(axis=1, keepdims=True)
    return result


def least(likely: NDArray[np.float32], first: int, last: int, label: int) -> float:
    """How sure a span of :func:`runs` is: the least of the probabilities that it begins at the word ``first``, goes on
    at each further one, and does not at ``last``. (Their product punishes long names, which are as often right.)"""
    begins, goes_on = 2 * label + 1, 2 * label + 2
    found: list[float] = [float(likely[first, begins]), *likely[first + 1 : last, goes_on].tolist()]
    if last < len(likely):
        found.append(1 - float(likely[last, goes_on]))
    return min(found)


def runs(tags: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """The spans of a sequence of tags: first word, word after the last, number of the label.

    >>> list(runs([0, 1, 2, 1, 3, 0]))
    [(1, 3, 0), (3, 4, 0), (4, 5, 1)]
    """
    start, label = -1, -1
    for at, tag in enumerate([*tags, 0]):
        if start >= 0 and (tag == 0 or tag % 2 == 1):
            yield start, at, label
            start = -1
        if tag % 2 == 1:
            start, label = at, tag // 2
