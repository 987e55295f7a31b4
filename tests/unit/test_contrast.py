"""What a theme writes can be read on whatever it writes it on: WCAG 2.2, success criterion 1.4.3 (AA), 4.5 to 1."""

from __future__ import annotations

import itertools

import pytest
from textual.color import Color

from tui.theme import THEMES

ENOUGH = 4.5
OWN = [
    theme for theme in THEMES if not theme.ansi
]  # the others are the terminal's: a person chose them there


def luminance(colour: Color) -> float:
    """The relative luminance of WCAG 2.2."""
    channels = [channel / 255 for channel in colour.rgb]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted(luminance(Color.parse(colour)) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def inks(theme):
    yield from (
        (name, getattr(theme, name)) for name in ("foreground", "primary", "accent", "error", "success")
    )
    yield from (item for item in theme.variables.items() if item[0].startswith("mention-"))
    yield "quiet", theme.variables["quiet"]


def papers(theme):
    yield from ((name, getattr(theme, name)) for name in ("background", "surface", "panel"))
    yield from ((name, theme.variables[name]) for name in ("lit", "hit", "marked"))


def test_the_measure_is_that_of_the_guidelines():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", OWN, ids=lambda theme: theme.name)
def test_every_ink_can_be_read_on_every_paper(theme):
    ratios = {
        f"{ink} on {paper}": contrast(first, second)
        for (ink, first), (paper, second) in itertools.product(inks(theme), papers(theme))
    }
    assert len(ratios) == 72
    assert {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < ENOUGH} == {}


def test_each_group_of_labels_has_a_colour_of_its_own():
    for theme in THEMES:
        colours = [colour for name, colour in theme.variables.items() if name.startswith("mention-")]
        assert len(set(colours)) == len(colours) == 6
