"""``aka [SOURCE]``: open the reader."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from annotate.cli import options
from annotate.errors import AkaError
from annotate.opener import Opener
from annotate.sources.choices import Several
from annotate.store import Store


class _Context(click.Context):
    """The context of a command that is called without its name."""

    @property
    def command_path(self) -> str:
        """What a person types for it: ``aka``."""
        return self.parent.command_path if self.parent else ""


class _Reader(click.Command):
    context_class = _Context

    def invoke(self, ctx: click.Context) -> object:
        """Do it; where no reader came, what is said of that does not stand on its screen."""
        from tui import first_screen

        try:
            return super().invoke(ctx)
        finally:
            first_screen.clear()


@click.command(cls=_Reader)
@click.argument("source", required=False)
@options.recognition
@options.sources
@click.option(
    "--plain", is_flag=True, help="Print the text with its names marked in it, for a screen reader."
)
def command(
    source: str | None,
    model: str | None,
    aliases: tuple[Path, ...],
    without: tuple[str, ...],
    private: bool,
    repair: bool,
    plain: bool,
) -> None:
    """Open the reader on SOURCE (a file of any kind, an address, - for standard input), or on a sample article.

    Of a folder, an archive or a feed, you choose one from a list. With --plain the text is printed, line by line:
    [ISIS = Islamic State, organisation], and later only [Islamic State].
    """
    if plain:
        from annotate.cli.plain import show

        show(source, options.recogniser(model, aliases, without), private=private, repair=repair)
        return
    if not sys.stdout.isatty():
        raise AkaError(
            "The reader needs a terminal: standard output goes to a file or a pipe. `aka annotate` writes files."
        )
    told = list[str]()
    opener = Opener(
        options.recogniser(model, aliases, without, tell=told.append), private=private, repair=repair
    )
    with Store() as store:
        sys.exit(_read(source, opener, store, tuple(told)))


def _read(source: str | None, opener: Opener, store: Store, notices: tuple[str, ...]) -> int:
    """Open the reader; the worker starts first, so that it loads while the screen is made. None is needed for a text
    that is known, nor while a person chooses from several."""
    opened = several = worker = None
    try:
        opened = opener.open(source)
        notices = (*opened.notices, *notices)
        if opened.annotation is None:
            worker = opener.worker(opened.document, store.place(opened.document.sha256).offset)
    except Several as found:
        several = found
    try:
        _take_terminal()
        from tui.app import run

        return run(store, opener, opened=opened, worker=worker, several=several, notices=notices)
    finally:
        if worker is not None:
            worker.close()


def _take_terminal() -> None:
    """Put the terminal where the keys are read from, when the text came through there."""
    os.environ.setdefault("ESCDELAY", "25")  # Textual reads it when it is imported
    if os.isatty(0):
        return
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY)
    except OSError:
        raise AkaError("The reader needs a terminal for its keys, and there is none.") from None
    os.dup2(terminal, 0)
    os.close(terminal)
