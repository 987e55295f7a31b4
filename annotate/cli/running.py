"""A run over many sources: what becomes of each, said as it happens and summed up at its end."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import NoReturn

from annotate.annotation import Annotation
from annotate.batch import Outcome, There
from annotate.cli.progress import Bar
from annotate.cli.terminal import clear_progress, say
from annotate.errors import AkaError

_FEW = 10  # sources whose failures need no summing up: they are still to be seen
_NAMED = 5  # sources in the sentence that sums up


class Run:
    """What becomes of the sources, counted and said as it happens."""

    def __init__(self, sources: Sequence[str]) -> None:
        self.total = len(sources)
        self.finished = self.kept = 0
        self.failed: list[str] = []
        self.bar = Bar(self.total)

    def extend(self, more: int) -> None:
        """There are more sources than it seemed."""
        self.total += more
        self.bar.extend(more)

    def annotated(self, outcomes: Iterable[Outcome]) -> Iterator[tuple[str, Annotation | There]]:
        """The sources that have an annotation, new or there already; of the others it is said why not."""
        for source, result, notices in outcomes:
            for notice in notices:
                say(notice)
            clear_progress()  # what is written may go to the same terminal
            if isinstance(result, Annotation | There):
                self.kept += isinstance(result, There)
                yield source, result
            else:
                self.fail(source, result)
            self.finished += 1
            self.bar.finish(source, result.document.text if isinstance(result, Annotation) else None)
        clear_progress()

    def fail(self, source: str, error: AkaError) -> None:
        """A source has no annotation."""
        self.failed.append(source)
        say(str(error))

    @property
    def done(self) -> int:
        """How many have an annotation so far."""
        return self.finished - len(self.failed)

    def end(self) -> NoReturn:
        """Sum up what failed, and exit: with 1 where anything did."""
        if self.failed and self.total > _FEW:
            say(self._failures())
        sys.exit(1 if self.failed else 0)

    def _failures(self) -> str:
        """A sentence that sums up which sources have no annotation, for the end of a long run."""
        named = ", ".join(self.failed[:_NAMED])
        more = f" and {len(self.failed) - _NAMED:,} more" if len(self.failed) > _NAMED else ""
        what = (
            "has no annotation, for the reason"
            if len(self.failed) == 1
            else "have no annotation, for the reasons"
        )
        return f"{len(self.failed):,} of {self.total:,} {what} above: {named}{more}."
