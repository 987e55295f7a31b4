"""Which of the words that a spaCy pipeline reads it may keep, so that it stays small however much it reads."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

    from annotate.recognize.fast import Fast
    from annotate.recognize.neural.model import Tagger

KEPT = 50_000
"""Words; with what spaCy knows of each they take 15 MB."""


def flat(nlp: Language | Fast | Tagger) -> AbstractContextManager[object]:
    """Where a pipeline reads: what it gives there is of no use behind it.

    The first words that it sees are kept: those are what every text is made of, and to look each up anew, and find out
    again where it begins and ends, is a third of the work. Once there are enough, further ones are forgotten.
    """
    vocab = getattr(nlp, "vocab", None)  # our own network has none
    return nullcontext() if vocab is not None and len(vocab) < KEPT else nlp.memory_zone()
