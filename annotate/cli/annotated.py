"""The annotation of the one source that a command is about."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from annotate.annotation import Annotation
from annotate.batch import annotate_sources
from annotate.cli.recogniser import recogniser
from annotate.cli.terminal import clear_progress, say, show_share
from annotate.cli.watching import open_watch, watched
from annotate.formats import open_source


def annotated(
    source: str,
    model: str | None,
    aliases: tuple[Path, ...],
    without: tuple[str, ...],
    *,
    private: bool,
    repair: bool,
    fresh: bool,
) -> Annotation:
    """The annotation that a source is or that is made of it, as the options of the command line ask for; tells how far
    that is, and what should be known of it. Raises AkaError where there is none."""
    asked = recogniser(model, aliases, without)
    outcomes = annotate_sources(
        [source],
        asked,
        again=False,
        fresh=fresh,
        opening=partial(open_source, private=private, repair=repair),
        on_progress=show_share,
    )
    (outcome,) = watched(outcomes, open_watch(asked))
    clear_progress()
    for notice in outcome.notices:
        say(notice)
    if not isinstance(outcome.result, Annotation):
        raise outcome.result
    return outcome.result
