"""Whether ``Mention.score`` means what it says, and how its weights were fitted. As a script::

    python -m annotate.recognize.training.confidence part CORPUS.jsonl ONTO.jsonl --rest REST.jsonl --held HELD.jsonl
    python -m annotate.recognize.training.confidence measure GOLD.jsonl ... [--weights FOLDER] [--fit]

``part`` keeps a quarter of the gold from a network that is then trained on the rest; ``measure`` prints, for gold that
``aka compare`` reads, how often mentions are right by their score, and with ``--fit`` the weights that these sets ask
for.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import click
import msgspec
import numpy as np
from numpy.typing import NDArray

from annotate.annotation import Document, Mention, Pipeline, text_sha256
from annotate.book import Book, shipped
from annotate.cli.terminal import print_table
from annotate.compare import Marked, Marking, read_marked
from annotate.compare.spans import group, predicted_spans, punished, trimmed
from annotate.labels import is_name
from annotate.pipeline import annotate
from annotate.recognize import confidence, models
from annotate.recognize.neural.model import Tagger
from annotate.recognize.training import data
from annotate.recognize.training.evaluate import recogniser
from annotate.recognize.worker import Recogniser
from annotate.sources.blocks import segment

BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 1.01)
TWEETS = "wnut"  # too short for a document's evidence, and nobody reads them in articles
NAMES = frozenset(
    {"PER", "ORG", "LOC", "GPE"}
)  # what every corpus marks; the rest is neither right nor wrong
HELD = 4  # one document in so many is kept


class Judged(NamedTuple):
    """A mention that the gold has an opinion about: what speaks for it, its score, whether it is right."""

    text: str
    features: tuple[float, ...]
    score: float
    right: bool


def judged(found: Recogniser, gold: Marked, book: Book) -> Iterator[Judged]:
    """The names that are found in one document of the gold, each with whether span and group of label are right."""
    document = Document("", "", "en", text_sha256(gold.text), gold.text)
    blocks = segment(gold.text)
    spans = sorted(found.spans(gold.text, blocks))
    mentions = annotate(document, spans, book, blocks=blocks, pipeline=Pipeline("", "", "")).mentions
    told = dict(zip(mentions, confidence.features(mentions, spans, book), strict=True))
    by_place = {(mention.start, mention.end): mention for mention in mentions if is_name(mention.label)}
    every = trimmed(gold, gold.markings)
    unannotated = {group(label) for label in gold.unannotated}
    predicted = predicted_spans(
        gold, every, (_marking(each) for each in by_place.values() if group(each.label) not in unannotated)
    )
    for span, marking in punished(gold, every, predicted).items():
        mention = by_place[marking[:2]]
        known = every.get(span)
        right = known is not None and (known.label is None or group(known.label) == group(mention.label))
        if (features := told[mention]) is not None:
            yield Judged(mention.text, features, confidence.probability(features), right)


def _marking(mention: Mention) -> Marking:
    return Marking(mention.start, mention.end, mention.label, None)


def fit(names: Sequence[Judged]) -> NDArray[np.float64]:
    """The weights of a logistic regression, by Newton's method, with a little weight against large ones."""
    matrix = np.array([name.features for name in names])
    right = np.array([name.right for name in names], dtype=np.float64)
    weights = np.zeros(matrix.shape[1])
    for _ in range(30):
        likely = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (likely - right) + 0.01 * weights
        curve = (matrix * (likely * (1 - likely))[:, None]).T @ matrix + 0.01 * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    return weights


def error(names: Sequence[Judged], bins: int = 10) -> float:
    """The expected calibration error over bins of equal size (Naeini et al. 2015)."""
    ordered = sorted(names, key=lambda name: name.score)
    edges = [len(ordered) * number // bins for number in range(bins + 1)]
    return sum(
        abs(sum(name.score - name.right for name in ordered[first:last])) for first, last in pairwise(edges)
    ) / len(ordered)


def _share(names: Iterable[Judged]) -> str:
    rights = [name.right for name in names]
    return f"{100 * sum(rights) / len(rights):.1f}" if rights else ""


def _summary(title: str, names: Sequence[Judged]) -> tuple[object, ...]:
    ordered = sorted(names, key=lambda name: name.score)
    doubted = ordered[: math.ceil(len(ordered) / 10)]
    certain = [name for name in names if name.score >= confidence.CERTAIN]
    wrong = sum(not name.right for name in names)
    return (
        title,
        len(names),
        f"{100 * sum(name.score for name in names) / len(names):.1f}",
        _share(names),
        f"{100 * error(names):.1f}",
        _share(doubted),
        f"{100 * sum(not name.right for name in doubted) / max(1, wrong):.0f}",
        f"{100 * len(certain) / len(names):.0f}",
        _share(certain),
    )


@click.group()
def main() -> None:
    """Fit and measure the scores of mentions."""


@main.command()
@click.argument("corpus", type=click.Path(path_type=Path))
@click.argument("onto", type=click.Path(path_type=Path))
@click.option("--rest", required=True, type=click.Path(path_type=Path))
@click.option("--held", required=True, type=click.Path(path_type=Path))
def part(corpus: Path, onto: Path, rest: Path, held: Path) -> None:
    """Keep a quarter of the documents of CORPUS but tweets, as gold; ONTO without them is to be trained on."""
    kept = {
        each.id: each
        for each in data.read_corpus(corpus)
        if each.source != TWEETS and crc32(each.id.encode()) % HELD == 0
    }
    data.write(rest, (text for text in data.read(onto) if text.id not in kept))
    with held.open("wb") as file:
        for each in kept.values():
            mentions = [
                {
                    "start": mention.start,
                    "end": mention.end,
                    "label": mention.label,
                    "optional": mention.label not in NAMES,
                }
                for mention in each.mentions
            ]
            line = {"id": each.id, "text": each.text, "mentions": mentions, "ignore_pred": ["NORP", "MISC"]}
            file.write(msgspec.json.encode(line) + b"\n")


@main.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--weights", type=click.Path(path_type=Path), help="A network's folder; else the one that ships."
)
@click.option("--fit", "fitting", is_flag=True, help="Print the weights that these sets ask for.")
def measure(gold: tuple[Path, ...], weights: Path | None, fitting: bool) -> None:
    """Print how often mentions are right, by their score, on the sets in GOLD."""
    book = shipped()
    found = recogniser(Tagger(weights or models.find(models.ACCURATE).path))
    sets = {
        path.stem: [
            name
            for document in read_marked(path.read_bytes(), path.name)
            for name in judged(found, document, book)
        ]
        for path in gold
    }
    names = [name for some in sets.values() for name in some]
    if fitting:
        click.echo(f"WEIGHTS = ({', '.join(f'{weight:.2f}' for weight in fit(names))})\n")
    head = "names, mean score, right, ECE, right of the least certain tenth, wrong names in it, certain, right of these"
    print_table(
        [("set", *head.split(", ")), *(_summary(title, some) for title, some in sets.items() if some)]
    )
    click.echo()
    rows: list[tuple[object, ...]] = [("score", *sets)]
    for low, high in pairwise(BINS):
        some = [[name for name in each if low <= name.score < high] for each in sets.values()]
        rows.append((f"{low:.2f}", *(f"{_share(each)} of {len(each)}" for each in some)))
    print_table(rows)


if __name__ == "__main__":
    main()
