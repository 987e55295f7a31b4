"""``aka why``: the verdict on two names, the rule and the evidence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from annotate.book import Book, load
from annotate.cli import options
from annotate.cli.recogniser import books
from annotate.cli.terminal import print_tsv
from annotate.errors import BadSource
from annotate.evidence import explain
from annotate.labels import LABELS
from annotate.recognize.protocol import BOOK
from annotate.resolve import why
from annotate.sources import read

HEADER = ("name", "name", "verdict", "rule", "evidence", "score")


@click.command()
@click.argument("names", nargs=-1, metavar="NAME NAME")
@click.option(
    "--label",
    metavar="LABEL",
    type=click.Choice(LABELS, case_sensitive=False),
    help="What both are: PERSON, ORG, GPE ...",
)
@options.aliases
@click.option(
    "--without", type=click.Choice([BOOK]), help="What is said without any alias book, for measuring: `book`."
)
@click.option(
    "--pairs", metavar="FILE", help="Tab-separated pairs of names, under a header, instead of two names."
)
def command(
    names: tuple[str, ...],
    label: str | None,
    aliases: tuple[Path, ...],
    without: str | None,
    pairs: str | None,
) -> None:
    """Say whether two names are one entity: merge, suggest or apart, then the rule and the evidence.

    With --pairs the names are read from the first two columns of FILE, and the answer is tab-separated too.
    """
    if len(names) != (0 if pairs else 2):
        raise click.UsageError("Give two names, or --pairs FILE and no names.")
    if not all(any(map(str.isalnum, name)) for name in names):
        raise click.UsageError("Give two names: one of these has no letter and no digit in it.")
    book = Book() if without == BOOK else load(books(aliases))
    if pairs:
        print_tsv([HEADER, *_verdicts(pairs, book, label)])
        return
    verdict = why(names[0], names[1], book, label)
    click.echo(f"{verdict.verdict}  {explain(verdict.evidence)}")


def _verdicts(path: str, book: Book, label: str | None) -> Iterator[tuple[object, ...]]:
    """One row for each pair in a file; raises BadSource with the number of a line that holds none."""
    lines = read(path).document.text.split("\n")
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) < 2 or not cells[0] or not cells[1]:
            raise BadSource(f"{path}, line {number}: two names with a tab between them are needed.")
        verdict = why(cells[0], cells[1], book, label)
        evidence = verdict.evidence
        yield (
            cells[0],
            cells[1],
            verdict.verdict,
            evidence.rule,
            evidence.text or evidence.with_,
            evidence.score,
        )
