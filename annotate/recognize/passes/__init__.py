"""Document-level passes over the model's spans, in order. Each is a module with ``run(context, spans) -> spans``, and
runs over the texts in the languages that it is made for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from annotate.languages.scope import Scope, cased, english, every, foreign, given_first
from annotate.recognize.passes import (
    affixes,
    boilerplate,
    boundaries,
    bynames,
    datelines,
    edges,
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
    votes,
)
from annotate.recognize.passes.context import Context, settle
from annotate.recognize.spans import Span

__all__ = ["PASSES", "Context", "run"]


class Pass(NamedTuple):
    """A pass, and the languages that it is made for."""

    run: Callable[[Context, list[Span]], list[Span]]
    languages: Scope


PASSES: dict[str, Pass] = {
    "affixes": Pass(affixes.run, english),  # pro-, -backed
    "boundaries": Pass(boundaries.run, english),  # the, titles, 's, lower-case words
    "edges": Pass(edges.run, foreign),
    "boilerplate": Pass(boilerplate.run, every),
    "splits": Pass(splits.run, english),  # but, of, and; surnames last
    "headlines": Pass(headlines.run, english),  # every word with a capital
    "parentheses": Pass(parentheses.run, cased),  # an acronym is known by its capitals
    "datelines": Pass(datelines.run, english),  # months, agencies
    "gazetteer": Pass(gazetteer.run, every),
    "joins": Pass(joins.run, english),  # of, for
    "noise": Pass(noise.run, english),  # ministers, titles, things
    "persons": Pass(persons.run, english),  # what is no word of the lexicon
    "kinds": Pass(kinds.run, english),  # Ministry, River
    "titles": Pass(titles.run, english),  # Mr, Senator
    "labels": Pass(labels.run, english),  # in X, X said
    "votes": Pass(votes.run, foreign),
    "bynames": Pass(bynames.run, english),  # known as
    "surnames": Pass(surnames.run, given_first),
    "second-look": Pass(second_look.run, every),
}
"""Every pass by its name, in the order in which they run; ``aka annotate --without NAME`` leaves one out."""


def run(context: Context, spans: Iterable[Span], without: frozenset[str] = frozenset()) -> list[Span]:
    """All passes for its language but those in ``without``, over the model's spans of a document (in any order).

    The result is sorted, free of overlaps, and inside the text; it has no scores, which speak of the model's own
    spans alone.
    """
    found = settle(context.text, [span._replace(score=None) for span in spans])
    for name, one in PASSES.items():
        if name not in without and one.languages(context.language):
            found = one.run(context, found)
    return found
