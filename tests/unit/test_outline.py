"""The outline: what it lists of sources of each kind, and the screen that leads there."""

from __future__ import annotations

import pytest

from annotate.annotation import Block
from annotate.sources.blocks import blocks_of
from annotate.sources.outline import outline
from annotate.sources.reading import from_bytes
from annotate.store import Store
from tests import sample_sources as samples
from tui.app import AkaApp
from tui.screens.outline import OutlineScreen
from tui.screens.reader import ReaderScreen
from tui.session import Session


def listed(*blocks):
    """The outline of blocks given as (text, kind, origin): what each entry's text and origin are."""
    text, made = "", []
    for words, kind, origin in blocks:
        made.append(Block(len(text), len(text) + len(words), kind, origin))
        text += words + "\n\n"
    entries = outline(text, made)
    assert all(text.startswith(entry.text, entry.start) for entry in entries)
    return [(entry.text, entry.origin) for entry in entries]


def test_headings_stand_for_the_pages_that_have_some():
    assert listed(
        ("Running head", "boilerplate", "page 1"),
        ("Loomings", "heading", "page 1"),
        ("Call me Ishmael.", "paragraph", "page 1"),
        ("Some years ago.", "paragraph", "page 2"),
        ("The Inn", "heading", "page 2"),
    ) == [("Loomings", "page 1"), ("The Inn", "page 2")]


def test_without_headings_the_pages_are_listed():
    assert listed(
        ("1", "boilerplate", "page 1"),
        ("One.", "paragraph", "page 1"),
        ("Two.", "paragraph", "page 1"),
        ("Three.", "paragraph", "page 2"),
    ) == [("One.", "page 1"), ("Three.", "page 2")]


def test_a_chapter_without_a_heading_is_listed_too():
    assert listed(
        ("The cover", "paragraph", ""),
        ("Loomings", "heading", "Loomings"),
        ("Call me Ishmael.", "paragraph", "Loomings"),
        ("It is cold.", "paragraph", "The Inn"),
        ("Entering.", "paragraph", "The Inn"),
    ) == [("Loomings", "Loomings"), ("It is cold.", "The Inn")]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("EPUB", ["The Meeting", samples.HEADING]),
        ("PDF", [samples.HEADING]),
        ("Word (DOCX)", [samples.HEADING]),
        ("OpenDocument (ODT)", [samples.HEADING]),
        ("web page (HTML)", [samples.TITLE, samples.HEADING]),
        ("Markdown", [samples.TITLE, samples.HEADING]),
        ("subtitles (SRT, WebVTT)", ["Ada Lovelace met Charles Babbage in London.", "Who was there?"]),
    ],
)
def test_sources_have_one(kind, expected):
    file, make = samples.SAMPLES[kind]
    document = from_bytes(make(), file).document
    assert [entry.text for entry in outline(document.text, blocks_of(document))] == expected


def book():
    """A book of chapters, each longer than a screen."""
    return from_bytes(
        "\n".join(f"# Chapter {name}\n\n{'Word upon word. ' * 400}\n" for name in "ABC").encode(), "book.md"
    ).document


@pytest.fixture
def open_on(tmp_path):
    def run(document):
        store = Store(tmp_path / "aka.db")
        return AkaApp(ReaderScreen(Session(document), blocks_of(document), store), store)

    return run


async def test_one_goes_to_a_heading_and_back(open_on):
    document = book()
    app = open_on(document)
    async with app.run_test(size=(80, 24)) as pilot:
        reader = app.screen
        await pilot.press("o")
        await pilot.pause()
        assert isinstance(app.screen, OutlineScreen)
        assert [row.text for row in app.screen.rows] == ["Chapter A", "Chapter B", "Chapter C"]
        await pilot.press("j", "enter")
        await pilot.pause()
        assert reader.article.top_offset == document.text.index("Chapter B")
        await pilot.press("o")
        await pilot.pause()
        assert app.screen.list.cursor == 1
        await pilot.press("o", "apostrophe", "apostrophe")
        await pilot.pause()
        assert reader.article.top_offset == 0


async def test_a_text_without_headings_says_so(open_on):
    app = open_on(from_bytes(b"Nothing here but a sentence.", "one.txt").document)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("o")
        await pilot.pause()
        assert app.screen.status.notice == "This text has no headings, chapters or pages to go to."
