"""``aka [SOURCE]``: open the reader."""

from __future__ import annotations

import click

from annotate.cli import options
from annotate.cli.reader import read
from annotate.cli.recogniser import Asked
from annotate.formats.opening import OpenAs


class _Context(click.Context):
    """The context of a command that is called without its name."""

    @property
    def command_path(self) -> str:
        """What a person types for it: ``aka``."""
        return self.parent.command_path if self.parent else ""


class _Reader(click.Command):
    context_class = _Context


@click.command(cls=_Reader)
@click.argument("source", required=False)
@options.recognition
@options.sources
@click.option(
    "--plain", is_flag=True, help="Print the text with its names marked in it, for a screen reader."
)
def command(
    source: str | None,
    asked: Asked,
    opening: OpenAs,
    plain: bool,
) -> None:
    """Open the reader on SOURCE (a file of any kind, an address, - for standard input), or on a sample article.

    Of a folder, an archive or a feed, you choose one from a list. With --plain the text is printed, line by line:
    [ISIS = Islamic State, organisation], and later only [Islamic State].
    """
    if plain:
        from annotate.cli.plain import show

        show(source, asked, opening)
    else:
        read(source, asked, opening)
