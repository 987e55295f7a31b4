"""Each kind of source: told by what it holds, and read as title, author, date, and blocks that fit the text."""

import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from annotate.annotation import Annotation, Pipeline, check
from annotate.errors import BadSource
from annotate.sources import read
from annotate.sources.kinds import KINDS, kind_of, table
from annotate.sources.raw import Raw
from annotate.sources.reading import from_bytes, from_raw
from tests import sample_sources as samples
from tests.sample_sources import AUTHOR, FIRST, HEADING, SAMPLES, SECOND, TITLE

PARAGRAPHS = [("heading", HEADING), ("paragraph", FIRST), ("paragraph", SECOND)]


def blocks(document):
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def origins(document):
    return list(dict.fromkeys(block.origin for block in document.blocks))


def opened(name, data):
    return from_bytes(data, name).document


# All of them


def test_there_is_a_sample_of_every_kind_but_feeds():
    assert {*SAMPLES, "feed (RSS, Atom)"} == {kind.name for kind in KINDS}


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_kind_is_told_by_what_it_holds(kind):
    _, make = SAMPLES[kind]
    name = "x.md" if kind == "Markdown" else "x.txt"  # the marks of Markdown are ordinary characters
    assert kind_of(Raw(make(), name, name)).name == kind


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_file_of_each_kind_is_a_document_whose_blocks_fit_its_text(kind, tmp_path):
    file, make = SAMPLES[kind]
    path = tmp_path / file
    path.write_bytes(make())
    document = read(str(path)).document
    check(
        Annotation(format="aka/1", document=document, pipeline=Pipeline("", "", ""), entities=(), mentions=())
    )
    assert document.source == str(path)
    assert "Charles Babbage" in document.text
    for kind, text in blocks(document):
        assert text == text.strip() != ""
        assert kind in ("paragraph", "heading", "boilerplate")
    covered = "".join(document.text[block.start : block.end] for block in document.blocks)
    assert not document.blocks or "".join(covered.split()) == "".join(document.text.split())


@pytest.mark.parametrize(
    "kind", ["PDF", "EPUB", "Word (DOCX)", "OpenDocument (ODT)", "RTF", "web page (HTML)", "Markdown"]
)
def test_what_a_source_says_of_itself(kind):
    document = opened(SAMPLES[kind][0], SAMPLES[kind][1]())
    assert (document.title, document.author, document.language) == (TITLE, AUTHOR, "en")
    if kind != "PDF":  # its library writes the day on which it is made
        assert document.date[:4] == "2016"


@pytest.mark.parametrize("kind", SAMPLES)
def test_half_of_a_file_is_read_or_refused_in_a_sentence(kind, tmp_path):
    file, make = SAMPLES[kind]
    path = tmp_path / file
    path.write_bytes((data := make())[: len(data) // 2])
    said = ""
    try:
        assert read(str(path)).document.text
    except BadSource as error:
        said = str(error)
    assert not said or (said.startswith(str(path)) and said.endswith("."))


def test_the_readme_shows_the_kinds():
    assert table() in (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_plain_text_needs_none_of_the_libraries():
    code = (
        "import sys\nfrom annotate.sources import sample\nfrom annotate.formats import open_source\nsample()\n"
        "print(*{name.split('.')[0] for name in sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert not set(done.stdout.split()) & {
        *(
            "lxml",
            "trafilatura",
            "pypdfium2",
            "markdown_it",
            "striprtf",
            "ftfy",
            "charset_normalizer",
            "zipfile",
        ),
        *("email", "http", "ssl"),
    }


# Web pages


def test_a_page_is_its_article():
    document = opened("engines.html", samples.page())
    assert blocks(document) == [
        ("heading", TITLE),
        ("paragraph", FIRST),  # without tags, the soft hyphen and the reference to a note
        ("heading", HEADING),
        ("paragraph", SECOND),
        ("boilerplate", "Share"),
        ("paragraph", "Who | Where"),
        ("paragraph", "Ada | Somerset"),
    ]


def test_a_page_without_an_article_is_read_whole_with_a_notice():
    reading = from_bytes(b"<html><body><nav><a href='/'>Home of Ada</a></nav></body></html>", "menu.html")
    assert blocks(reading.document) == [("boilerplate", "Home of Ada")]
    assert reading.notices == ("No article was found in menu.html: all that the page shows is read.",)


def test_a_page_that_is_all_text_keeps_its_paragraphs():
    reading = from_bytes(b"<html><body><ul><li>Ada<li>Mary</ul><p>met.</body></html>", "list.html")
    assert [text for _, text in blocks(reading.document)] == ["- Ada", "- Mary", "met."]
    assert reading.notices == ()


@pytest.mark.parametrize(
    "body", [b"", b"<p></p>", b"<script>Ada</script>", b"<img src='http://example.org/x'>"]
)
def test_a_page_with_nothing_to_read_is_refused(body):
    with pytest.raises(BadSource, match=r"^empty\.html is empty"):
        opened("empty.html", b"<!doctype html><html><body>" + body + b"</body></html>")


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b'<meta charset="windows-1251">', "cp1251"),
        (b"<META http-equiv='Content-Type' content='text/html; charset=Shift_JIS'>", "shift_jis"),
        (b'<meta charset="nonsense">', "utf-8"),
        (b"", "utf-8"),
    ],
)
def test_a_page_declares_its_encoding(head, encoding):
    said = "東京で会議が開かれた。" if encoding == "shift_jis" else "Президент заявил в Москве."
    page = (
        b"<!doctype html><html><head>"
        + head
        + b"</head><body><p>"
        + said.encode(encoding)
        + b"</p></body></html>"
    )
    assert said in opened("page.html", page).text


