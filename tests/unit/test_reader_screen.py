"""The reader's screen through Textual's Pilot: mouse, panels, sizes and pictures."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest
from msgspec.structs import replace
from textual.widgets import Static

from annotate.formats import FORMATS
from annotate.recognize.protocol import Result
from annotate.sources import segment
from annotate.sources.blocks import blocks_near
from annotate.store import Store
from tests.sample_annotation import TEXT, annotation
from tests.terminal.screen import PATIENCE
from tui.app import AkaApp
from tui.article.panel import Article
from tui.screens.card import CardScreen
from tui.screens.concordance import ConcordanceScreen
from tui.screens.export import ExportScreen
from tui.screens.reader import ReaderScreen
from tui.session import Session
from tui.sidebar.panel import EntityList
from tui.sidebar.rows import EntityRow


@pytest.fixture
def app(tmp_path, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.chdir(tmp_path)
    whole = annotation()
    session = Session(whole.document, whole)
    with Store(tmp_path / "aka.db") as store:
        yield AkaApp(ReaderScreen(session, segment(TEXT), store), store)


async def until(pilot, condition):
    """Let the app go on until a condition holds, however slow the machine is."""
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await pilot.pause(0.01)


async def test_a_click_on_a_mention_selects_its_entity(app):
    async with app.run_test(size=(100, 30)) as pilot:
        article = app.screen.article
        lines = [strip.text for strip in article.render_lines(article.size.region)]
        line = next(y for y, shown in enumerate(lines) if "Obama said" in shown)
        column = lines[line].index("Obama said")
        await pilot.click(Article, offset=(column + 1, line))
        assert app.screen.session.entity.name == "Barack Obama"
        assert app.screen.sidebar.selected == "e1"


async def test_a_click_on_an_entity_lights_it_and_a_second_one_jumps(app):
    async with app.run_test(size=(100, 30)) as pilot:
        rows = app.screen.sidebar.list.rows
        row = rows.row_of("e3")
        await pilot.click(EntityList, offset=(6, row))
        assert app.screen.session.entity.name == "United Nations"
        assert app.screen.session.span is None
        await pilot.click(EntityList, offset=(6, row))
        assert app.screen.session.where() == "United Nations 1/3"


async def test_a_long_text_of_which_only_the_beginning_was_divided_is_divided_at_once(tmp_path):
    text = f"{TEXT}\n\n" * 1000
    session = Session(annotation(text).document)
    with Store(tmp_path / "aka.db") as store:
        app = AkaApp(ReaderScreen(session, blocks_near(text, 0), store, partly=True), store)
        async with app.run_test(size=(100, 30)) as pilot:
            before = app.screen.article.render_lines(app.screen.article.size.region)
            await pilot.press(*"1500", "right_curly_bracket")
            assert app.screen.article.top_offset == segment(text)[1500].start
            await pilot.press("g")
            assert app.screen.article.render_lines(app.screen.article.size.region) == before


def part(whole, start, end):
    """What a worker says of a part of the text."""
    mentions = tuple(mention for mention in whole.mentions if start <= mention.start < end)
    kept = {mention.entity for mention in mentions}
    entities = tuple(entity for entity in whole.entities if entity.id in kept)
    annotation = replace(whole, mentions=mentions, entities=entities, suggestions=())
    return Result(0, annotation, (start, end))


async def test_the_names_in_the_sidebar_stay_where_they_are_until_all_are_found(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = "Barack Obama came.\n\nPutin spoke to Putin.\n\nPutin saw the United Nations.\n"
    whole = annotation(text)
    starts = [0, text.index("Putin spoke"), text.index("Putin saw"), len(text)]
    first, second, third = (part(whole, *extent) for extent in pairwise(starts))

    def rows(sidebar):
        return [row.entity.name for row in map(sidebar.list.rows.__getitem__, range(len(sidebar.list.rows)))
                if isinstance(row, EntityRow)]  # fmt: skip

    session = Session(whole.document)
    with Store(tmp_path / "aka.db") as store:
        app = AkaApp(ReaderScreen(session, segment(text), store), store)
        async with app.run_test(size=(100, 30)) as pilot:
            screen, sidebar = app.screen, app.screen.sidebar
            for result, names in (
                (first, ["Barack Obama"]),
                (second, ["Barack Obama", "Vladimir Putin"]),
                (third, ["Barack Obama", "Vladimir Putin", "United Nations"]),
            ):
                session.take([result])
                screen.show_names()
                assert rows(sidebar) == names
            await pilot.press("s")
            assert rows(sidebar)[0] == "Barack Obama"  # by place
            await pilot.press("s", "s")
            assert rows(sidebar)[0] == "Vladimir Putin"  # by count: the reader sorts
            session.take([first, second, third])
            screen.show_names()
            assert rows(sidebar)[0] == "Vladimir Putin"
            session.take([Result(0, whole)])
            screen.show_names()
            assert rows(sidebar) == ["Vladimir Putin", "Barack Obama", "United Nations"]


@pytest.mark.parametrize(
    ("key", "screen"), [("i", CardScreen), ("ampersand", ConcordanceScreen), ("e", ExportScreen)]
)
async def test_what_opens_closes_with_escape(app, key, screen):
    async with app.run_test() as pilot:
        await pilot.press("n", key)
        assert isinstance(app.screen, screen)
        await pilot.press("escape")
        assert isinstance(app.screen, ReaderScreen)


async def test_the_concordance_goes_to_the_mention(app):
    async with app.run_test() as pilot:
        await pilot.press("n", "n", "ampersand", "j", "enter")
        assert app.screen.session.where() == "5/10 Barack Obama"


async def test_escape_takes_one_thing_back_at_a_time(app):
    async with app.run_test() as pilot:
        await pilot.press("n", "n", "asterisk", "tab", "slash", *"geneva", "enter")
        screen = app.screen
        assert screen.sidebar.filter.value == "geneva"
        await pilot.press("escape")
        assert screen.sidebar.filter.value == ""
        await pilot.press("escape")
        assert screen.article.has_focus
        assert screen.session.trail.kind == "entity"
        await pilot.press("escape")
        assert screen.session.trail.kind == "mentions"
        await pilot.press("escape")
        assert screen.session.selected == ""


async def test_export_asks_before_it_replaces_a_file(app, tmp_path):
    (tmp_path / "talks.csv").write_text("mine")
    async with app.run_test() as pilot:
        await pilot.press("e")
        for _ in FORMATS:
            if app.screen.query_one("#export-path").value != "talks.csv":
                await pilot.press("down")
        await pilot.press("enter")
        assert (tmp_path / "talks.csv").read_text() == "mine"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        assert "Barack Obama" in (tmp_path / "talks.csv").read_text()
        assert "Wrote talks.csv" in app.screen.status.notice


async def test_a_filter_finds_an_entity_by_any_alias_and_by_a_misspelt_one(app):
    async with app.run_test(size=(100, 30)) as pilot:
        for query, found in (("un", ["e3"]), ("putn", ["e2"]), ("zzzz", [])):
            await pilot.press("F", *query)
            rows = app.screen.sidebar.list.rows
            assert [entity for entity in ("e1", "e2", "e3", "e4") if rows.row_of(entity) is not None] == found
            await pilot.press("escape")
            await pilot.press("escape")


async def test_every_theme_shows_every_screen(app):
    async with app.run_test() as pilot:
        for theme in app.available_themes:
            app.theme = theme
            for key in (
                "n",
                "i",
                "escape",
                "plus",
                "escape",
                "ampersand",
                "escape",
                "h",
                "escape",
                "tab",
                "tab",
            ):
                await pilot.press(key)
        assert isinstance(app.screen, ReaderScreen)


async def test_the_palette_offers_every_action(app):
    async with app.run_test() as pilot:
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert "The card of an entity: its aliases, and why" in titles
        await pilot.press("colon", *"sort the names", "enter")
        await pilot.pause()
        assert "sorted by place" in app.screen.status.notice


@pytest.mark.parametrize(
    ("size", "theme", "keys"),
    [
        pytest.param((120, 40), "aka-dark", ["n", "n", "asterisk"], id="wide"),
        pytest.param((80, 24), "aka-light", ["n", "n", "i"], id="card"),
        pytest.param((40, 10), "aka-contrast", ["n", "tab"], id="small"),
    ],
)
def test_picture(app, snap_compare, size, theme, keys):
    async def dress(pilot):
        app.theme = theme
        await pilot.press(*keys)
        await app.workers.wait_for_complete()
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=dress)


async def test_two_entities_tell_why_they_are_not_one(app):
    async with app.run_test() as pilot:
        await pilot.press("n", "W")
        assert "Why is Geneva not one with" in app.screen.status.notice
        await pilot.press("n", "W")
        await until(pilot, lambda: "They are kept apart." in app.screen.query_one(Static).render().plain)
        await pilot.press("escape")
        assert isinstance(app.screen, ReaderScreen)


async def test_a_search_line_that_lost_the_focus_still_closes(app):
    async with app.run_test() as pilot:
        await pilot.press("slash", "x")
        await pilot.click(Article)
        await pilot.press("escape")
        assert not app.screen.keys.prompt.is_open


@pytest.mark.parametrize("path", ["~nosuchuser/x.json", "x" * 300, "/", "/proc/nothing/x.json"])
async def test_a_path_that_cannot_be_written_is_said(app, path):
    async with app.run_test() as pilot:
        await pilot.press("e")
        app.screen.query_one("#export-path").value = path
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.query_one("#export-says").render().plain)
        assert isinstance(app.screen, ExportScreen)


async def test_a_count_is_taken_back_by_escape_alone(app):
    async with app.run_test() as pilot:
        await pilot.press("n", "asterisk", "5", "escape")
        assert app.screen.session.trail.kind == "entity"
        await pilot.press("0", "percent_sign")
        assert app.screen.status.notice == ""


async def test_the_names_can_be_read_on_where_the_list_was_scrolled_to(app):
    async with app.run_test(size=(100, 10)) as pilot:
        await pilot.press("n", "tab")
        names = app.screen.sidebar.list
        names.scroll_to(y=3, animate=False, force=True, immediate=True)
        app.screen.show_names()
        await pilot.pause()
        assert round(names.scroll_offset.y) == 3


async def test_the_theme_is_remembered(app):
    async with app.run_test() as pilot:
        await pilot.press("T")
        await pilot.pause()
        chosen = app.theme
        assert chosen != "aka-dark"
    session = Session(annotation().document, annotation())
    assert AkaApp(ReaderScreen(session, segment(TEXT), app._store), app._store).theme == chosen
