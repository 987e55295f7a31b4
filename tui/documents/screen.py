"""The list of documents: what is open, and a folder, an archive, a feed or the library to choose from."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from annotate.catalogue import ORDERS, Entry, Order, keys_of
from annotate.errors import AkaError
from annotate.glance import Facts, Glances
from annotate.sources.choices import Choice, Several
from annotate.sources.loading import as_text
from annotate.sources.raw import is_address
from annotate.text import one_line
from tui.action import Scope
from tui.actions import BY_ID, bindings, of_scope
from tui.bars import Heading, StatusLine
from tui.documents.desk import Desk, Lying
from tui.documents.rows import EntryRow, HeadingRow, row_of, rows_of, sources_in
from tui.documents.table import DocumentList, Heads, columns
from tui.field import Field

if TYPE_CHECKING:
    from annotate.library import Item
    from annotate.store.documents import Read
    from tui.app import AkaApp

SECONDS_BETWEEN_LOOKS = 0.2  # at what was found out meanwhile
SHARE_FOR_UPDATES = 0.1  # of the time, at most, goes into sorting the list anew
UNNOTICED = 0.5  # seconds that the next key waits for a document to open
LIBRARY = "the library"


class FindField(Field):
    """What is typed to find a document; Enter goes on to the first that fits."""

    def __init__(self) -> None:
        super().__init__(id="find", placeholder="filter", compact=True, select_on_focus=False)

    async def entered(self) -> None:
        """Go on to the list."""
        self.screen.set_focus(self.screen.query_one(DocumentList))


class DocumentsScreen(Screen[None]):
    """The documents of a desk. What is known of them comes in while the list is used."""

    scope: Scope = "documents"
    BINDINGS = bindings("documents")
    DEFAULT_CSS = """
    DocumentsScreen {
        background: $background;
        & #find-line { height: 1; margin: 1 0 1 1; }
        & #find-sign { width: 3; color: $quiet; }
        & #find { background: $background; color: $foreground; width: 1fr; }
        & #find:focus { background: $panel; }
        & #documents { height: 1fr; }
        & #nothing { color: $quiet; padding: 0 3; height: 1fr; }
        & #about {
            height: 1; color: $quiet; padding: 0 1; margin: 1 0 0 0;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
    }
    DocumentsScreen.-low {
        & #find-line { margin: 0 0 0 1; }
        & #about { margin: 0; }
    }
    """
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]

    app: AkaApp

    def __init__(self, desk: Desk, notices: Iterable[str] = ()) -> None:
        super().__init__()
        self.actions = of_scope("documents")
        self.order: Order = "list"
        self.field = FindField()
        self._desk = desk
        self._notices = tuple(notices)
        self._called = ""
        self._entries: dict[str, Entry] = {}
        self._items: dict[str, Item] = {}  # of the library, by SHA-256
        self._glances: Glances | None = None
        self._outer: list[
            tuple[Several | None, dict[str, Entry]]
        ] = []  # the lists that this one was chosen from
        self._choices = desk.choices
        self._stale = False
        self._next_update = 0.0

    def compose(self) -> ComposeResult:
        """Title, filter, columns, rows, a line on the one under the cursor, status."""
        yield Heading()
        with Horizontal(id="find-line"):
            yield Static("⌕", id="find-sign")
            yield self.field
        yield Heads(markup=False)
        yield Static("", id="nothing", markup=False)
        yield DocumentList()
        yield Static("", id="about", markup=False)
        yield StatusLine(self.actions)

    def on_mount(self) -> None:
        """Show what there is; what is known of it comes."""
        self.set_focus(self.table)
        self._show_choices(self._choices)
        self._timer = self.set_interval(SECONDS_BETWEEN_LOOKS, self._take)
        self.say(" ".join((*self._notices, *self._desk.store.notices)))
        self._desk.store.notices.clear()
        self.call_after_refresh(gc.enable)  # which a start goes without

    def on_unmount(self) -> None:
        """End looking."""
        if self._glances is not None:
            self._glances.close()

    @on(events.ScreenSuspend)
    def _suspended(self) -> None:
        self._timer.pause()

    @on(events.ScreenResume)
    def _resumed(self) -> None:
        """What lies open has changed; the cursor is on the document that was read before the last one, or else on that
        among all."""
        self._timer.resume()
        self._rebuild()
        lying = self._desk.open
        if not self.field.value and lying:
            self.table.put_cursor(2 if len(lying) > 1 else self._place_below(lying[0].source))
            self._show_about()
        self.run_worker(self._ask_library(), group="library", exclusive=True)

    # The parts

    @property
    def table(self) -> DocumentList:
        """The rows."""
        return self.query_one(DocumentList)

    @property
    def status(self) -> StatusLine:
        """The line at the bottom."""
        return self.query_one(StatusLine)

    def say(self, notice: str) -> None:
        """Say something until the next move."""
        if notice:
            self.status.set_notice(notice)

    # What there is

    def _show_choices(self, several: Several | None, known: dict[str, Entry] | None = None) -> None:
        """Show the texts of a folder, an archive or a feed, with what is ``known`` of them, or else the library."""
        self._choices = several
        if self._glances is not None:
            self._glances.close()
            self._glances = None
        if several is None:
            self._called, self._entries = LIBRARY, {}
        else:
            self._called = one_line(several.name)
            self._entries = known or {entry.source: entry for entry in map(_entry, several.choices)}
            files = [
                source
                for source, entry in self._entries.items()
                if not (is_address(source) or entry.sha256 or entry.trouble)
            ]
            self._glances = Glances(files) if files else None
        self._rebuild()
        self.run_worker(self._ask_library(), group="library", exclusive=True)

    async def _ask_library(self) -> None:
        items = await self._desk.librarian.documents()
        self.say(self._desk.librarian.notice)
        self._items = {item.sha256: item for item in items}
        if self._choices is None:
            self._entries = {item.source: _of_item(item) for item in items}
        read = self._desk.store.read()
        self._entries = {source: self._known(entry, read) for source, entry in self._entries.items()}
        self._rebuild()

    def _take(self) -> None:
        """Take in what was found out since the last time."""
        if self._glances is None:
            return
        self._glances.first(sources_in(self.table.rows, self.table.on_screen))
        found = self._glances.fetch()
        if found:
            read = self._desk.store.read()
            for source, facts in found.items():
                if facts.text:
                    self._entries[source] = self._known(_with_facts(self._entries[source], facts), read)
                else:
                    del self._entries[source]
            self._stale = True
        if self._stale and time.monotonic() >= self._next_update:
            began = time.monotonic()
            self._rebuild()
            self._next_update = time.monotonic() + (time.monotonic() - began) / SHARE_FOR_UPDATES

    def _known(self, entry: Entry, read: dict[str, Read]) -> Entry:
        """An entry with what the library and the store know of its text."""
        item = self._items.get(entry.sha256)
        if item is not None:
            entry = entry._replace(entities=item.entities, mentions=item.mentions, tags=item.tags)
        if entry.length and entry.sha256 in read:
            entry = entry._replace(progress=min(1.0, read[entry.sha256].offset / entry.length))
        return entry

    def _opened(self) -> list[Entry]:
        """What lies open, as it is now."""
        return [self._of_lying(lying) for lying in self._desk.open]

    def _of_lying(self, lying: Lying) -> Entry:
        session, document = lying.reader.session, lying.reader.session.document
        entry = self._entries.get(lying.source) or Entry(lying.source, as_text(lying.source))
        if not session.finding:
            entry = entry._replace(entities=len(session.index.entities), mentions=len(session.index.mentions))
        return entry._replace(
            title=document.title,
            author=document.author,
            date=document.date,
            sha256=document.sha256,
            words=entry.words or len(document.text.split()),
            progress=lying.reader.progress,
            trouble="",
        )

    # How it is shown

    def _rebuild(self) -> None:
        """Show the rows; the cursor stays on its document."""
        self._stale = False
        rows = self.table
        current, below = rows.current, self._is_below(rows.cursor)
        opened = self._opened()
        for entry in opened:
            if entry.source in self._entries:
                self._entries[entry.source] = entry
        found = rows_of(opened, self._entries.values(), order=self.order, query=self.field.value)
        shown = columns(
            self.app.size.width,
            dates=any(entry.date for entry in self._entries.values()),
            tags=any(entry.tags for entry in self._entries.values()),
        )
        rows.show(found, shown)
        if current is not None:
            at = row_of(found, current.source, after=len(opened) + 1 if below and opened else 0)
            if at is None:
                at = row_of(found, current.source)
            if at is not None and at != rows.cursor:
                rows.put_cursor(at)
        self.query_one(Heads).show(shown, self.order)
        nothing = self.query_one("#nothing", Static)
        nothing.display, rows.display = not found, bool(found)
        nothing.update(self._nothing())
        self._show_title()
        self._show_about()

    def _nothing(self) -> str:
        if self.field.value.strip():
            return f"No document fits “{one_line(self.field.value)}”. Esc clears the filter."
        if self._choices is None:
            return "The library is empty: what you read is kept in it."
        return "There is no text here to read."

    def _is_below(self, row: int) -> bool:
        """Whether a row is in the second part of the list."""
        return any(isinstance(one, HeadingRow) for one in self.table.rows[1 : row + 1])

    def _show_title(self) -> None:
        count = len(self._entries)
        left = self._glances.left if self._glances is not None else 0
        work = f"{1 - left / count:.0%} looked into" if left and count else ""
        self.query_one(Heading).show(f"{self._called} · {count:,} text{'' if count == 1 else 's'}", work)

    def _show_about(self) -> None:
        """Say all of the document under the cursor that has no room in its row, and where it stands in the list."""
        entry = self.table.current
        about = ""
        if entry is not None:
            facts = [entry.author, entry.date[:10], as_text(entry.source), ", ".join(entry.tags)]
            about = entry.trouble or " · ".join(one_line(fact) for fact in facts if fact)
        self.query_one("#about", Static).update(
            Content.assemble((about, "$warning" if entry and entry.trouble else ""))
        )
        chosen = [row for row in self.table.rows if isinstance(row, EntryRow)]
        place = sum(isinstance(row, EntryRow) for row in self.table.rows[: self.table.cursor + 1])
        by = f" · by {'names' if self.order == 'count' else self.order}" if self.order != "list" else ""
        self.status.set_trail(f"{place:,}/{len(chosen):,}{by}" if chosen else "")

    # Keys

    async def action_perform(self, action: str) -> None:
        """Do an action of the registry."""
        self._show_about()  # what was said before is read by now
        doing = BY_ID[action].do(self, None)
        if doing is not None:
            await doing

    def sort_next(self) -> None:
        """Sort by the next order."""
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self._rebuild()
        self.table.put_cursor(self.table.cursor)

    def other_part(self) -> None:
        """Go from what is open to the last of it among all, and back."""
        if self._desk.open and not self.field.value:
            below = self._is_below(self.table.cursor)
            self.table.put_cursor(1 if below else self._place_below(self._desk.open[0].source))
            self._show_about()

    def _place_below(self, source: str) -> int:
        """The row of a document among all; where it is not there, the first of these."""
        heading = len(self._desk.open) + 1
        return row_of(self.table.rows, source, after=heading) or min(heading + 1, self.table.row_count - 1)

    async def back(self) -> None:
        """Clear the filter; else go to the list that this one was chosen from; else to the text."""
        if self.field.value or self.focused is self.field:
            self.field.value = ""
            self.set_focus(self.table)
        elif self._outer:
            self._show_choices(*self._outer.pop())
        elif self._desk.open:
            await self.app.show(self._desk.open[0].reader)
        else:
            self.say("Nothing is open yet: Enter reads a text, q quits.")

    async def open(self) -> None:
        """Open the document under the cursor. The next key is for it, unless that takes long."""
        entry = self.table.current
        if entry is None:
            return
        self.say(f"Opening {entry.heading} …")
        opening = self.run_worker(self._open(entry), group="open", exclusive=True, exit_on_error=True)
        await asyncio.wait([asyncio.ensure_future(opening.wait())], timeout=UNNOTICED)

    async def _open(self, entry: Entry) -> None:
        try:
            reader = await self._desk.fetch(entry.source, entry.sha256)
        except Several as inner:
            self._outer.append((self._choices, self._entries))
            self._show_choices(inner)
        except AkaError as error:
            if entry.source in self._entries:
                self._entries[entry.source] = entry._replace(trouble=str(error))
            self._rebuild()
            self.say(str(error))
        else:
            self._show_about()
            await self.app.show(reader)

    # What the parts say

    @on(DocumentList.Moved)
    def _moved(self) -> None:
        self._show_about()

    @on(DocumentList.Entered)
    def _entered(self) -> None:
        self.app.call_later(self.open)  # where keys are done, one after the other

    @on(StatusLine.Hinted)
    def _hint_clicked(self, event: StatusLine.Hinted) -> None:
        self.app.call_later(self.action_perform, event.action.id)

    @on(Input.Changed)
    def _filtered(self, event: Input.Changed) -> None:
        event.stop()
        self.table.cursor = 0
        self._rebuild()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Prepare the filter before its first letter is typed."""
        if event.widget is self.field:
            entries = list(self._entries.values())
            self.run_worker(asyncio.to_thread(lambda: [keys_of(entry) for entry in entries]), group="keys")

    def on_resize(self) -> None:
        """Another width has other columns."""
        self._rebuild()

    def save_place(self) -> None:
        """There is nothing to keep here that is not kept."""


def _entry(choice: Choice) -> Entry:
    """What is known of a text from the start."""
    if is_address(choice.source):
        return Entry(choice.source, choice.source, choice.title, choice.author, choice.date)
    return Entry(choice.source, choice.title or as_text(choice.source))


def _of_item(item: Item) -> Entry:
    return Entry(
        source=item.source,
        name=item.source,
        title=item.title,
        author=item.author,
        date=item.date,
        sha256=item.sha256,
        words=item.words,
        progress=item.progress if item.read else None,
        entities=item.entities,
        mentions=item.mentions,
        tags=item.tags,
    )


def _with_facts(entry: Entry, facts: Facts) -> Entry:
    return entry._replace(
        title=facts.title or entry.title,
        author=facts.author or entry.author,
        date=facts.date or entry.date,
        sha256=facts.sha256,
        words=facts.words,
        length=facts.length,
        entities=facts.entities,
        mentions=facts.mentions,
        trouble=facts.trouble,
    )
