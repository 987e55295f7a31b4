"""A folder and a zip archive of articles: the sources in them, and what a hostile archive cannot do."""

import struct
import zipfile
from io import BytesIO

import pytest

from annotate.errors import BadSource
from annotate.sources import read
from annotate.sources.archive import MOST_BYTES, MOST_FILES
from annotate.sources.reading import from_bytes
from annotate.sources.several import expand, several
from tests import sample_sources as samples
from tests.sample_sources import SAMPLES

TEXTS = {
    "b.txt": "Ada met Charles.",
    "a/two.txt": "Mary wrote.",
    "a/one.md": "# Letters\n\nTo Ada.",
    ".hidden": "no",
}
OTHERS = {"picture.png": b"\x89PNG\r\n\x1a\n", "empty.txt": b"", "more.zip": samples.archive({"x.txt": "x"})}


@pytest.fixture
def folder(tmp_path):
    for name, content in {**TEXTS, **OTHERS, ".git/config": "no"}.items():
        path = tmp_path / "letters" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return tmp_path / "letters"


@pytest.fixture
def zipped(tmp_path):
    path = tmp_path / "letters.zip"
    path.write_bytes(samples.archive({**TEXTS, **OTHERS, "__MACOSX/b.txt": "no", "a/": b""}))
    return path


@pytest.mark.parametrize("kind", ["folder", "zipped"])
def test_the_texts_are_sources_in_order_and_the_rest_is_said(kind, request):
    place = request.getfixturevalue(kind)
    listing = expand(["first.txt", str(place)])
    assert listing.sources == ("first.txt", f"{place}/a/one.md", f"{place}/a/two.txt", f"{place}/b.txt")
    (notice,) = listing.notices
    for name in OTHERS:
        assert f"{place}/{name}" in notice
    assert "hidden" not in notice
    assert [read(source).document.text for source in listing.sources[1:]] == [
        "Letters\n\nTo Ada.",
        "Mary wrote.",
        "Ada met Charles.",
    ]


@pytest.mark.parametrize("kind", ["folder", "zipped"])
def test_one_of_several_is_to_be_named(kind, request):
    place = request.getfixturevalue(kind)
    with pytest.raises(BadSource) as caught:
        read(str(place))
    assert f"{place} holds several texts" in str(caught.value)
    assert f"{place}/a/two.txt" in str(caught.value)


def test_a_folder_of_one_text_is_that_text(tmp_path):
    (tmp_path / "only.txt").write_text("Ada.")
    assert read(str(tmp_path)).document.source == str(tmp_path / "only.txt")


def test_a_folder_holds_files_of_every_kind(tmp_path):
    for file, make in SAMPLES.values():
        (tmp_path / file).write_bytes(make())
    (tmp_path / "feed.xml").write_bytes(samples.rss())
    assert {source.rpartition("/")[2] for source in expand([str(tmp_path)]).sources} == {
        *(file for file, _ in SAMPLES.values()),
        "feed.xml",
    }


def test_documents_that_are_archives_are_one_source(tmp_path):
    for kind in ("EPUB", "Word (DOCX)", "OpenDocument (ODT)"):
        path = tmp_path / SAMPLES[kind][0]
        path.write_bytes(SAMPLES[kind][1]())
        assert expand([str(path)]) == ((str(path),), ())


def test_an_archive_that_is_a_document_of_another_kind_is_no_folder(tmp_path):
    path = tmp_path / "table.xlsx"
    path.write_bytes(samples.archive({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}))
    assert expand([str(path)]) == ((str(path),), ())
    with pytest.raises(BadSource, match="is a ZIP archive that is no document"):
        read(str(path))


@pytest.mark.parametrize(
    "name", ["none.txt", "-", "letters.zip/none.txt", "letters.zip/a", "letters.zip/b.txt/x", "\0"]
)
def test_what_is_not_there_is_said_when_it_is_read(zipped, monkeypatch, name):
    monkeypatch.chdir(zipped.parent)
    assert expand([name]) == ((name,), ())
    if name != "-":
        with pytest.raises(BadSource, match="no such file"):
            read(name)


def test_a_file_in_what_is_no_archive(tmp_path):
    (tmp_path / "a.txt").write_text("Ada")
    with pytest.raises(BadSource, match="is no folder and no archive"):
        read(str(tmp_path / "a.txt" / "b.txt"))


# Hostile archives


def test_no_path_leaves_an_archive(tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    path = tmp_path / "x.zip"
    path.write_bytes(
        samples.archive({"../secret.txt": "a", "/etc/hosts": "b", "a/../../secret.txt": "c", "fine.txt": "d"})
    )
    listing = expand([str(path)])
    assert listing.sources == (f"{path}/fine.txt",)
    assert "secret.txt" in listing.notices[0]
    with pytest.raises(BadSource):
        read(f"{path}/nothing/../../secret.txt/x")
    assert read(f"{path}/fine.txt").document.text == "d"


def test_a_book_reads_no_file_outside_of_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "secret.xhtml").write_text("<html><body>secret</body></html>")
    package = f"""<package xmlns="http://www.idpf.org/2007/opf"><manifest>
    <item id="a" href="../../../../../..{tmp_path}/secret.xhtml" media-type="application/xhtml+xml"/>
    <item id="b" href="file://{tmp_path}/secret.xhtml" media-type="application/xhtml+xml"/>
    <item id="c" href="text/one.xhtml" media-type="application/xhtml+xml"/></manifest>
    <spine><itemref idref="a"/><itemref idref="b"/><itemref idref="c"/></spine></package>"""
    text = from_bytes(samples.epub(**{"OEBPS/book.opf": package}), "x.epub").document.text
    assert "secret" not in text
    assert samples.FIRST in text


