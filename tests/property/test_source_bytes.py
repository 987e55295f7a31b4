"""Whatever the bytes of a source are: a document whose blocks fit its text, or one sentence that names the source."""

from functools import cache

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from annotate.annotation import Annotation, Pipeline, check
from annotate.errors import AkaError
from annotate.sources.reading import from_bytes
from tests import sample_sources as samples
from tests.sample_sources import SAMPLES

NAME = "any.source"
quick = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def sample(kind):
    return SAMPLES[kind][1]()


def read_or_refuse(data, name=NAME):
    try:
        document = from_bytes(data, name).document
    except AkaError as error:
        said = str(error)
        assert said.startswith(name), said
        assert said.endswith("."), said
        assert "\n" not in said
        return
    check(
        Annotation(format="aka/1", document=document, pipeline=Pipeline("", "", ""), entities=(), mentions=())
    )
    assert not document.blocks or all(block.start < block.end for block in document.blocks)
    document.text.encode()


@given(st.binary(max_size=200))
@quick
def test_any_bytes(data):
    read_or_refuse(data)


MARKS = [
    *(
        b"{\\rtf1 ",
        b"WEBVTT\n",
        b"1\n00:00:01,000 --> 00:00:02,000\n",
        b"<!doctype html>",
        b"<html>",
        b"<rss>",
    ),
    *(b"From: a\nTo: b\nMessage-ID: c\n", b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04", b"\xef\xbb\xbf"),
]
texts = st.text(alphabet="<>/&;pbh1 \n\"'=\\{}uc0xé-:,.|*#[]()!", max_size=100)


@given(st.sampled_from(MARKS), st.binary(max_size=100) | texts.map(str.encode))
@quick
def test_any_bytes_behind_the_mark_of_a_kind(mark, data):
    read_or_refuse(mark + data)


@given(st.text(alphabet="#*_`~[]()!<>|-+=\\ \n1.&;abé:\"'", max_size=200))
@quick
def test_any_markdown(text):
    read_or_refuse(text.encode(), "any.md")


def damaged(data, draw):
    """The data with some of it cut out, doubled or changed."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 60)))
        data = (
            data[:start]
            + draw(st.sampled_from([b"", data[start:end] * 2]) | st.binary(max_size=8))
            + data[end:]
        )
    return data


@pytest.mark.parametrize("kind", [kind for kind in SAMPLES if kind != "PDF"])
@given(st.data())
@settings(quick, max_examples=60)
def test_damaged_files(kind, drawn):
    read_or_refuse(damaged(sample(kind), drawn.draw))


@given(st.data())
@settings(quick, max_examples=12)
def test_damaged_pdfs(drawn):
    read_or_refuse(damaged(sample("PDF"), drawn.draw))


MEMBERS = [
    *("mimetype", "META-INF/container.xml", "META-INF/manifest.xml", "META-INF/encryption.xml"),
    *(
        "word/document.xml",
        "word/styles.xml",
        "word/footnotes.xml",
        "docProps/core.xml",
        "content.xml",
        "meta.xml",
    ),
    *("OEBPS/book.opf", "OEBPS/nav.xhtml", "OEBPS/text/one.xhtml"),
]
ELEMENTS = [
    *(
        "document",
        "body",
        "p",
        "r",
        "t",
        "tab",
        "br",
        "tr",
        "style",
        "name",
        "footnote",
        "del",
        "h",
        "list-item",
        "s",
    ),
    *(
        "table-row",
        "note",
        "note-body",
        "package",
        "item",
        "itemref",
        "rootfile",
        "navPoint",
        "nav",
        "a",
        "li",
        "pre",
    ),
]
ATTRIBUTES = [
    "",
    "id='a'",
    "idref='a'",
    "href='text/one.xhtml'",
    "val='heading 1'",
    "full-path='OEBPS/book.opf'",
]
xml = st.recursive(
    st.text(alphabet="ab é\n", max_size=6),
    lambda inner: st.builds(
        lambda name, attribute, children: f"<{name} {attribute}>{''.join(children)}</{name}>",
        st.sampled_from(ELEMENTS),
        st.sampled_from(ATTRIBUTES),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(MEMBERS), xml.map(str.encode) | st.binary(max_size=20), min_size=1))
@example({"word/document.xml": b"<p><p><tr><p/></tr></p></p>"})
@quick
def test_any_files_in_an_archive(members):
    read_or_refuse(samples.archive(members))
