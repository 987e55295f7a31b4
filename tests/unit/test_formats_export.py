"""The reader's export: every format can be written from it, and what is lost is said there too."""

from __future__ import annotations

import asyncio

import pytest

from annotate.formats import FORMATS
from annotate.sources import segment
from annotate.store import Store
from tests.sample_annotation import TEXT, annotation
from tests.terminal.screen import PATIENCE
from tui.app import AkaApp
from tui.screens.reader import ReaderScreen
from tui.session import Session


@pytest.fixture
def app(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    whole = annotation()
    with Store(tmp_path / "aka.db") as store:
        yield AkaApp(ReaderScreen(Session(whole.document, whole), segment(TEXT), store), store)


async def until(pilot, condition):
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await pilot.pause(0.01)


@pytest.mark.parametrize(
    ("name", "files", "said"),
    [
        ("conll2003", ["talks.conll"], "conll2003 keeps no entities: 5 groups were dropped."),
        ("brat", ["talks.ann", "talks.txt"], "brat keeps no evidence"),
        ("spacy", ["talks.spacy"], "Wrote talks.spacy."),
    ],
)
async def test_a_format_is_written_with_all_its_files(app, tmp_path, name, files, said):
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("e")
        await pilot.press(*["down"] * [entry.name for entry in FORMATS.values() if entry.writes].index(name))
        assert app.screen.query_one("#export-path").value == files[0]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen) and said in app.screen.status.notice)
    assert sorted(path.name for path in tmp_path.glob("talks*")) == files


async def test_another_text_is_not_replaced(app, tmp_path):
    (tmp_path / "talks.txt").write_text("mine")
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("e")
        await pilot.press(*["down"] * list(FORMATS).index("brat"), "enter")
        says = app.screen.query_one("#export-says")
        await until(pilot, lambda: "talks.txt is there already" in str(says.content))
    assert (tmp_path / "talks.txt").read_text() == "mine"
    assert not (tmp_path / "talks.ann").exists()


async def test_the_format_of_the_last_time_is_offered_first(app, tmp_path):
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("e", "down", "down")
        chosen = app.screen.query_one("#export-path").value
        await pilot.press("escape", "e")
        assert app.screen.query_one("#export-path").value == "talks.json"  # nothing was written
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        await pilot.press("e")
        assert app.screen.query_one("#export-path").value == chosen == "talks.spacy"
    with Store(tmp_path / "aka.db") as store:
        assert store.setting("export format") == "spacy"
