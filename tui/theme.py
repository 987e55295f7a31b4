"""The themes: quiet paper and ink, with one hue for each group of labels."""

from __future__ import annotations

from dataclasses import replace

from textual.theme import BUILTIN_THEMES, Theme

from tui import paper

DARK = Theme(
    name="aka-dark",
    primary="#7aa2f7",
    secondary="#9aa5ce",
    accent="#e0af68",
    warning="#e0af68",
    error="#f7768e",
    success="#9ece6a",
    foreground=paper.DARK.ink,
    background=paper.DARK.paper,
    surface=paper.DARK.paper,
    panel=paper.DARK.bars,
    dark=True,
    variables={
        "mention-people": "#e9b872",
        "mention-organisations": "#86aef9",
        "mention-places": "#94d08c",
        "mention-groups": "#c6a5f5",
        "mention-events": "#f28fa5",
        "mention-other": "#7fd1d6",
        "quiet": "#989fb2",
        "rule": "#2c303d",
        "lit": "#2a3554",
        "hit": "#3e351f",
        "marked": "#412e54",
        "input-selection-background": "#7aa2f7 30%",
        "block-cursor-text-style": "none",
    },
)

LIGHT = Theme(
    name="aka-light",
    primary="#2456b8",
    secondary="#55607a",
    accent="#8f5600",
    warning="#8f5600",
    error="#b3213f",
    success="#2f6d2a",
    foreground=paper.LIGHT.ink,
    background=paper.LIGHT.paper,
    surface=paper.LIGHT.paper,
    panel=paper.LIGHT.bars,
    dark=False,
    variables={
        "mention-people": "#8f5600",
        "mention-organisations": "#2456b8",
        "mention-places": "#2f6d2a",
        "mention-groups": "#7138b3",
        "mention-events": "#b3213f",
        "mention-other": "#0d6a70",
        "quiet": "#5e636f",
        "rule": "#d9d6cc",
        "lit": "#d5e1fb",
        "hit": "#f6e3a8",
        "marked": "#eedaf7",
        "input-selection-background": "#2456b8 25%",
        "block-cursor-text-style": "none",
    },
)

CONTRAST = Theme(
    name="aka-contrast",
    primary="#7fb4ff",
    secondary="#ffffff",
    accent="#ffd75f",
    warning="#ffd75f",
    error="#ff8a9a",
    success="#8aff80",
    foreground=paper.CONTRAST.ink,
    background=paper.CONTRAST.paper,
    surface=paper.CONTRAST.paper,
    panel=paper.CONTRAST.bars,
    dark=True,
    variables={
        "mention-people": "#ffd75f",
        "mention-organisations": "#8fc1ff",
        "mention-places": "#8aff80",
        "mention-groups": "#e0b0ff",
        "mention-events": "#ff9fb0",
        "mention-other": "#7ffcff",
        "quiet": "#c8c8c8",
        "rule": "#808080",
        "lit": "#003d89",
        "hit": "#503e00",
        "marked": "#59297d",
        "input-selection-background": "#ffffff 40%",
        "block-cursor-text-style": "none",
    },
)

# The terminal's own colours: what NO_COLOR starts with (Textual then leaves them out), and what 16 colours allow.
TERMINAL = replace(
    BUILTIN_THEMES["ansi-dark"],
    name="aka-terminal",
    variables={
        **BUILTIN_THEMES["ansi-dark"].variables,
        "mention-people": "ansi_yellow",
        "mention-organisations": "ansi_blue",
        "mention-places": "ansi_green",
        "mention-groups": "ansi_magenta",
        "mention-events": "ansi_red",
        "mention-other": "ansi_cyan",
        "quiet": "ansi_default",
        "rule": "ansi_default",
        "lit": "ansi_default",
        "hit": "ansi_default",
        "marked": "ansi_default",
    },
)

THEMES: tuple[Theme, ...] = (DARK, LIGHT, CONTRAST, TERMINAL)
