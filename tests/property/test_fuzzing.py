"""Every reader of bytes gives a value or one sentence, whatever it is given; ``benchmarks/fuzz.py`` gives more."""

import io
import re
import zlib
from random import Random

import msgspec
import pytest

from annotate import config
from annotate.errors import BadAnnotation
from annotate.formats import FORMATS, Input
from annotate.recognize import protocol
from annotate.sources.choices import Several
from annotate.sources.reading import from_bytes
from annotate.sources.several import expand
from annotate.store.corrections import Row
from annotate.store.entries import Understanding
from tests.fuzzing import bounded_memory, failure, mutated, readers
from tests.sample_sources import archive

INPUTS = 8
FEED = (
    b"<rss>%s<channel><item>%s<title>Engines</title>"
    b"<link>https://example.org/1</link></item></channel></rss>"
)  # fmt: skip
HEADER = "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Name|{}\n\n\n#Text=Obama said\n"


@pytest.fixture(scope="module")
def every(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fuzzed")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME"):
            patch.setenv(name, str(folder))
        yield readers(folder)


def test_damaged_bytes_are_read_or_refused_in_a_sentence(every):
    failures = []
    with bounded_memory():
        for kind, reader in every.items():
            for number in range(INPUTS):
                dice = Random(zlib.crc32(f"{kind} {number}".encode()))
                data = mutated(dice.choice(reader.samples), dice)
                if wrong := failure(reader, data):
                    failures.append((kind, wrong, data))
    assert not failures


@pytest.mark.parametrize("name", ["conll2012", "conllu", "xmi", "webanno"])
def test_a_number_of_more_digits_than_python_reads_is_refused_in_a_sentence(every, name):
    reader = every[f"format: {name}"]
    long = b"9" * 5000
    for data in reader.samples:
        for found in list(re.finditer(rb"\d+", data))[:40]:
            assert not failure(reader, data[: found.start()] + long + data[found.end() :])


def test_what_is_sound_is_read(every):
    assert {
        kind: failure(reader, data) for kind, reader in every.items() for data in reader.samples
    } == dict.fromkeys(every, "")


@pytest.mark.parametrize("half", [b"&#xd800;", b"&#XDFFF", b"&#55296;", b"<&#xd800;>"])
def test_half_of_a_character_costs_a_feed_no_article(half):
    with pytest.raises(Several) as found:
        from_bytes(FEED % (b"", half), "a.xml")
    assert [article.source for article in found.value.choices] == ["https://example.org/1"]


@pytest.mark.parametrize("other", [b"<?a b?>", b"<!--a-->", b"&undeclared;"])
def test_what_is_no_element_costs_a_feed_no_article(other):
    with pytest.raises(Several) as found:
        from_bytes(FEED % (other, other), "a.xml")
    assert [article.source for article in found.value.choices] == ["https://example.org/1"]


@pytest.mark.parametrize(
    ("features", "rows", "reason"),
    [
        ("value", "1-1\t99999999999-5\tObama\tPERSON\t\n", "line 6 begins at 99999999999"),
        ("value|value", "1-1\t0-5\tObama\tPERSON\n", "line 6 has 1 columns of annotations, and the header names 2"),
        ("value", "1-1\t0-5\tObama\tPERSON\n#T_SP=webanno.custom.Other|a|b\n", "line 7 names a layer"),
    ],
)  # fmt: skip
def test_a_webanno_file_that_contradicts_itself_is_refused(features, rows, reason):
    with pytest.raises(BadAnnotation, match=reason):
        FORMATS["webanno"].read(Input((HEADER.format(features) + rows).encode(), "a.tsv"))


def test_a_subject_in_no_encoding_stays_as_it_is():
    message = b"From: a\nTo: b\nMessage-ID: c\nSubject: Engines =?utf-\xb8?b?4oCT?=\n\nObama said.\n"
    assert "Engines" in from_bytes(message, "a.eml").document.title


def test_names_of_files_in_an_archive_stand_on_one_line(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(archive({"one.txt": "Obama said.", "no\rtext.png": b"\x89PNG"}))
    (notice,) = expand([str(path)]).notices
    assert "no text.png is left out" in notice


def test_the_home_of_nobody_is_a_mistake_in_the_configuration(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text('books = ["~nobody-is-called-so/a.toml"]')
    (mistake,) = config.load(path).mistakes
    assert "line 1: books is" in mistake


def test_a_decision_nested_without_end_is_lost_and_no_other():
    meaning = Understanding()
    nested = b'{"a":' + b"[" * 100_000
    assert meaning.entry(Row("a", 1, "b", "c", "do", None, nested)) is None
    assert meaning.lost == 1


@pytest.mark.parametrize("said", [b"Loading the model\n", b"\x00\x00\x00\x02{}", b"\x00\x00\x00\x01\xc1"])
def test_what_is_no_message_is_said_to_be_none(said):
    with pytest.raises(protocol.BadMessage):
        protocol.read(io.BytesIO(said), msgspec.msgpack.Decoder(protocol.Reply))
