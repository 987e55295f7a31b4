"""How mentions and all else that lies over the text look, in colour and without."""

from __future__ import annotations

from functools import cache

from rich.style import Style

from annotate.annotation import Mention
from annotate.labels import group_of
from tui.article.paint import Palette
from tui.kept import KeptLines

LOOKS = (
    *("heading", "boilerplate"),
    *("people", "organisations", "places", "groups", "events", "other", "numbers"),
    *("rejected", "confirmed", "lit", "hit", "marked", "current", "current-hit", "caret"),
)
MARKED = "marked"

COMPONENT_CLASSES = {f"article--{look}" for look in LOOKS}

# Each group has a hue and, for readers without colours, a text style of its own. What is lit has only a background,
# so where there are none (NO_COLOR, a terminal's own colours) it is reversed, and the current one underlined too.
# What a person has confirmed is underlined twice, what was rejected is quiet and struck out, whatever the group.
CSS = """
    Article {
        .article--heading { text-style: bold; }
        .article--boilerplate { color: $quiet; }
        .article--people { color: $mention-people; text-style: underline; }
        .article--organisations { color: $mention-organisations; text-style: bold; }
        .article--places { color: $mention-places; text-style: italic; }
        .article--groups { color: $mention-groups; text-style: italic underline; }
        .article--events { color: $mention-events; text-style: bold italic; }
        .article--other { color: $mention-other; text-style: bold underline; }
        .article--numbers { color: $quiet; text-style: underline; }
        .article--rejected { color: $quiet; text-style: strike; }
        .article--confirmed { text-style: uu; }
        .article--lit { background: $lit; }
        .article--hit { background: $hit; }
        .article--marked { background: $marked; }
        .article--current, .article--current-hit { text-style: bold reverse; }
        .article--caret { color: $background; background: $accent; }
        &:ansi, &:nocolor {
            .article--boilerplate { text-style: dim; }
            .article--rejected { text-style: dim strike; }
            .article--lit, .article--hit, .article--caret { text-style: reverse; }
            .article--current, .article--current-hit { text-style: bold reverse underline; }
        }
    }
"""


def look_of(mention: Mention) -> str:
    """The look of a mention: that of its label's group, or that of all which are rejected."""
    return "rejected" if mention.state == "rejected" else _look_of_label(mention.label)


@cache
def _look_of_label(label: str) -> str:
    group = group_of(label)
    return "numbers" if group == "dates and numbers" else group


def palette(article: KeptLines) -> Palette:
    """The styles that the stylesheet and the theme give the looks in this widget."""
    looks = {look: _style(article, f"article--{look}") for look in LOOKS}
    colourless = article.app.no_color or article.app.native_ansi_color
    looks["selection"] = Style(reverse=True) if colourless else Style(bgcolor=article.selection_style.bgcolor)
    return Palette(article.rich_style, looks, article.filtered)


def _style(article: KeptLines, name: str) -> Style:
    """What a component class says, with colours blended where they are transparent."""
    own = article.get_component_rich_style(name, partial=True)
    whole = article.get_component_rich_style(name)
    return own + Style(color=own.color and whole.color, bgcolor=own.bgcolor and whole.bgcolor)
