"""``aka read --plain``: the text with its names marked in it, line by line."""

from __future__ import annotations

from functools import partial

import click

from annotate.annotation import Annotation
from annotate.batch import annotate_sources
from annotate.cli.terminal import clear_progress, say, show_share
from annotate.formats import open_source
from annotate.plain import marked
from annotate.recognize.client import Recogniser
from annotate.seed import path


def show(source: str | None, recogniser: Recogniser, *, private: bool, repair: bool) -> None:
    """Print a source (None: the sample article) with its names marked. Raises AkaError where it cannot be read."""
    (outcome,) = annotate_sources(
        [source or path()],
        recogniser,
        again=False,
        opening=partial(open_source, private=private, repair=repair),
        on_progress=show_share,
    )
    clear_progress()
    for notice in outcome.notices:
        say(notice)
    if not isinstance(outcome.result, Annotation):
        raise outcome.result
    for line in marked(outcome.result):
        click.echo(line)
