"""The command ``aka``: its sub-commands, and what all of them have in common."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from annotate import __version__

# Each is the module of that name beside this one; the line stands in the help.
COMMANDS = {
    "read": "Open the reader, as a source alone does.",
    "annotate": "Find the names in texts and write the annotations.",
    "names": "Show who and what a text names, with every alias.",
    "company": "Show who and what a text names together.",
    "link": "Ask a service what the names in a text refer to.",
    "why": "Say whether two names are one entity, and why.",
    "convert": "Write annotations in another format.",
    "check": "Look for what is wrong in an annotation, and mend it.",
    "compare": "Measure how far two annotations of the same texts agree.",
    "library": "List, search, tag and export the texts that were read.",
    "aliases": "List, edit and check your alias books; import watch lists.",
    "serve": "Open the reader in a browser on this machine.",
    "config": "Show what is set, and where each value comes from.",
    "models": "List the models that --model can name.",
    "train": "Train a model on corrected annotations.",
    "schema": "Print the JSON Schema of the native format.",
}
READ = "read"  # also what a source without a command means


class Aka(click.Group):
    """Takes a first word that is no command as a source to read; imports a command when it is called."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the reader's command before anything that does not begin with a command."""
        if not args and ctx.resilient_parsing:  # a shell asks what the first word may become
            return super().parse_args(ctx, args)
        if not args or args[0] not in (*COMMANDS, "--help", "-h", "--version"):
            if args and (meant := _meant(args[0])):
                raise click.UsageError(
                    f"There is no file and no command {args[0]!r}. Did you mean `aka {meant}`?", ctx
                )
            args = [READ, *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; one that ctrl+c ends has the exit status that shells know of it."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            sys.exit(130)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command's module."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"annotate.cli.{cmd_name}").command
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """What a first word may become: an option, or else a command or a file. No command is imported for these."""
        if incomplete.startswith("-"):
            reader = self.get_command(ctx, READ)
            return [
                *(reader.shell_complete(ctx, incomplete) if reader else ()),
                *click.Command.shell_complete(self, ctx, incomplete),
            ]
        commands = [name for name in COMMANDS if name.startswith(incomplete)]
        return [
            *(CompletionItem(name, help=COMMANDS[name]) for name in commands),
            CompletionItem(incomplete, type="file"),
        ]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the reader's options too: they are those of ``aka [SOURCE]``."""
        reader = self.get_command(ctx, READ)
        params = [*(reader.params if reader else ()), *self.get_params(ctx)]
        options = [param for param in params if isinstance(param, click.Option)]
        with formatter.section("Options"):
            formatter.write_dl([record for option in options if (record := option.get_help_record(ctx))])
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show both ways of calling."""
        formatter.write_usage(ctx.command_path, "[OPTIONS] [SOURCE]  |  COMMAND [ARGS]...")


def _meant(word: str) -> str | None:
    """The command that a word which is neither a command nor a file was probably meant to be."""
    if not word.isalpha():  # a path, an option
        return None
    from difflib import get_close_matches

    close = get_close_matches(word.lower(), COMMANDS, n=1, cutoff=0.75)
    return close[0] if close and not Path(word).exists() else None


@click.command(cls=Aka, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="aka %(version)s")
def aka() -> None:
    """Read a text in the terminal with everyone and everything it names, each with all their aliases.

    SOURCE is a text file, an annotation written by aka, or - for standard input; without one aka opens a
    sample article. A file that is called like a command is opened as ./names.
    """
