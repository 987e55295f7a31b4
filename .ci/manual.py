"""Write the manual page from the commands and keys as they are now. Run it from the project's root.

    python .ci/manual.py

The page is made for man(7); a test fails when it is not what this makes.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click

from annotate.cli.group import COMMANDS, READ, aka
from tui.actions import DEFAULTS

PAGE = Path("annotate/cli/aka.1")

_ABOUT = """\
.SH DESCRIPTION
.B aka
opens a text in the terminal with everyone and everything it names: each mention is lit in the text, and beside it each
entity stands once, with all its aliases and the reason for each. Without a
.I SOURCE
it opens a sample article.
"""

_KEYS = """\
In brackets stands the name of each action, under which
.I config.toml
may give it other keys.
"""

_FILES = """\
.SH EXIT STATUS
.TP
.B 0
All was done.
.TP
.B 1
A source failed, or a check found something; the rest is done, and each failure is named on standard error.
.TP
.B 2
Wrong usage.
.TP
.B 130
Ended by ctrl+c.
.SH FILES
.TP
.I ~/.config/aka/books/*.toml
Your alias books.
.TP
.I ~/.config/aka/config.toml
What you want always; `aka config` shows it.
.TP
.I ~/.local/share/aka/aka.db
Your corrections, reading positions and choices.
.TP
.I ~/.local/share/aka/library.db
The texts that you read, and who is named in them.
.TP
.I ~/.cache/aka/
What was found in texts that were read; it may be deleted at any time.
.SH ENVIRONMENT
.TP
.B NO_COLOR
When it is set, nothing is shown by colour.
.TP
.BR XDG_CONFIG_HOME ", " XDG_DATA_HOME ", " XDG_CACHE_HOME
Where the files above are instead.
"""


def page() -> str:
    """The manual page, as source for man(7)."""
    parts = [
        '.TH AKA 1 "" "aka" "User Commands"',
        ".SH NAME",
        r"aka \- read a text by who and what it names",
        ".SH SYNOPSIS",
        ".B aka\n[\\fIOPTIONS\\fR] [\\fISOURCE\\fR]\n.br\n.B aka\n\\fICOMMAND\\fR [\\fIARGS\\fR]...",
        _ABOUT.rstrip(),
        ".SH COMMANDS",
    ]
    context = click.Context(aka, info_name="aka", **aka.context_settings)
    for name in COMMANDS:
        command = aka.get_command(context, name)
        assert command is not None
        parts += _command(command, f"aka {name}", click.Context(command, context, name))
    parts += [".SH KEYS", _KEYS.rstrip()]
    parts += [_entry(action.shown, f"{action.does} ({action.id})") for action in DEFAULTS]
    return "\n".join([*parts, _FILES.rstrip(), ""])


def _command(command: click.Command, name: str, context: click.Context) -> Iterator[str]:
    """A command's usage, text and options, and those of the commands within it."""
    usage = " ".join(command.collect_usage_pieces(context))
    yield f".SS {_safe(name.replace(f' {READ}', '') if name.endswith(READ) else name)} {_safe(usage)}"
    for paragraph in inspect.cleandoc(command.help or "").split("\n\n"):
        if paragraph.startswith("\b\n"):  # click's mark for lines that stay lines
            yield f".PP\n.nf\n{_safe(paragraph[2:])}\n.fi"
        else:
            yield f".PP\n{_safe(' '.join(paragraph.split()))}"
    for param in command.get_params(context):
        # How a help option is written, click remembers from whoever asked for it first.
        if (
            isinstance(param, click.Option)
            and "--help" not in param.opts
            and (record := param.get_help_record(context))
        ):
            yield _entry(*record)
    for inner in getattr(command, "commands", {}).values():
        yield from _command(inner, f"{name} {inner.name}", click.Context(inner, context, inner.name))


def _entry(term: str, words: str) -> str:
    return f".TP\n.B {_safe(term)}\n{_safe(words)}"


def _safe(text: str) -> str:
    """Text that roff takes as it is."""
    text = text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq").replace("`", r"\(ga")
    return re.sub(r"^\.", r"\\&.", text, flags=re.MULTILINE)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
