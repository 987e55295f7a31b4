"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from annotate.cli.recogniser import Asked

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
cluster = click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Let the workers of a Dask cluster do the work: the address of its scheduler (tcp://HOST:8786).",
)
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
    """The options that decide which names are found; the command gets them as one :class:`Asked`."""

    @wraps(function)
    def command(
        *, model: str | None, aliases: tuple[Path, ...], without: tuple[str, ...], **others: Any
    ) -> Any:
        return function(asked=Asked(model, aliases, without), **others)

    return _model(aliases(_without(cast("F", command))))


def sources(function: F) -> F:
    """The options that decide how a source is read; the command gets them as one
    :class:`annotate.formats.opening.OpenAs`."""

    @wraps(function)
    def command(*, private: bool, repair: bool, **others: Any) -> Any:
        from annotate.formats.opening import OpenAs  # which the commands that read no text can do without

        return function(opening=OpenAs(private, repair), **others)

    return _private(_repair(cast("F", command)))
