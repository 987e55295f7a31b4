"""What is painted bit by bit, against the whole screen painted at once."""

import asyncio

import pyte
import pytest

from annotate.sources import segment
from annotate.store import Store
from tests.sample_annotation import TEXT, annotation
from tests.terminal.screen import PATIENCE
from tui.app import AkaApp
from tui.repaint import Repainted
from tui.screens.reader import ReaderScreen
from tui.session import Session

KEYS = (
    *"jnn*n",
    *("tab", "j", "G", "/", "u", "n", "escape", "escape", "escape"),
    *("v", "l", "escape", "slash", "O", "enter", "n", "ampersand", "j", "escape", "i", "escape"),
    *("]", "r", "tab", "escape", "s", "T", "n", "colon", "escape", "n"),
)


class Paper:
    """A terminal in memory."""

    def __init__(self, app: AkaApp) -> None:
        self._app = app
        self._screen = pyte.Screen(*app.size)
        self._stream = pyte.Stream(self._screen)

    def write(self, update) -> None:
        self._stream.feed(update.render_segments(self._app.console))

    @property
    def rows(self) -> list[str]:
        return [
            "\n".join(map(str, (self._screen.buffer[row][column] for column in range(self._screen.columns))))
            for row in range(self._screen.lines)
        ]


@pytest.mark.parametrize("size", [(120, 40), (44, 12)])
async def test_what_is_painted_bit_by_bit_is_the_whole_screen(tmp_path, monkeypatch, size):
    monkeypatch.setenv("COLORTERM", "truecolor")
    whole = annotation(TEXT + "".join(f"\n\n東京 {number} 日本語 offices" for number in range(50)))
    document = whole.document
    bits = 0
    with Store(tmp_path / "aka.db") as store:
        app = AkaApp(ReaderScreen(Session(document, whole), segment(document.text), store), store)
        async with app.run_test(size=size) as pilot:

            def at_once() -> Paper:
                compositor, once = app.screen._compositor, Paper(app)
                dirty = set(compositor._dirty_regions)
                once.write(compositor.render_update(full=True, screen_stack=app._background_screens))
                compositor._dirty_regions |= dirty
                return once

            def display(_, update):
                nonlocal bits
                if update is not None:
                    bits += isinstance(update, Repainted)
                    paper.write(update)

            paper = at_once()
            monkeypatch.setattr(app, "_display", display)
            for key in KEYS:
                await pilot.press(key)
                async with asyncio.timeout(PATIENCE):
                    while paper.rows != at_once().rows:
                        await pilot.pause()
    assert bits > len(KEYS) // 2
