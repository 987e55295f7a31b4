"""The options that several commands share, and what they mean."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from annotate.cli.terminal import say
from annotate.recognize.client import Recogniser
from annotate.recognize.protocol import BOOK
from annotate.text import visible

F = TypeVar("F", bound=Callable[..., Any])

aliases = click.option(
    "--aliases",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="An alias book to use before the others; may be given several times.",
)
_model = click.option("--model", metavar="MODEL", help="The model to use; `aka models` lists them.")
_without = click.option(
    "--without",
    multiple=True,
    metavar="PASS",
    help="A pass of the recognition to leave out, for measuring; `book` for all alias books.",
)
_private = click.option("--private", is_flag=True, help="Read addresses in private networks too.")
_repair = click.option("--repair", is_flag=True, help="Put garbled letters of a text right (Ã¼ for ü).")
fresh = click.option("--fresh", is_flag=True, help="Leave out what you have corrected in the reader.")
jobs = click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(1, 64),
    help="How many processes find names at once; by default one for each core.",
)
output = click.option(
    "-o",
    "--output",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="The file to write instead of printing.",
)


def recognition(function: F) -> F:
    """The options that decide which names are found."""
    return _model(aliases(_without(function)))


def sources(function: F) -> F:
    """The options that decide how a source is read: the arguments of :func:`annotate.formats.open_source`."""
    return _private(_repair(function))


def recogniser(
    model: str | None,
    aliases: tuple[Path, ...],
    without: tuple[str, ...],
    *,
    tell: Callable[[str], None] = say,
) -> Recogniser:
    """The recogniser that the options ask for; tells which alias books have to be left out, and why.

    Raises click.UsageError for a pass that does not exist, and for a named book that cannot be read.
    """
    if without:
        from annotate.recognize.passes import PASSES

        for name in without:
            if name not in PASSES and name != BOOK:
                raise click.UsageError(
                    f"There is no pass {name!r}. The passes are: {', '.join(PASSES)}; and {BOOK}, for all alias books."
                )
    return Recogniser(model, books(aliases, tell), frozenset(without))


def books(aliases: tuple[Path, ...], tell: Callable[[str], None] = say) -> tuple[Path, ...]:
    """The alias books to use: those named on the command line and then the person's own, each once.

    Tells which of them are left out for what is in them, and why. Raises click.UsageError for a book that was
    named and cannot be read at all: whoever names a file means it.
    """
    from annotate.book import check, left_out, personal

    paths: dict[Path, Path] = {}
    for path in (*aliases, *personal()):
        paths.setdefault(path.absolute(), path)
    sound = []
    for path in paths.values():
        problems = check(path)
        if problems and path in aliases and problems[0].is_unread:
            raise click.UsageError(visible(f"An alias book cannot be used. {problems[0]}."))
        if problems:
            tell(left_out(problems))
        else:
            sound.append(path)
    return tuple(sound)
