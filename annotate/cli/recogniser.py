"""The recogniser that a command line asks for, with the alias books that can be used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from annotate import config
from annotate.cli.terminal import say
from annotate.recognize.client import Recogniser
from annotate.recognize.protocol import BOOK
from annotate.text import visible


class Asked(NamedTuple):
    """What a command line asks for: a model (None: the one of config.toml, or the best that is installed), alias books,
    and passes to leave out. The arguments of :func:`recogniser`."""

    model: str | None = None
    aliases: tuple[Path, ...] = ()
    without: tuple[str, ...] = ()


AS_SET = Asked()


def recogniser(
    model: str | None,
    aliases: tuple[Path, ...],
    without: tuple[str, ...],
    *,
    tell: Callable[[str], None] = say,
) -> Recogniser:
    """The recogniser that the options ask for, and config.toml where they do not; tells which alias books have to be
    left out, and why, and what is wrong in that file.

    Raises click.UsageError for a pass that does not exist, and for a book of the options that cannot be read.
    """
    if without:
        from click import UsageError

        from annotate.recognize.passes import PASSES

        for name in without:
            if name not in PASSES and name != BOOK:
                raise UsageError(
                    f"There is no pass {name!r}. The passes are: {', '.join(PASSES)}; and {BOOK}, for all alias books."
                )
    settings = config.load()
    for mistake in settings.mistakes:
        tell(mistake)
    model = model or settings.get("model")
    return Recogniser(model, books(aliases, tell), frozenset(without))


def books(aliases: tuple[Path, ...], tell: Callable[[str], None] = say) -> tuple[Path, ...]:
    """The alias books to use: those named on the command line and then the person's own, each once.

    Tells which of them are left out, and why. Raises click.UsageError for a book that was named there and cannot be
    read at all: whoever names a file means it.
    """
    from annotate.book import check, left_out, personal

    paths: dict[Path, Path] = {}
    for path in (*aliases, *personal()):
        paths.setdefault(path.absolute(), path)
    sound = []
    for path in paths.values():
        problems = check(path)
        if problems and path in aliases and problems[0].is_unread:
            from click import UsageError

            raise UsageError(visible(f"An alias book cannot be used. {problems[0]}."))
        if problems:
            tell(left_out(problems))
        else:
            sound.append(path)
    return tuple(sound)
