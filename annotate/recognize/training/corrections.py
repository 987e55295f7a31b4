"""Training on one's own corrections: what a person put right in some documents, learned for the next ones.

A part of the documents is kept for testing and never learned from. A pipeline that is worse there, or that
reads our regression texts worse than before, is not worth saving, and is not saved.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotate.annotation import Annotation
from annotate.book import shipped
from annotate.compare import Comparison, Marked, Marking
from annotate.errors import AkaError
from annotate.labels import LABELS, is_name
from annotate.recognize import models
from annotate.recognize.training.average import approach, snapshot
from annotate.recognize.training.data import Marked as Lesson
from annotate.recognize.training.evaluate import measure, recogniser
from annotate.recognize.training.ner import Settings, Tell, pieces, tune
from annotate.recognize.training.silver import Reading, Votes
from annotate.sources.blocks import segment

if TYPE_CHECKING:
    from spacy.language import Language

DOCUMENTS, NAMES = 8, 100  # corrected ones that are needed; fewer say nothing about the next text
KEPT = 4  # every fourth document is for testing
SETTINGS = Settings(rate=2e-4, words=200, rounds=8)
PART = 0.7  # how far to go from the weights before to those after: what was known is not forgotten
SLACK = 0.015  # of F1 on the regression texts: one name of their hundred is chance

_mark = re.compile(r"\[([^\[\]|]+)\|([A-Z_]+)\]").finditer


class TooFew(AkaError):
    """There are too few corrections to learn from, or to test what was learned."""


class NoBetter(AkaError):
    """What was learned makes the recogniser worse."""


class Result(NamedTuple):
    """The figures of one set of texts before and after."""

    name: str
    documents: int
    before: Comparison
    after: Comparison


class Lessons(NamedTuple):
    """Corrected documents: those to learn from, and those that are kept for testing."""

    learned: tuple[Annotation, ...]
    kept: tuple[Annotation, ...]


def lessons(annotations: Sequence[Annotation]) -> Lessons:
    """Those of the annotations that a person corrected, in two parts that depend on their texts alone.

    Raises TooFew with a sentence that says how many are needed.
    """
    corrected = {each.document.sha256: each for each in annotations if is_corrected(each)}
    names = sum(mention.state != "rejected" for each in corrected.values() for mention in each.mentions)
    if len(corrected) < DOCUMENTS or names < NAMES:
        raise TooFew(
            f"{len(corrected)} corrected documents with {names} names are too few to train on: "
            f"{DOCUMENTS} with {NAMES} are needed, and 20 or more are better."
        )
    ordered = [corrected[digest] for digest in sorted(corrected)]
    kept = tuple(ordered[::KEPT])
    return Lessons(tuple(each for each in ordered if each not in kept), kept)


def is_corrected(annotation: Annotation) -> bool:
    """Whether a person had a hand in it: added, confirmed or rejected a mention."""
    return any(mention.by == "reader" or mention.state != "suggested" for mention in annotation.mentions)


def train(found: Lessons, tell: Tell, settings: Settings = SETTINGS) -> tuple[Language, list[Result]]:
    """Fine-tune the fast recogniser; the pipeline, and its figures on the kept part and the regression texts."""
    book = shipped()
    nlp = models.pipeline(models.find(models.FAST))
    sets = {
        "documents kept for testing": [_marked(each) for each in found.kept],
        "regression texts": regression(),
    }
    before = {name: measure(recogniser(nlp), texts, book) for name, texts in sets.items()}
    start = snapshot(nlp)
    tune(
        nlp, list(pieces(_lesson(nlp, each) for each in found.learned)), settings, lambda text, _: text, tell
    )
    approach(nlp, start, [snapshot(nlp)], PART)
    results = [
        Result(name, len(texts), before[name], measure(recogniser(nlp), texts, book))
        for name, texts in sets.items()
    ]
    return nlp, results


def judge(results: Sequence[Result]) -> None:
    """Raise NoBetter, with a sentence that says where, if fewer names are found with their right label."""
    for slack, result in zip((0.0, SLACK), results, strict=True):
        before, after = result.before.mentions["typed"].f1, result.after.mentions["typed"].f1
        if after < before - slack:
            raise NoBetter(
                f"The trained recogniser is worse than before on the {result.name} (F1 of names with their label "
                f"{100 * before:.1f} before, {100 * after:.1f} after), so it is not saved. "
                "More corrected documents may help."
            )


def save(nlp: Language, folder: Path) -> None:
    """Save a pipeline that ``--model`` can name; ``folder`` does not exist, or is empty."""
    name = re.sub(r"\W+", "_", folder.absolute().name) or "own"
    nlp.meta.update(name=name, version="1", description="Trained by aka on corrected documents.")
    nlp.to_disk(folder)


def regression() -> list[Marked]:
    """Our own marked texts, which every pipeline must read as well as the one before."""
    source = resources.files(__package__).joinpath("regression.txt").read_text(encoding="utf-8")
    lines = [line for line in source.splitlines() if line and not line.startswith("#")]
    return [_unmarked(f"regression {number}", line) for number, line in enumerate(lines, 1)]


def _unmarked(name: str, line: str) -> Marked:
    text, markings, at = "", [], 0
    for match in _mark(line):
        text += line[at : match.start()]
        markings.append(Marking(len(text), len(text) + len(match[1]), match[2], None))
        text, at = text + match[1], match.end()
    return Marked(name, text + line[at:], tuple(m for m in markings if is_name(m.label or "")))


def _marked(annotation: Annotation) -> Marked:
    """A corrected document as gold to be tested with."""
    markings = (
        Marking(mention.start, mention.end, mention.label, None)
        for mention in annotation.mentions
        if mention.state != "rejected" and is_name(mention.label)
    )
    return Marked(annotation.document.sha256, annotation.document.text, tuple(markings))


def _lesson(nlp: Language, annotation: Annotation) -> Lesson:
    """A corrected document as the ner learns from it: with the "the" that OntoNotes, and so the ner, has."""
    text = annotation.document.text
    raw = tuple(recogniser(nlp).spans(text, segment(text)))
    votes = Votes(text, [Reading(raw, ())])
    spans = [
        (votes.with_the(mention.start, mention.end), mention.end, mention.label)
        for mention in annotation.mentions
        if mention.state != "rejected" and mention.label in LABELS
    ]
    return Lesson(annotation.document.sha256, text, tuple(spans))
