"""What a person decided holds on the command line: in every command that finds names or writes them, and in books."""

from __future__ import annotations

import csv
import io
import random
import sqlite3
import stat
import subprocess
from pathlib import Path

import pexpect
import pytest
from msgspec.structs import replace

from annotate.annotation import Annotation, decode, encode
from annotate.book import learned
from annotate.decisions import Add, Apart, Decision, Merge, Name, Reject, Relabel
from annotate.edits import apply, entity_target, mention_target, span_target
from annotate.labels import every
from annotate.query import Index
from annotate.store import Journal
from tests.sample_annotation import TEXT, annotation
from tests.terminal.home import AKA, environment
from tests.terminal.screen import PATIENCE

WHEN = "2026-11-22T12:00:00+00:00"
SAMPLE = annotation()


@pytest.fixture
def home(tmp_path):
    (tmp_path / "talks.txt").write_text(TEXT)
    (tmp_path / "talks.json").write_bytes(encode(SAMPLE))
    return tmp_path


@pytest.fixture
def aka(home):
    def run(*arguments, status=0, given=None, **variables):
        done = subprocess.run(
            [AKA, *map(str, arguments)],
            cwd=home,
            env=environment(home, **variables),
            input=given,
            capture_output=True,
            check=False,
        )
        assert done.returncode == status, done.stderr.decode()
        assert b"Traceback" not in done.stderr
        done.said = done.stderr.decode()
        return done

    return run


def database(home: Path) -> Path:
    return home / "data" / "aka" / "aka.db"


def keep(home: Path, *decisions: Decision, source: str = "talks.txt") -> None:
    """Decide as the reader does: on the text that stands at ``source`` now."""
    document = replace(SAMPLE.document, source=str(home / source))
    journal = Journal(document, database(home))
    for decision in decisions:
        journal.append("do", decision)
    journal.close()


def decisions() -> tuple[Decision, ...]:
    """A merge of two who share no word, a mention more, one that is rejected, a label and a name."""
    index, text = Index(SAMPLE), SAMPLE.document.text
    spokesman = text.index("spokesman")
    monday = Index(SAMPLE, shows=every)
    return (
        Merge(when=WHEN, what=entity_target(index, "e2"), into=entity_target(index, "e1")),
        Add(
            when=WHEN,
            what=span_target(text, [(spokesman, spokesman + 9)], "PERSON"),
            to=entity_target(index, "e1"),
        ),
        Reject(when=WHEN, what=mention_target(monday, monday.mentions_of["e5"])),
        Relabel(when=WHEN, what=entity_target(index, "e4"), label="ORG"),
        Name(when=WHEN, what=entity_target(index, "e3"), name="The Nations"),
    )


def table(output: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(output.decode()), delimiter="\t", quoting=csv.QUOTE_NONE))[1:]


def aliases(output: bytes) -> dict[str, set[str]]:
    named: dict[str, set[str]] = {}
    for row in table(output):
        named.setdefault(row[0], set()).add(row[3])
    return named


def what_was_decided_stands_in(result: Annotation) -> None:
    of = {mention.text: mention for mention in result.mentions}
    names = {entity.id: entity.name for entity in result.entities}
    assert of["Barack Obama"].entity == of["Vladimir Putin"].entity == of["spokesman"].entity
    assert (of["spokesman"].by, of["spokesman"].state, of["spokesman"].when) == ("reader", "confirmed", WHEN)
    assert (of["Monday"].state, of["Monday"].when) == ("rejected", WHEN)
    assert of["Geneva"].label == "ORG"
    assert names[of["UN"].entity] == "The Nations"
    assert result.decisions == decisions()


def test_every_command_makes_what_was_decided_again(aka, home):
    keep(home, *decisions())
    for command in (
        ["annotate", "talks.txt"],
        ["annotate", "talks.txt", "--model", "fast"],
        ["annotate", "talks.json"],
        ["convert", "talks.json", "--to", "json"],
    ):
        done = aka(*command)
        assert done.said == ""
        what_was_decided_stands_in(decode(done.stdout))
    for source in ("talks.txt", "talks.json"):
        named = aliases(aka("names", source).stdout)
        assert named["Barack Obama"] >= {"Vladimir Putin", "spokesman"}
        assert "UN" in named["The Nations"]


def test_fresh_is_as_the_machine_has_it(aka, home):
    keep(home, *decisions())
    for command in (
        ["annotate", "talks.txt"],
        ["annotate", "talks.json"],
        ["convert", "talks.json", "--to", "json"],
    ):
        result = decode(aka(*command, "--fresh").stdout)
        assert result.decisions == ()
        assert {mention.state for mention in result.mentions} == {"suggested"}
    assert aka("convert", "talks.json", "--to", "json", "--fresh").stdout == encode(SAMPLE, indent=2) + b"\n"
    for source in ("talks.txt", "talks.json"):
        assert "Vladimir Putin" in aliases(aka("names", source, "--fresh").stdout)


