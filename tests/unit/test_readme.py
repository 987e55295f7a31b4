"""The README says what the program does: its keys and commands come from the program itself."""

from pathlib import Path

from annotate.cli.group import COMMANDS
from tui.actions import key_table

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_the_keys_are_those_of_the_registry():
    assert key_table() in README


def test_every_command_is_shown():
    for name in COMMANDS:
        assert f"aka {name}" in README, name
