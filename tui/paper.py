"""The colours of the text, of the paper behind it and of the bars around it: all that the first screen needs."""

from __future__ import annotations

from typing import NamedTuple


class Paper(NamedTuple):
    """Three colours of a theme, "#rrggbb"."""

    ink: str
    paper: str
    bars: str


DARK = Paper("#d5d9e4", "#15171e", "#1e212b")
LIGHT = Paper("#23262e", "#fbfaf7", "#efede6")
CONTRAST = Paper("#ffffff", "#000000", "#1a1a1a")

PAPERS = {"aka-dark": DARK, "aka-light": LIGHT, "aka-contrast": CONTRAST}

# What stands for each where a terminal has 256 colours, by rich's reckoning.
OF_256 = {
    "#d5d9e4": 188,
    "#15171e": 16,
    "#1e212b": 16,
    "#23262e": 235,
    "#fbfaf7": 231,
    "#efede6": 230,
    "#ffffff": 231,
    "#000000": 16,
    "#1a1a1a": 234,
}
