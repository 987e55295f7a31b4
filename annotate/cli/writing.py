"""Where annotations are written: a file that is replaced whole, or standard output."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import TypeVar

import click

from annotate.annotation import Annotation
from annotate.formats import FORMATS, Format, Replacement, for_path

F = TypeVar("F", bound=Callable[..., object])


def to_option(function: F) -> F:
    """The option that names the format."""
    return click.option(
        "--to",
        metavar="FORMAT",
        type=click.Choice(list(FORMATS)),
        help=f"The format: {', '.join(FORMATS)}. By default what PATH's ending says, else json or jsonl.",
    )(function)


def choose(to: str | None, output: Path | None, documents: int) -> Format:
    """The format to write this many documents in; raises click.UsageError for one that cannot hold them."""
    chosen = FORMATS[to] if to else output and for_path(output)
    if not chosen:
        return FORMATS["json" if documents == 1 else "jsonl"]
    if documents > 1 and not chosen.several:
        several = " and ".join(entry.name for entry in FORMATS.values() if entry.several)
        raise click.UsageError(f"A {chosen.name} file holds one document; {several} hold several.")
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


def write(annotations: Iterable[Annotation], chosen: Format, output: Path | None) -> None:
    """Write annotations as they come; raises AkaError when the file cannot be written."""
    with Replacement(output) if output else nullcontext(sys.stdout.buffer) as file:
        chosen.write(annotations, file)
        file.flush()
