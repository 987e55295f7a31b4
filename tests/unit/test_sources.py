import codecs
import io
import sys
from pathlib import Path

import pytest

from annotate.errors import BadSource
from annotate.sources import read, sample, segment
from annotate.sources.boilerplate import is_boilerplate
from annotate.sources.loading import load


def kinds(text):
    return [(block.kind, text[block.start : block.end]) for block in segment(text)]


@pytest.fixture
def source(tmp_path):
    def write(data):
        path = tmp_path / "text.txt"
        path.write_bytes(data)
        return str(path)

    return write


# What is read


def test_the_sample_is_the_file_unchanged():
    reading = sample()
    assert reading.document.title == "Islamic State group: Turkey and USA ‘ready to invade capital’"
    assert reading.document.text.startswith("Share\n\nIslamic State group")
    assert reading.notices == ()


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        (codecs.BOM_UTF8 + "é".encode(), "é"),
        (codecs.BOM_UTF16_LE + "é\n".encode("utf-16-le"), "é\n"),
        (codecs.BOM_UTF16_BE + "é\r\n".encode("utf-16-be"), "é\n"),
        (codecs.BOM_UTF32_LE + "é".encode("utf-32-le"), "é"),
        (b"  kept \t\n\n\n as it is  ", "  kept \t\n\n\n as it is  "),
        (b"nul \x00 and escape \x1b[31m", "nul \x00 and escape \x1b[31m"),
    ],
)
def test_only_the_encoding_and_the_line_ends_change(source, data, text):
    reading = read(source(data))
    assert reading.document.text == text
    assert reading.notices == ()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Café – the “naïve” one", "cp1252"),
        ("The mayor’s office in Zürich said no, as it had for years and years. " * 20, "cp1252"),
        ("Президент России Владимир Путин заявил в Москве.", "cp1251"),
        ("Cumhurbaşkanı Recep Tayyip Erdoğan, Ankara'da açıkladı.", "cp1254"),
        ("東京で会議が開かれた。安倍首相が話した。", "shift_jis"),
    ],
)
def test_an_older_encoding_is_guessed_and_said(source, text, encoding):
    path = source(text.encode(encoding))
    reading = read(path)
    assert reading.document.text == text
    (notice,) = reading.notices
    assert path in notice
    assert "guess" in notice


def test_damaged_utf8_is_replaced_and_said(source):
    path = source("Élan, déjà vu, ".encode() + b"caf\xe9")
    reading = read(path)
    assert reading.document.text == "Élan, déjà vu, caf\ufffd"
    (notice,) = reading.notices
    assert path in notice
    assert "UTF-8" in notice


@pytest.mark.parametrize(
    "data",
    [
        b"A page begins with <!doctype html> or <html>, and <p>this</p> is a paragraph.",
        b"<htmlish> is no tag",
        b"</p> closes. " * 10 + b"A long text about tags. " * 400,
        b"From: Ada <ada@example.org>\n\n> quoted <b@example.org>\n" * 30,
        b"From: Ada\nTo: Charles\nSubject: engines\n\nA letter copied into a file.",
        b"# not a heading\n**kept**\n[link](https://example.org/)\n",
        b"1\nnot subtitles --> at all",
        b"{rtf1} is no magic",
        b"<!-- a comment -->" * 3000 + b"text",
        b"<!--" * 10_000,
    ],
)
def test_what_only_looks_like_another_kind_stays_as_it_is(source, data):
    reading = read(source(data))
    assert reading.document.text == data.decode()
    assert reading.document.blocks == ()
    assert reading.notices == ()


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Straße".encode())))
    assert read("-").document.text == "Straße"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b" \n\t \xe2\x80\x8b\n", "empty"),
        (b"PK\x03\x04" + b"word/document.xml", "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "Office"),
        (b"\x7fELF\x02\x01\x01", "program"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image"),
        (b"\x1f\x8b\x08\x00", "compressed"),
        (b"SQLite format 3\x00", "database"),
        (bytes(range(256)) * 4, "binary"),
        ("A".encode("utf-16-le") * 100, "binary"),
    ],
)
def test_what_is_no_text_is_refused_by_what_it_is(source, data, word):
    path = source(data)
    with pytest.raises(BadSource, match=word) as caught:
        read(path)
    assert path in str(caught.value)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(1 << 30)  # a hole: it takes no space
    with pytest.raises(BadSource, match=r"large.txt is larger than 256 MB, .*split -C 256m"):
        read(str(path))


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no file without an end")
def test_a_file_without_an_end_is_refused_as_well():
    with pytest.raises(BadSource, match="/dev/zero is larger than 1 MB"):
        load("/dev/zero", most=1 << 20)


