"""``aka check``: what is wrong in an annotation, and what would mend it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import get_terminal_size
from textwrap import wrap

import click

from annotate import check
from annotate.annotation import Annotation
from annotate.batch import annotate_sources
from annotate.book import load
from annotate.check import Problem
from annotate.cli import options, writing
from annotate.cli.recogniser import Asked
from annotate.cli.recogniser import recogniser as recogniser_for
from annotate.cli.terminal import clear_progress, print_table, print_tsv, say, show_share
from annotate.store import kept_decisions

HEADER = ("problem", "start", "end", "what", "fix")
HEADER_TO_READ = ("problem", "line", "what is wrong")
_BESIDE = 24  # cells that the columns before the last take
_NARROWEST = 24


@click.command()
@click.argument("source", metavar="FILE")
@click.option("--fix", is_flag=True, help="Mend what can be, and write the annotation to PATH.")
@options.output
@options.recognition
def command(
    source: str,
    fix: bool,
    output: Path | None,
    asked: Asked,
) -> None:
    """Look for what is wrong in FILE: a text, or an annotation, also one that no longer fits its text.

    Found are mentions whose offsets are stale, mentions that overlap, one name in two entities, an entity with two
    labels, names that contradict the alias book, and decisions of yours that no longer fit. The exit status is 0
    when nothing is wrong, or everything is mended, else 1.
    """
    if fix != (output is not None):
        raise click.UsageError("--fix and -o PATH go together: the mended annotation is written to PATH.")
    writing.spare([source], output)
    recogniser = recogniser_for(*asked)
    (outcome,) = annotate_sources(
        [source], recogniser, again=False, fresh=True, opening=check.read, on_progress=show_share
    )
    clear_progress()
    if not isinstance(outcome.result, Annotation):
        raise outcome.result
    kept, notices = kept_decisions(outcome.result.document)
    for notice in (*outcome.notices, *notices):
        say(notice)
    book = load(recogniser.books)
    checkup = check.check_up(outcome.result, book, kept)
    if output:
        mended = check.fixed(checkup, datetime.now(UTC).isoformat(timespec="seconds"))
        writing.write([mended], writing.choose(None, output, 1), output)
        found, checkup = checkup, check.check_up(mended, book, kept)
        say(f"Wrote {output}. Problems before: {len(found.problems)}, now: {len(checkup.problems)}.")
    text = checkup.annotation.document.text
    if not sys.stdout.isatty():
        print_tsv([HEADER, *_rows(checkup.problems)])
    elif rows := list(_rows_to_read(text, checkup.problems)):
        print_table([HEADER_TO_READ, *rows], shrink=[len(HEADER_TO_READ) - 1])
    else:
        click.echo("Nothing is wrong.")
    sys.exit(1 if checkup.problems else 0)


def _rows(problems: Iterable[Problem]) -> Iterator[tuple[object, ...]]:
    """A row for each problem, with where it is in code points."""
    for problem in problems:
        start, end = problem.spans[0] if problem.spans else (None, None)
        yield problem.kind, start, end, problem.sentence, problem.remedy


def _rows_to_read(text: str, problems: Iterable[Problem]) -> Iterator[tuple[object, ...]]:
    """The same with the line of the text, and the words on as many rows as they need."""
    width = max(_NARROWEST, get_terminal_size().columns - _BESIDE)
    for problem in problems:
        line = text.count("\n", 0, problem.spans[0][0]) + 1 if problem.spans else None
        said = wrap(problem.sentence, width)
        mending = wrap(f"→ {problem.remedy}", width, subsequent_indent="  ") if problem.remedy else ()
        yield problem.kind, line, said[0]
        yield from (("", None, words) for words in (*said[1:], *mending))
