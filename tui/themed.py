"""A Textual application of aka: with its themes, and with the terminal left as it was, whoever ends it."""

from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import replace
from typing import TypeVar

from textual.app import App
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.theme import Theme
from textual.timer import Timer

from annotate import config
from annotate.store import Store
from tui.driver import PromptDriver
from tui.theme import DARK, TERMINAL, THEMES

T = TypeVar("T")
SETTLED = 0.1  # seconds after which a window that has changed its size is not going to at once


class Themed(App[T]):
    """The theme is that of config.toml, else the one that was chosen last, and is kept when another is."""

    TITLE = "aka"

    def __init__(self, store: Store) -> None:
        no_color = "NO_COLOR" in os.environ
        # Only with the terminal's own colours does Textual leave colours out altogether for NO_COLOR.
        super().__init__(ansi_color=True if no_color else None)
        for name in list(self.available_themes):
            self.unregister_theme(name)
        settings = config.load()
        colours = {f"mention-{group}": colour for group, colour in settings.table("colours").items()}
        for theme in THEMES:
            own = {} if theme is TERMINAL else colours
            self.register_theme(replace(theme, variables={**theme.variables, **own}))
        few_colours = self.console.color_system not in ("256", "truecolor")
        chosen = settings.get("theme") or store.setting("theme")
        if no_color or few_colours:
            self.theme = TERMINAL.name
        elif chosen in self.available_themes:
            self.theme = chosen
        else:
            self.theme = DARK.name
        self._store = store
        self._settling: Timer | None = None

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours of mentions, for Textual's themes that do not define them."""
        return DARK.variables

    def get_driver_class(self) -> type[Driver]:
        """Ours in the place of the one for a terminal."""
        driver = super().get_driver_class()
        return PromptDriver if driver is LinuxDriver else driver

    def on_mount(self) -> None:
        """Remember the theme, and leave the terminal as it was when somebody else ends the program."""
        self.theme_changed_signal.subscribe(self, self._theme_changed)
        for number in (signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, self.end, number)

    def on_resize(self) -> None:
        """Paint all once more when a window has stopped changing: it may be blank in parts, where Textual saw no change
        between the first and the last of many sizes."""
        if self._settling is not None:
            self._settling.stop()
        self._settling = self.set_timer(SETTLED, self.refresh)

    def _theme_changed(self, theme: Theme) -> None:
        self._store.keep_setting("theme", theme.name)

    def end(self, number: int) -> None:
        """Leave because of a signal."""
        self.exit(return_code=128 + number)
