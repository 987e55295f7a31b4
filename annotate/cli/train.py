"""``aka train``: corrected documents in, a recogniser that has learned from them out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotate.cli.terminal import clear_progress, print_table, say, show_progress
from annotate.errors import BadSource
from annotate.formats.reading import read_annotations
from annotate.sources.reading import shown, source_bytes

if TYPE_CHECKING:
    from annotate.recognize.training.corrections import Result


@click.command()
@click.argument("corrected", nargs=-1, required=True, metavar="CORRECTED...")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The folder to save the trained pipeline in; --model can name it.",
)
def command(corrected: tuple[str, ...], output: Path) -> None:
    """Train the fast recogniser on annotations that a person corrected (json or jsonl written by aka).

    A quarter of the documents is kept for testing, and the figures before and after are printed. A
    recogniser that is worse there, or has forgotten what it knew, is not saved.
    """
    if output.exists() and not (output.is_dir() and not any(output.iterdir())):
        raise BadSource(f"{output} exists already: name a folder that does not, to save the pipeline in.")
    annotations = [each for path in corrected for each in read_annotations(source_bytes(path), shown(path))]

    from annotate.recognize.training import corrections  # only now: it imports spaCy

    lessons = corrections.lessons(annotations)
    untouched = sum(not corrections.is_corrected(each) for each in annotations)
    if untouched:
        say(f"{untouched} of {len(annotations)} documents are as the machine left them, and teach nothing.")
    say(f"Training on {len(lessons.learned)} documents; {len(lessons.kept)} are kept for testing.")
    nlp, results = corrections.train(lessons, show_progress)
    clear_progress()
    header = ("F1", "documents", "mentions before", "after", "labelled before", "after")
    print_table([header, *map(_row, results)])
    corrections.judge(results)
    corrections.save(nlp, output)
    say(f"The pipeline is saved: aka annotate SOURCE --model {output}")


def _row(result: Result) -> tuple[object, ...]:
    figures = (
        f"{100 * comparison.mentions[kind].f1:.1f}"
        for kind in ("trimmed", "typed")
        for comparison in (result.before, result.after)
    )
    return (result.name, result.documents, *figures)