def test_the_language_of_a_page_is_kept():
    reading = from_bytes(b"<html lang='fr-CA'><p>Ada a rencontr\xc3\xa9 Charles.</p></html>", "p.html")
    assert reading.document.language == "fr"


# Markdown


def test_markdown_is_its_text_without_marks():
    document = opened("engines.md", samples.markdown())
    assert blocks(document) == [
        ("heading", TITLE),
        ("paragraph", FIRST),
        ("heading", HEADING),
        ("paragraph", SECOND),
        ("paragraph", "- one of them"),
        ("paragraph", "- the other"),
        ("paragraph", "1. inner"),
        ("paragraph", "2. portrait of Byron"),
        ("paragraph", "Who | Where"),
        ("paragraph", "Ada | Somerset"),
    ]


def test_a_text_without_a_name_is_markdown_when_it_has_two_of_its_marks():
    assert opened("-", b"# Ada\n\nShe met [Charles](https://example.org/).").text == "Ada\n\nShe met Charles."
    assert opened("-", b"# Ada\n\nShe met Charles.").text == "# Ada\n\nShe met Charles."


# Subtitles


def test_cues_become_paragraphs_with_their_time():
    document = opened("engines.srt", samples.subrip())
    assert [(block.origin, document.text[block.start : block.end]) for block in document.blocks] == [
        ("0:00:01", "Ada Lovelace met Charles Babbage in London."),
        ("0:01:20", "Who was there?"),
        ("0:01:20", "Nobody & no one."),
    ]


def test_webvtt_says_who_speaks_and_repeats_nothing():
    document = opened("engines.vtt", samples.webvtt())
    assert [(block.origin, document.text[block.start : block.end]) for block in document.blocks] == [
        ("0:00:01", "Ada Lovelace: I met Charles Babbage in London."),
        ("1:00:05", "Mary: When?"),
    ]


def test_captions_without_full_stops_do_not_become_one_paragraph():
    cues = (
        f"{n}\n00:{n // 60:02}:{n % 60:02},000 --> 00:{n // 60:02}:{n % 60:02},900\nand word {n}\n"
        for n in range(999)
    )
    document = opened("long.srt", "\n".join(cues).encode())
    assert len(document.blocks) > 5
    assert max(block.end - block.start for block in document.blocks) < 2000


# Mail


def test_a_message_has_its_headers_and_its_text():
    reading = from_bytes(samples.message(), "engines.eml")
    document = reading.document
    assert (document.title, document.author, document.date) == (
        f"{TITLE} – Δ",
        AUTHOR,
        "2016-07-10T08:00:00Z",
    )
    assert blocks(document)[:4] == [
        ("heading", f"{TITLE} – Δ"),
        ("paragraph", "From: Mary Somerville <mary@example.org>"),
        ("paragraph", "To: Ada Lovelace <ada@example.org>"),
        ("paragraph", "Date: Sun, 10 Jul 2016 10:00:00 +0200"),
    ]
    assert "Only in the page" not in document.text
    quoted = [document.text[block.start : block.end] for block in document.blocks if block.origin == "quoted"]
    assert "\n".join(quoted) == "> Charles Babbage asked\n> for a reply."
    assert [text for kind, text in blocks(document) if kind == "boilerplate"] == [
        "--",
        "Mary Somerville",
        "Chelsea",
    ]
    assert reading.notices == ("engines.eml has an attachment that is not read: proof é.pdf.",)


def test_a_message_may_be_a_page_alone():
    mail = b"From: a@example.org\nSubject: x\nContent-Type: text/html\n\n<p>Ada <b>Love</b>lace</p><p>two"
    assert opened("page.eml", mail).text == "x\n\nFrom: a@example.org\n\nAda Lovelace\n\ntwo"


