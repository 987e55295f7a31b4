"""``aka serve``: the reader in a browser."""

from __future__ import annotations

import secrets
import sys
from contextlib import suppress

import click

from annotate.cli import options
from annotate.cli.recogniser import Asked, recogniser
from annotate.cli.terminal import say
from annotate.errors import AkaError
from annotate.formats.opening import OpenAs
from annotate.sources import STDIN
from annotate.sources.choices import Several

PORT = 8745


@click.command()
@click.argument("source", required=False)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 for any that is free."
)
@click.option(
    "--no-token", is_flag=True, help="Let in whoever is on this machine, without a token in the address."
)
@options.recognition
@options.sources
def command(
    source: str | None,
    port: int,
    no_token: bool,
    asked: Asked,
    opening: OpenAs,
) -> None:
    """Open the reader on SOURCE, or on a sample article, in a browser on this machine.

    Prints the address, and serves until it is stopped. Each tab is a reader of its own; what is corrected in one is
    soon shown in the others.
    """
    try:
        from tui.browser.server import serve
    except ModuleNotFoundError as error:
        raise AkaError(
            f"`aka serve` needs {error.name}, which is not installed: pip install 'aka-reader[serve]'."
        ) from None
    if source == STDIN:
        raise AkaError("Each tab reads the text anew, and standard input can be read once: name a file.")
    recogniser(*asked)
    if source is not None:
        with suppress(Several):  # a tab shows which texts there are
            opening(source)

    arguments = [f"--model={asked.model}"] if asked.model is not None else []
    arguments += [f"--aliases={path}" for path in asked.aliases]
    arguments += [f"--without={name}" for name in asked.without]
    arguments += [
        name for name, given in (("--private", opening.private), ("--repair", opening.repair)) if given
    ]
    arguments += ["--", source] if source is not None else []

    def tell(address: str) -> None:
        click.echo(address)
        say("Open this address in a browser on this machine; ctrl+c ends it.")

    token = None if no_token else secrets.token_urlsafe()
    sys.exit(serve(arguments, source or "aka", port=port, token=token, tell=tell))
