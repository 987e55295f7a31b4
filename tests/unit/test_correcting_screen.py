"""Correcting through Textual's Pilot: the bar of choices, the picker, the prompts, marks, states, other windows."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sqlite3
from pathlib import Path

import msgspec
import pytest
from textual import events

from annotate.annotation import decode
from annotate.query import Index
from annotate.sources import segment
from annotate.store import Journal, Store
from tests.sample_annotation import TEXT, annotation
from tests.terminal.screen import PATIENCE
from tui.app import AkaApp
from tui.article.panel import Article
from tui.choice import ChoiceBar
from tui.correcting import making
from tui.correcting.about import of_alias, of_entity
from tui.keeper import Keeper
from tui.picker import PickList
from tui.screens.card import CardScreen
from tui.screens.help import HelpScreen
from tui.screens.reader import ReaderScreen
from tui.session import Session


def app_on(path: Path, whole=None) -> AkaApp:
    whole = whole or annotation()
    store = Store(path)
    return AkaApp(ReaderScreen(Session(whole.document, whole), segment(whole.document.text), store), store)


@pytest.fixture(autouse=True)
def _colours(tmp_path, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def app(tmp_path):
    return app_on(tmp_path / "aka.db")


async def until(pilot, condition):
    """Let the app go on until a condition holds, however slow the machine is."""
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await pilot.pause(0.01)


async def press(pilot, *keys):
    """Type, and wait until what was typed is done."""
    await pilot.press(*keys)
    reader = pilot.app.screen_stack[0]
    await reader.correcting.settled()
    await pilot.pause()


def said(app) -> str:
    return app.screen.status.notice


def bar(app) -> str:
    return app.screen.query_one(ChoiceBar).render().plain


def labels(app) -> dict[str, str]:
    return {entity.name: entity.label for entity in app.screen.session.index.entities.values()}


def rows(app) -> list[str]:
    """What the sidebar's list shows."""
    names = app.screen.sidebar.list
    return [names.row_strip(row, 40).text.rstrip() for row in range(len(names.rows))]


async def test_r_and_a_letter_relabel_the_mention_and_tab_widens_it(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "n", "n", "r")
        assert "this “Barack Obama”" in bar(app)
        await press(pilot, "o")
        assert said(app) == "Relabelled one mention of Barack Obama as ORG · u undoes"
        await press(pilot, "r", "tab")
        assert "Barack Obama, 2 mentions" in bar(app).splitlines()[0][:60]
        await press(pilot, "e")
        assert "· 2 mentions · u undoes" in said(app)
        assert labels(app)["Barack Obama"] == "EVENT"
        await press(pilot, "u", "u")
        assert labels(app)["Barack Obama"] == "PERSON"


@pytest.mark.parametrize("size", [(160, 50), (80, 24), (40, 10)])
async def test_the_bar_says_what_it_applies_to_at_any_size(app, size):
    async with app.run_test(size=size) as pilot:
        for key, says in (("r", "p person"), ("x", "delete"), ("S", "S/Enter")):
            await press(pilot, "n", key)
            lines = bar(app).splitlines()
            assert "“" in lines[0]
            assert says in bar(app)
            assert all(len(line) <= size[0] for line in lines)
            assert len(lines) <= size[1] // 3
            await press(pilot, "escape")
            assert app.screen.keys.mode is None


async def test_a_click_on_a_key_of_the_bar_is_the_key(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "n", "n", "r")
        lines = bar(app).splitlines()
        await pilot.click(ChoiceBar, offset=(lines[1].index("organisation"), 1))
        await until(pilot, lambda: "as ORG" in said(app))


async def test_other_keys_do_nothing_while_the_bar_is_open(app):
    async with app.run_test() as pilot:
        await press(pilot, "n", "x", "q", "j", "7")
        assert "delete" in bar(app)
        assert len(app.screen.session.every_mention) == 10
        await press(pilot, "enter")
        assert len(app.screen.session.every_mention) == 9


async def test_x_n_rejects_and_what_is_rejected_can_be_found_and_confirmed(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "F", *"united", "enter", "x", "n")
        assert "Rejected" in said(app)
        await press(pilot, "escape", "escape")
        assert not any("United Nations" in row for row in rows(app))
        await press(pilot, "F", *"is:rej", "enter")
        assert any("✗" in row and "United Nations" in row for row in rows(app))
        await press(pilot, "enter", "y")
        assert "Confirmed one mention of United Nations" in said(app)
        await press(pilot, "escape", "F")
        app.screen.sidebar.filter.value = "is:confirmed"
        await pilot.pause()
        assert [row.split()[1] for row in rows(app) if "▾" in row or "▸" in row] == ["United"]


