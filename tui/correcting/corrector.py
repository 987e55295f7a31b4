"""Keeps each correction in the journal, and only then shows it; shows what others have kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from annotate.annotation import Mention
from annotate.decisions import Apart, Batch, Decision, Merge, Name, Note, Refer
from annotate.edits import describe
from annotate.errors import AkaError
from annotate.names import surface
from annotate.query import Index
from annotate.store import Entry
from tui.correcting.about import About, Kind, of_alias, of_entity, of_mention
from tui.keeper import Keeper, Verb
from tui.record import Change
from tui.session import mentions_in_words

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen

Make = Callable[[About], Decision | None]
"""The decision that a correction makes; None where there is nothing to be corrected."""


class Again(NamedTuple):
    """The last correction, to be made on another mention: about how much around that, and what decision it is."""

    kind: Kind
    make: Make

    def about(self, index: Index, mention: Mention) -> About:
        """What it is about on that mention."""
        match self.kind:
            case "alias":
                return of_alias(index, mention.entity, surface(mention.text))
            case "entity":
                return of_entity(index, mention.entity)
            case _:
                return of_mention(index, mention)


class Corrector:
    """The corrections of a reader. What it is asked for is done one after the other."""

    def __init__(self, reader: ReaderScreen, keeper: Keeper) -> None:
        self._reader, self._keeper = reader, keeper
        self._again: Again | None = None
        self._turn = asyncio.Lock()
        self._polling = asyncio.Lock()
        self._opened = False  # what was kept before has been taken in

    def open(self) -> list[str]:
        """Take in what was kept before, ahead of the first frame; gives what a person should know of it."""
        before = self._keeper.before()
        self._opened = before is not None
        self._reader.session.replay(before or ())
        return [*self._keeper.notices(), *self._unfit()]

    def _unfit(self) -> list[str]:
        unfit = len(self._reader.session.history.unfit)
        many = (
            f"{unfit} earlier corrections no longer fit"
            if unfit > 1
            else "1 earlier correction no longer fits"
        )
        return [f"{many} this text; L lists what was decided."] if unfit else []

    async def settled(self) -> None:
        """Wait until what was asked for is kept and shown."""
        async with self._turn:
            pass

    async def make(self, about: About, make: Make) -> bool:
        """Make a correction that may be repeated; whether it is kept."""
        decision = make(about)
        if decision is None:
            self._reader.say("That is so already.")
            return False
        kept = await self.do(decision, len(about.mentions))
        if kept:
            self._again = Again(about.kind, make)
        return kept

    async def do(self, decision: Decision, count: int) -> bool:
        """Keep a decision, show it, and say what it did to how many mentions; whether it is kept."""
        kept = await self._keep("do", decision)
        if kept:
            counted = "" if _counts(decision) else f" · {mentions_in_words(count)}"
            self._say(f"{_sentence(decision)}{counted} · u undoes", kept)
        return bool(kept)

    async def undo(self) -> None:
        """Undo the last correction."""
        if not self._reader.session.record.can_undo:
            self._reader.say("There is no correction to undo.")
        elif await self._is_news():
            return
        elif undone := await self._keep("undo"):
            self._say(f"Undone: {describe(undone[-1].decision)} · Ctrl+r does it again", undone)

    async def redo(self) -> None:
        """Do again what was undone last."""
        if not self._reader.session.record.can_redo:
            self._reader.say("Nothing was undone that could be done again.")
        elif await self._is_news():
            return
        elif redone := await self._keep("redo"):
            self._say(f"{_sentence(redone[-1].decision)} again · u undoes", redone)

    async def repeat(self) -> None:
        """Go to the next mention of the trail and make the last correction there; past an end, only go and say so."""
        reader = self._reader
        if self._again is None:
            reader.say(
                "There is no correction to repeat yet: r relabels, x deletes, S splits, J merges, y confirms."
            )
        elif step := reader.walk(reader.session.trail, reader.session.direction):
            mention = reader.session.here
            if step.wrapped:
                reader.say(f"{reader.status.notice}: nothing was repeated.")
            elif mention is None or not mention.entity:
                reader.say("There is no name here to correct.")
            else:
                await self.make(self._again.about(reader.session.index, mention), self._again.make)

    async def look(self) -> None:
        """Take in what others have kept meanwhile, and tell of it."""
        if self._polling.locked():
            return
        async with self._polling:
            entries = await self._keeper.read()
        taken = self._take(entries)
        if self._opened:
            said = [f"Another window: {_listed(taken)}."] if taken else []
        else:
            said, self._opened = self._unfit(), True
        self._reader.say(" ".join([*said, *self._keeper.notices()]))

    def close(self) -> None:
        """Close the journal."""
        self._keeper.close()

    async def _is_news(self) -> bool:
        """Whether another window has corrected what is not on the screen yet; it is shown, and may be undone then."""
        async with self._turn:
            news = self._take(await self._keeper.read())
        if news:
            self._reader.say(f"Another window: {_listed(news)}. u undoes that.")
        return bool(news)

    async def _keep(self, verb: Verb, decision: Decision | None = None) -> list[Change] | None:
        """Write an entry, take in it and those before it, and give what they did; None when it cannot be kept."""
        async with self._turn:
            try:
                entries = await self._keeper.append(verb, decision)
            except AkaError as error:
                self._reader.say(str(error))
                return None
            return self._take(entries)

    def _say(self, sentence: str, taken: list[Change]) -> None:
        """Say what was done; all but the last of what was taken in came from elsewhere."""
        others = f" · another window: {_listed(taken[:-1])}" if len(taken) > 1 else ""
        self._reader.say(sentence + others)

    def _take(self, entries: list[Entry]) -> list[Change]:
        if not entries:
            return []
        reader = self._reader
        said = reader.session.replay(entries)
        reader.show_names()
        if reader.in_sidebar and not reader.session.selected and (next_one := reader.sidebar.list.current()):
            reader.session.selected = next_one[0]
            reader.show_selection()
        return said


def _sentence(decision: Decision) -> str:
    words = describe(decision)
    return words[:1].upper() + words[1:]


def _counts(decision: Decision) -> bool:
    """Whether its description says how many mentions it is about, or it is about none."""
    if isinstance(decision, Name | Note | Refer):
        return True
    return not isinstance(decision, Batch | Merge | Apart) and decision.what.scope == "mention"


def _listed(changes: list[Change]) -> str:
    last = changes[-1]
    more = f", and {len(changes) - 1} more" if len(changes) > 1 else ""
    return f"{'undone: ' if last.undone else ''}{describe(last.decision)}{more}"
