"""What a person decided, made again on what a machine found: for the command line, which keeps no history."""

from __future__ import annotations

from collections.abc import Iterable

from annotate.annotation import Annotation
from annotate.decisions import Decision
from annotate.edits import apply


def corrected(
    annotation: Annotation, decisions: Iterable[Decision], source: str
) -> tuple[Annotation, tuple[str, ...]]:
    """The annotation with the decisions made on it, and a sentence if some no longer fit the text.

    ``source`` is what a person calls it by.
    """
    done = apply(annotation, dict.fromkeys(decisions))
    if not done.unfit:
        return done.annotation, ()
    count = len(done.unfit)
    what = "1 correction no longer fits" if count == 1 else f"{count} corrections no longer fit"
    return done.annotation, (f"{what} {source}: `aka check {source}` lists what is left out.",)
