"""Who is on a watch list, in the reader: the flag beside the name, the card, the filter and what is said."""

from __future__ import annotations

import asyncio

import pytest
from textual.widgets import Static

from annotate.sources import segment
from annotate.store import Store
from annotate.watchlists.importing import keep_list
from tests.sample_annotation import TEXT, annotation
from tests.terminal.screen import PATIENCE
from tui.app import AkaApp
from tui.screens.card import CardScreen
from tui.screens.reader import ReaderScreen
from tui.session import Session

LIST = 'id,name,label,alias\n7,"PUTIN, Vladimir Vladimirovich",PERSON,\n9,United Nations,ORG,U.N.\n'
SAID = "2 names are on watch lists: F is:listed shows them."


@pytest.fixture
def app(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    whole = annotation()
    with Store(tmp_path / "aka.db") as store:
        yield AkaApp(ReaderScreen(Session(whole.document, whole), segment(TEXT), store), store)


@pytest.fixture
def kept(tmp_path, app):
    path = tmp_path / "talks.csv"
    path.write_text(LIST)
    return keep_list([path], "talks", on_fault=print).kept


async def until(pilot, condition):
    """Let the app go on until a condition holds, however slow the machine is."""
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await pilot.pause(0.01)


def names(app):
    """The entities that the sidebar lists, as they are painted: in the plain text, whatever the colours."""
    sidebar = app.screen.sidebar.list
    rows = [sidebar.row_strip(row, 40).text for row in range(len(sidebar.rows))]
    return [row[1:-4].strip() for row in rows if row.lstrip()[:1] in "▸▾"]


@pytest.mark.parametrize("size", [(100, 30), (40, 10)])
async def test_who_is_listed_is_flagged_and_said(app, kept, size, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.screen.status.notice == SAID)
        assert sorted(names(app)) == [
            "▸ Barack Obama",
            "▸ Geneva",
            "▸ ⚑ United Nations",
            "▸ ⚑ Vladimir Putin",
        ]


async def test_without_a_list_nothing_is_flagged_or_said(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.screen.status.notice == ""
        assert not any("⚑" in name for name in names(app))


async def test_the_card_has_the_evidence(app, kept):
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.screen.session.index.matches_of)
        app.screen.session.selected = "e3"
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, CardScreen))
        card = "\n".join(str(each.render()) for each in app.screen.query(Static))
        assert "⚑ On watch lists\n  talks 9: United Nations (same name, 1.00)\n" in card


async def test_the_filter_leaves_who_is_listed(app, kept):
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.screen.session.index.matches_of)
        await pilot.press("F", *"is:lis")
        await until(pilot, lambda: len(names(app)) == 2)
        assert sorted(names(app)) == ["▸ ⚑ United Nations", "▸ ⚑ Vladimir Putin"]


async def test_the_flag_goes_where_the_name_goes(app, kept):
    """A name that is merged takes its match with it, and undone gives it back."""
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.screen.session.index.matches_of)
        session = app.screen.session
        session.selected = "e2"
        app.screen.show_selection()
        await pilot.press("J", *"bara", "enter")
        await until(pilot, lambda: "e2" not in session.index.entities)
        assert set(session.index.matches_of) == {"e1", "e3"}
        await pilot.press("u")
        await until(pilot, lambda: "e2" in session.index.entities)
        assert set(session.index.matches_of) == {"e2", "e3"}


async def test_a_damaged_list_is_said_and_the_others_count(app, kept):
    (kept.path.parent / "hurt.db").write_bytes(b"no database at all")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "hurt cannot be read" in app.screen.status.notice)
        assert SAID in app.screen.status.notice