ENTITIES = """<!DOCTYPE x [<!ENTITY a "Ada Ada Ada Ada Ada"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
<!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY secret SYSTEM "file://{path}">]>"""


@pytest.mark.parametrize(
    ("name", "make"),
    [
        (
            "x.docx",
            lambda head: {"word/document.xml": f"{head}<d><p><r><t>met &e; &secret; Charles</t></r></p></d>"},
        ),
        (
            "x.odt",
            lambda head: {
                "META-INF/manifest.xml": "<m/>",
                "content.xml": f"{head}<d><body><p>met &e; &secret; Charles</p></body></d>",
            },
        ),
        (
            "x.epub",
            lambda head: {
                "META-INF/container.xml": samples.CONTAINER,
                "OEBPS/book.opf": "<package><manifest><item id='a' href='a.xhtml' media-type='text/html'/></manifest>"
                "<spine><itemref idref='a'/></spine></package>",
                "OEBPS/a.xhtml": f"{head}<html><body><p>met &e; &secret; Charles</p></body></html>",
            },
        ),
    ],
)
def test_no_entity_is_expanded(name, make, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("hush")
    text = from_bytes(samples.archive(make(ENTITIES.format(path=secret))), name).document.text
    assert "met" in text
    assert "hush" not in text
    assert len(text) < 200


def test_a_feed_and_a_page_expand_no_entity_either(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("hush")
    head = ENTITIES.format(path=secret)
    page = f"<?xml version='1.0'?>{head}<html><body><p>met &e; &secret; Charles</p></body></html>"
    text = from_bytes(page.encode(), "x.html").document.text
    assert "hush" not in text
    assert len(text) < 200
    feed = f"<rss><!-- -->{head}<item><title>&secret;</title><link>https://example.org/1</link></item></rss>"
    with pytest.raises(BadSource) as caught:
        from_bytes(feed.encode(), "x.xml")
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("x.docx", {"word/document.xml": bytes(MOST_BYTES + 1)}),
        ("x.odt", {"META-INF/manifest.xml": "<m/>", "content.xml": bytes(MOST_BYTES + 1)}),
        ("x.epub", {"META-INF/container.xml": bytes(MOST_BYTES + 1)}),
    ],
)
def test_a_zip_bomb_is_a_sentence(name, members):
    with pytest.raises(BadSource, match=rf"^{name} unpacks to more than"):
        from_bytes(samples.archive(members), name)


def test_the_files_of_a_book_count_together():
    page = b"<html><body><!--" + b" " * (MOST_BYTES // 3) + b"--><p>Ada</p></body></html>"
    pages = {f"OEBPS/{n}.xhtml": page for n in range(4)}
    items = "".join(f"<item id='i{n}' href='{n}.xhtml' media-type='text/html'/>" for n in range(4))
    spine = "".join(f"<itemref idref='i{n}'/>" for n in range(4))
    package = f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>"
    with pytest.raises(BadSource, match="unpacks to more than"):
        from_bytes(samples.epub(**{"OEBPS/book.opf": package, **pages}), "x.epub")


def test_what_an_archive_says_of_a_size_is_not_believed(tmp_path):
    data = bytearray(samples.archive({"word/document.xml": bytes(MOST_BYTES + 1)}))
    size = struct.pack("<I", MOST_BYTES + 1)
    assert data.count(size) == 2  # in the file's own header, and in the directory at the end
    honest = bytes(data)
    with pytest.raises(BadSource):
        from_bytes(honest.replace(size, struct.pack("<I", 10)), "x.docx")


def test_too_many_files_are_a_sentence():
    members = {"word/document.xml": "", **{f"word/{n}.xml": "" for n in range(MOST_FILES)}}
    with pytest.raises(BadSource, match=r"^x\.docx holds 20001 files"):
        from_bytes(samples.archive(members, compression=zipfile.ZIP_STORED), "x.docx")


def test_an_encrypted_archive_is_a_sentence():
    data = bytearray(samples.docx())
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entry = archive.getinfo("word/document.xml")
    data[entry.header_offset + 6] |= 1
    directory = data.rindex(b"word/document.xml") - 46
    data[directory + 8] |= 1
    with pytest.raises(BadSource, match=r"^x\.docx is encrypted"):
        from_bytes(bytes(data), "x.docx")


@pytest.mark.parametrize("kind", ["folder", "zipped"])
def test_a_list_has_all_files_that_are_not_hidden_and_nothing_is_looked_at_but_two_texts(kind, request):
    place = request.getfixturevalue(kind)
    names = sorted({*TEXTS, *OTHERS} - {".hidden"}, key=lambda name: name.split("/"))
    assert several(str(place)) == tuple(f"{place}/{name}" for name in names)


def test_what_holds_one_text_is_no_list(tmp_path):
    (tmp_path / "one.txt").write_text("Ada met Charles.")
    (tmp_path / "picture.png").write_bytes(OTHERS["picture.png"])
    assert (
        several(str(tmp_path)) == several(str(tmp_path / "one.txt")) == several(str(tmp_path / "none")) == ()
    )


def test_links_to_nothing_and_in_a_circle_are_named_when_they_are_read(folder):
    (folder / "gone.txt").symlink_to("nowhere.txt")
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "a" / "up").symlink_to("..")
    sources = expand([str(folder)]).sources
    assert not [source for source in sources if "/up/" in source]
    for name, why in (
        ("gone.txt", "there is no such file"),
        ("loop.txt", "Too many levels of symbolic links"),
    ):
        assert f"{folder}/{name}" in sources
        with pytest.raises(BadSource, match=why):
            read(f"{folder}/{name}")