async def test_marks_show_survive_a_filter_and_are_merged_into_the_selected_one(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "F", *"obama", "enter", "t")
        assert "Marked “Barack Obama”" in said(app)
        assert any(row.startswith("●▾ Barack Obama") for row in rows(app))
        await press(pilot, "escape", "F", *"putin", "enter")
        assert not any("Obama" in row for row in rows(app))
        await press(pilot, "J")
        assert said(app) == "Merged Barack Obama into Vladimir Putin · 2 mentions · u undoes"
        assert not app.screen.session.marks
        await press(pilot, "u")
        assert "Undone: merged Barack Obama into Vladimir Putin" in said(app)


async def test_marked_mentions_are_split_off_together(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "slash", *"UN", "enter", "t", "n", "t", "S")
        assert "what is marked, 2 mentions" in bar(app)
        await press(pilot, "S")
        assert "UN" in labels(app)
        assert "United Nations" in labels(app)
        lines = [strip.text for strip in app.screen.article.render_lines(app.screen.article.size.region)]
        assert not any("●" in line for line in lines)


async def test_marked_mentions_can_go_to_the_selected_entity(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "slash", *"UN c", "enter", "t", "escape", "F", *"gene", "enter", "S")
        assert "s to Geneva" in bar(app)
        await press(pilot, "s")
        assert "to Geneva" in said(app)
        assert app.screen.session.index.count("e4") == 4


async def test_escape_takes_marks_away_last(app):
    async with app.run_test() as pilot:
        await press(pilot, "n", "t", "asterisk", "escape", "escape")
        assert len(app.screen.session.marks) == 1
        await press(pilot, "escape")
        assert len(app.screen.session.marks) == 0


async def test_the_picker_is_filtered_walked_and_clicked(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "n", "n", "J")
        picker = app.screen.query_one(PickList)
        assert picker.entities[0].name == "Vladimir Putin"  # the other person
        await press(pilot, *"gen")
        assert [entity.name for entity in picker.entities] == ["Geneva"]
        await press(pilot, "x", "y", "z", "enter")
        assert "No name fits" in picker.render_line(0).text
        await press(pilot, "backspace", "backspace", "backspace")
        await press(pilot, "backspace", "backspace", "backspace", "down", "up", "escape")
        assert app.screen.keys.mode is None
        assert app.screen.focused is app.screen.article
        await press(pilot, "J", "u", "n")
        await pilot.click(PickList, offset=(5, 0))
        await pilot.click(PickList, offset=(5, 0))
        await until(pilot, lambda: "Merged Barack Obama (PERSON) into United Nations (ORG)" in said(app))


async def test_a_name_a_note_and_a_reference_are_on_the_card(app):
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "n", "n", "C", "ctrl+u", "enter")
        assert app.screen.keys.prompt.is_open  # it needs a name
        await press(pilot, *"Obama Jr", "enter", "a", *"Who is he?", "enter", "R", *"Q76", "enter", "y", "i")
        assert isinstance(app.screen, CardScreen)
        card = app.screen.query("Static").first().render().plain
        for part in ("Obama Jr", "Who is he?", "Q76", "1 confirmed", "called Barack Obama Obama Jr"):
            assert part in card


async def test_what_is_told_is_no_correction_where_it_is_so_already(app):
    async with app.run_test() as pilot:
        for key in ("C", "a", "R"):
            await press(pilot, "n", key, "enter")
            assert said(app) == "That is so already."
        assert app.screen.session.history.done == ()


async def test_in_the_sidebar_an_alias_becomes_the_name_by_two_keys(app):
    async with app.run_test() as pilot:
        await press(pilot, "F", *"united", "enter", "j", "j", "C", "enter")
        assert "UN" in labels(app)


async def test_v_adds_everywhere_and_only_here_with_tab(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "slash", *"said", "enter", "v", "enter")
        assert "2 places" in bar(app)
        await press(pilot, "tab")
        assert "only here" in bar(app).splitlines()[0][:40]
        await press(pilot, "a")
        assert said(app) == "Added one mention of said as LAW · u undoes"
        await press(pilot, "u", "slash", *"said", "enter", "v", "enter", "a")
        assert said(app) == "Added 2 mentions of said as LAW · u undoes"


