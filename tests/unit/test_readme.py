"""The README says what the program does: its keys and commands come from the program itself."""

import re
import shlex
import tomllib
from pathlib import Path

import click
from click.testing import CliRunner

from annotate.book.entry import FIELD_OF_ROLE
from annotate.cli.group import COMMANDS, aka
from annotate.formats import FORMATS
from annotate.formats.overview import overview
from annotate.labels import NAMES
from annotate.recognize.models import ACCURATE, FAST
from tui.actions import key_table

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_the_keys_are_those_of_the_registry():
    assert key_table() in README
    assert key_table("documents") in README


def test_the_models_that_come_with_aka_are_shown():
    for name in (FAST, ACCURATE):
        assert f"`--model {name}`" in README


def test_the_fields_of_an_alias_book_are_those_of_the_program():
    book = README.split("## Alias books")[1].split("\n## ")[0]
    shown = tomllib.loads("\n".join(line for line in book.splitlines() if line.startswith("    ")))
    (entity,) = shown["entity"]
    assert set(entity) == {"name", "label", "kind", "reference", "learned", *FIELD_OF_ROLE.values()}
    assert set(re.findall(r"[A-Z_]+", book)) >= NAMES


def test_the_formats_are_those_of_the_registry():
    assert overview() in README
    assert f"in any of {len(FORMATS.shipped)} formats" in README


def test_every_command_is_shown():
    for name in COMMANDS:
        assert f"aka {name}" in README, name
        command = aka.get_command(click.Context(aka), name)
        for inner in getattr(command, "commands", ()):
            assert f"aka {name} {inner}" in README, inner


def test_what_it_says_about_two_names_is_what_the_command_says():
    shown = re.findall(r"^    \$ aka (why .*)\n    (.*)$", README, re.MULTILINE)
    assert len(shown) >= 4
    for command, answer in shown:
        assert CliRunner().invoke(aka, shlex.split(command)).output.strip() == answer