def test_what_is_rejected_names_nothing_and_is_in_the_files(aka, home):
    index = Index(SAMPLE)
    keep(home, Reject(when=WHEN, what=entity_target(index, "e4")))
    assert "Geneva" not in aliases(aka("names", "talks.txt").stdout)
    rows = list(csv.DictReader(io.StringIO(aka("convert", "talks.json", "--to", "csv").stdout.decode())))
    states = {(row["text"], row["state"], row["when"]) for row in rows if row["text"] == "Geneva"}
    assert states == {("Geneva", "rejected", WHEN)}
    page = aka("convert", "talks.json", "--to", "html").stdout.decode()
    assert page.count("<s ") == sum(mention.text == "Geneva" for mention in SAMPLE.mentions)
    assert 'title="Geneva · GPE · rejected 2026-11-22, found by the model"' in page


def test_the_decisions_in_a_file_outlive_its_being_annotated_anew(aka, home):
    (home / "decided.json").write_bytes(encode(apply(SAMPLE, decisions()).annotation))
    what_was_decided_stands_in(decode(aka("annotate", "decided.json").stdout))
    # Those in the file come first; what is in both is decided once.
    keep(home, decisions()[0], Name(when=WHEN, what=entity_target(Index(SAMPLE), "e1"), name="Both"))
    result = decode(aka("annotate", "decided.json").stdout)
    assert result.decisions == (
        *decisions(),
        Name(when=WHEN, what=entity_target(Index(SAMPLE), "e1"), name="Both"),
    )
    assert "Both" in {entity.name for entity in result.entities}


def test_each_of_many_has_its_own_decisions(aka, home):
    """Several processes and threads over one database."""
    sources = []
    for number in range(6):
        name = f"{number}.txt"
        (home / name).write_text(f"{TEXT}\n{number}.\n")
        sources.append(name)
        if number % 2:
            at = TEXT.index("observers")
            said = Add(when=WHEN, what=span_target(TEXT, [(at, at + 9)], "PERSON"), to=None)
            text = (home / name).read_text()
            document = replace(annotation(text).document, source=str(home / name))
            journal = Journal(document, database(home))
            journal.append("do", said)
            journal.close()
    done = aka("annotate", *sources, "--jobs", "3", "--model", "fast")
    results = [decode(line) for line in done.stdout.splitlines()]
    assert [len(result.decisions) for result in results] == [0, 1, 0, 1, 0, 1]
    assert done.said == ""


def test_an_edited_text_keeps_what_still_fits_and_the_rest_is_counted(aka, home):
    keep(home, *decisions())
    (home / "talks.txt").write_text(f"A line more.\n\n{TEXT.replace(' on Monday', '')}")
    done = aka("annotate", "talks.txt")
    assert (
        done.said
        == "aka: 1 correction no longer fits talks.txt: `aka check talks.txt` lists what is left out.\n"
    )
    result = decode(done.stdout)
    of = {mention.text: mention for mention in result.mentions}
    assert of["Barack Obama"].entity == of["Vladimir Putin"].entity == of["spokesman"].entity
    (home / "talks.txt").write_text("Nothing of it is left.\n")
    assert "none of the 5 corrections of its former text fits" in aka("names", "talks.txt").said


def test_nothing_is_written_where_nothing_was_decided(aka, home):
    aka("names", "talks.json")
    aka("convert", "talks.json", "--to", "csv")
    assert not (home / "data").exists()


def test_decisions_of_a_newer_aka_are_not_ignored(aka, home):
    keep(home, *decisions())
    connection = sqlite3.connect(database(home))
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    for command in (
        ["names", "talks.json"],
        ["annotate", "talks.txt"],
        ["convert", "talks.json", "--to", "csv"],
    ):
        done = aka(*command, status=1)
        assert done.stdout == b""
        assert "newer version of aka" in done.said
        aka(*command, "--fresh")


# What was learned


def teach(home: Path, monkeypatch, base: Annotation, decision: Decision) -> str:
    with monkeypatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(home / "config"))
        return learned.learn_from(apply(base, [decision]).annotation, decision)


def invented(number: int) -> list[str]:
    """Names that no book knows."""
    some = random.Random(number)
    syllables = ["zor", "mik", "tal", "ven", "quo", "rab", "lis", "dun"]
    return ["".join(some.sample(syllables, 3)).capitalize() for _ in range(2)]


def pair(one: str, other: str, label: str) -> Annotation:
    """An article in which two names are two entities."""
    return annotation(
        f"{one} met {other}.", ((label, {one: "canonical name"}), (label, {other: "canonical name"}))
    )


