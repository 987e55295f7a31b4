"""The annotation of the one source that a command is about."""

from __future__ import annotations

from annotate.annotation import Annotation
from annotate.batch import annotate_sources
from annotate.cli.recogniser import Asked, recogniser
from annotate.cli.terminal import clear_progress, say, show_share
from annotate.cli.watching import open_watch, watched
from annotate.formats.opening import OpenAs


def annotated(
    source: str,
    asked: Asked,
    opening: OpenAs,
    *,
    fresh: bool,
) -> Annotation:
    """The annotation that a source is or that is made of it, as the options of the command line ask for; tells how far
    that is, and what should be known of it. Raises AkaError where there is none."""
    used = recogniser(*asked)
    outcomes = annotate_sources(
        [source],
        used,
        again=False,
        fresh=fresh,
        opening=opening,
        on_progress=show_share,
    )
    (outcome,) = watched(outcomes, open_watch(used))
    clear_progress()
    for notice in outcome.notices:
        say(notice)
    if not isinstance(outcome.result, Annotation):
        raise outcome.result
    return outcome.result
