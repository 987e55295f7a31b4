"""``fast``: a spaCy pipeline, and the network for what is written without capitals.

A ner of spaCy's leans on capitals: where there are none it misses 10 to 12 in a hundred names more, the network half as
many. Such paragraphs are few, so the network is loaded when the first of them comes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from functools import cached_property
from typing import TYPE_CHECKING

from annotate.errors import NoModel
from annotate.recognize.pieces import is_uncased

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from annotate.recognize.neural import model as neural


class Fast:
    """A loaded ``fast``; it stands where a spaCy pipeline stands. ``network`` loads the network."""

    def __init__(self, nlp: Language, network: Callable[[], neural.Tagger]) -> None:
        self._nlp = nlp
        self._load = network

    @cached_property
    def _network(self) -> neural.Tagger | None:
        try:
            return self._load()
        except NoModel:  # the person asked for another model, which can do without
            return None

    @property
    def vocab(self) -> Vocab:
        """The words that the pipeline has seen."""
        return self._nlp.vocab

    def memory_zone(self) -> AbstractContextManager[object]:
        """Where the pipeline forgets the words of a document."""
        return self._nlp.memory_zone()

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc | neural.Doc]:
        """What is found in each text, by which of the two suits it. Neither says how sure it is: half would not."""
        marked = [(text, is_uncased(text)) for text in texts]
        network = self._network if any(uncased for _, uncased in marked) else None
        if network is None:
            yield from self._nlp.pipe([text for text, _ in marked])
            return
        small = network.pipe(text for text, uncased in marked if uncased)
        others = self._nlp.pipe([text for text, uncased in marked if not uncased])
        for _, uncased in marked:
            if uncased:
                yield _unscored(next(small))
            else:
                yield next(others)


def _unscored(doc: neural.Doc) -> neural.Doc:
    return doc._replace(ents=tuple(entity._replace(score=None) for entity in doc.ents))
