"""The card of an entity: what it is called, why, and what it might also be."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.binding import Binding
from textual.content import Content

from annotate.annotation import Block, Entity, Suggestion
from annotate.cooccurrence import Link, company, paragraphs
from annotate.edits import describe
from annotate.evidence import explain, explain_match
from annotate.labels import group_of
from annotate.names import surface
from annotate.query import Index
from annotate.text import visible
from annotate.timeline import sparkline, spread, timeline
from tui.correcting.about import said_of
from tui.screens.text import TextScreen
from tui.session import mentions_in_words
from tui.states import LISTED, SIGNS, state_of

if TYPE_CHECKING:
    from tui.documents.librarian import Elsewhere

Piece = tuple[str, str] | str

_BY = {"model": "the model", "rule": "rules", "book": "the alias book", "reader": "you"}
_MOST_SAID = 20
_MOST_COMPANY = 5
_PARTS = 32  # of the text, each a bar
_MOST_LISTED = 20
_MOST_NAMES = 12  # that the entity has in other documents
_NAMES_WIDTH = 32  # aliases up to this long have their reasons below each other


class CardScreen(TextScreen):
    """All about one entity."""

    BINDINGS = [
        Binding("i", "dismiss", "close", show=False),
        Binding("ampersand", "instead('concordance')", "the mentions in their context", show=False),
        Binding("plus", "instead('company')", "who is named together with it", show=False),
        Binding("Q", "instead('candidates')", "candidates for its reference", show=False),
    ]

    def __init__(
        self,
        index: Index,
        blocks: Sequence[Block],
        entity: Entity,
        elsewhere: Awaitable[Elsewhere | None],
    ) -> None:
        super().__init__(card_text(index, entity))
        self._index, self._blocks, self._entity = index, blocks, entity
        self._asked = elsewhere
        self._together: Sequence[Link[str]] = ()
        self._elsewhere: Elsewhere | None = None

    def on_mount(self) -> None:
        """Show who is named together with it, and what the library knows, once that is there."""
        self.run_worker(self._count())
        self.run_worker(self._ask())

    async def _count(self) -> None:
        there = paragraphs(self._index.mentions, self._blocks)
        self._together = await asyncio.to_thread(company, there, self._entity.id)
        self._show_more()

    async def _ask(self) -> None:
        self._elsewhere = await self._asked
        self._show_more()

    def _show_more(self) -> None:
        self.show(card_text(self._index, self._entity, self._together, self._elsewhere))

    async def action_instead(self, action: str) -> None:
        """Do another of the reader's actions on the entity instead of showing the card."""
        await self.dismiss()
        await self.app.run_action(f"screen.perform('{action}')")


def card_text(
    index: Index,
    entity: Entity,
    together: Sequence[Link[str]] = (),
    elsewhere: Elsewhere | None = None,
) -> Content:
    """What the card of an entity says; ``together`` is who shares paragraphs with it, the surest first, ``elsewhere``
    what the library has of it."""
    pieces: list[Piece] = [
        (visible(entity.name), "bold"),
        (f"\n{visible(entity.label)} · {group_of(entity.label)} · {_tally(index, entity.id)}", "$quiet"),
    ]
    if entity.reference:
        pieces.append((f" · {visible(entity.reference)}", "$quiet"))
    if entity.note:
        pieces.append(f"\n\n{visible(entity.note)}")
    pieces += [*_where(index, entity), ("\n\nAlso known as\n", "bold"), *_names(index, entity)]
    if matches := index.matches_of.get(entity.id, ()):
        pieces.append((f"\n{LISTED} On watch lists\n", "bold"))
        pieces += [f"  {explain_match(match)}\n" for match in matches[:_MOST_LISTED]]
        if len(matches) > _MOST_LISTED:
            pieces.append((f"  and {len(matches) - _MOST_LISTED} more entries\n", "$quiet"))
    if together:
        pieces += [("\nIn the same paragraphs\n", "bold"), *_company(index, together)]
    if elsewhere is not None and elsewhere.known.documents > 1:
        pieces += _found_elsewhere(index, entity, elsewhere)
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
    pieces.append(("\n& its mentions in context, + its company, Q its reference. Esc closes.", "$quiet"))
    return Content.assemble(*pieces)


def _found_elsewhere(index: Index, entity: Entity, elsewhere: Elsewhere) -> list[Piece]:
    """In how many other documents it is found, when, and as what."""
    known = elsewhere.known
    here = Counter(surface(mention.text) for mention in index.mentions_of.get(entity.id, ()))
    names = [(name, count - here[name]) for name, count in known.aliases if count > here[name]]
    others = known.documents - 1
    mentions = mentions_in_words(sum(count for _, count in names))
    pieces: list[Piece] = [
        ("\nElsewhere\n", "bold"),
        (f"  in {others} other document{'' if others == 1 else 's'}, {mentions}; & l shows them\n", "$quiet"),
    ]
    if line := timeline(elsewhere.dates, _PARTS):
        pieces += [
            (f"  {line.first} ", "$quiet"),
            sparkline(line.counts),
            (f" {line.last}, by {line.each}\n", "$quiet"),
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


def _where(index: Index, entity: Entity) -> list[Piece]:
    """A line of bars, for more or fewer mentions from the beginning of the text to its end."""
    places = [mention.start for mention in index.mentions_of.get(entity.id, ())]
    if len(places) < 2:
        return []
    bars = sparkline(spread(places, len(index.annotation.document.text), _PARTS))
    return [f"\n{bars}", ("  from beginning to end", "$quiet")]


def _company(index: Index, together: Sequence[Link[str]]) -> list[Piece]:
    pieces: list[Piece] = []
    for link in together[:_MOST_COMPANY]:
        pieces.append(f"  {link.shared:>4}  {visible(index.entities[link.other].name)}\n")
    if len(together) > _MOST_COMPANY:
        pieces.append((f"        and {len(together) - _MOST_COMPANY} more\n", "$quiet"))
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
