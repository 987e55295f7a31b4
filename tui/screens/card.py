"""The card of an entity: what it is called, why, and what it might also be."""

from __future__ import annotations

from rich.cells import cell_len
from textual.binding import Binding
from textual.content import Content

from annotate.annotation import Entity
from annotate.evidence import explain
from annotate.labels import group_of
from annotate.query import Index
from annotate.text import visible
from tui.screens.text import TextScreen
from tui.session import mentions_in_words

Piece = tuple[str, str] | str

_NAMES_WIDTH = 32  # aliases up to this long have their reasons below each other


class CardScreen(TextScreen):
    """All about one entity."""

    BINDINGS = [
        Binding("i", "dismiss", "close", show=False),
        Binding("ampersand", "concordance", "the mentions in their context", show=False),
    ]

    def __init__(self, index: Index, entity: Entity) -> None:
        super().__init__(card_text(index, entity))

    async def action_concordance(self) -> None:
        """Show the concordance instead of the card."""
        await self.dismiss()
        await self.app.run_action("screen.perform('concordance')")


def card_text(index: Index, entity: Entity) -> Content:
    """What the card of an entity says."""
    count = index.count(entity.id)
    pieces: list[Piece] = [
        (visible(entity.name), "bold"),
        (
            f"\n{visible(entity.label)} · {group_of(entity.label)} · {mentions_in_words(count)}",
            "$quiet",
        ),
    ]
    if entity.reference:
        pieces.append((f" · {visible(entity.reference)}", "$quiet"))
    if entity.note:
        pieces.append(f"\n\n{visible(entity.note)}")
    pieces.append(("\n\nAlso known as\n", "bold"))
    width = min(_NAMES_WIDTH, max((cell_len(visible(alias.name)) for alias in entity.aliases), default=0))
    for alias in entity.aliases:
        name = visible(alias.name)
        gap = " " * (width - cell_len(name))
        reason = explain(alias.evidence, entity.name)
        pieces += [f"  {alias.count:>4}  {name}{gap}", (f"  {reason}\n", "$quiet")]
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