def test_the_next_article_profits_from_what_was_learned(aka, home, monkeypatch):
    taught = []
    for number, label in enumerate(("ORG", "GPE", "PERSON", "ORG", "GPE", "PERSON")):
        one, other = invented(number)
        one, other = {
            "ORG": (f"{one} Front", f"{other} League"),
            "PERSON": (f"Ada {one}", f"Bob {other}"),
        }.get(label, (one, other))
        both = pair(one, other, label)
        index = Index(both)
        said = Merge(when=WHEN, what=entity_target(index, "e2"), into=entity_target(index, "e1"))
        assert f"{other} is {one}" in teach(home, monkeypatch, both, said)
        taught.append((one, other))
    for number, (one, other) in enumerate(taught):
        text = f"{other} said on Tuesday that talks with London had begun.\n\nLondon thanked {one} for it.\n"
        (home / f"next{number}.txt").write_text(text)
    sources = [f"next{number}.txt" for number in range(len(taught))]
    for line, (one, other) in zip(aka("annotate", *sources).stdout.splitlines(), taught, strict=True):
        (entity,) = (
            each for each in decode(line).entities if {alias.name for alias in each.aliases} >= {one, other}
        )
        assert entity.name == one
        rules = {alias.name: alias.evidence.rule for alias in entity.aliases}
        assert rules[other] == "alias book"
    listed = table(aka("aliases", "list").stdout)
    assert {(row[0], row[2]) for row in listed} == set(taught)
    assert {tuple(row[4:7]) for row in listed} == {("Talks in Geneva", "talks.txt", "2026-11-22")}
    # What is taken out is unknown again.
    aka("aliases", "remove", taught[0][0])
    (entity_of,) = ({m.text: m.entity for m in decode(aka("annotate", sources[0]).stdout).mentions},)
    assert entity_of.get(taught[0][0]) != entity_of.get(taught[0][1]) or not entity_of.get(taught[0][0])


def test_what_was_kept_apart_stays_apart_in_the_next_article(aka, home, monkeypatch):
    (home / "next.txt").write_text("DAESH fled from Raqqa.\n\nThe Islamic State has lost Raqqa.\n")
    assert {"DAESH", "Islamic State"} <= aliases(aka("names", "next.txt").stdout)["Islamic State"]
    two = pair("Islamic State", "DAESH", "ORG")
    index = Index(two)
    teach(
        home, monkeypatch, two,
        Apart(when=WHEN, one=entity_target(index, "e1"), other=entity_target(index, "e2")),
    )  # fmt: skip
    assert "DAESH" not in aliases(aka("names", "next.txt").stdout)["Islamic State"]


def test_a_mistake_can_be_mended_at_once(home):
    """On a terminal aka asks whether to go on editing."""
    script = home / "editor"
    script.write_text(
        "#!/bin/sh\n"
        """if grep -q colour "$1"; then sed -i 's/colour.*/label = "ORG"/' "$1"\n"""
        """else printf '[[entity]]\\nname = "A"\\ncolour = 1\\n' >> "$1"; fi\n"""
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    child = pexpect.spawn(
        str(AKA),
        ["aliases", "edit"],
        env=environment(home, VISUAL=str(script)),
        timeout=PATIENCE,
        encoding="utf-8",
    )
    child.expect("unknown field 'colour'")
    child.expect("Edit it again")
    child.send("\r")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert (home / "config/aka/books/learned.toml").read_text().endswith('name = "A"\nlabel = "ORG"\n')


def test_the_editor_opens_the_book_and_nothing_that_was_typed_is_lost(aka, home):
    book = home / "config" / "aka" / "books" / "learned.toml"

    def editor(line: str) -> str:
        script = home / "editor"
        script.write_text(f"#!/bin/sh\n{line}\n")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        return str(script)

    wrong = """printf '[[entity]]\\nname = "A"\\ncolour = 1\\n' >> "$1" """
    done = aka("aliases", "edit", status=1, VISUAL="", EDITOR=editor(wrong))
    assert f"{book}, line 4: unknown field 'colour'" in done.said
    assert f"is kept in {book}" in done.said
    assert book.read_text().endswith('name = "A"\ncolour = 1\n')
    assert "An alias book is left out" in aka("aliases", "list", status=1).said
    assert "colour" in aka("aliases", "check", status=1).said
    aka("aliases", "edit", VISUAL=editor("""sed -i 's/colour.*/label = "ORG"/' "$1" """))
    assert [row[:2] for row in table(aka("aliases", "list").stdout)] == [["A", "ORG"]]
    assert "names the editor" in aka("aliases", "edit", status=1, VISUAL=editor("exit 3")).said
    assert book.read_text().endswith('name = "A"\nlabel = "ORG"\n')
