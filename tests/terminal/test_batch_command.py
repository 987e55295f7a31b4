"""``aka annotate`` on several texts: stopped, gone on with, and what a person sees of it."""

from __future__ import annotations

import json
import subprocess

import pexpect

from tests.terminal.home import AKA, environment
from tests.terminal.screen import PATIENCE

TEXTS = {
    "one.txt": "Angela Merkel met Emmanuel Macron in Paris.\n",
    "two.txt": "Greece thanked the International Monetary Fund.\n",
    "long.txt": "Angela Merkel met Emmanuel Macron in Paris.\n\n" * 4000,
}


def named(path):
    return [json.loads(line)["document"]["source"] for line in path.read_bytes().splitlines()]


def test_ctrl_c_leaves_whole_lines_and_the_next_run_goes_on(tmp_path):
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text)
    env = environment(tmp_path, TERM="xterm")
    child = pexpect.spawn(
        str(AKA),
        ["annotate", "one.txt", "long.txt", "--jobs", "1", "-o", "all.jsonl"],
        cwd=tmp_path,
        env=env,
        encoding="utf-8",
        timeout=PATIENCE,
        dimensions=(24, 120),
    )
    child.expect(r"1 of 2 · [\d,]+ words/s · \d+:\d\d:\d\d left")
    child.sendintr()
    child.expect("Stopped: 1 of 2 are in all.jsonl, and the same command goes on from there")
    child.expect(pexpect.EOF)
    assert "Traceback" not in child.before
    child.wait()
    assert child.exitstatus == 130
    assert (tmp_path / "all.jsonl").read_bytes().endswith(b"}\n")
    assert named(tmp_path / "all.jsonl") == ["one.txt"]

    def again(*sources):
        return subprocess.run(
            [AKA, "annotate", *sources, "-o", "all.jsonl"],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        )

    first = (tmp_path / "all.jsonl").read_bytes()
    done = again("two.txt", "one.txt")
    assert done.stderr == (
        "aka: all.jsonl had 1 of 2 already, which stay as they are. "
        "To begin from the start, remove it or name another.\n"
    )
    assert named(tmp_path / "all.jsonl") == ["two.txt", "one.txt"]
    assert (tmp_path / "all.jsonl").read_bytes().endswith(first)
