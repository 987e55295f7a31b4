"""The manual page tells of the commands, options and keys that there are."""

from __future__ import annotations

import runpy
from pathlib import Path

from click.testing import CliRunner

from annotate.cli.group import COMMANDS, aka

ROOT = Path(__file__).parents[2]


def test_the_manual_page_is_what_the_program_says_now():
    page = runpy.run_path(str(ROOT / ".ci" / "manual.py"))["page"]()
    assert (ROOT / "annotate" / "cli" / "aka.1").read_text(encoding="utf-8") == page, (
        "Run python .ci/manual.py and commit what it writes."
    )
    assert all(f".SS aka {name} " in page for name in COMMANDS if name != "read")


def test_a_shell_is_told_the_commands_that_a_word_may_become_and_their_options():
    def completed(line, word):
        env = {"COMP_WORDS": line, "COMP_CWORD": str(word), "_AKA_COMPLETE": "bash_complete"}
        return CliRunner().invoke(aka, env=env, prog_name="aka").output.split()

    assert completed("aka com", 1) == ["plain,company", "plain,compare", "file,com"]
    assert completed("aka --mod", 1) == ["plain,--model"]
    assert completed("aka annotate --to doc", 3) == ["plain,doccano"]
