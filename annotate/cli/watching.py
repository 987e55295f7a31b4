"""The watch lists behind the commands that find names."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from typing import TYPE_CHECKING

from annotate.annotation import Annotation
from annotate.batch import Outcome
from annotate.cli.terminal import say
from annotate.recognize.client import Recogniser
from annotate.recognize.protocol import BOOK
from annotate.watchlists.keeping import any_kept

if TYPE_CHECKING:
    from annotate.watchlists.watch import Watch


def open_watch(recogniser: Recogniser) -> Watch | None:
    """The watch lists that are kept, None where there are none; says which of them cannot be used."""
    if not any_kept():
        return None
    from annotate.watchlists.watch import Watch  # the books and the rules, which nobody else needs here

    watch = Watch(None if BOOK in recogniser.without else recogniser.books)
    for problem in watch.problems:
        say(problem)
    return watch


def watched(outcomes: Generator[Outcome, None, None], watch: Watch | None) -> Generator[Outcome, None, None]:
    """The outcomes with what their names match; each says what only then showed itself to be wrong with a list."""
    with closing(outcomes):
        for outcome in outcomes:
            if watch is not None and isinstance(outcome.result, Annotation):
                told = len(watch.problems)
                result = watch.matched(outcome.result)
                notices = (*outcome.notices, *watch.problems[told:])
                outcome = outcome._replace(result=result, notices=notices)
            yield outcome