@pytest.mark.parametrize(
    "header",
    [b"From: " + b"(" * 5000, b"Subject: =?utf-8?b?//?=", b"Date: never", b"To: " + b"=?utf-8?q?" * 9000],
)
def test_odd_headers_are_kept_as_they_are(header):
    assert "A letter." in opened("odd.eml", b"Message-ID: 1\n" + header + b"\n\nA letter.").text


def test_parts_within_parts_have_an_end():
    mail = b"From: a\nContent-Type: multipart/mixed; boundary=b0\n\n"
    for depth in range(1, 3000):
        mail += b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (depth - 1, depth)
    with pytest.raises(BadSource, match=r"^deep\.eml"):
        opened("deep.eml", mail)


# Office


@pytest.mark.parametrize("kind", ["Word (DOCX)", "OpenDocument (ODT)"])
def test_the_paragraphs_of_an_office_document(kind):
    document = opened(SAMPLES[kind][0], SAMPLES[kind][1]())
    assert blocks(document)[:3] == PARAGRAPHS


def test_rows_of_a_table_and_items_of_a_list():
    assert blocks(opened("x.docx", samples.docx()))[3:] == [("paragraph", "Ada | Somerset")]
    found = opened("x.odt", samples.odt())
    assert blocks(found)[3:] == [
        ("paragraph", "- one"),
        ("paragraph", "- other"),
        ("paragraph", "By Babbage."),
    ]
    assert found.blocks[-1].origin == "note 1"


WORD = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>{}</w:body></w:document>"


def test_what_word_keeps_beside_the_text_is_left_out():
    body = (
        "<w:p><w:r><w:t>Ada </w:t></w:r><w:del><w:r><w:delText>Byron </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>Lovelace</w:t></w:r></w:ins><w:r><w:instrText>PAGEREF</w:instrText></w:r>"
        "<w:r><w:footnoteReference w:id='2'/><w:tab/><w:t>met</w:t><w:br/><w:t>Charles.</w:t></w:r></w:p>"
    )
    notes = (
        "<w:footnotes xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
        "<w:footnote w:type='separator' w:id='0'><w:p><w:r><w:t>line</w:t></w:r></w:p></w:footnote>"
        "<w:footnote w:id='2'><w:p><w:r><w:t>In June.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    data = samples.archive({"word/document.xml": WORD.format(body), "word/footnotes.xml": notes})
    document = opened("x.docx", data)
    assert document.text == "Ada Lovelace met\nCharles.\n\nIn June."
    assert origins(document) == ["", "note 2"]


def test_an_encrypted_document_is_a_sentence():
    manifest = "<manifest><file-entry full-path='content.xml'><encryption-data/></file-entry></manifest>"
    with pytest.raises(BadSource, match=r"^x\.odt is encrypted"):
        opened("x.odt", samples.archive({"content.xml": b"\x01\x02", "META-INF/manifest.xml": manifest}))


def test_rtf_is_its_text():
    assert opened("engines.rtf", samples.rtf()).text.split("\n") == [HEADING, FIRST, f"{SECOND} 😀"]


# E-books


def test_a_book_is_read_in_the_order_of_its_spine_with_its_chapters():
    document = opened("engines.epub", samples.epub())
    assert [(block.origin, document.text[block.start : block.end]) for block in document.blocks] == [
        ("The Meeting", "The Meeting"),
        ("The Meeting", FIRST),
        ("The Meeting", "Before it."),
        (HEADING, HEADING),
        (HEADING, SECOND),
    ]


def test_a_book_without_contents_counts_its_pages():
    document = opened("x.epub", samples.epub(**{"OEBPS/nav.xhtml": "<html/>"}))
    assert origins(document) == ["chapter 1", "chapter 2"]


def test_an_old_book_has_its_contents_in_a_file_of_its_own():
    package = """<package xmlns="http://www.idpf.org/2007/opf"><manifest>
    <item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
    <item id="a" href="text/one.xhtml" media-type="application/xhtml+xml"/></manifest>
    <spine toc="n"><itemref idref="a"/></spine></package>"""
    contents = """<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">
    <ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>Of June</text></navLabel>
    <content src="text/one.xhtml"/></navPoint></navMap></ncx>"""
    document = opened("x.epub", samples.epub(**{"OEBPS/book.opf": package, "OEBPS/toc.ncx": contents}))
    assert origins(document) == ["Of June"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"META-INF/container.xml": "<container/>"}, "damaged"),
        ({"OEBPS/book.opf": "no package"}, "damaged"),
        (
            {"META-INF/container.xml": samples.CONTAINER.replace("OEBPS/book.opf", "../../etc/passwd")},
            "damaged",
        ),
        (
            {
                "META-INF/encryption.xml": "<e xmlns='urn:x'><CipherReference URI='OEBPS/text/one.xhtml'/></e>",
            },
            "locked",
        ),
    ],
)
def test_a_broken_or_locked_book_is_a_sentence(changed, sentence):
    with pytest.raises(BadSource, match=rf"^x\.epub is .*{sentence}"):
        opened("x.epub", samples.epub(**changed))


