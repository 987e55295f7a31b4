"""How good a recogniser is: names found and labelled, by itself and with the passes behind it. As a script::

    python -m annotate.recognize.training.evaluate GOLD.jsonl... --model NAME --model NAME

GOLD is what ``aka compare`` reads. Each set is measured as it is, in capitals and in lower case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import click

from annotate.book import Book, shipped
from annotate.cli.terminal import print_table
from annotate.compare import Comparison, Marked, Marking, Tally, compare, read_marked
from annotate.compare.tally import count
from annotate.labels import is_name
from annotate.recognize import models, passes
from annotate.recognize.protocol import Start
from annotate.recognize.spans import Span
from annotate.recognize.training.data import read_corpus
from annotate.recognize.worker import Recogniser
from annotate.sources.blocks import segment

if TYPE_CHECKING:
    from spacy.language import Language

    from annotate.recognize.fast import Fast
    from annotate.recognize.neural.model import Tagger


def recogniser(nlp: Language | Tagger | Fast) -> Recogniser:
    """A loaded model as the worker uses it."""
    return Recogniser(nlp, models.Model("", "", "", Path()), Start(None, (), frozenset()))


def measure(found: Recogniser, gold: Sequence[Marked], book: Book | None) -> Comparison:
    """Compare what the recogniser finds in the gold's texts with the gold: with the passes behind it, or,
    without a book, its raw spans alone."""
    return compare(gold, [_marked(found, document, book) for document in gold])


def _marked(found: Recogniser, document: Marked, book: Book | None) -> Marked:
    blocks = segment(document.text)
    spans: Iterable[Span] = sorted(found.spans(document.text, blocks))
    if book is not None:
        spans = passes.run(passes.Context(document.text, blocks, book), spans)
    markings = tuple(Marking(s.start, s.end, s.label, None) for s in spans if is_name(s.label))
    return document._replace(markings=markings)


def number_agreement(found: Recogniser, base: Recogniser, texts: Iterable[str]) -> Tally:
    """How far a recogniser marks the same dates, numbers and amounts as another: the same span and label."""
    total = Tally()
    for text in texts:
        ours, theirs = (
            {span[:3] for span in each.spans(text, segment(text)) if not is_name(span.label)}
            for each in (found, base)
        )
        total = total.plus(count(len(ours & theirs), len(ours), len(theirs)))
    return total


def rewritten(gold: Sequence[Marked], write: Callable[[str], str]) -> list[Marked]:
    """The gold with its characters written otherwise, one by one, so that every offset stays."""
    return [
        document._replace(
            text="".join(new if len(new := write(char)) == 1 else char for char in document.text)
        )
        for document in gold
    ]


def rows(name: str, found: Recogniser, gold: Sequence[Marked], book: Book) -> Iterator[tuple[object, ...]]:
    """A line of the table for each way of writing: mention and typed F1 in per cent, raw and with the passes."""
    for copy, texts in (
        ("", gold),
        (" in capitals", rewritten(gold, str.upper)),
        (" in lower case", rewritten(gold, str.lower)),
    ):
        raw, passed = measure(found, texts, None), measure(found, texts, book)
        yield (
            name + copy,
            *(
                round(100 * comparison.mentions[kind].f1, 1)
                for comparison in (raw, passed)
                for kind in ("trimmed", "typed")
            ),
        )


def by_label(found: Recogniser, gold: Sequence[Marked], book: Book) -> Iterator[tuple[object, ...]]:
    """A line of the table for each group of labels: precision, recall and F1 with the passes."""
    for label, tally in measure(found, gold, book).labels.items():
        yield (
            f"  {label}",
            *(round(100 * value, 1) for value in (tally.precision, tally.recall, tally.f1)),
            "",
        )


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--model", "names", multiple=True, required=True, help="A model by name or folder.")
@click.option("--text", type=click.Path(path_type=Path), help="Open text, to compare dates and numbers on.")
def main(gold: tuple[Path, ...], names: tuple[str, ...], text: Path | None) -> None:
    """Print the figures of models on the sets in GOLD."""
    sets = {path.stem: read_marked(path.read_bytes(), path.name) for path in gold}
    for name in names:
        found = recogniser(models.load(models.find(name)))
        table: list[tuple[object, ...]] = [(name, "raw mention", "raw typed", "mention", "typed")]
        for title, documents in sets.items():
            table += rows(title, found, documents, shipped())
            table += by_label(found, documents, shipped())
        began, words = process_time(), 0
        for documents in sets.values():
            for document in documents:
                found.spans(document.text, segment(document.text))
                words += len(document.text.split())
        print_table(table)
        click.echo(f"{words / (process_time() - began):,.0f} words a second of processor time")
        if text:
            base = recogniser(models.load(models.find(models.BASE)))
            agreed = number_agreement(found, base, (each.text for each in read_corpus(text)))
            click.echo(f"{100 * agreed.f1:.1f} % of dates and numbers as {models.BASE} marks them")
        click.echo()


if __name__ == "__main__":
    main()
