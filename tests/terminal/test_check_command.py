"""``aka check`` as a program: what it prints, what it mends, and its exit status."""

from __future__ import annotations

import csv
import io
import json
import subprocess

import pytest
from msgspec.structs import replace

from annotate.annotation import decode, encode, text_sha256
from annotate.decisions import Confirm
from annotate.edits import mention_target
from annotate.query import Index
from annotate.store import Journal
from tests.sample_annotation import TEXT, annotation
from tests.terminal.home import AKA, environment
from tests.terminal.screen import Terminal


@pytest.fixture
def check(tmp_path):
    def run(*arguments, status, given=None):
        done = subprocess.run(
            [AKA, "check", *map(str, arguments)],
            cwd=tmp_path,
            env=environment(tmp_path),
            input=given,
            capture_output=True,
            check=False,
        )
        assert done.returncode == status, done.stderr.decode()
        assert b"Traceback" not in done.stderr
        rows = list(csv.reader(io.StringIO(done.stdout.decode()), delimiter="\t", quoting=csv.QUOTE_NONE))
        return rows, done.stderr.decode()

    return run


@pytest.fixture
def broken(tmp_path):
    """The sample with a sentence put before its text by another program, and with two labels for Geneva."""
    data = json.loads(encode(annotation()))
    data["document"]["text"] = f"Exclusive.\n\n{TEXT}"
    data["mentions"][0]["label"] = "ORG"
    (tmp_path / "talks.json").write_text(json.dumps(data))
    return tmp_path / "talks.json"


def test_nothing_wrong_is_status_0(check, tmp_path):
    (tmp_path / "talks.json").write_bytes(encode(annotation()))
    assert check("talks.json", status=0) == ([["problem", "start", "end", "what", "fix"]], "")


def test_a_text_is_annotated_and_checked(check, tmp_path):
    (tmp_path / "one.txt").write_text("Angela Merkel met Emmanuel Macron in Paris.\n")
    assert check("one.txt", status=0)[0] == [["problem", "start", "end", "what", "fix"]]


def test_every_stale_mention_is_named_with_its_place(check, broken):
    (_, *rows), said = check(broken, status=1)
    assert said == ""
    assert rows[0] == [
        "stale",
        "",
        "",
        "The text is not the one that was annotated: its SHA-256 differs.",
        "take it as it is now",
    ]
    text = json.loads(broken.read_text())["document"]["text"]
    stale = [row for row in rows[1:] if row[0] == "stale"]
    assert len(stale) == len(annotation().mentions)
    for _, start, end, what, _ in stale:
        assert f"“{text[int(start) : int(end)]}” does not stand at" in what
    assert rows[-1] == [
        "two labels",
        "21",
        "27",
        "“Geneva” is GPE, and ORG in 1 of its 3 mentions.",
        "make it GPE there too",
    ]


def test_the_mended_annotation_is_written(check, broken, tmp_path):
    rows, said = check(broken, "--fix", "-o", "mended.json", status=0)
    assert len(rows) == 1
    assert said == "aka: Wrote mended.json. Problems before: 13, now: 0.\n"
    mended = decode((tmp_path / "mended.json").read_bytes())
    assert [mention.text for mention in mended.mentions] == [
        mention.text for mention in annotation().mentions
    ]
    assert {mention.label for mention in mended.mentions if mention.text == "Geneva"} == {"GPE"}
    assert [mention.by for mention in mended.mentions].count("reader") == 1
    check("mended.json", status=0)


def test_it_comes_through_a_pipe_too(check, broken):
    (_, *rows), _ = check("-", status=1, given=broken.read_bytes())
    assert len(rows) == 13


def test_what_cannot_be_mended_is_left(check, tmp_path):
    """A name that the book does not know is a person's in the title and a city's elsewhere: only a reader can tell."""
    whole = decode(
        encode(annotation())
        .replace(b"Geneva", b"Zorvan")
        .replace(text_sha256(TEXT).encode(), text_sha256(TEXT.replace("Geneva", "Zorvan")).encode())
    )
    title, *rest = whole.mentions
    person = replace(whole.entities[3], id="e9", label="PERSON")
    mentions = (replace(title, entity="e9", label="PERSON"), *rest)
    two = replace(whole, entities=(*whole.entities, person), mentions=mentions)
    (tmp_path / "two.json").write_bytes(encode(two))
    rows, said = check("two.json", "--fix", "-o", "still.json", status=1)
    assert [(row[0], row[-1]) for row in rows[1:]] == [("two entities", "")]
    assert said == "aka: Wrote still.json. Problems before: 1, now: 1.\n"
    assert decode((tmp_path / "still.json").read_bytes()) == two


def test_decisions_that_no_longer_fit_are_named(check, tmp_path):
    whole = annotation()
    source = tmp_path / "talks.txt"
    document = replace(whole.document, source=str(source))
    source.write_text(TEXT)
    journal = Journal(document, tmp_path / "data" / "aka" / "aka.db")
    for name in ("Barack Obama", "Putin"):
        named = [mention for mention in whole.mentions if mention.text == name]
        journal.append(
            "do", Confirm(when="2026-11-22T12:00:00+00:00", what=mention_target(Index(whole), named))
        )
    journal.close()
    assert check(source, status=0)[0][1:] == []
    source.write_text(TEXT[: TEXT.index("The UN")])
    (_, row), _ = check(source, status=1)
    assert row[0] == "decision"
    assert "you confirmed one mention of Putin" in row[3]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["a", "b"],
        ["talks.json", "--fix"],
        ["talks.json", "-o", "x.json"],
        ["talks.json", "--fix", "-o", "talks.json"],
    ],
)
def test_wrong_usage_is_status_2(check, broken, arguments):
    rows, said = check(*arguments, status=2)
    assert rows == []
    assert said.startswith("Usage: aka check")


@pytest.mark.parametrize(
    "data", ['{"format": "aka/1"', '{"format": "aka/1", "document": 3}', '{"format": "aka/9"}']
)
def test_what_is_no_annotation_is_a_sentence(check, tmp_path, data):
    (tmp_path / "bad.json").write_text(data)
    rows, said = check("bad.json", status=1)
    assert rows == []
    assert said.startswith("aka: bad.json ")


def test_on_a_terminal_it_is_a_table_that_fits(broken, tmp_path):
    with Terminal("check", "talks.json", home=tmp_path, columns=50, rows=60) as terminal:
        assert terminal.wait_for_exit() == 1
        words = terminal.words
    assert "problem line what is wrong" in words
    assert "two labels 3 “Geneva” is GPE, and ORG in 1 of its 3 mentions. → make it GPE there too" in words


def test_on_a_terminal_nothing_wrong_is_said(tmp_path):
    (tmp_path / "talks.json").write_bytes(encode(annotation()))
    with Terminal("check", "talks.json", home=tmp_path) as terminal:
        assert terminal.wait_for_exit() == 0
        assert terminal.lines[0] == "Nothing is wrong."
