"""The reader: the article, the map, the sidebar, and what happens between them."""

from __future__ import annotations

import asyncio
import gc
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, cast

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen

from annotate import config, seed
from annotate.annotation import Annotation, Block
from annotate.column import COLUMN
from annotate.errors import AkaError
from annotate.evidence import explain
from annotate.query import reading_minutes
from annotate.sources.blocks import segment
from annotate.store import Store
from tui.action import Scope
from tui.actions import BY_ID, bindings, load, of_scope
from tui.arriving import Arriving
from tui.article.map import Map
from tui.article.panel import Article
from tui.bars import StatusLine, TitleLine
from tui.correcting.corrector import Corrector
from tui.first_screen import WIDE
from tui.keeper import Keeper
from tui.keys import Keys
from tui.places import Places
from tui.repaint import Repainter
from tui.searching import Searching
from tui.session import Session
from tui.sidebar import Sidebar
from tui.sidebar.panel import EntityList
from tui.stream import Stream
from tui.trail import Extent, Extents, Step, Trail
from tui.watching import watch

if TYPE_CHECKING:
    from tui.app import AkaApp
    from tui.choice import ChoiceBar
    from tui.concordance import Place
    from tui.documents.librarian import Librarian

SECONDS_BETWEEN_SAVES = 2.0
SECONDS_BETWEEN_SHELVINGS = 5.0  # each is a process
SECONDS_BETWEEN_LOOKS = 1.0  # at what other windows have corrected


