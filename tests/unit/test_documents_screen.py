"""The list of documents through Textual's Pilot: what it shows, what opens; what is open stays as it stands."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from msgspec.structs import replace

from annotate.annotation import encode, text_sha256
from annotate.library import Library
from annotate.opener import Opener
from annotate.recognize.client import Recogniser
from annotate.sources.choices import Choice, Several
from annotate.store import Store
from tests.sample_annotation import annotation
from tests.unit.test_reader_screen import until
from tui.app import AkaApp
from tui.documents import desk as desks
from tui.documents.desk import Desk
from tui.documents.rows import EntryRow
from tui.documents.screen import DocumentsScreen
from tui.screens.help import HelpScreen
from tui.screens.reader import ReaderScreen

TEXTS = {
    "geneva": (
        "Talks in Geneva",
        "2016-08-31",
        "Barack Obama met Vladimir Putin in Geneva.\n\nObama left.\n",
    ),
    "new york": (
        "A vote",
        "2016-09-02",
        "The UN voted.\n\nObama and Putin did not.\n\nThe United Nations will meet.\n",
    ),
    "silence": ("Nobody", "2015-01-01", "Nobody said a word.\n"),
}


def document(title, date, text):
    """An annotation made by hand, so that no model is asked."""
    whole = annotation(text)
    return replace(
        whole,
        document=replace(
            whole.document, title=title, date=date, sha256=text_sha256(text), source=f"{title}.txt"
        ),
    )


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "archive"
    place.mkdir()
    for name, about in TEXTS.items():
        (place / f"{name}.json").write_bytes(encode(document(*about)))
    (place / "loop.txt").symlink_to("loop.txt")
    (place / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return place


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "data" / "aka.db") as store:
        yield store


def opened_on(store, source):
    """The program on a folder, or on the library for None."""
    opener = Opener(Recogniser())
    several = None
    if source is not None:
        with pytest.raises(Several) as found:
            opener.open(str(source))
        several = found.value
    return AkaApp(None, store, Desk(store, opener, several))


@pytest.fixture
def app(folder, store):
    return opened_on(store, folder)


def shown(screen):
    """The rows, as they are called."""
    return [row.entry.heading if isinstance(row, EntryRow) else row.name.upper() for row in screen.table.rows]


def lines(screen):
    table = screen.table
    return [
        re.sub(r"  +", " | ", strip.text.strip())
        for strip in table.render_lines(table.size.region)[: table.row_count]
    ]


async def looked_into(pilot):
    def done():
        glances = pilot.app.screen._glances
        return glances is not None and not glances.left and "picture.png" not in shown(pilot.app.screen)

    await until(pilot, done)


async def test_what_is_known_of_each_comes_and_what_is_no_text_goes(app, folder):
    async with app.run_test(size=(120, 30)) as pilot:
        screen = app.screen
        assert isinstance(screen, DocumentsScreen)
        assert shown(screen) == ["geneva.json", "loop.txt", "new york.json", "picture.png", "silence.json"]
        await looked_into(pilot)
        assert lines(screen) == [
            "2016-08-31 | Talks in Geneva | geneva.json | 9 | 3 | 4",
            "! | loop.txt | loop.txt",
            "2016-09-02 | A vote | new york.json | 13 | 3 | 4",
            "2015-01-01 | Nobody | silence.json | 4 | 0 | 0",
        ]
        await pilot.press("j")
        assert "Too many levels of symbolic links" in str(screen.query_one("#about").content)
        await pilot.press("enter")
        assert "Too many levels of symbolic links" in screen.status.notice


async def test_it_is_sorted_and_filtered(app):
    async with app.run_test(size=(120, 30)) as pilot:
        screen = app.screen
        await looked_into(pilot)
        await pilot.press("s")
        assert shown(screen) == ["A vote", "Nobody", "Talks in Geneva", "loop.txt"]
        await pilot.press("s")
        assert shown(screen) == ["A vote", "Talks in Geneva", "Nobody", "loop.txt"]
        assert "2/4 · by date" in screen.status.render_line(0).text
        await pilot.press("slash", *"genva")
        assert shown(screen) == ["Talks in Geneva"]
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        assert app.screen.session.document.title == "Talks in Geneva"
        await pilot.press("l", "escape")
        assert len(shown(screen)) == 2 + 4 + 1  # two headings, and one is open


async def test_what_is_open_stays_as_it_stands(app):
    async with app.run_test(size=(100, 30)) as pilot:
        screen = app.screen
        await looked_into(pilot)
        await pilot.press("enter", "n", "asterisk")
        first = app.screen
        assert first.session.where() == "Barack Obama 2/2"
        await pilot.press("l", "j", "j", "enter")
        second = app.screen
        assert second.session.document.title == "A vote"
        await pilot.press("n", "r", "p")  # UN is a person
        assert second.session.mention.label == "PERSON"
        await pilot.press("l")
        assert app.screen is screen
        assert shown(screen)[:4] == ["OPEN", "A vote", "Talks in Geneva", "ALL"]
        await pilot.press("enter")
        assert app.screen is first
        assert first.session.where() == "Barack Obama 2/2"
        await pilot.press("l", "enter")
        assert app.screen is second
        assert second.session.mention.label == "PERSON"
        await pilot.press("l", "escape")
        assert app.screen is second


async def test_of_many_the_last_ones_stay_open(app, monkeypatch):
    monkeypatch.setattr(desks, "MOST_OPEN", 1)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = app.screen
        await looked_into(pilot)
        await pilot.press("enter")
        first = app.screen
        await pilot.press("l", "j", "j", "enter")
        second = app.screen
        assert second.session.document.title == "A vote"
        await pilot.press("l")
        assert shown(screen)[:3] == ["OPEN", "A vote", "ALL"]
        await pilot.press("k", "k", "enter")
        assert app.screen.session.document.title == "Talks in Geneva"
        assert app.screen is not first
        await until(pilot, lambda: not second.is_attached)


async def test_what_was_read_is_in_the_library_from_which_it_opens_when_its_file_is_gone(app, folder, store):
    async with app.run_test(size=(100, 30)) as pilot:
        await looked_into(pilot)
        await pilot.press("enter", "n", "x", "x", "l")
        await until(pilot, lambda: app.screen._items)
    with Library(store.path.with_name("library.db")) as library:
        (item,) = library.documents()
        assert (item.title, item.mentions) == ("Talks in Geneva", 3)
    again = opened_on(store, None)
    async with again.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: shown(again.screen) == ["Talks in Geneva"])
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(again.screen, ReaderScreen))
        assert "This is what the library kept." in again.screen.status.notice
        assert len(again.screen.session.index.mentions) == 3


async def test_the_empty_library_and_the_keys_are_explained(store):
    app = opened_on(store, None)
    async with app.run_test(size=(40, 10)) as pilot:
        await until(pilot, lambda: "The library is empty" in str(app.screen.query_one("#nothing").content))
        await pilot.press("enter", "tab", "escape")
        assert "Nothing is open yet" in app.screen.status.notice
        await pilot.press("h")
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        assert isinstance(app.screen, DocumentsScreen)


async def test_a_feed_in_a_folder_is_a_list_from_which_one_comes_back(folder, store):
    feed = "<rss version='2.0'><channel><title>T</title>{}</channel></rss>".format(
        "".join(f"<item><title>{name}</title><link>http://x.invalid/{name}</link></item>" for name in "ab")
    )
    (folder / "feed.xml").write_text(feed)
    app = opened_on(store, folder)
    async with app.run_test(size=(100, 30)) as pilot:
        await looked_into(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: shown(app.screen) == ["a", "b"])
        await pilot.press("escape")
        assert "2 articles" in shown(app.screen)


async def test_a_click_chooses_and_a_second_one_opens(app):
    async with app.run_test(size=(100, 30)) as pilot:
        screen = app.screen
        await looked_into(pilot)
        await pilot.click(screen.table, offset=(20, 2))
        assert screen.table.current.title == "A vote"
        await pilot.click(screen.table, offset=(20, 2))
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))


async def test_ten_thousand_stand_there_at_once(store):
    choices = tuple(Choice(f"http://x.invalid/{number}", f"Number {number}") for number in range(10_000))
    app = AkaApp(None, store, Desk(store, Opener(Recogniser()), Several("", "feed", choices)))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = app.screen
        await pilot.press("G")
        assert screen.table.current.title == "Number 9999"
        assert len(screen.table._kept) <= 30  # no more rows are made than the screen has
        await pilot.press("slash", *"number 777", "enter")
        assert len(shown(screen)) == 19


@pytest.mark.parametrize(
    ("size", "theme"), [((120, 30), "aka-dark"), ((80, 24), "aka-light"), ((40, 10), "aka-contrast")]
)
def test_picture(app, snap_compare, size, theme):
    async def dress(pilot):
        pilot.app.theme = theme
        await looked_into(pilot)
        await pilot.press("enter", "l")
        await until(pilot, lambda: pilot.app.screen._items)
        await pilot.pause()
        # The folder is another one each time.
        pilot.app.screen.query_one("#about").update("archive/geneva.json")
        pilot.app.screen._called = "archive"
        pilot.app.screen._show_title()
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=dress)


def test_a_start_on_a_text_imports_nothing_of_the_list_nor_of_the_library():
    code = "import sys\nimport annotate.cli.reader, tui.app\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    loaded = set(done.stdout.split())
    assert "tui.documents.desk" in loaded
    later = (
        "annotate.library",
        "annotate.glance",
        "annotate.catalogue",
        "annotate.formats.continuing",
        "rapidfuzz",
    )
    later += ("tui.documents.screen", "tui.documents.table", "tui.screens.concordance", "tui.concordance")
    assert not [name for name in loaded if name.startswith(later)]
