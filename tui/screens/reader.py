"""The reader: the article, the map, the sidebar, and what happens between them."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input

from annotate.evidence import explain
from annotate.query import reading_minutes, search
from annotate.recognize.protocol import Reply
from annotate.sources.blocks import Block
from annotate.store import Store
from tui.actions import ACTIONS, BY_ID, bindings
from tui.article import Article, Map
from tui.bars import StatusLine, TitleLine
from tui.prompt import Prompt
from tui.session import Extent, News, Session
from tui.sidebar import Sidebar
from tui.sidebar.panel import EntityList
from tui.stream import Stream
from tui.trail import Trail

UPDATES_PER_SECOND = 30
# Showing what the worker found may take at most this share of the time, however much it is.
SHARE_FOR_UPDATES = 0.1
SECONDS_BETWEEN_SAVES = 2.0
# In texts up to this many characters the hits of a search show while it is typed, in longer ones after Enter.
SEARCH_WHILE_TYPED = 200_000
# A longer text is searched in the background.
SEARCH_AT_ONCE = 1_000_000
LONGEST_COUNT = 6


class ReaderScreen(Screen[None]):
    """One document, read by who and what it names."""

    BINDINGS = bindings("reader")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-wide")]

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

    def __init__(
        self,
        session: Session,
        blocks: tuple[Block, ...],
        store: Store,
        *,
        stream: Stream | None = None,
        books: tuple[Path, ...] = (),
        notices: tuple[str, ...] = (),
    ) -> None:
        super().__init__()
        self.session, self.blocks, self.books = session, blocks, books
        self.paragraphs = Trail("mentions", "", ((block.start, block.end) for block in blocks))
        self.actions = ACTIONS
        self._store, self._stream, self._notices = store, stream, notices
        self._place = self._saved = store.place(session.document.sha256)
        self._typed = ""  # the digits before a command
        self._waiting: Callable[[str], None] | None = None  # what the next letter is for
        self._replies: list[Reply] = []
        self._next_update = 0.0
        self._top_before_search = 0

    def compose(self) -> ComposeResult:
        """Title, article with its map, sidebar, status."""
        document = self.session.document
        yield TitleLine(document.title, reading_minutes(document.text))
        with Horizontal(id="panels"):
            article = Article(document.text, self.blocks)
            yield article
            yield Map(article)
            yield Sidebar()
        yield StatusLine(ACTIONS)
        yield Prompt(self._search_entered)

    def on_mount(self) -> None:
        """Start where the reader stopped the last time; names follow when they come."""
        self.set_focus(self.article)
        self.article.go_to(self._place.offset, where="top")
        self.show_names()
        if self._stream is not None:
            self._timer = self.set_interval(1 / UPDATES_PER_SECOND, self._take_replies)
        self.set_interval(SECONDS_BETWEEN_SAVES, self.save_place)
        self.say(" ".join([*self._notices, *self._store.notices]))
        self._store.notices.clear()

    def on_unmount(self) -> None:
        """Stop the worker."""
        if self._stream is not None:
            self._stream.close()

    # The parts

    @property
    def article(self) -> Article:
        """The panel with the text."""
        return self.query_one(Article)

    @property
    def sidebar(self) -> Sidebar:
        """The panel with the names."""
        return self.query_one(Sidebar)

    @property
    def status(self) -> StatusLine:
        """The line at the bottom."""
        return self.query_one(StatusLine)

    @property
    def prompt(self) -> Prompt:
        """The line for a search."""
        return self.query_one(Prompt)

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

    # Showing the session

    def say(self, notice: str | None) -> None:
        """Say something in the status line, until the next move."""
        if notice:
            self.status.set_notice(notice)

    def show_names(self) -> None:
        """Show the names as the session knows them now."""
        session = self.session
        self.sidebar.show(
            session.index, session.selected, finding=session.finding, complaint=session.complaint
        )
        self.article.set_mentions(session.mentions)
        self.show_selection()
        self._show_work()

    def _show_work(self) -> None:
        finding, progress = self.session.finding, self.session.progress
        self.query_one(TitleLine).set_work(f"names {progress:.0%}" if finding else "")

    def show_selection(self) -> None:
        """Show the current mention, and the selected entity under all its aliases."""
        session = self.session
        if self.sidebar.selected != session.selected:
            self.sidebar.select(session.selected)
        self.article.set_current(session.span)
        self.article.light(session.lit())
        self.show_trail()

    def show_trail(self) -> None:
        """Show where the trail leads, and the place on it."""
        session = self.session
        self.article.set_hits(session.hits())
        self.status.set_trail(session.where())

    def _take_replies(self) -> None:
        assert self._stream is not None
        self._replies += self._stream.fetch()
        if not self._replies or time.monotonic() < self._next_update:
            return
        began = time.monotonic()
        said = self.status.notice
        news = self.session.take(self._replies)
        self._replies = []
        if news is News.ENTITIES:
            self.show_names()
        elif news is News.MENTIONS:
            self.article.set_mentions(self.session.mentions)
            self.show_trail()
        self._show_work()
        self.say(said)  # the machine's news are no move of the reader, who may not have read it yet
        if not self.session.finding:
            self._timer.stop()
            self.say(self.session.complaint or self.session.notice)
        ended = time.monotonic()
        self._next_update = ended + (ended - began) / SHARE_FOR_UPDATES

    # Moving

    def go_to(self, offset: int) -> None:
        """Jump to an offset of the text; '' comes back from there."""
        self._remember_jump()
        self.article.go_to(offset, where="top")

    def jump(self, span: Extent) -> None:
        """Make a span the current one and bring it on the screen."""
        self.session.stand_on(span)
        self._show_span(span)

    def walk(self, trail: Trail, steps: int) -> None:
        """Go along a trail, and say so when that led past an end of the text."""
        step = self.session.walk(trail, steps, visible=(self.article.top_offset, self.article.bottom_offset))
        if step is None:
            finding = self.session.finding
            self.say(
                "The names are still being found." if finding else "There is no name in this text to go to."
            )
            return
        self._show_span(trail.spans[step.place])
        if step.wrapped:
            way = "end, on from the beginning" if steps > 0 else "beginning, on from the end"
            self.say(f"Past the {way} · {step.place + 1}/{len(trail)}")

    def _show_span(self, span: Extent) -> None:
        visible = self.article.top_offset <= span[0] < self.article.bottom_offset
        if not visible:
            self._remember_jump()
        self.article.go_to(span[0], where="visible" if visible else "center")
        self.show_selection()

    def _remember_jump(self) -> None:
        self._place = self._place.marked("'", self.article.top_offset)

    # What is remembered for the next time

    @property
    def marks(self) -> Mapping[str, int]:
        """The marks: a letter, and the offset of the line that was at the top of the screen."""
        return self._place.marks

    def set_mark(self, letter: str) -> None:
        """Mark the line at the top of the screen."""
        self._place = self._place.marked(letter, self.article.top_offset)
        self.save_place()

    def save_place(self) -> None:
        """Keep the reading position and the marks; where that cannot be done now, it is tried again."""
        self._place = self._place.at(self.article.top_offset)
        if self._place != self._saved and self._store.remember(self.session.document, self._place):
            self._saved = self._place
        if self._store.notices:
            self.say(self._store.notices.pop())

    # Keys

    def take_key(self, event: events.Key) -> bool:
        """Take a digit before a command, or the letter after one that asks for it; bindings get the other keys."""
        character = event.character or ""
        if self._waiting is not None:
            take, self._waiting = self._waiting, None
            self.status.set_count("")
            if character.isprintable() and character:
                take(character)
            return True
        if character.isascii() and character.isdecimal():
            self._typed = str(int(self._typed + character))[:LONGEST_COUNT]
            self.status.set_count(self._typed)
            return True
        if event.key == "escape" and self._typed:
            self._typed = ""
            self.status.set_count("")
            return True
        return False

    def wait_for_letter(self, shown: str, take: Callable[[str], None]) -> None:
        """Give the next letter typed to ``take``; show that it is waited for."""
        self._waiting = take
        self.status.set_count(shown)

    def action_perform(self, action: str) -> None:
        """Do an action of the registry, with the number that was typed before."""
        count = int(self._typed) if self._typed else None
        self._typed = ""
        self.status.set_count("")
        self.status.set_trail(self.session.where())  # what was said before is read by now
        BY_ID[action].do(self, count)

    @on(StatusLine.Hinted)
    def _hint_clicked(self, event: StatusLine.Hinted) -> None:
        self.action_perform(event.action.id)

    # Searching

    def ask_search(self, *, backward: bool) -> None:
        """Ask what to search for."""
        self._top_before_search = self.article.top_offset
        self.add_class("-asking")
        self.prompt.open(backward=backward)

    @on(Input.Changed, "#search")
    def _search_typed(self, event: Input.Changed) -> None:
        text = self.session.document.text
        if not self.prompt.is_open or len(text) > SEARCH_WHILE_TYPED:
            return
        trail = Trail("search", "", search(text, event.value))
        self.prompt.tell(len(trail) if event.value.strip() else None)
        self.article.set_hits(trail.spans)
        step = trail.walk(-1 if self.prompt.backward else 1, after=None, top=self._top_before_search)
        if step is not None:
            self.article.go_to(trail.spans[step.place][0], where="visible")

    def _search_entered(self, query: str) -> None:
        self.search_cancelled()
        text, backward = self.session.document.text, self.prompt.backward
        if len(text) <= SEARCH_AT_ONCE:
            self._searched(query, search(text, query), backward)
        else:
            self.say("Searching …")
            self._search(text, query, backward)

    @work(thread=True, exclusive=True, group="search")
    def _search(self, text: str, query: str, backward: bool) -> None:
        self.app.call_from_thread(self._searched, query, search(text, query), backward)

    def _searched(self, query: str, hits: tuple[Extent, ...], backward: bool) -> None:
        if self.session.follow_search(query, hits, backward=backward):
            self.walk(self.session.trail, self.session.direction)
        elif query.strip():
            self.say(f"“{query}” is not in this text.")

    def search_cancelled(self) -> None:
        """Go back to where the search was asked for."""
        self.prompt.close()
        self.remove_class("-asking")
        self.set_focus(self.article)
        self.article.go_to(self._top_before_search, where="top")
        self.show_trail()

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
        if self.session.follow(event.entity, event.alias):
            self.focus_article()
            if self.session.trail.place_of(self.session.span) is None:
                self.walk(self.session.trail, 1)
            else:
                self.show_selection()

    @on(Article.Scrolled)
    def _show_progress(self) -> None:
        self.query_one(TitleLine).set_progress(self.article.progress)

    def on_resize(self) -> None:
        """Another size shows another part of the text."""
        self.call_after_refresh(self._show_progress)

    @on(Article.Clicked)
    def _clicked(self, event: Article.Clicked) -> None:
        mention = self.session.mention_at(event.offset)
        if mention is not None:
            self.jump((mention.start, mention.end))

    @on(Article.SelectedText)
    def _text_selected(self, event: Article.SelectedText) -> None:
        count = event.end - event.start
        self.say(f"{count} character{'' if count == 1 else 's'} selected: c copies them.")

    @on(Map.Jumped)
    def _map_clicked(self, event: Map.Jumped) -> None:
        self._remember_jump()
        self.article.go_to(event.offset, where="center")

    def concordance_closed(self, span: Extent | None) -> None:
        """Go to the span that was chosen in the concordance."""
        if span is not None:
            self.focus_article()
            self.jump(span)