def test_a_missing_file_and_a_directory(tmp_path):
    with pytest.raises(BadSource, match="no such file"):
        read(str(tmp_path / "none.txt"))
    with pytest.raises(BadSource, match="holds no text"):
        read(str(tmp_path))


def test_a_name_that_is_no_utf8(tmp_path):
    path = tmp_path / "caf\udce9.txt"
    path.write_text("text")
    reading = read(str(path))
    assert reading.document.source.endswith("caf\ufffd.txt")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Share\n\nThe heading\n\nA text that ends.", "The heading"),
        ("A text that ends. " * 20, "A text that ends. " * 5 + "A text…"),
        ("Advertisement\n", "Advertisement"),
        ("word " * 100_000, ("word " * 20).strip() + "…"),
    ],
)
def test_titles(source, text, title):
    assert read(source(text.encode())).document.title == title


# Blocks


def test_blocks_of_the_sample():
    found = kinds(sample().document.text)
    assert [text for kind, text in found if kind == "boilerplate"] == [
        "Share",
        "Advertisement",
        "Advertisement",
    ]
    assert [text for kind, text in found if kind == "heading"] == [sample().document.title]
    assert len(found) == 18


def test_every_line_is_a_block_where_lines_are_long():
    text = (
        "One sentence that is long enough to be a paragraph of its own, as pages have them, and more.\n" * 5
    )
    assert len(kinds(text)) == 5


WRAPPED = """\
It is a truth that is seldom acknowledged, that a text which was wrapped by
hand must be in want of a reader that puts its lines together again, for a
name may well be broken between two of them, like that of the whole United
States.

A second paragraph begins after a blank line, and it goes on for as long as
it takes to make the shape of the text quite clear to everyone who looks at
it.
"""


def test_wrapped_lines_are_one_block():
    assert [text.count("\n") for _, text in kinds(WRAPPED)] == [3, 2]


def test_wrapped_paragraphs_may_be_indented_instead():
    text = WRAPPED.replace("\n\nA second paragraph", "\n    A second paragraph")
    assert [text.split()[0] for _, text in kinds(text)] == ["It", "A"]


def test_a_list_of_headlines_is_no_wrapped_text():
    lines = [f"Minister {name} says that the talks in Geneva will go on next week" for name in "ABCDEFGH"]
    assert len(kinds("\n".join(lines))) == 8


def test_items_of_a_list_stay_apart():
    text = (
        WRAPPED
        + "\n- one item of a list that is wrapped as well, since it is too long for one\n  line\n- another\n"
    )
    assert [text.split()[0] for _, text in kinds(text)][2:] == ["-", "-"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Heading\n\nText that ends.", ["heading", "paragraph"]),
        ("All of a text\n\nShare", ["paragraph", "boilerplate"]),
        ("Text that ends.\n\nHeading\n\nText that ends.", ["paragraph", "heading", "paragraph"]),
        ("Text that ends.\n\nNo heading at the end", ["paragraph", "paragraph"]),
        ("Heading\n\nFriday, July 21, 2017\n\nText that ends.", ["heading", "paragraph", "paragraph"]),
        ("CHAPTER IV.\n\nText that ends.", ["heading", "paragraph"]),
        (
            "The first line of a verse\nand its second line\n\nText that ends.",
            ["heading", "paragraph", "paragraph"],
        ),
        (
            "Share\nFacebook\nHeading\n\nText that ends.",
            ["boilerplate", "boilerplate", "heading", "paragraph"],
        ),
        ("Facebook\n\nText that ends.", ["heading", "paragraph"]),
    ],
)
def test_headings(text, expected):
    assert [kind for kind, _ in kinds(text)] == expected


@pytest.mark.parametrize(
    "line",
    [
        "Share", "ADVERTISEMENT", "Read more »", "Related articles", "Sign up for our newsletter",
        "Follow us on Twitter", "Cookie policy", "This website uses cookies to improve your experience.",
        "Photo: Getty Images",
        "(Photo by A. Person/Agency)", "Share on Facebook", "Facebook Twitter WhatsApp",
        "Story continues below advertisement", "Most read", "12 comments", "© 2016 A Newspaper",
        "Related: Talks go on in Geneva", "Skip to main content", "5 min read", "Editor's picks",
    ],
)  # fmt: skip
def test_boilerplate(line):
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell on Friday.", "Share prices fall", "Read more books, says minister",
        "Print media in crisis",
        "Follow the money", "Save the children", "Copyright law reform passes", "Post office strike ends",
        "Home", "Facebook", "Sources", "Reuters", "Photo shows the two leaders", "Related parties", "Join",
        "Tweet by president causes uproar", "Email from minister leaked", "Cookie monster dies",
    ],
)  # fmt: skip
def test_what_only_looks_like_boilerplate(line):
    assert not is_boilerplate(line)
