"""The card of an entity: what it is called, why, and what it might also be."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from annotate.annotation import Entity
from annotate.evidence import explain
from annotate.labels import group_of
from annotate.query import Index
from annotate.text import visible

Piece = tuple[str, str] | str


class CardScreen(ModalScreen[None]):
    """All about one entity."""

    BINDINGS = [
        Binding("escape,q,i,enter", "dismiss", "close", show=False),
        Binding("j,down,space", "scroll_down", show=False),
        Binding("k,up", "scroll_up", show=False),
    ]
    DEFAULT_CSS = """
    CardScreen {
        align: center middle;
        & VerticalScroll {
            width: 76; max-width: 100%; height: auto; max-height: 100%;
            background: $panel; padding: 1 2; scrollbar-size-vertical: 1;
        }
    }
    """

    def __init__(self, index: Index, entity: Entity) -> None:
        super().__init__()
        self._content = card_text(index, entity)

    def compose(self) -> ComposeResult:
        """The card."""
        with VerticalScroll():
            yield Static(self._content)

    def action_scroll_down(self) -> None:
        """Scroll the card."""
        self.query_one(VerticalScroll).scroll_down(animate=False)

    def action_scroll_up(self) -> None:
        """Scroll the card."""
        self.query_one(VerticalScroll).scroll_up(animate=False)


def card_text(index: Index, entity: Entity) -> Content:
    """What the card of an entity says."""
    count = index.count(entity.id)
    pieces: list[Piece] = [
        (visible(entity.name), "bold"),
        (
            f"\n{visible(entity.label)} · {group_of(entity.label)} · {count} {'mention' if count == 1 else 'mentions'}",
            "$quiet",
        ),
    ]
    if entity.reference:
        pieces.append((f" · {visible(entity.reference)}", "$quiet"))
    if entity.note:
        pieces.append(f"\n\n{visible(entity.note)}")
    pieces.append(("\n\nAlso known as\n", "bold"))
    for alias in entity.aliases:
        reason = explain(alias.evidence, entity.name)
        pieces += [f"  {alias.count:>4}  {visible(alias.name)}", (f"  {reason}\n", "$quiet")]
    others: list[Piece] = []
    for suggestion in index.annotation.suggestions:
        if entity.id in (suggestion.entity, suggestion.other):
            other = suggestion.other if suggestion.entity == entity.id else suggestion.entity
            if other in index.entities:
                others += [
                    f"  {visible(index.entities[other].name)}",
                    (f"  {explain(suggestion.evidence)}\n", "$quiet"),
                ]
    if others:
        pieces += [("\nPerhaps the same, not joined\n", "bold"), *others]
    pieces.append(("\n& shows all mentions in their context. Esc closes this.", "$quiet"))
    return Content.assemble(*pieces)