def test_locked_fonts_lock_no_book():
    lock = "<e xmlns='urn:x'><CipherReference URI='OEBPS/font.otf'/></e>"
    assert FIRST in opened("x.epub", samples.epub(**{"META-INF/encryption.xml": lock})).text


# PDF


def test_a_pdf_is_read_as_paragraphs_with_their_pages():
    document = opened("engines.pdf", samples.pdf(pages=4))
    assert [block for block in blocks(document) if block[0] != "boilerplate"] == PARAGRAPHS * 4
    assert origins(document) == ["page 1", "page 2", "page 3", "page 4"]
    # What runs along is there once, and no page's number at all.
    assert [text for kind, text in blocks(document) if kind == "boilerplate"] == ["The Daily Engine"]


def test_columns_are_read_one_after_the_other():
    document = opened("columns.pdf", samples.pdf(columns=2, paragraphs=(FIRST, SECOND) * 4))
    assert [text for kind, text in blocks(document)][2:] == [FIRST, SECOND] * 4


def test_a_paragraph_goes_on_over_the_end_of_a_page():
    first = [(50, 400 - 12 * n, "The letter was long and it went on for many lines,") for n in range(3)]
    second = [
        (50, 400, "and it ended here."),
        (50, 388, "Then came another letter, from Somerset this time."),
    ]
    document = opened("two.pdf", samples.lines_pdf(first, second))
    long_one = " ".join(["The letter was long and it went on for many lines,"] * 3 + ["and it ended here."])
    assert [text for _, text in blocks(document)] == [
        long_one,
        "Then came another letter, from Somerset this time.",
    ]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        (
            "The two spoke about the Analyti-",
            "cal Engine until late, and nobody was there.",
            "Analytical Engine",
        ),
        (
            "The well-known letter is a well-",
            "known one, as many letters of hers are now.",
            "a well-known one",
        ),
        (
            "There she was told by the Anglo-",
            "Irish poet that the engine would never run.",
            "Anglo-Irish poet",
        ),
    ],
)
def test_words_that_a_line_breaks_are_whole_again(first, second, joined):
    document = opened("x.pdf", samples.lines_pdf([(50, 400, first), (50, 388, second)]))
    assert joined in document.text


def test_a_pdf_with_a_password_is_a_sentence():
    with pytest.raises(BadSource, match=r"^x\.pdf is locked with a password"):
        opened("x.pdf", samples.pdf(password="secret"))


def test_a_pdf_of_pictures_is_a_sentence():
    with pytest.raises(BadSource, match=r"^scan\.pdf holds no text, only pictures"):
        opened("scan.pdf", samples.lines_pdf([], []))


def test_a_page_without_text_is_said():
    reading = from_bytes(samples.lines_pdf([(50, 400, "Ada met Charles.")], []), "part.pdf")
    assert reading.notices == ("part.pdf has no text on page 2: what is to be seen there is not read.",)


def test_a_damaged_pdf_is_a_sentence():
    with pytest.raises(BadSource, match=r"^x\.pdf is a damaged PDF"):
        opened("x.pdf", b"%PDF-1.7 some text")


def test_a_pdf_cannot_take_all_memory():
    stream = zlib.compress(b"BT " * (300 << 20 >> 2), 9)
    for _ in range(2):
        stream = zlib.compress(stream, 9)
    head = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    page = b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>endobj\n"
    content = b"4 0 obj<</Length %d/Filter[/FlateDecode/FlateDecode/FlateDecode]>>stream\n" % len(stream)
    with pytest.raises(BadSource, match=r"^bomb\.pdf"):
        opened("bomb.pdf", head + page + content + stream + b"\nendstream endobj\ntrailer<</Root 1 0 R>>")


# Feeds


@pytest.mark.parametrize("make", [samples.rss, samples.atom])
def test_a_feed_names_its_articles(make):
    from annotate.sources.feed import articles

    raw = Raw(make(), "https://example.org/feed", "the feed")
    found = articles(raw)
    assert found[0].source == "https://example.org/1"
    assert (found[0].author, found[0].date) == ("Mary", "2016-07-10T10:00:00Z")
    assert all(article.source.startswith("https://") for article in found)
    with pytest.raises(BadSource, match=r"is a feed, .*https://example\.org/1 \(Engines"):
        from_raw(raw)
