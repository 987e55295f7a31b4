"""Document-level passes over the model's spans, in order. Each is a module with ``run(context, spans) ->
spans``."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from annotate.recognize.passes import (
    affixes,
    boilerplate,
    boundaries,
    bynames,
    datelines,
    gazetteer,
    headlines,
    joins,
    kinds,
    labels,
    noise,
    parentheses,
    persons,
    second_look,
    splits,
    surnames,
    titles,
)
from annotate.recognize.passes.context import Context, settle
from annotate.recognize.spans import Span

__all__ = ["PASSES", "Context", "run"]

Pass = Callable[[Context, list[Span]], list[Span]]

PASSES: dict[str, Pass] = {
    "affixes": affixes.run,
    "boundaries": boundaries.run,
    "boilerplate": boilerplate.run,
    "splits": splits.run,
    "headlines": headlines.run,
    "parentheses": parentheses.run,
    "datelines": datelines.run,
    "gazetteer": gazetteer.run,
    "joins": joins.run,
    "noise": noise.run,
    "persons": persons.run,
    "kinds": kinds.run,
    "titles": titles.run,
    "labels": labels.run,
    "bynames": bynames.run,
    "surnames": surnames.run,
    "second-look": second_look.run,
}
"""Every pass by its name, in the order in which they run; ``aka annotate --without NAME`` leaves one out."""


def run(context: Context, spans: Iterable[Span], without: frozenset[str] = frozenset()) -> list[Span]:
    """All passes but those in ``without``, over the model's spans of a document (in any order).

    The result is sorted, free of overlaps, and inside the text; it has no scores, which speak of the model's own
    spans alone.
    """
    found = settle(context.text, [span._replace(score=None) for span in spans])
    for name, run_pass in PASSES.items():
        if name not in without:
            found = run_pass(context, found)
    return found
