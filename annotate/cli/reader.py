"""Opening the reader on what a person names, with the terminal under it.

A plain text and nothing else on the command line comes here at once, without anything that parses options.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

from annotate.cli.recogniser import AS_SET, Asked
from annotate.cli.recogniser import recogniser as recogniser_for
from annotate.errors import AkaError
from annotate.formats.opening import AS_IT_IS, OpenAs
from annotate.opener import Opener
from annotate.sources.choices import Several
from annotate.store import Store


def read(
    source: str | None,
    asked: Asked = AS_SET,
    opening: OpenAs = AS_IT_IS,
    *,
    library: bool = False,
) -> NoReturn:
    """Open the reader on a source (None: the sample article), or on what is in the ``library``, and end with its exit
    status.

    The options are those of ``aka [SOURCE]``. Raises AkaError for what cannot be read, and click.UsageError for an
    option that makes no sense.
    """
    from tui import first_screen

    try:
        if not (sys.stdout.isatty() or _is_elsewhere()):
            raise AkaError(
                "The reader needs a terminal: standard output goes to a file or a pipe. `aka annotate` writes files."
            )
        told = list[str]()
        recogniser = recogniser_for(*asked, tell=told.append)
        opener = Opener(recogniser, opening)
        with Store() as store:
            sys.exit(_read(source, opener, store, tuple(told), library=library))
    finally:
        first_screen.clear()  # where no reader came, what is said of that does not stand on its screen


def _read(
    source: str | None, opener: Opener, store: Store, notices: tuple[str, ...], *, library: bool
) -> int:
    """Open the reader; the worker starts first, so that it loads while the screen is made. None is needed for a text
    that is known, nor while a person chooses from several."""
    gc.disable()  # what a start makes, stays: it is not looked through for garbage until it stands on the screen
    opened = several = worker = None
    try:
        if not library:
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
    if os.isatty(0) or _is_elsewhere():
        return
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY)
    except OSError:
        raise AkaError("The reader needs a terminal for its keys, and there is none.") from None
    os.dup2(terminal, 0)
    os.close(terminal)


def _is_elsewhere() -> bool:
    """Whether Textual shows the reader on another screen than this terminal, as in a browser."""
    return "TEXTUAL_DRIVER" in os.environ