async def test_v_goes_on_from_what_the_mouse_selected(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await app.workers.wait_for_complete()  # what is mounted behind the first frame takes a selection away
        await pilot.pause()
        start = TEXT.index("observers")
        app.screen.article.select(start, start + len("observers"))
        await pilot.pause()
        await press(pilot, "v", "n")
        assert "Added one mention of observers as NORP" in said(app)
        assert app.screen.session.entity.name == "observers"


async def test_the_caret_makes_a_mention_longer(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "slash", *"Mr Putin", "enter", "escape", "n")
        assert app.screen.session.here.text == "Putin"
        await press(pilot, "v", "o", "b", "enter")
        assert "Replace by “Mr Putin”" in bar(app)
        await press(pilot, "enter")
        assert app.screen.session.here.text == "Mr Putin"
        assert app.screen.session.entity.name == "Vladimir Putin"


async def test_repeat_goes_to_the_next_mention_and_does_it_there(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "full_stop")
        assert "no correction to repeat" in said(app)
        await press(pilot, "F", *"geneva", "enter", "enter", "r", "l", "full_stop")
        session = app.screen.session
        assert [mention.label for mention in session.index.mentions_of["e4"]] == ["LOC", "LOC", "GPE"]
        assert session.here.start == session.index.mentions_of["e4"][1].start
        await press(pilot, "n", "full_stop")
        assert "nothing was repeated" in said(app)
        assert len(session.history.done) == 2


async def test_what_cannot_be_kept_is_said_and_not_done(tmp_path):
    (tmp_path / "file").write_text("no directory")
    app = app_on(tmp_path / "file" / "aka.db")
    async with app.run_test(size=(100, 30)) as pilot:
        before = app.screen.session.history.annotation
        await press(pilot, "n", "y")
        assert "correction is not kept" in said(app)
        await press(pilot, "J", "p", "enter")
        assert "correction is not kept" in said(app)
        assert app.screen.session.history.annotation == before
        await press(pilot, "n")
        assert app.screen.session.where().startswith("2/10")


async def test_what_another_window_does_is_seen_and_said(app, tmp_path):
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "n", "n", "y")
        session = app.screen.session
        other = Journal(session.document, tmp_path / "aka.db")
        assert len(other.read()) == 1
        into = of_entity(session.index, "e2").parts[0].what
        other.append("do", making.merge(of_entity(session.index, "e1"), into, making.now()))
        await until(pilot, lambda: "Another window: merged Barack Obama into Vladimir Putin." in said(app))
        assert session.entity.name == "Vladimir Putin"
        other.append("undo")
        await until(pilot, lambda: "Another window: undone: merged Barack Obama into Vladimir" in said(app))
        assert "Barack Obama" in labels(app)
        other.close()


async def test_what_another_window_did_is_not_undone_before_it_is_seen(app, tmp_path):
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "n", "n", "y", "n", "y", "u")
        session = app.screen.session
        other = Journal(session.document, tmp_path / "aka.db")
        other.read()
        for key in ("ctrl+r", "u"):
            other.append("do", making.confirm(of_entity(session.index, "e3"), making.now()))
            await app.screen.action_perform("redo" if key == "ctrl+r" else "undo")
            assert said(app) == "Another window: confirmed the entity United Nations. u undoes that."
            assert len(session.history.undone) == 0
            await press(pilot, "u")
            assert "Undone: confirmed the entity United Nations" in said(app)
        other.close()


async def test_what_was_corrected_is_there_when_the_text_is_opened_again(app, tmp_path):
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "n", "n", "J", "p", "enter", "n", "y", "u", "ctrl+r")
        kept = app.screen.session.history.annotation
    again = app_on(tmp_path / "aka.db")
    async with again.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: again.screen.session.record.can_undo)
        assert again.screen.session.history.annotation == kept
        await press(pilot, "u", "u")
        assert "Barack Obama" in labels(again)


async def test_a_copy_is_saved_beside_and_a_file_that_is_there_is_asked_for(app, tmp_path):
    (tmp_path / "talks.txt").write_text(TEXT)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "n", "n", "y", "w")
        assert app.screen.keys.prompt.value == "talks.aka.json"
        await press(pilot, "enter")
        await until(pilot, lambda: "Saved talks.aka.json" in said(app))
        saved = decode((tmp_path / "talks.aka.json").read_bytes())
        assert saved == app.screen.session.history.annotation
        assert len(json.loads((tmp_path / "talks.aka.json").read_bytes())["decisions"]) == 1
        await press(pilot, "u", "w", "enter")
        assert app.screen.keys.prompt.is_open
        assert decode((tmp_path / "talks.aka.json").read_bytes()) == saved
        await press(pilot, "enter")
        await until(pilot, lambda: decode((tmp_path / "talks.aka.json").read_bytes()) != saved)


async def test_a_bad_path_for_the_copy_is_said_and_another_can_be_typed(app, tmp_path):
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "w", "ctrl+u", *"none/x.json", "enter")
        await until(pilot, lambda: "cannot be written" in app.screen.query_one("#tally").render().plain)
        await press(pilot, "ctrl+u", *"x.json", "enter")
        await until(pilot, lambda: (tmp_path / "x.json").exists())


