"""The registry: which formats there are, how a file's is told, what is said of what a format does not keep."""

import io
import subprocess
import sys

import pytest
from msgspec.structs import replace

from annotate.annotation import Evidence
from annotate.errors import AkaError, BadAnnotation
from annotate.formats import FORMATS, Format, Input, read_annotations, registry, save, save_each, sentence
from annotate.formats.parts import EVERYTHING, only
from annotate.formats.reading import recognised, unknown_labels
from annotate.formats.registry import Beside
from annotate.formats.saving import LONGEST_STEM, file_stem
from tests.sample_annotation import annotation


def test_to_know_the_formats_imports_no_library_and_no_format():
    heavy = [
        "spacy",
        "thinc",
        "lxml",
        "cassis",
        "pyarrow",
        "rdflib",
        "onnxruntime",
        "numpy",
        "textual",
        "importlib.metadata",
    ]
    program = (
        "import sys, annotate.formats as formats\n"
        "formats.FORMATS.of(b'A text about something.', others=False)\n"
        f"print([name for name in {heavy} if name in sys.modules])\n"
        "modules = {entry.module for entry in formats.FORMATS.shipped.values()}\n"
        "print(sorted(modules & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["[]", "[]"]


def test_every_format_does_something_and_is_told_from_the_others():
    names = [entry.name for entry in FORMATS.values()]
    assert len(names) == len(set(names))
    for entry in FORMATS.values():
        assert entry.reads or entry.writes
        assert entry.suffixes
        assert entry.keeps.endswith(".")
        assert entry.kept <= EVERYTHING


@pytest.mark.parametrize("name", [entry.name for entry in FORMATS.values() if entry.reads and entry.writes])
def test_what_a_format_wrote_is_recognised_by_what_it_holds(name, tmp_path):
    path = tmp_path / "any name"
    save([annotation()], FORMATS[name], path)
    data = path.read_bytes()
    entry = recognised(data, str(path))
    # One document in one line is jsonl, whoever wrote it.
    assert entry is FORMATS[name]
    (read,) = read_annotations(data, str(path))
    assert len(read.mentions) == len(annotation().mentions)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Once upon a time.",
        "{curly}",
        "<angle>",
        "[1] A note",
        "# A heading\n\nText.",
        "a\tb\tc\n",
        "- item",
    ],
)
def test_prose_is_no_annotation(text):
    assert recognised(text.encode()) is None
    with pytest.raises(BadAnnotation, match=r"^some\.txt holds no annotation"):
        read_annotations(text.encode(), "some.txt")


