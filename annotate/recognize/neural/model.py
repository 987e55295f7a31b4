"""The recogniser itself: texts in, spans out. It stands where a spaCy pipeline stands, and needs no spaCy.

Its folder holds ``model.onnx`` (the network, 8-bit weights), ``vocab.txt`` (its pieces) and ``labels.json`` (what its
tags mean, in their order).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from annotate.errors import NoModel
from annotate.recognize import machine
from annotate.recognize.neural.tags import best, least, probabilities, runs
from annotate.recognize.neural.windows import windows
from annotate.recognize.neural.wordpiece import WordPiece
from annotate.recognize.neural.words import Word, words

THREADS = 2  # more say little: a document has its passes and its sieve to wait for as well


class Entity(NamedTuple):
    """``text[start_char:end_char]`` (code points) names something; named as spaCy names them. ``score`` is how sure
    the network is of it, from 0 to 1, None where that is not asked for."""

    start_char: int
    end_char: int
    label_: str
    score: float | None


class Doc(NamedTuple):
    """What was found in one text, sorted and free of overlaps."""

    ents: tuple[Entity, ...]


class _Window(NamedTuple):
    text: int  # the number of its text
    words: list[Word]
    ids: list[tuple[int, ...]]  # the pieces of each word


class Tagger:
    """A loaded network.

    It reads one window at a time, several of them side by side in threads: the scale of an 8-bit matrix is that
    of all it holds, so in a batch the answer to a window would depend on its neighbours, and with it on where in
    a document the reader stands.
    """

    def __init__(self, folder: Path) -> None:
        """Load the weights of a folder. Raises NoModel when they or onnxruntime are not there or of no use."""
        try:
            import onnxruntime
        except ImportError as error:
            raise NoModel("The accurate model needs onnxruntime: pip install onnxruntime.") from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # the arena keeps the largest window's memory for ever
        try:
            self._labels = msgspec.json.decode((folder / "labels.json").read_bytes(), type=tuple[str, ...])
            self._wordpiece = WordPiece((folder / "vocab.txt").read_text(encoding="utf-8").splitlines())
            self._session = onnxruntime.InferenceSession(
                folder / "model.onnx", options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime raises classes of its own, which it does not export
            raise NoModel(f"The weights in {folder} do not load: {error}") from error
        self._threads = ThreadPoolExecutor(min(THREADS, machine.cores()))

    def memory_zone(self) -> AbstractContextManager[None]:
        """Where spaCy's pipelines forget the words of a document; this one never grows."""
        return nullcontext()

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        """What is found in each text. All of them are read before the first answer: give a batch at a time."""
        found: list[list[Entity]] = []
        pending: list[_Window] = []
        for text in texts:
            pending += self._windows(len(found), text)
            found.append([])
        for window, entities in zip(pending, self._threads.map(self._entities, pending), strict=True):
            found[window.text] += entities
        return (Doc(tuple(some)) for some in found)

    def _windows(self, number: int, text: str) -> Iterator[_Window]:
        found = words(text)
        ids = [self._wordpiece.pieces(word.text) for word in found]
        for first, last in windows([word.text for word in found], list(map(len, ids))):
            yield _Window(number, found[first:last], ids[first:last])

    def _entities(self, window: _Window) -> list[Entity]:
        scores = self._scores(window)
        likely = probabilities(scores)
        return [
            Entity(
                window.words[first].start,
                window.words[last - 1].end,
                self._labels[label],
                least(likely, first, last, label),
            )
            for first, last, label in runs(best(scores))
        ]

    def _scores(self, window: _Window) -> NDArray[np.float32]:
        """The scores of each word's tags, said by its first piece."""
        sizes = np.fromiter(map(len, window.ids), dtype=np.int64, count=len(window.ids))
        flat = [self._wordpiece.begin, *(one for ids in window.ids for one in ids), self._wordpiece.end]
        cases = np.zeros(len(flat), dtype=np.int64)
        cases[1:-1] = np.repeat(np.array([word.case for word in window.words], dtype=np.int64), sizes)
        pieces = np.array(flat, dtype=np.int64)
        inputs = {"input_ids": pieces, "token_type_ids": cases, "attention_mask": np.ones_like(pieces)}
        (scores,) = self._session.run(None, {name: values[None] for name, values in inputs.items()})
        said: NDArray[np.float32] = scores[0, np.cumsum(sizes) - sizes + 1]
        return said