async def test_the_alias_book_learns_a_merge(app, tmp_path):
    async with app.run_test(size=(120, 30)) as pilot:
        await press(pilot, "F", *"geneva", "enter", "J", "u", "n", "enter", "B")
        await until(pilot, lambda: "Your alias book has learned" in said(app))
    (book,) = (tmp_path / "config").rglob("*.toml")
    assert "Geneva" in book.read_text()


async def test_the_help_scrolls_to_its_end_on_a_small_screen(app):
    async with app.run_test(size=(40, 10)) as pilot:
        await press(pilot, "h")
        assert isinstance(app.screen, HelpScreen)
        await press(pilot, *["pagedown"] * 20)
        shown = app.screen.query_one("VerticalScroll")
        assert shown.scroll_y == shown.max_scroll_y > 0


async def test_a_click_on_what_is_rejected_selects_it(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "n", "n", "x", "n", "escape", "escape")
        article = app.screen.article
        lines = [strip.text for strip in article.render_lines(article.size.region)]
        line = next(y for y, shown in enumerate(lines) if "Barack Obama met" in shown)
        await pilot.click(Article, offset=(lines[line].index("Barack") + 1, line))
        await press(pilot, "y")
        assert "Confirmed one mention of Barack Obama" in said(app)


async def test_what_was_kept_before_is_taken_in_once_however_many_wait_for_it(tmp_path):
    whole = annotation()
    journal = Journal(whole.document, tmp_path / "aka.db")
    journal.append("do", making.confirm(of_entity(Index(whole), "e1"), making.now()))
    journal.close()
    keeper = Keeper(whole.document, tmp_path / "aka.db")
    taken = await asyncio.gather(keeper.read(), keeper.append("undo"), keeper.read())
    keeper.close()
    assert [entry.verb for entries in taken for entry in entries] == ["do", "undo"]


async def test_nobody_waits_for_the_disk(app, tmp_path):
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "n", "n")
        await until(pilot, lambda: (tmp_path / "aka.db").exists())
        with contextlib.closing(sqlite3.connect(tmp_path / "aka.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            correcting = asyncio.create_task(app.screen.action_perform("confirm"))
            for _ in range(10):
                await asyncio.sleep(0)
            assert not correcting.done()
            assert app.screen.session.here.state == "suggested"
            other.execute("ROLLBACK")
        await correcting
        assert app.screen.session.here.state == "confirmed"


async def test_after_an_entity_is_deleted_the_next_one_is_under_the_cursor(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "tab", "x", "x")
        assert app.screen.session.entity.name == "Vladimir Putin"
        await press(pilot, "G", "x", "enter")
        assert list(labels(app)) == ["Vladimir Putin", "United Nations"]
        assert app.screen.session.entity.name == "United Nations"
        await press(pilot, "u", "u")
        assert len(labels(app)) == 4


async def test_corrections_that_no_longer_fit_are_told_of(tmp_path):
    whole = annotation()
    path = tmp_path / "talks.txt"
    path.write_text(TEXT)
    document = msgspec.structs.replace(whole.document, source=str(path))
    journal = Journal(document, tmp_path / "aka.db")
    for about in (of_entity(Index(whole), "e1"), of_alias(Index(whole), "e3", "UN")):
        journal.append("do", making.confirm(about, making.now()))
    journal.close()
    other = annotation(TEXT[: TEXT.index("The UN")])
    moved = msgspec.structs.replace(other.document, source=str(path))
    app = app_on(tmp_path / "aka.db", msgspec.structs.replace(other, document=moved))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "1 earlier correction no longer fits this text" in said(app))
        assert app.screen.session.index.states_of("e1") == {"confirmed"}


async def test_what_is_typed_when_a_field_closes_does_not_overtake_what_was_typed_into_it(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "/")

        def type_on(*keys: str) -> None:
            for key in keys:
                app.post_message(events.Key(key, key if len(key) == 1 else None))

        type_on(*"Putin", "enter", "J", *"obama", "enter")
        async with asyncio.timeout(PATIENCE):
            while not isinstance(app.focused, Article):
                await asyncio.sleep(0)  # one turn of the event loop, no more
        type_on("x", "x", "u", "u", "r", "e")
        await until(pilot, lambda: "Relabelled" in said(app))
        with contextlib.closing(sqlite3.connect(app.screen.store.path)) as kept:
            verbs = kept.execute("SELECT verb, decision FROM correction ORDER BY number").fetchall()
        done = [json.loads(decision)["said"] if decision else verb for verb, decision in verbs]
        assert done == ["merge", "delete", "undo", "undo", "relabel"]
