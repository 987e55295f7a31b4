"""``aka annotate``: texts in, annotations out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, closing
from itertools import chain
from pathlib import Path

import click

from annotate.annotation import Annotation, Document
from annotate.batch import IsThere, Outcome, There, annotate_sources
from annotate.cli import options, writing
from annotate.cli.elsewhere import connect
from annotate.cli.recogniser import Asked
from annotate.cli.recogniser import recogniser as recogniser_for
from annotate.cli.running import Run
from annotate.cli.terminal import say
from annotate.cli.watching import open_watch, watched
from annotate.decisions import Decision
from annotate.errors import BadAnnotation, NoModel
from annotate.formats import Format
from annotate.formats.continuing import Files, Gathered, Lines, made_of
from annotate.formats.losses import Loss
from annotate.formats.opening import OpenAs
from annotate.recognize import machine
from annotate.recognize.client import Recogniser
from annotate.recognize.provenance import Plans
from annotate.sources import expand


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@writing.to_option
@options.output
@options.recognition
@options.sources
@options.fresh
@options.jobs
@options.cluster
def command(
    sources: tuple[str, ...],
    to: str | None,
    output: Path | None,
    asked: Asked,
    opening: OpenAs,
    fresh: bool,
    jobs: int | None,
    cluster: str | None,
) -> None:
    """Find the names in SOURCE... (files of any kind, folders, zip archives, addresses, or - for standard input) and
    write the annotations.

    What you have corrected in the reader holds for these too: it is made again on what is found, as are the
    corrections in a SOURCE that is an annotation.

    One document is written as json, several as jsonl, one a line in the order given. A source that cannot be
    read is named on standard error, and the others are still done.

    A jsonl file and a folder grow as the documents are done, and any other file of several documents is gathered in
    PATH.part. The same command again leaves out what is there already and would come out the same; remove it, or name
    another, to begin from the start.
    """
    writing.spare(sources, output)
    sources, left_out = expand(sources)
    for notice in left_out:
        say(notice)
    chosen = writing.choose(to, output, len(sources))
    writing.spare(sources, output)
    recogniser = recogniser_for(*asked)
    watch = open_watch(recogniser)
    there = writing.continued(chosen, output, len(sources))
    run = Run(sources)
    with ExitStack() as stack:
        elsewhere = stack.enter_context(connect(cluster, recogniser)) if cluster else None
        found = annotate_sources(
            sources,
            recogniser,
            hire=elsewhere.annotator if elsewhere else None,
            jobs=jobs or (elsewhere.jobs() if elsewhere else machine.processes()),
            fresh=fresh,
            opening=opening,
            is_there=_is_there(there, recogniser, watch.described if watch else ()) if there else None,
            on_progress=run.bar.share,
        )
        outcomes = stack.enter_context(closing(watched(found, watch)))
        try:
            if there:
                _continue(run, outcomes, there, chosen)
            else:
                _write(run, outcomes, chosen, output)
        except (KeyboardInterrupt, NoModel):
            if run.finished or sys.exc_info()[0] is KeyboardInterrupt:
                say(_stopped(run, output, there))
            raise
    if run.kept:
        say(
            f"{output} had {run.kept} of {run.total} already, which stay as they are. To begin from the start, remove "
            "it or name another."
        )
    run.end()


def _stopped(run: Run, output: Path | None, there: Lines | Files | None) -> str:
    """A sentence for when it was stopped: what there is, and how to go on."""
    if output is None or not run.done:
        return f"Stopped after {run.done} of {run.total}."
    if there is None:
        return f"Stopped: {output} is as it was."
    place = output.with_name(there.path.name) if isinstance(there, Gathered) else output
    return f"Stopped: {run.done} of {run.total} are in {place}, and the same command goes on from there."


def _is_there(there: Lines | Files, recogniser: Recogniser, lists: tuple[str, ...]) -> IsThere:
    """Whether what would be made of a document is there already."""
    plans = Plans(recogniser, lists)

    def is_there(document: Document, decisions: Sequence[Decision]) -> str | None:
        made = made_of(*plans.of(document), decisions)
        return made if made in there else None

    return is_there


def _continue(run: Run, outcomes: Iterable[Outcome], there: Lines | Files, chosen: Format) -> None:
    """Write each annotation to where others are already, for good."""
    losses: list[Loss] = []
    with closing(there):
        for source, result in run.annotated(outcomes):
            if isinstance(result, There):
                there.keep(result.made)
                continue
            try:
                losses += there.add(source, result)
            except BadAnnotation as error:  # a text that no file can hold ends no others
                run.fail(source, error)
        losses += there.finish()
    writing.say_losses(chosen, losses)


def _write(run: Run, outcomes: Iterable[Outcome], chosen: Format, output: Path | None) -> None:
    """Write all annotations as one, if there are any: else whatever stands at the output stays."""
    annotations = (result for _, result in run.annotated(outcomes) if isinstance(result, Annotation))
    first = next(annotations, None)
    if first is not None:
        writing.write(chain([first], annotations), chosen, output, run.total)
