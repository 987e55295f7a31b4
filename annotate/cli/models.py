"""``aka models``: the installed pipelines."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress

import click

from annotate.cli.terminal import print_table, print_tsv
from annotate.errors import NoModel
from annotate.languages import codes
from annotate.recognize.models import ACCURATE, FAST, Model, find, installed


@click.command()
def command() -> None:
    """List the models, the default one first: those that come with aka, and the installed spaCy pipelines, of which a
    text in another language than English gets the largest one of its own that finds names."""
    default = find()
    models = sorted((*_own(), *installed()), key=lambda model: model.name != default.name)
    rows = [(model.name, model.version, _language(model), model.package) for model in models]
    (print_table if sys.stdout.isatty() else print_tsv)([("model", "version", "language", "package"), *rows])


def _language(model: Model) -> str:
    """What a model is for, and that it finds no names where it finds none."""
    language = codes.NAMES.get(model.language, model.language)
    return language if model.names else f"{language}, no names"


def _own() -> Iterator[Model]:
    """The models that come with aka, those of them that can be used here."""
    for name in (ACCURATE, FAST):
        with suppress(NoModel):
            model = find(name)
            if model.name == name:  # else another would be used in its place
                yield model