class ReaderScreen(Screen[None]):
    """One document, read by who and what it names.

    It shows what the ``session`` says. Who gets the ``keys``, ``searching``, ``correcting``, the ``places`` that are
    kept and the names that come in are rooms of their own. The ``blocks`` may be those of the part that is shown first:
    with ``partly`` the others are found when that stands on the screen.
    """

    scope: Scope = "reader"
    BINDINGS = bindings("reader")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]

    DEFAULT_CSS = """
    ReaderScreen {
        layers: base overlay;
        background: $background;
        & #panels { height: 1fr; }
        & Article { width: 1fr; }
        & Sidebar { width: 34%; min-width: 32; max-width: 46; padding: 1 0 0 1; }
        &.-narrow Sidebar {
            display: none; layer: overlay; dock: right;
            width: 100%; min-width: 1; max-width: 44; height: 1fr; padding: 0; border-left: solid $rule;
        }
        &.-narrow.-names Sidebar { display: block; }
        &.-narrow #filter-line { margin: 0; }
        &.-asking StatusLine { display: none; }
    }
    """

    @dataclass
    class Divided(Message):
        """All the blocks of a text of which only a part's were known."""

        blocks: tuple[Block, ...]

    def __init__(
        self,
        session: Session,
        blocks: tuple[Block, ...],
        store: Store,
        *,
        partly: bool = False,
        stream: Stream | None = None,
        books: tuple[Path, ...] = (),
        notices: tuple[str, ...] = (),
    ) -> None:
        super().__init__()
        self._compositor = Repainter()
        self.session, self.blocks, self.books = session, blocks, books
        self.divided = asyncio.Event()  # whether these are all the blocks
        if not partly:
            self.divided.set()
        self.actions = of_scope("reader")
        self.store = store
        self.places = Places(session.document, store)
        self.keys = Keys(self)
        self.searching = Searching(self)
        self.correcting = Corrector(self, Keeper(session.document, store.path))
        self._arriving = Arriving(self, stream) if stream is not None else None
        self._paragraphs: Trail | None = None
        self._notices = (*notices, *store.notices, *self.correcting.open())
        store.notices.clear()
        self._shelved: Annotation | None = None  # as it was put into the library

    def compose(self) -> ComposeResult:
        """Title, article with its map, sidebar, status."""
        # Textual sets the classes of the breakpoints after the first frame, which would show the sidebar for a moment.
        self.add_class("-narrow" if self.app.size.width < WIDE else "-wide")
        document = self.session.document
        yield TitleLine(document.title, reading_minutes(document.text))
        with Horizontal(id="panels"):
            article = Article(document.text, self.blocks, column=config.load().get("width", COLUMN))
            yield article
            yield Map(article)
            yield Sidebar()
        yield StatusLine(self.actions)

    def on_mount(self) -> None:
        """Start where the reader stopped the last time; names follow when they come."""
        self.set_focus(self.article)
        # Watched, and not told of in a message: that would come after the paint, and have a frame of its own.
        for what in ("scroll_y", "changes"):
            self.watch(self.article, what, self._show_progress, init=False)
        self.article.go_to(self.places.offset, where="top")
        self.show_names()
        if self._arriving is not None:
            self._arriving.start()
        else:
            self.watch_lists()
        self._looking = (
            self.set_interval(SECONDS_BETWEEN_LOOKS, self._look),
            self.set_interval(SECONDS_BETWEEN_SAVES, self.save_place),
            self.set_interval(SECONDS_BETWEEN_SHELVINGS, self._shelve),
        )
        self.say(" ".join(self._notices))
        self.call_after_refresh(self.run_worker, self._complete, group="start")

    async def _complete(self) -> None:
        """All stands on the screen: get ready what no first screen needs."""
        await self.keys.prepare()
        Thread(target=self._load, daemon=True).start()  # which no end waits for

    def _load(self) -> None:
        load()
        if not self.divided.is_set():
            self.post_message(self.Divided(segment(self.session.document.text)))
        if not gc.isenabled():
            # What the start made is not looked through for garbage while somebody reads either.
            gc.freeze()
            gc.enable()

    def on_reader_screen_divided(self, event: Divided) -> None:
        """All blocks of the text are known."""
        self.blocks = event.blocks
        self.article.set_blocks(self.blocks)
        self.divided.set()

    def on_unmount(self) -> None:
        """Stop the worker, and close the journal."""
        self.stop_finding()
        self.correcting.close()

    def leave(self) -> None:
        """Another document, or the list, is to be shown: keep the place, and what was corrected."""
        self.save_place()
        self._shelve()
        for timer in self._looking:
            timer.pause()
        if not self.session.finding:
            self.stop_finding()

    @on(events.ScreenResume)
    def _resumed(self) -> None:
        for timer in self._looking:
            timer.resume()

    @property
    def is_finding(self) -> bool:
        """Whether a worker looks for the names."""
        return self.session.finding and self._arriving is not None

    def find_names(self, stream: Stream) -> None:
        """Have the names that are not found yet come from a stream, which begins anew."""
        self.session.begin_again()
        self._arriving = Arriving(self, stream)
        self._arriving.start()

    def stop_finding(self) -> None:
        """End the worker, whether or not it has found all."""
        arriving, self._arriving = self._arriving, None
        if arriving is not None:
            arriving.close()

    async def paragraphs(self) -> Trail:
        """All the blocks of the text, to walk along."""
        await self.divided.wait()
        if self._paragraphs is None:
            self._paragraphs = Trail("mentions", "", Extents(self.blocks))
        return self._paragraphs

    # The parts

    @cached_property
    def article(self) -> Article:
        """The panel with the text."""
        return self.query_one(Article)

    @cached_property
    def sidebar(self) -> Sidebar:
        """The panel with the names."""
        return self.query_one(Sidebar)

    @cached_property
    def status(self) -> StatusLine:
        """The line at the bottom."""
        return self.query_one(StatusLine)

    @property
    def in_sidebar(self) -> bool:
        """Whether the list of names has the focus (``has_focus`` would lag behind keys that are typed ahead)."""
        return self.focused is self.sidebar.list

    @property
    def in_names(self) -> bool:
        """Whether the list of names or its filter has the focus."""
        return self.focused in (self.sidebar.list, self.sidebar.filter)

    def open_sidebar(self) -> Sidebar:
        """Bring the sidebar on the screen, where it is hidden."""
        self.add_class("-names")
        return self.sidebar

    def focus_article(self) -> None:
        """Go to the article; a sidebar that covers it goes away."""
        self.remove_class("-names")
        self.set_focus(self.article)

    @property
    def progress(self) -> float:
        """How far the text is read, from 0 to 1; 0 before it stands on the screen."""
        return self.article.progress if self.is_mounted else 0.0

    # Showing the session

    def say(self, notice: str | None) -> None:
        """Say something in the status line, until the next move."""
        if notice:
            self.status.set_notice(notice)

    def show_names(self) -> None:
        """Show the names as the session knows them now."""
        session = self.session
        self.sidebar.show(
            session.index,
            session.selected,
            marked=session.marks.of(session.index),
            finding=session.finding,
            complaint=session.complaint,
        )
        self.article.set_mentions(session.shown, session.longest)
        self.article.set_marked(session.marked())
        self.show_selection()
        self.show_work()

    def show_marks(self) -> None:
        """Show what is marked now."""
        self.sidebar.show_marks(self.session.marks.of(self.session.index))
        self.article.set_marked(self.session.marked())
        self.status.set_marks(len(self.session.marks))

    def watch_lists(self) -> None:
        """Look the names up in the watch lists; all of them are there."""
        self.run_worker(watch(self), group="lists")

    def show_work(self) -> None:
        """Show how far the finding of names is."""
        finding, progress = self.session.finding, self.session.progress
        self.query_one(TitleLine).set_work(f"names {progress:.0%}" if finding else "")

    def _show_progress(self) -> None:
        if self.article.size:
            self.query_one(TitleLine).set_progress(self.article.progress)

    def show_selection(self) -> None:
        """Show the current mention, and the selected entity under all its aliases."""
        session = self.session
        if self.sidebar.selected != session.selected:
            self.sidebar.select(session.selected)
        self.article.set_current(session.current)
        self.article.light(session.lit(), session.longest)
        self.show_trail()

    def show_trail(self) -> None:
        """Show where the trail leads, and the place on it."""
        session = self.session
        self.article.set_hits(session.hits())
        self.status.set_trail(session.where())

    def _look(self) -> None:
        self.run_worker(self.correcting.look(), group="journal")

    # Moving

    def go_to(self, offset: int) -> None:
        """Jump to an offset of the text; '' comes back from there."""
        self.remember_jump()
        self.article.go_to(offset, where="top")

    def jump(self, span: Extent) -> None:
        """Make a span the current one and bring it on the screen."""
        self.session.stand_on(span)
        self._show_span(span)

    def walk(self, trail: Trail, steps: int) -> Step | None:
        """Go along a trail, and say so when that led past an end of the text; None where there is nowhere to go."""
        step = self.session.walk(trail, steps, visible=(self.article.top_offset, self.article.bottom_offset))
        if step is None:
            finding = self.session.finding
            self.say(
                "The names are still being found." if finding else "There is no name in this text to go to."
            )
            return None
        self._show_span(trail.spans[step.place])
        if step.wrapped:
            way = "end, on from the beginning" if steps > 0 else "beginning, on from the end"
            self.say(f"Past the {way} · {step.place + 1}/{len(trail)}")
        return step

    def _show_span(self, span: Extent) -> None:
        visible = self.article.top_offset <= span[0] < self.article.bottom_offset
        if not visible:
            self.remember_jump()
        self.article.go_to(span[0], where="visible" if visible else "center")
        self.show_selection()

    def remember_jump(self) -> None:
        """Let '' come back to here."""
        self.places.mark("'", self.article.top_offset)

    def save_place(self) -> None:
        """Keep the reading position and the marks."""
        self.say(self.places.save(self.article.top_offset))

    async def shelve(self) -> None:
        """Put what was read into the library, as it is now; not the sample, which nobody chose to read."""
        session = self.session
        annotation = session.history.annotation
        if session.finding or session.complaint or annotation is self._shelved:
            return
        self._shelved = annotation
        if session.document.source != seed.NAME:
            await self.librarian.keep(annotation)

    def _shelve(self) -> None:
        self.run_worker(self.shelve(), group="shelf")

    @property
    def librarian(self) -> Librarian:
        """Who asks the library."""
        return cast("AkaApp", self.app).desk.librarian

    def keep_current_visible(self) -> None:
        """Scroll to the current mention where something has opened over it."""
        if self.session.current is not None and not self.in_names:
            self.article.go_to(self.session.current[0], where="visible")

    # Keys

    async def take_key(self, event: events.Key) -> bool:
        """Take a key that no widget took, once all is done that was typed before; whether no binding gets it."""
        await self.correcting.settled()
        return await self.keys.take(event)

    async def action_perform(self, action: str) -> None:
        """Do an action of the registry, with the number that was typed before."""
        await self.keys.prepared.wait()
        count = self.keys.count()
        self.status.set_trail(self.session.where())  # what was said before is read by now
        doing = BY_ID[action].do(self, count)
        if doing is not None:
            await doing

    @on(StatusLine.Hinted)
    def _hint_clicked(self, event: StatusLine.Hinted) -> None:
        self.app.call_later(self.action_perform, event.action.id)  # where keys are done, one after the other

    def on_choice_bar_clicked(self, event: ChoiceBar.Clicked) -> None:
        """A click on a key of the bar of choices is as good as the key."""
        self.app.call_later(self.keys.bar.take, event.key, event.key)

    # What the panels say

    @on(EntityList.Chosen)
    def _entity_chosen(self, event: EntityList.Chosen) -> None:
        self.session.selected = event.entity
        self.show_selection()
        if event.alias is not None:
            self.say(self._why_alias(event.alias))

    def _why_alias(self, name: str) -> str:
        """The reason for an alias in full, which has no room beside it."""
        entity = self.session.entity
        alias = next((alias for alias in entity.aliases if alias.name == name), None) if entity else None
        return f"{name}: {explain(alias.evidence, entity.name)}" if alias and entity else ""

    @on(EntityList.Entered)
    def _entity_entered(self, event: EntityList.Entered) -> None:
        if self.session.follow(event.entity, event.alias, rejected=self.sidebar.shows_rejected):
            self._begin_trail()

    def _begin_trail(self) -> None:
        """Go to the article and onto the trail, where the reader does not stand on it."""
        self.focus_article()
        if self.session.trail.place_of(self.session.span) is None:
            self.walk(self.session.trail, 1)
        else:
            self.show_selection()

    @on(Article.Clicked)
    def _clicked(self, event: Article.Clicked) -> None:
        mention = self.session.mention_at(event.offset)
        if mention is not None:
            self.jump((mention.start, mention.end))

    @on(Article.SelectedText)
    def _text_selected(self, event: Article.SelectedText) -> None:
        count = event.end - event.start
        self.say(
            f"{count} character{'' if count == 1 else 's'} selected: v adds them as a name, c copies them."
        )

    @on(Map.Jumped)
    def _map_clicked(self, event: Map.Jumped) -> None:
        self.remember_jump()
        self.article.go_to(event.offset, where="center")

    def company_closed(self, trail: Trail | None) -> None:
        """Walk along the paragraphs that two entities share."""
        if trail is not None:
            self.session.follow_shared(trail)
            self._begin_trail()

    def go_to_span(self, span: Extent | None) -> None:
        """Go to the span that was chosen in a list."""
        if span is not None:
            self.focus_article()
            self.jump(span)

    async def go_to_place(self, place: Place | None) -> None:
        """Go to the place that was chosen in the concordance, in this document or in another."""
        if place is None or place.sha256 == self.session.document.sha256:
            self.go_to_span(place and place.span)
            return
        try:
            await cast("AkaApp", self.app).read_at(place)
        except AkaError as error:
            self.say(str(error))
