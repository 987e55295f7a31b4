"""Opening the reader on what a person names, with the terminal under it.

A plain text and nothing else on the command line comes here at once, without anything that parses options.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import NoReturn

from annotate.annotation import Annotation
from annotate.cli.recogniser import recogniser as recogniser_for
from annotate.errors import AkaError
from annotate.formats.opening import open_source
from annotate.known import Recipe
from annotate.recognize.client import Recogniser, Worker
from annotate.sources.choices import Several
from annotate.sources.reading import Reading, sample
from annotate.store import Store


def read(
    source: str | None,
    model: str | None = None,
    aliases: tuple[Path, ...] = (),
    without: tuple[str, ...] = (),
    *,
    private: bool = False,
    repair: bool = False,
) -> NoReturn:
    """Open the reader on a source (None: the sample article), and end with its exit status.

    The options are those of ``aka [SOURCE]``. Raises AkaError for what cannot be read, and click.UsageError for an
    option that makes no sense.
    """
    from tui import first_screen

    try:
        if not sys.stdout.isatty():
            raise AkaError(
                "The reader needs a terminal: standard output goes to a file or a pipe. `aka annotate` writes files."
            )
        opened = sample() if source is None else _open(source, private=private, repair=repair)
        notices = list(opened.notices) if isinstance(opened, Reading) else []
        recogniser = recogniser_for(model, aliases, without, tell=notices.append)
        with Store() as store:
            sys.exit(_read(opened, store, recogniser, tuple(notices)))
    finally:
        first_screen.clear()  # where no reader came, what is said of that does not stand on its screen


def _open(source: str, *, private: bool, repair: bool) -> Reading | Annotation:
    """Open a source, or that of the texts in it which a person chooses. One that cannot be read leads back to the
    list."""
    several: Several | None = None
    while True:
        try:
            return open_source(source, private=private, repair=repair)
        except Several as found:
            several, notice = found, ""
        except AkaError as error:
            if several is None:
                raise
            notice = str(error)
        source = _choose(several, notice)


def _choose(several: Several, notice: str) -> str:
    _take_terminal()
    from tui.choosing import choose

    with Store() as store:
        source, status = choose(store, several, notice)
    if source is None:
        sys.exit(status)
    return source


def _read(
    opened: Reading | Annotation, store: Store, recogniser: Recogniser, notices: tuple[str, ...]
) -> int:
    """Open the reader; the worker starts first, so that it loads while the screen is made. None is needed for a text
    that is known."""
    gc.disable()  # what a start makes, stays: it is not looked through for garbage until it stands on the screen
    document, worker = opened.document, None
    recipe = Recipe(*recogniser)
    annotation = opened if isinstance(opened, Annotation) else recipe.find(document)
    if annotation is None:
        worker = Worker(*recogniser)
        worker.submit(0, document, stream=True, first=store.place(document.sha256).offset)
    try:
        _take_terminal()
        from tui.app import run

        return run(
            document,
            store=store,
            worker=worker,
            keep=recipe.keep,
            annotation=annotation,
            books=recogniser.books,
            notices=notices,
        )
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
