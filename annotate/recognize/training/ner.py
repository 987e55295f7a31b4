"""Fine-tuning spaCy's own ``ner``: minutes on one core, and as fast as before when done.

The component keeps its shape and its word vectors stay where they are, so the 6 MB of ``ner`` are all that changes.
As a script::

    python -m annotate.recognize.training.ner --gold ONTO.jsonl --silver SILVER.jsonl -o FOLDER --seed 0
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from annotate.book import shipped
from annotate.recognize import models
from annotate.recognize.training.data import Marked, paragraphs, read
from annotate.recognize.training.variety import Names, vary

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span
    from spacy.training import Example
    from thinc.api import Model
    from thinc.types import FloatsXd

LONGEST = 3_000  # code points of one training text; longer ones make batches uneven
LOWERED = (
    0.15  # of the texts, in lower case: what stands in capitals throughout is read so (see pieces.plain)
)


class Settings(NamedTuple):
    """How to train: the peak of the learning rate, the part of the updates that warms up to it, the part of
    activations dropped, words in a batch, and how often each text is seen."""

    rate: float = 5e-4
    warm_up: float = 0.1
    dropout: float = 0.15
    words: int = 1_200
    rounds: int = 3
    seed: int = 0


Tell = Callable[[str], None]


def tune(
    nlp: Language,
    texts: Sequence[Marked],
    settings: Settings,
    varied: Callable[[Marked, Random], Marked],
    tell: Tell,
) -> None:
    """Fine-tune the ``ner`` of a loaded pipeline on paragraphs, in place.

    ``varied`` makes of a paragraph what is learned from in its place, anew each round; ``tell`` is given a line on
    progress now and then.
    """
    from spacy.training.batchers import minibatch_by_words
    from thinc.api import Adam, fix_random_seed

    fix_random_seed(settings.seed)
    random = Random(settings.seed)
    total = settings.rounds * max(1, sum(len(nlp.make_doc(text.text)) for text in texts) // settings.words)
    step = 0
    optimizer = nlp.resume_training(
        sgd=Adam(settings.rate, L2=0.01, L2_is_weight_decay=True, use_averages=True)
    )
    for number in range(settings.rounds):
        order = random.sample(range(len(texts)), len(texts))
        examples = (example(nlp, varied(texts[index], random)) for index in order)
        losses: dict[str, float] = {}
        for batch in minibatch_by_words(examples, settings.words, tolerance=0.2):
            optimizer.learn_rate = settings.rate * _slope(step / total, settings.warm_up)
            nlp.update(batch, sgd=optimizer, drop=settings.dropout, losses=losses)
            step += 1
            if step % 20 == 0:
                tell(f"round {number + 1} of {settings.rounds}, {min(99, 100 * step // total)} %")
        tell(f"round {number + 1} of {settings.rounds} done, loss {losses.get('ner', 0):.0f}")
    for node, name, _ in parameters(nlp):
        if optimizer.averages and (node.id, name) in optimizer.averages:
            # The running mean of the weights is steadier than where the last step left them.
            node.set_param(name, optimizer.averages[node.id, name])


def _slope(done: float, warm_up: float) -> float:
    """The part of the peak learning rate: linear up, then linear down, never quite to nothing."""
    return max(0.02, min(done / warm_up, (1 - done) / (1 - warm_up)))


def parameters(nlp: Language) -> Iterator[tuple[Model[Any, Any], str, FloatsXd]]:
    """The weights of the ``ner``: the node that holds each, its name there, and its present value."""
    ner: Model[Any, Any] = nlp.get_pipe("ner").model  # type: ignore[attr-defined]
    for node in ner.walk():
        for name in node.param_names:
            if node.has_param(name):
                yield node, name, node.get_param(name)


def save(nlp: Language, folder: Path) -> None:
    """Write the ``ner`` alone; models.Model.ner names such a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    nlp.get_pipe("ner").to_disk(folder, exclude=["vocab"])  # type: ignore[attr-defined]


def example(nlp: Language, text: Marked) -> Example:
    """A paragraph as spaCy learns from it. A span that does not end with a token, or overlaps another, counts as
    missing."""
    from spacy.training import Example

    return Example(nlp.make_doc(text.text), _marked(nlp.make_doc(text.text), text))


def _marked(doc: Doc, text: Marked) -> Doc:
    missing = list(text.missing)
    found: list[Span] = []
    taken: set[int] = set()
    for start, end, label in text.spans:
        span = doc.char_span(start, end, label)
        if span is None or span.text.isspace() or not taken.isdisjoint(range(span.start, span.end)):
            missing.append((start, end))
        else:
            found.append(span)
            taken.update(range(span.start, span.end))
    open_ = {
        token.i
        for start, end in missing
        for token in doc.char_span(start, end, alignment_mode="expand") or ()
        if token.i not in taken
    }
    doc.set_ents(found, missing=[doc[index : index + 1] for index in sorted(open_)], default="outside")
    return doc


def pieces(texts: Iterable[Marked]) -> Iterator[Marked]:
    """The paragraphs of texts, at most :data:`LONGEST` long, that have a word in them."""
    return (piece for text in texts for piece in paragraphs(text, LONGEST) if len(piece.text) > 1)


def _lowered(text: Marked) -> Marked:
    low = text.text.lower()
    return Marked(text.id, low, text.spans, text.missing) if len(low) == len(text.text) else text


@click.command()
@click.option(
    "--gold", multiple=True, type=click.Path(path_type=Path), help="Seen three times in each round."
)
@click.option("--silver", multiple=True, type=click.Path(path_type=Path), help="Seen once in each round.")
@click.option("--base", help="The pipeline to start from (default: the preferred one).")
@click.option("--rate", default=Settings().rate, show_default=True)
@click.option("--rounds", default=Settings().rounds, show_default=True)
@click.option("--seed", default=0, show_default=True)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path))
def main(
    gold: tuple[Path, ...],
    silver: tuple[Path, ...],
    base: str | None,
    rate: float,
    rounds: int,
    seed: int,
    output: Path,
) -> None:
    """Fine-tune the base pipeline's ner and save the component alone in the folder OUTPUT."""
    golden = list(pieces(text for path in gold for text in read(path)))
    silvery = list(pieces(text for path in silver for text in read(path)))
    names = Names([*golden, *silvery], shipped())
    nlp = models.pipeline(models.find(base))

    def varied(text: Marked, random: Random) -> Marked:
        text = vary(text, names, random)
        return _lowered(text) if random.random() < LOWERED else text

    def tell(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    tune(nlp, [*golden * 3, *silvery], Settings(rate=rate, rounds=rounds, seed=seed), varied, tell)
    save(nlp, output)


if __name__ == "__main__":
    main()
