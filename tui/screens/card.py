"""The card of an entity: what it is called, why, and what it might also be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable
from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.binding import Binding
from textual.content import Content

from annotate.annotation import Entity, Suggestion
from annotate.edits import describe
from annotate.evidence import explain
from annotate.labels import group_of
from annotate.names import surface
from annotate.query import Index
from annotate.text import visible
from tui.correcting.about import said_of
from tui.screens.text import TextScreen
from tui.session import mentions_in_words
from tui.states import SIGNS, state_of

if TYPE_CHECKING:
    from annotate.library import Known

Piece = tuple[str, str] | str

_BY = {"model": "the model", "rule": "rules", "book": "the alias book", "reader": "you"}
_MOST_SAID = 20
_MOST_NAMES = 12  # that the entity has in other documents
_NAMES_WIDTH = 32  # aliases up to this long have their reasons below each other


class CardScreen(TextScreen):
    """All about one entity."""

    BINDINGS = [
        Binding("i", "dismiss", "close", show=False),
        Binding("ampersand", "concordance", "the mentions in their context", show=False),
    ]

    def __init__(self, index: Index, entity: Entity, known: Awaitable[Known | None]) -> None:
        super().__init__(card_text(index, entity))
        self._index, self._entity, self._known = index, entity, known

    def on_mount(self) -> None:
        """Show what the library knows, once it has said so."""
        self.run_worker(self._ask())

    async def _ask(self) -> None:
        known = await self._known
        if known is not None:
            self.show(card_text(self._index, self._entity, known))

    async def action_concordance(self) -> None:
        """Show the concordance instead of the card."""
        await self.dismiss()
        await self.app.run_action("screen.perform('concordance')")


def card_text(index: Index, entity: Entity, known: Known | None = None) -> Content:
    """What the card of an entity says; ``known`` is what the library has of it."""
    pieces: list[Piece] = [
        (visible(entity.name), "bold"),
        (f"\n{visible(entity.label)} · {group_of(entity.label)} · {_tally(index, entity.id)}", "$quiet"),
    ]
    if entity.reference:
        pieces.append((f" · {visible(entity.reference)}", "$quiet"))
    if entity.note:
        pieces.append(f"\n\n{visible(entity.note)}")
    pieces += [("\n\nAlso known as\n", "bold"), *_names(index, entity)]
    if known is not None and known.documents > 1:
        pieces += _elsewhere(index, entity, known)
    linked = [one for one in index.annotation.suggestions if entity.id in (one.entity, one.other)]
    for heading, rejected in (("Perhaps the same, not joined", False), ("You keep apart", True)):
        others = [one for one in linked if (one.state == "rejected") == rejected]
        if lines := [line for one in others for line in _other(index, entity, one)]:
            pieces += [(f"\n{heading}\n", "bold"), *lines]
    if said := said_of(index, entity.id):
        pieces.append(("\nWhat you said\n", "bold"))
        for decision in reversed(said[-_MOST_SAID:]):
            pieces += [(f"  {at_time(decision.when)}  ", "$quiet"), f"{describe(decision)}\n"]
        if len(said) > _MOST_SAID:
            pieces.append((f"  and {len(said) - _MOST_SAID} more before\n", "$quiet"))
    pieces.append(("\n& shows all mentions in their context. Esc closes this.", "$quiet"))
    return Content.assemble(*pieces)


def _elsewhere(index: Index, entity: Entity, known: Known) -> list[Piece]:
    """In how many other documents it is found, and as what."""
    here = Counter(surface(mention.text) for mention in index.mentions_of.get(entity.id, ()))
    names = [(name, count - here[name]) for name, count in known.aliases if count > here[name]]
    others = known.documents - 1
    mentions = mentions_in_words(sum(count for _, count in names))
    pieces: list[Piece] = [
        ("\nElsewhere\n", "bold"),
        (f"  in {others} other document{'' if others == 1 else 's'}, {mentions}; & l shows them\n", "$quiet"),
    ]
    pieces += [f"  {count:>4}  {visible(name)}\n" for name, count in names[:_MOST_NAMES]]
    if len(names) > _MOST_NAMES:
        pieces.append((f"  and {len(names) - _MOST_NAMES} more names\n", "$quiet"))
    return pieces


def _tally(index: Index, entity: str) -> str:
    """How many mentions there are, in which states, and who found them."""
    mentions, rejected = index.mentions_of.get(entity, ()), index.rejected_of.get(entity, ())
    confirmed = sum(mention.state == "confirmed" for mention in mentions)
    counted = [mentions_in_words(len(mentions))]
    counted += [f"{confirmed} confirmed"] if confirmed else []
    counted += [f"{len(rejected)} rejected"] if rejected else []
    by = Counter(mention.by for mention in (*mentions, *rejected))
    found = ", ".join(f"{count} by {_BY.get(who, who)}" for who, count in by.most_common())
    return ", ".join(counted) + (f" · {found}" if set(by) - {"model"} else "")


def _names(index: Index, entity: Entity) -> list[Piece]:
    pieces: list[Piece] = []
    width = min(_NAMES_WIDTH, max((cell_len(visible(alias.name)) for alias in entity.aliases), default=0))
    for alias in entity.aliases:
        name = visible(alias.name)
        gap = " " * (width - cell_len(name))
        sign = SIGNS[state_of(index.states_of(entity.id, alias.name))] or " "
        pieces += [
            f" {sign}{alias.count:>4}  {name}{gap}",
            (f"  {explain(alias.evidence, entity.name)}\n", "$quiet"),
        ]
    return pieces


def _other(index: Index, entity: Entity, suggestion: Suggestion) -> list[Piece]:
    other = index.entity(suggestion.other if suggestion.entity == entity.id else suggestion.entity)
    if other is None:
        return []
    when = f", {at_time(suggestion.when)}" if suggestion.when else ""
    return [f"  {visible(other.name)}", (f"  {explain(suggestion.evidence)}{when}\n", "$quiet")]


def at_time(when: str) -> str:
    """A time of the annotation (ISO 8601) as it was on the reader's own clock, to the minute; as it is where it is
    no such time."""
    try:
        return datetime.fromisoformat(when).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return visible(when)
