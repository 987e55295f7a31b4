"""Where annotations are written: a file that is replaced whole, a folder of such files, or standard output."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import click

from annotate.annotation import Annotation
from annotate.cli.terminal import say
from annotate.errors import AkaError
from annotate.formats import FORMATS, Format, for_path, save, save_each, sentence
from annotate.formats.continuing import Files, Gathered, Lines
from annotate.formats.losses import Loss

F = TypeVar("F", bound=Callable[..., object])


def to_option(function: F) -> F:
    """The option that names the format."""
    names = [entry.name for entry in FORMATS.values() if entry.writes]
    return click.option(
        "--to",
        metavar="FORMAT",
        type=click.Choice(names),
        help=f"The format: {', '.join(names)}. By default what PATH's ending says, else json or jsonl.",
    )(function)


def from_option(function: F) -> F:
    """The option that names the format of what is read."""
    names = [entry.name for entry in FORMATS.values() if entry.reads]
    return click.option(
        "--from",
        "from_",
        metavar="FORMAT",
        type=click.Choice(names),
        help=f"The format of IN: {', '.join(names)}. By default what IN holds says.",
    )(function)


def choose(to: str | None, output: Path | None, documents: int) -> Format:
    """The format to write this many documents in; raises click.UsageError where PATH cannot take them in it."""
    chosen = FORMATS[to] if to else output and for_path(output)
    if not chosen:
        return FORMATS["json" if documents == 1 else "jsonl"]
    if documents > 1 and not chosen.several and (output is None or output.is_file()):
        raise click.UsageError(
            f"A {chosen.name} file holds one document: name a folder with -o, for a file of each."
        )
    if chosen.binary and output is None and sys.stdout.isatty():
        raise click.UsageError(f"{chosen.name} is nothing to look at: name a file with -o.")
    return chosen


def spare(sources: Iterable[str], output: Path | None) -> None:
    """Raise click.UsageError when the output would take the place of a source."""
    for source in sources:
        if output and _same_file(output, Path(source)):
            raise click.UsageError(f"{output} is a source: write the result to another file.")


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one is not there, or cannot be: that is said when it is read or written
        return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that no file can have: that is said when it is written
        return False


def continued(chosen: Format, output: Path | None, documents: int) -> Lines | Files | None:
    """Where what is written stays although the rest is not done: a file of lines, a folder of files, or what is
    gathered for any other file of several documents. None for a file of one document, for one that is something else
    as yet, and for standard output: that is replaced whole or not at all.

    Raises AkaError when the folder cannot be made.
    """
    if output is None:
        return None
    if _is_each(chosen, output, documents):
        return Files(output, chosen)
    lines = chosen is FORMATS["jsonl"]
    if (output.exists() and not output.is_file()) or not (lines or documents > 1):
        return None
    try:
        return Lines(output.resolve()) if lines else Gathered(output.resolve(), chosen)
    except (AkaError, OSError, RuntimeError):  # something else: it stays until what takes its place is whole
        return None


def _is_each(chosen: Format, output: Path, documents: int) -> bool:
    """Whether each document gets a file of its own in a folder."""
    return _is_folder(output) or (documents > 1 and not chosen.several)


def write(annotations: Iterable[Annotation], chosen: Format, output: Path | None, documents: int = 1) -> None:
    """Write annotations as they come, and say on standard error what could not be kept of them.

    Where one file holds one document and there are several, or ``output`` is a folder, each gets a file in it.
    Raises AkaError when something cannot be written.
    """
    if output is None:
        losses = chosen.write(annotations, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        if chosen.beside:
            more = " and ".join(beside.suffix for beside in chosen.beside)
            say(f"{chosen.name} also writes {more} beside PATH: name one with -o.")
    elif _is_each(chosen, output, documents):
        losses = save_each(annotations, chosen, output)
    else:
        losses = save(annotations, chosen, output)
    say_losses(chosen, losses)


def say_losses(chosen: Format, losses: Iterable[Loss]) -> None:
    """Say on standard error what a format could not keep."""
    if said := sentence(chosen.name, losses):
        say(said)
