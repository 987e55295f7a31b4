"""``aka convert``: from any format to any other, and what it says of what is lost."""

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from annotate.cli.group import aka
from annotate.errors import AkaError
from annotate.formats import FORMATS, read_annotations, save
from tests.sample_annotation import annotation

READ = [entry.name for entry in FORMATS.values() if entry.reads and entry.writes]


@pytest.fixture
def convert(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    save([annotation()], FORMATS["json"], tmp_path / "talks.json")

    def run(*arguments):
        done = CliRunner().invoke(aka, ["convert", *arguments, "--fresh"])
        if isinstance(done.exception, AkaError):
            raise done.exception
        return done

    return run


@pytest.mark.parametrize("name", READ)
def test_from_any_to_any(convert, tmp_path, name):
    suffix = FORMATS[name].suffixes[0]
    assert convert("talks.json", "--to", name, "-o", f"there{suffix}").exit_code == 0
    assert convert(f"there{suffix}", "--to", "jsonl", "-o", "back.jsonl").exit_code == 0
    (back,) = read_annotations((tmp_path / "back.jsonl").read_bytes(), "back.jsonl")
    assert [(each.text, each.label) for each in back.mentions] == [
        (each.text, each.label) for each in annotation().mentions
    ]


@pytest.mark.parametrize("name", [entry.name for entry in FORMATS.values() if not entry.reads])
def test_to_what_is_only_written(convert, tmp_path, name):
    assert convert("talks.json", "--to", name, "-o", "file").exit_code == 0
    assert (tmp_path / "file").stat().st_size > 0


def test_what_is_lost_is_said(convert):
    done = convert("talks.json", "--to", "conll2003", "-o", "talks.conll")
    assert done.stderr == "aka: conll2003 keeps no entities: 5 groups were dropped.\n"
    assert convert("talks.json", "--to", "jsonl").stderr == ""


def test_what_is_not_on_standard_output_is_said(convert):
    done = convert("talks.json", "--to", "brat")
    assert done.stdout.startswith("T1\tGPE 9 15\tGeneva\n")
    assert "aka: brat also writes .txt beside PATH: name one with -o.\n" in done.stderr


def test_the_ending_says_the_format(convert, tmp_path):
    for path in ("a.ann", "b.webanno.tsv", "c.tsv", "d.json", "e.jsonl", "f.conll", "g.md"):
        convert("talks.json", "-o", path)
    begins = {path.name: path.read_text(encoding="utf-8")[:9] for path in tmp_path.iterdir()}
    assert begins["a.ann"] == "T1\tGPE 9 "
    assert begins["b.webanno.tsv"] == "#FORMAT=W"
    assert begins["c.tsv"] == "source\tst"
    assert begins["d.json"] == '{\n  "form'
    assert begins["e.jsonl"] == '{"format"'
    assert begins["f.conll"] == "-DOCSTART"
    assert begins["g.md"] == "# Talks i"


def test_several_documents_get_a_file_each_in_a_folder(convert, tmp_path):
    other = replace(annotation(), document=replace(annotation().document, source="other.txt"))
    save([annotation(), other], FORMATS["jsonl"], tmp_path / "both.jsonl")
    done = convert("both.jsonl", "--to", "brat")
    assert done.exit_code == 2
    assert "A brat file holds one document: name a folder with -o" in done.stderr
    assert convert("both.jsonl", "--to", "brat", "-o", "corpus").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "corpus").iterdir()) == [
        "other.ann", "other.txt", "talks.ann", "talks.txt",
    ]  # fmt: skip
    assert convert("both.jsonl", "--to", "csv", "-o", "all.csv").exit_code == 0


def test_the_format_of_what_is_read_can_be_said(convert, tmp_path):
    (tmp_path / "one.txt").write_text("Geneva\tB-GPE\n")
    with pytest.raises(AkaError, match=r"one\.txt holds no annotation"):
        convert("one.txt", "--to", "jsonl")
    assert '"text":"Geneva"' in convert("one.txt", "--from", "conll2003", "--to", "jsonl").stdout
    with pytest.raises(AkaError, match=r"one\.txt cannot be read as brat"):
        convert("one.txt", "--from", "brat", "--to", "jsonl")


def test_labels_that_aka_does_not_know_are_said(convert, tmp_path):
    (tmp_path / "one.conll").write_text("BRCA1 B-Gene\nand O\nGeneva B-LOC\n")
    done = convert("one.conll", "--to", "jsonl")
    assert "aka: one.conll has labels that aka does not know, shown under “other”: Gene.\n" in done.stderr
