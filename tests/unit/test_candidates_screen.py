"""Q: the candidates for an entity's reference, through Textual's Pilot and a real service."""

from __future__ import annotations

import pytest

from annotate.reconcile.service import VARIABLE
from tests.reconciliation import service
from tests.unit.test_correcting_screen import app_on, press, said, until
from tui.screens.candidates import CandidatesScreen
from tui.screens.card import CardScreen
from tui.screens.reader import ReaderScreen


@pytest.fixture(scope="module")
def served():
    with service() as server:
        yield server


@pytest.fixture
def open_with(served, tmp_path, monkeypatch):
    """A reader that may ask the service at a path of the server."""
    for name in ("CACHE", "CONFIG", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    served.asked.clear()

    def opened(path: str | None):
        if path is None:
            monkeypatch.delenv(VARIABLE, raising=False)
        else:
            monkeypatch.setenv(VARIABLE, f"{served.address}/{path}")
        return app_on(tmp_path / "aka.db")

    return opened


def answered(app):
    return lambda: isinstance(app.screen, CandidatesScreen) and "Asking" not in app.screen.heading


def reference(app) -> str | None:
    return app.screen_stack[0].session.entity.reference


async def test_enter_keeps_a_candidate_as_the_reference_and_u_undoes_it(open_with):
    app = open_with("good")
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "/", *"Obama", "enter", "Q")
        await until(pilot, answered(app))
        assert app.screen.heading == "2 candidates for Barack Obama"
        assert [row.tag for row in app.screen.rows] == ["Q76", "Q649593"]
        assert "president of the United States" in app.screen.detail
        assert "score 100" in app.screen.detail
        await press(pilot, "j", "enter")
        await until(pilot, lambda: reference(app) == "Q649593")
        assert isinstance(app.screen, ReaderScreen)
        assert "reference Q649593" in said(app)
        await press(pilot, "u")
        await until(pilot, lambda: reference(app) is None)


async def test_q_on_the_card_asks_too_and_esc_keeps_nothing(open_with):
    app = open_with("good")
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "/", *"Geneva", "enter", "i")
        assert isinstance(app.screen, CardScreen)
        await press(pilot, "Q")
        await until(pilot, answered(app))
        shown = "".join(app.screen.list.row_strip(row, 90).text for row in range(2)) + app.screen.detail
        assert not set("\x1b\x07\x9b\u202e\n") & set(shown)
        await press(pilot, "escape")
        assert isinstance(app.screen, ReaderScreen)
        assert reference(app) is None


async def test_no_key_waits_for_a_slow_service_and_leaving_asks_no_more(open_with):
    app = open_with("slow")
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "/", *"Obama", "enter", "Q")
        assert "Asking for Barack Obama" in app.screen.heading
        await press(pilot, "enter")
        assert isinstance(app.screen, CandidatesScreen)
        await press(pilot, "escape", "G")
        assert isinstance(app.screen, ReaderScreen)


@pytest.mark.parametrize(
    ("path", "sentence"),
    [("html", "does not answer in JSON"), ("page", "no reconciliation service"), ("elsewhere", "leads to")],
)
async def test_a_service_that_fails_is_a_sentence(open_with, path, sentence):
    app = open_with(path)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "/", *"Obama", "enter", "Q")
        await until(pilot, answered(app))
        assert sentence in app.screen.detail
        assert "\x1b" not in app.screen.detail
        await press(pilot, "enter", "escape")
        assert isinstance(app.screen, ReaderScreen)


async def test_without_a_service_or_an_entity_nothing_is_asked(open_with, served):
    app = open_with(None)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "Q")
        assert isinstance(app.screen, ReaderScreen)
        assert "Go to a name first" in said(app)
        await press(pilot, "n", "Q")
        assert VARIABLE in said(app)
        assert not served.asked
