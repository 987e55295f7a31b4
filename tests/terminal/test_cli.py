"""The command line as a program: what it prints, where, and its exit status."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from annotate import __version__
from annotate.annotation import (
    Alias,
    Annotation,
    Document,
    Entity,
    Evidence,
    Mention,
    Pipeline,
    decode,
    encode,
    schema,
    text_sha256,
)
from annotate.sources import sample
from tests.terminal.home import AKA, environment
from tests.terminal.screen import PATIENCE, Terminal

TEXTS = {
    "one.txt": "Angela Merkel met Emmanuel Macron in Paris.\n\nMerkel thanked Macron.\n",
    "two.txt": "The International Monetary Fund (IMF) lent money to Greece.\n\nGreece thanked the IMF.\n",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    for name, text in TEXTS.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture(scope="module")
def aka(home):
    def run(*arguments, status=0, given=None):
        done = subprocess.run(
            [AKA, *map(str, arguments)],
            cwd=home,
            env=environment(home),
            input=given,
            capture_output=True,
            check=False,
        )
        assert done.returncode == status, done.stderr.decode()
        assert b"Traceback" not in done.stderr
        done.said = done.stderr.decode()
        return done

    return run


@pytest.fixture(scope="module")
def annotated(aka, home):
    """The native file of the sample article."""
    (home / "sample.txt").write_text(sample().document.text)
    aka("annotate", "sample.txt", "-o", "sample.json")
    return home / "sample.json"


def table(output):
    return list(csv.reader(io.StringIO(output.decode()), delimiter="\t", quoting=csv.QUOTE_NONE))


# The command itself


def test_version(aka):
    assert aka("--version").stdout.decode() == f"aka {__version__}\n"


def test_version_imports_next_to_nothing():
    code = (
        "import sys\nfrom annotate.cli import main\nsys.argv = ['aka', '--version']\n"
        "try: main()\nexcept SystemExit: print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert not loaded & {"spacy", "textual", "rich", "numpy", "msgspec", "rapidfuzz", "anyascii", "sqlite3"}


def test_help_lists_every_command_and_each_has_help_of_its_own(aka):
    listed = [
        line.split()[0] for line in aka("--help").stdout.decode().split("Commands:")[1].splitlines() if line
    ]
    modules = {path.stem for path in (Path(__file__).parents[2] / "annotate" / "cli").glob("*.py")}
    assert set(listed) <= modules
    for name in listed:
        usage = f"Usage: aka {name}" if name != "read" else "Usage: aka [OPTIONS] [SOURCE]"  # as it is called
        assert usage in aka(name, "--help").stdout.decode()


def test_the_readme_names_every_command_and_no_other(aka):
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    listed = [
        line.split()[0] for line in aka("--help").stdout.decode().split("Commands:")[1].splitlines() if line
    ]
    block = readme.split("## Without the reader")[1].split("\n##")[0]
    named = [line.split()[1] for line in block.splitlines() if line.startswith("    aka ")]
    assert set(named) == set(listed)


@pytest.mark.parametrize(
    "arguments",
    [
        ["annotate"],
        ["annotate", "one.txt", "--to", "nothing"],
        ["annotate", "one.txt", "two.txt", "--to", "json"],
        ["annotate", "one.txt", "-o", "one.txt"],
        ["annotate", "one.txt", "--without", "nothing"],
        ["why", "one"],
        ["why", "one", "two", "--pairs", "pairs.tsv"],
        ["why", "one", "two", "--label", "COLOUR"],
        ["why", "", ""],
        ["why", "IMF", " ... "],
        ["one.txt", "two.txt"],
        ["names", "--nothing"],
        ["--nothing"],
        ["annotat", "one.txt"],
        ["Name"],
        ["annotate", "one.txt", "--aliases", "missing.toml"],
        ["why", "DAESH", "ISIS", "--aliases", "."],
    ],
)
def test_wrong_usage_is_status_2_and_a_sentence(aka, arguments):
    done = aka(*arguments, status=2)
    assert done.stdout == b""
    usage, *_, sentence = done.said.splitlines()
    command = arguments[0] if arguments[0] in ("annotate", "names", "why") else "[OPTIONS]"
    assert usage.startswith(f"Usage: aka {command}")
    assert sentence.startswith("Error: ")


def test_a_slip_in_a_command_is_no_file(aka, home):
    said = aka("annotat", "one.txt", status=2).said
    assert "There is no file and no command 'annotat'. Did you mean `aka annotate`?" in said
    assert "aka compare" in aka("Compar", status=2).said
    (home / "annotat").write_text("A file of that name is opened.")
    assert "needs a terminal" in aka("annotat", status=1).said
    (home / "annotat").unlink()


def test_the_help_shows_the_options_of_the_reader(aka):
    shown = aka("--help").stdout.decode().split("Options:")[1].split("Commands:")[0]
    listed = {line.split()[0] for line in shown.splitlines() if line.startswith("  -")}
    options = {"--model", "--aliases", "--without", "--private", "--repair", "--plain", "--version", "-h,"}
    assert listed == options
    assert aka("one.txt", "--help").stdout.startswith(b"Usage: aka [OPTIONS] [SOURCE]\n")


# Annotating


def test_one_document_is_json_and_its_offsets_fit(annotated):
    annotation = decode(annotated.read_bytes())  # decode checks every offset
    assert annotation.document.text == sample().document.text
    assert len(annotated.read_bytes().splitlines()) > 1


def test_the_aliases_of_the_sample_are_found(annotated):
    annotation = decode(annotated.read_bytes())
    aliases = {entity.name: {alias.name for alias in entity.aliases} for entity in annotation.entities}
    assert {"ISIS", "Isis", "DAESH", "Islamic State"} <= next(
        each for each in aliases.values() if "ISIS" in each
    )
    assert all(alias.evidence.rule for entity in annotation.entities for alias in entity.aliases)


@pytest.mark.parametrize("jobs", [1, 2])
def test_several_documents_are_a_line_each_in_the_order_given(aka, jobs):
    done = aka("annotate", "two.txt", "one.txt", "-", "--jobs", jobs, given=b"A letter from Rome.")
    annotations = [decode(line) for line in done.stdout.splitlines()]
    assert [each.document.source for each in annotations] == ["two.txt", "one.txt", "-"]
    assert [each.document.text for each in annotations[:2]] == [TEXTS["two.txt"], TEXTS["one.txt"]]
    assert done.said == ""


def test_a_source_that_fails_does_not_end_the_others(aka, home):
    (home / "empty.txt").write_text(" \n")
    (home / "picture").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    (home / "bare").mkdir()
    done = aka("annotate", "none.txt", "one.txt", "empty.txt", "picture", "bare", status=1)
    assert [decode(line).document.source for line in done.stdout.splitlines()] == ["one.txt"]
    assert [line.split()[1] for line in done.said.splitlines()] == [
        "none.txt",
        "empty.txt",
        "picture",
        "bare",
    ]


def test_a_persons_decisions_are_not_annotated_away(aka, annotated, home):
    data = json.loads(annotated.read_bytes())
    data["mentions"][0]["state"] = "confirmed"
    (home / "decided.json").write_text(json.dumps(data))
    done = aka("annotate", "decided.json", "one.txt", status=1)
    assert [decode(line).document.source for line in done.stdout.splitlines()] == ["one.txt"]
    assert "decided.json holds what a person decided" in done.said
    assert b"Turkey" in aka("names", "decided.json").stdout


def test_nothing_that_is_converted_acts_on_the_terminal(aka, home):
    text = "Angela\x9b31m \u202eMerkel\x7f and Macron.\n"
    (home / "acting.txt").write_text(text)
    line = aka("annotate", "acting.txt", "--to", "jsonl").stdout.decode()
    assert not set(line) & {"\x9b", "\u202e", "\x7f"}
    assert decode(line).document.text == text


def test_hostile_texts_are_annotated(aka, home):
    (home / "controls.txt").write_bytes(
        "Angela \x00 Merkel \x1b[31mmet\x1b[0m Macron – in ".encode() + b"\xff" + " Zürich.\r\n".encode()
    )
    # A megabyte on one line; most of it in words that are too long for the network to spell, so that it takes seconds.
    (home / "line.txt").write_text(("word word " + "o" * 189 + " ") * 5_000)
    done = aka("annotate", "controls.txt", "line.txt")
    first, second = (decode(line) for line in done.stdout.splitlines())
    assert first.document.text == "Angela \x00 Merkel \x1b[31mmet\x1b[0m Macron – in \ufffd Zürich.\n"
    assert len(second.document.text) == 1_000_000
    assert "controls.txt is not valid UTF-8" in done.said


def test_the_format_follows_the_name_of_the_file(aka, home):
    aka("annotate", "one.txt", "two.txt", "-o", "both.csv")
    rows = list(csv.DictReader((home / "both.csv").open(newline="")))
    assert {row["source"] for row in rows} == {"one.txt", "two.txt"}
    assert {(row["text"], TEXTS[row["source"]][int(row["start"]) : int(row["end"])]) for row in rows} == {
        (row["text"], row["text"]) for row in rows
    }


def test_a_file_that_cannot_be_written_is_named(aka):
    assert (
        "none/out.json cannot be written" in aka("annotate", "one.txt", "-o", "none/out.json", status=1).said
    )


def test_odd_paths_are_named_and_the_other_sources_are_done(aka, home):
    overlong = "x" * 5000
    done = aka("annotate", overlong, "one.txt", "-o", "odd.jsonl", status=1)
    assert done.said == f"aka: {overlong} cannot be read: File name too long.\n"
    assert decode((home / "odd.jsonl").read_bytes()).document.source == "one.txt"
    for path, reason in (("none/x.json", "No such file or directory"), (overlong, "File name too long")):
        said = aka("convert", "odd.jsonl", "--to", "json", "-o", path, status=1).said
        assert said == f"aka: {path} cannot be written: {reason}.\n"


def test_a_source_is_not_written_over(aka, home):
    (home / "link").symlink_to("one.txt")
    assert "is a source" in aka("annotate", "one.txt", "-o", "./link", status=2).said


def test_when_nothing_succeeds_the_old_file_stays(aka, home):
    (home / "old.json").write_text("old")
    aka("annotate", "none.txt", "-o", "old.json", status=1)
    assert (home / "old.json").read_text() == "old"


def test_an_unknown_model_is_said_with_those_that_there_are(aka):
    said = aka("annotate", "one.txt", "--model", "no_such_model", status=1).said
    assert "no_such_model" in said
    for model in table(aka("models").stdout)[1:]:
        assert model[0] in said


def test_an_alias_book_links_names_and_a_broken_one_is_left_out(aka, home):
    (home / "book.toml").write_text(
        '[[entity]]\nname = "Macron"\nlabel = "PERSON"\nkind = "x"\naliases = ["Merkel"]\n'
    )
    (home / "broken.toml").write_text("[[entity]\n")
    done = aka("names", "one.txt", "--aliases", "broken.toml", "--aliases", "book.toml")
    rows = [row for row in table(done.stdout)[1:] if row[3] == "Merkel"]
    assert [row[5] for row in rows] == ["alias book"]
    assert "broken.toml" in done.said


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: path.write_text('[[entity]]\nname = "A"\ncolour = 1\n[[entity]]\n'), "and 1 more"),
        (lambda path: path.write_bytes(b"\xff"), "is not UTF-8 text"),
        (lambda path: path.open("wb").truncate(100_000_000), ", line 1: 100 MB is too large"),
    ],
)
def test_a_book_that_is_left_out_is_said_once(aka, annotated, tmp_path, make, says):
    book = tmp_path / "book.toml"
    make(book)
    for command in (["names", annotated], ["names", "one.txt"], ["why", "DAESH", "Islamic State"]):
        said = aka(*command, "--aliases", book, "--aliases", book).said
        assert said.startswith(f"aka: An alias book is left out. {book}")
        assert says in said
        assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (os.mkfifo, "is not a file"),
        (lambda path: None, "cannot be read (No such file or directory)"),
    ],
)
def test_a_named_book_that_cannot_be_read_is_wrong_usage(aka, annotated, tmp_path, make, says):
    book = tmp_path / "book.toml"
    make(book)
    for command in (["names", annotated], ["annotate", "one.txt"], ["why", "DAESH", "Islamic State"]):
        done = aka(*command, "--aliases", book, status=2)
        assert f"An alias book cannot be used. {book}: " in done.said
        assert says in done.said
        assert done.stdout == b""


def test_a_book_of_ones_own_that_cannot_be_read_is_left_out(aka, annotated, home):
    books = home / "config" / "aka" / "books"
    books.mkdir(parents=True)
    (books / "gone.toml").symlink_to("nowhere")
    try:
        assert "An alias book is left out." in aka("names", annotated).said
    finally:
        (books / "gone.toml").unlink()


def test_a_web_page_is_read_as_its_article(aka, home):
    (home / "page.html").write_text(
        "<!DOCTYPE html>\n<title>A page</title><p>Angela Merkel met Macron.</p>\n"
    )
    document = decode(aka("annotate", "page.html").stdout).document
    assert document.title == "A page"
    assert document.text == "A page\n\nAngela Merkel met Macron."


def test_the_standard_input_is_a_dash_in_a_table(aka):
    rows = csv.DictReader(
        io.StringIO(aka("annotate", "-", "--to", "csv", given=TEXTS["one.txt"].encode()).stdout.decode())
    )
    assert {row["source"] for row in rows} == {"-"}


def test_a_broken_pipe_is_quiet(home):
    command = f"{AKA} annotate {'one.txt ' * 3} --to jsonl | head -c 10"
    done = subprocess.run(
        ["bash", "-c", command], cwd=home, env=environment(home), capture_output=True, check=True
    )
    assert done.stdout == b'{"format":'
    assert done.stderr == b""


# Names


def test_names_are_tab_separated_when_piped(aka, annotated):
    rows = table(aka("names", annotated).stdout)
    assert rows[0] == [
        "name",
        "label",
        "count",
        "alias",
        "alias count",
        "rule",
        "with",
        "score",
        "when",
        "listed",
    ]
    assert {len(row) for row in rows} == {len(rows[0])}
    annotation = decode(annotated.read_bytes())
    assert ["Turkey", "GPE"] in [row[:2] for row in rows]
    assert len(rows) - 1 <= sum(len(entity.aliases) for entity in annotation.entities)


def test_names_are_a_table_on_a_terminal(annotated):
    lines = on_a_terminal("names", annotated, columns=200)
    header = next(line for line in lines if line.startswith("name "))
    assert not any("\t" in line for line in lines)
    column = header.index("alias ")
    assert any(line[column:].startswith("DAESH") and not line[:column].strip() for line in lines)
    assert any(line.endswith("alias book") for line in lines)
    assert not any("…" in line for line in lines)


@pytest.mark.parametrize("columns", [120, 80, 60, 40, 20])
def test_names_fit_the_terminal(annotated, columns):
    wide = on_a_terminal("names", annotated, columns=200)
    lines = on_a_terminal("names", annotated, columns=columns)
    assert len(lines) == len(wide)
    assert max(map(len, lines)) <= columns
    if columns >= 60:  # the names themselves are there, and no more is cut than has to be
        assert {"Turkey", "Islamic State"} <= {line[:20].strip() for line in lines} | {
            line.split("  ")[0] for line in lines
        }
        assert max(map(len, lines)) == min(columns, max(map(len, wide)))


def on_a_terminal(*arguments, columns=160):
    child = pexpect.spawn(
        str(AKA),
        [str(each) for each in arguments],
        dimensions=(200, columns),
        timeout=PATIENCE,
        encoding="utf-8",
        env=environment(arguments[-1].parent),
    )
    child.expect(pexpect.EOF)
    return child.before.replace("\x1b[K", "").replace("\r", "").splitlines()


def test_two_people_of_one_name_stay_two_and_rejected_mentions_do_not_count(home):
    text = "Smith, Smith, Jones, Jones."
    why = Evidence("canonical name", "Smith", None)
    entities = [
        Entity(id_, "John Smith", "PERSON", None, "", (Alias(name, 2, why),))
        for id_, name in (("e1", "Smith"), ("e2", "Jones"))
    ]
    mentions = [
        Mention(start, start + 5, text[start : start + 5], "PERSON", entity, "model", state)
        for start, entity, state in (
            (0, "e1", "suggested"),
            (7, "e1", "rejected"),
            (14, "e2", "suggested"),
            (21, "e2", "rejected"),
        )
    ]
    smiths = Annotation(
        format="aka/1",
        document=Document("smiths", "", "en", text_sha256(text), text),
        pipeline=Pipeline("none", "0", "0"),
        entities=tuple(entities),
        mentions=tuple(mentions),
    )
    (home / "smiths.json").write_bytes(encode(smiths))
    rows = [line.split() for line in on_a_terminal("names", home / "smiths.json") if "PERSON" in line]
    assert [row[:5] for row in rows] == [
        ["John", "Smith", "PERSON", "1", "Smith"],
        ["John", "Smith", "PERSON", "1", "Jones"],
    ]


def test_names_say_control_characters_instead_of_sending_them(aka, annotated, home):
    data = json.loads(annotated.read_bytes())
    data["entities"][0]["name"] = "\x1b]0;title\x07 \t\u202e"
    (home / "hostile.json").write_text(json.dumps(data))
    output = aka("names", "hostile.json").stdout.decode()
    assert not set(output) & {"\x1b", "\x07", "\u202e"}
    assert {len(row) for row in table(output.encode())} == {10}


# Why


@pytest.mark.parametrize(
    ("names", "verdict"),
    [(("DAESH", "Islamic State"), "merge"), (("Iran", "Iraq"), "apart"), (("PKK", "PYD"), "apart")],
)
def test_why_begins_with_the_verdict_and_says_the_reason(aka, names, verdict):
    first, reason = aka("why", *names).stdout.decode().split(maxsplit=1)
    assert first == verdict
    assert reason.strip()


def test_pairs(aka, home):
    (home / "pairs.tsv").write_text("a\tb\tmore\nDAESH\tIslamic State\tx\n\nIran\tIraq\n")
    assert [row[:3] for row in table(aka("why", "--pairs", "pairs.tsv").stdout)] == [
        ["name", "name", "verdict"],
        ["DAESH", "Islamic State", "merge"],
        ["Iran", "Iraq", "apart"],
    ]
    (home / "pairs.tsv").write_text("a\tb\nDAESH\tIslamic State\nIran\n")
    assert "pairs.tsv, line 3" in aka("why", "--pairs", "pairs.tsv", status=1).said


# The others


def test_schema(aka):
    assert json.loads(aka("schema").stdout) == json.loads(json.dumps(schema()))


def test_convert_there_and_back(aka, annotated):
    line = aka("convert", annotated, "--to", "jsonl").stdout
    assert line.count(b"\n") == 1
    assert aka("convert", "-", "--to", "json", given=line).stdout == annotated.read_bytes()
    assert aka("convert", annotated, "--to", "html").stdout.startswith(b"<!doctype html>")
    assert "no annotation" in aka("convert", "one.txt", "--to", "json", status=1).said


def test_compare(aka, annotated):
    compared = json.loads(aka("compare", annotated, annotated, "--json").stdout)
    assert compared["mentions"]["exact"] == {"precision": 1, "recall": 1, "f1": 1}
    assert compared["aliases"]["form"]["f1"] == compared["entities"]["mean"] == compared["kappa"] == 1
    assert compared["disagreements"] == []
    assert b"Cohen's kappa" in aka("compare", annotated, annotated).stdout
    assert aka("compare", annotated, annotated).stdout.startswith(b"1 document\n")
    assert "one.txt, line 1" in aka("compare", annotated, "one.txt", status=1).said


def test_what_neither_side_has_is_no_failure(aka, home):
    line = {
        "id": "1",
        "text": "Ada slept.",
        "mentions": [{"start": 0, "end": 3, "label": "PERSON", "entity": 1}],
    }
    (home / "gold.jsonl").write_text("".join(json.dumps({**line, "id": id_}) + "\n" for id_ in "12"))
    shown = aka("compare", "gold.jsonl", "gold.jsonl").stdout.decode()
    assert shown.startswith("2 documents\n")
    figures = {line.split()[0]: line.split()[1:] for line in shown.splitlines() if line.strip()}
    assert figures["people"] == ["100.0", "100.0", "100.0", "2", "2"]
    assert figures["groups"] == ["-", "-", "-", "0", "0"]
    assert figures["muc"] == ["-", "-", "-"]
    assert "0.0" not in shown.replace("100.0", "")


def test_checking_alias_books(aka, home):
    (home / "good.toml").write_text('[[entity]]\nname = "A B C"\nlabel = "ORG"\nkind = "x"\n')
    (home / "bad.toml").write_text('[[entity]]\nname = "A B C"\nlabel = "ORG"\nkind = "x"\ncolour = "red"\n')
    assert aka("aliases", "check", "good.toml").said == ""
    assert "bad.toml, line" in aka("aliases", "check", "good.toml", "bad.toml", status=1).said


# The reader's door


def test_without_a_terminal_the_reader_says_so(aka):
    for arguments in ([], ["one.txt"], ["./names"]):
        assert "standard output goes to a file or a pipe" in aka(*arguments, status=1).said


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("none.txt", None, "there is no such file"),
        ("names", b"", "is empty"),
        ("folder", None, "no such file"),
        ("x.json", b'{"format": "aka/1", "document": 1}', "damaged annotation"),
    ],
)
def test_what_cannot_be_read_is_a_sentence_on_a_terminal(home, tmp_path, name, data, says):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    child = pexpect.spawn(
        str(AKA), [f"./{name}"], cwd=str(tmp_path), env=environment(home), timeout=PATIENCE, encoding="utf-8"
    )
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 1
    assert says in child.before
    assert "Traceback" not in child.before


def test_standard_input_is_read_and_the_keys_come_from_the_terminal(home):
    command = f"echo 'A letter from Rome.' | {AKA} -"
    child = pexpect.spawn(
        "bash",
        ["-c", command],
        dimensions=(24, 80),
        env=environment(home),
        timeout=PATIENCE,
        encoding="utf-8",
    )
    child.expect("A letter from")
    child.send("q")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_the_reader_says_that_no_model_is_made_for_the_language_of_a_page(home):
    (home / "page.html").write_text('<html lang="fr"><p>Ada a rencontré Grace.</p></html>\n')
    with Terminal("page.html", home=home) as reader:
        reader.wait_for("seems to be in French")
        reader.press("q")
        assert reader.wait_for_exit() == 0


def test_a_full_disk_is_a_sentence(home):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [AKA, "schema"], stdout=full, stderr=subprocess.PIPE, env=environment(home), check=False
        )
    assert done.returncode == 1
    assert done.stderr.decode() == "aka: The output cannot be written: No space left on device.\n"


def test_a_device_is_written_directly(aka, annotated):
    assert aka("convert", annotated, "--to", "jsonl", "-o", "/dev/stdout").stdout.startswith(
        b'{"format":"aka/1"'
    )
