"""``aka annotate``: texts in, annotations out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path

import click

from annotate.annotation import Annotation
from annotate.batch import Outcome, annotate_sources
from annotate.cli import options, writing
from annotate.cli.terminal import clear_progress, say, show_progress, show_share
from annotate.formats import open_source
from annotate.sources import expand


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@writing.to_option
@options.output
@options.recognition
@options.sources
@options.fresh
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(1, 64),
    default=1,
    help="How many processes find names at once.",
)
def command(
    sources: tuple[str, ...],
    to: str | None,
    output: Path | None,
    model: str | None,
    aliases: tuple[Path, ...],
    without: tuple[str, ...],
    private: bool,
    repair: bool,
    fresh: bool,
    jobs: int,
) -> None:
    """Find the names in SOURCE... (files of any kind, folders, zip archives, addresses, or - for standard input) and
    write the annotations.

    What you have corrected in the reader holds for these too: it is made again on what is found, as are the
    corrections in a SOURCE that is an annotation.

    One document is written as json, several as jsonl, one a line in the order given. A source that cannot be
    read is named on standard error, and the others are still done.
    """
    writing.spare(sources, output)
    sources, left_out = expand(sources)
    for notice in left_out:
        say(notice)
    chosen = writing.choose(to, output, len(sources))
    writing.spare(sources, output)
    failed = False

    def succeeded(outcomes: Iterator[Outcome]) -> Iterator[Annotation]:
        nonlocal failed
        for number, outcome in enumerate(outcomes, 1):
            for notice in outcome.notices:
                say(notice)
            if isinstance(outcome.result, Annotation):
                clear_progress()
                yield outcome.result
            else:
                failed = True
                say(str(outcome.result))
            show_progress(f"{number} of {len(sources)}")
        clear_progress()

    outcomes = annotate_sources(
        sources,
        options.recogniser(model, aliases, without),
        jobs=jobs,
        fresh=fresh,
        opening=partial(open_source, private=private, repair=repair),
        on_progress=show_share,
    )
    annotations = succeeded(outcomes)
    first = next(annotations, None)
    if first is not None:  # nothing to write: whatever stands at PATH stays
        writing.write(chain([first], annotations), chosen, output, len(sources))
    sys.exit(1 if failed else 0)