@pytest.fixture
def other_package(tmp_path, monkeypatch):
    """Another package is installed, which brings a format."""
    metadata = tmp_path / "other-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: other\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text("[aka.formats]\nlines = other_format:FORMAT\n")
    (tmp_path / "other_format.py").write_text(
        "from annotate.formats import Format\n"
        "from annotate.formats.parts import only\n"
        "FORMAT = Format('lines', ('.lines',), 'A line a name.', only('mentions'), __name__, begins=b'LINES')\n"
        "def write(annotations, file):\n"
        "    file.write(b'LINES\\n')\n"
        "    for each in annotations:\n"
        "        file.writelines(mention.text.encode() + b'\\n' for mention in each.mentions)\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    registry._others.cache_clear()
    yield
    registry._others.cache_clear()


@pytest.mark.usefixtures("other_package")
def test_another_package_may_bring_a_format():
    entry = FORMATS["lines"]
    assert list(FORMATS)[-1] == "lines"
    assert len(FORMATS) == len(list(FORMATS))
    file = io.BytesIO()
    losses = entry.write([annotation()], file)
    assert file.getvalue().startswith(b"LINES\nGeneva\nBarack Obama\n")
    assert sentence("lines", losses) == "lines keeps no text or entities: 1 text and 5 groups were dropped."
    assert recognised(file.getvalue(), "a file") is entry
    assert recognised(file.getvalue(), "a.txt") is None  # a text is opened without looking for packages


def write(annotations, file):
    file.write(b"LINES\n")
    for each in annotations:
        file.writelines(mention.text.encode() + b"\n" for mention in each.mentions)


def test_an_extra_that_is_not_installed_is_named():
    entry = Format("odd", (".odd",), "Nothing.", only(), "annotate.formats.no_such_module", extra="odd")
    with pytest.raises(AkaError, match=r"The format odd needs .*: pip install 'aka-reader\[odd\]'"):
        entry.write([annotation()], io.BytesIO())


def test_a_process_that_breaks_off_is_said():
    entry = Format("odd", (".odd",), "Nothing.", only(), "os", apart=True)  # its read and write are not ours
    with pytest.raises(
        BadAnnotation, match=r"^a\.odd cannot be read as odd: the process for it broke off \(TypeError"
    ):
        entry.read(Input(b"", "a.odd"))
    with pytest.raises(
        AkaError, match=r"^odd cannot be written: the process for it broke off \(TypeError.*\)\.$"
    ):
        entry.write([annotation()], io.BytesIO())


def test_what_is_only_written_is_not_read():
    with pytest.raises(BadAnnotation, match=r"a\.csv cannot be read as csv: aka only writes"):
        read_annotations(b"", "a.csv", FORMATS["csv"])


# What is said


def test_what_a_format_does_not_keep_is_counted():
    entry = Format("two", (".two",), "Two.", only("words", "text", "mentions", "edges", "overlaps"), __name__)
    assert sentence("two", entry.write([annotation()] * 2, io.BytesIO())) == (
        "two keeps no entities: 10 groups were dropped."
    )
    first, *rest = annotation().mentions
    one = replace(
        annotation(),
        mentions=(
            first,
            replace(first, label="ORG"),
            *(replace(each, state="rejected") for each in rest[:1]),
            *rest[1:],
        ),
        entities=tuple(replace(each, note="A note") for each in annotation().entities),
    )
    entry = Format(
        "one", (".one",), "One.", only("words", "text", "mentions", "entities", "names", "evidence"), __name__
    )
    assert sentence("one", entry.write([one], io.BytesIO())) == (
        "one keeps no overlaps, notes, suggested links or rejections: "
        "1 overlapping mention, 5 notes, 1 link and 1 rejected mention were dropped."
    )


def test_a_format_that_keeps_all_has_nothing_to_say():
    assert FORMATS["json"].write([annotation()], io.BytesIO()) == ()
    assert sentence("json", ()) == ""


def test_labels_of_another_scheme_are_told():
    assert unknown_labels(annotation()) == ""
    odd = replace(
        annotation(), mentions=tuple(replace(each, label="Gene\n2") for each in annotation().mentions)
    )
    assert unknown_labels(odd) == (
        "talks.txt has labels that aka does not know, shown under “other”: Gene 2."
    )


# Files


def both(annotations, file):
    file.writelines(each.document.text.encode() for each in annotations)


PAIR = Format(
    "pair", (".one",), "Two.", EVERYTHING, __name__, beside=(Beside(".two", "both", replaces=False),)
)


def test_a_format_of_two_files_writes_both_or_none(tmp_path):
    save([annotation()], PAIR, tmp_path / "a.one")
    assert (tmp_path / "a.two").read_text() == annotation().document.text
    save([annotation()], PAIR, tmp_path / "a.one")  # the same text may stand there
    assert Input(b"", str(tmp_path / "a.one")).beside(".two") == (tmp_path / "a.two").read_bytes()
    (tmp_path / "b.two").write_text("Another text.")
    with pytest.raises(AkaError, match=r"b\.two is there already .* belongs to b\.one"):
        save([annotation()], PAIR, tmp_path / "b.one")
    assert (tmp_path / "b.two").read_text() == "Another text."
    assert not (tmp_path / "b.one").exists()
    with pytest.raises(BadAnnotation, match=r"c\.two, which belongs to it, is not beside it"):
        Input(b"", str(tmp_path / "c.one")).beside(".two")


def test_several_documents_have_a_file_each(tmp_path):
    def called(source):
        return replace(annotation(), document=replace(annotation().document, source=source))

    sources = ["a/talks.txt", "b/talks.txt", "-", "../../etc/passwd", "https://example.org/b\x1b[1m/?q=1"]
    save_each(map(called, sources), FORMATS["json"], tmp_path / "new" / "folder")
    names = sorted(path.name for path in (tmp_path / "new" / "folder").iterdir())
    assert names == ["?q=1.json", "passwd.json", "talks-2.json", "talks.json", "text.json"]
    with pytest.raises(AkaError, match="cannot be made a folder"):
        save_each([annotation()], FORMATS["json"], tmp_path / "new" / "folder" / "text.json")
    assert len(file_stem("x" * 1000)) == LONGEST_STEM
    assert file_stem("..") == file_stem("/") == file_stem("") == "text"


def test_evidence_is_a_reason_only_where_there_is_one():
    plain = replace(
        annotation(),
        entities=tuple(
            replace(
                each,
                aliases=tuple(
                    replace(a, evidence=Evidence("canonical name", a.name, None)) for a in each.aliases
                ),
            )
            for each in annotation().entities
        ),
    )
    entry = Format("most", (".most",), "Most.", EVERYTHING - only("evidence"), __name__)
    assert entry.write([plain], io.BytesIO()) == ()
    assert sentence("most", entry.write([annotation()], io.BytesIO())) == (
        "most keeps no evidence: 3 reasons were dropped."
    )
