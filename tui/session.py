"""What the reader is doing with a document, without a widget: the names so far, the trail, what is selected.

The screen tells it what the person at the keyboard did and what the worker said, and shows what it then says.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from enum import IntEnum

from annotate.annotation import Annotation, Document, Entity, Mention, Pipeline
from annotate.edits import History
from annotate.growing import Growing
from annotate.labels import GROUPS, GROUPS_OF_NAMES, NUMBERS, any_of
from annotate.query import Index
from annotate.recognize.protocol import Failed, Found, Progress, Ready, Reply, Result
from annotate.recognize.spans import Span
from annotate.store import Entry
from tui.marks import Marks, mentions_of
from tui.record import Change, Record
from tui.trail import Extent, Extents, Step, Trail


def mentions_in_words(count: int) -> str:
    """So many mentions, for people."""
    return f"{count} mention{'' if count == 1 else 's'}"


class News(IntEnum):
    """How much of the screen is to be shown anew."""

    PROGRESS = 0
    MENTIONS = 1
    ENTITIES = 2


class Session:
    """One document being read. Spans and offsets are code points of ``document.text``.

    ``labels`` are those that are shown, or their groups, until somebody asks for dates and numbers too.
    """

    def __init__(
        self,
        document: Document,
        annotation: Annotation | None = None,
        labels: Collection[str] = GROUPS_OF_NAMES,
    ) -> None:
        self.document = document
        self._labels = frozenset(labels)
        self.record = Record(annotation or _nothing(document))
        self._matched: Callable[[Annotation], Annotation] | None = None
        self.index = Index(self.history.annotation, shows=any_of(self._labels))
        self.shown: tuple[Mention, ...] = ()  # with those that are rejected
        self.longest = 0  # of these, in code points
        self.every_mention = Trail("mentions", "", ())
        self.trail = self.every_mention
        self.direction = 1
        self.span: Extent | None = None
        self.selected = ""
        self.alias: str | None = None  # the trail leads along it alone
        self.rejected = False  # the trail leads along what is rejected
        self.marks = Marks()
        self.finding = annotation is None
        self.progress = 0.0
        self.complaint = ""  # why the names are not all there
        self.notice = ""  # what should be known of the recogniser, such as that another one is used
        self._growing = Growing(document)
        self._found: list[Span] = []  # what is not resolved yet
        self._renew_trails()

    @property
    def history(self) -> History:
        """What was decided, and the annotation that comes of it."""
        return self.record.history

    # What the worker says

    def take(self, replies: Iterable[Reply]) -> News:
        """Take in the worker's replies, oldest first, and tell how much of the screen they change."""
        news = News.PROGRESS
        whole: Annotation | None = None
        parts = False
        for reply in replies:
            match reply:
                case Ready(notice=notice):
                    self.notice = notice
                case Progress(done=done, total=total) if total:
                    self.progress = done / total
                case Found(spans=spans):
                    self._found += spans
                    news = max(news, News.MENTIONS)
                case Result(annotation=some, part=(start, end)):
                    self._growing.add(some, start, end)
                    self._found = [span for span in self._found if not start <= span.start < end]
                    parts, news = True, News.ENTITIES
                case Result(annotation=whole):
                    self._growing, self._found = Growing(self.document), []
                    self.finding, news = False, News.ENTITIES
                case Failed(sentence=sentence):
                    self.complaint, self.finding = sentence, False
                    news = News.ENTITIES
        if whole is not None:
            self.history.rebase(whole)
            self._renew()
        elif parts:
            self.history.rebase(self._growing.annotation)
            self._renew(same_ids=not self.history.done)  # a decision may open an entity under the next id
        elif news is not News.PROGRESS:
            self._renew_trails()
        return news

    def begin_again(self) -> None:
        """Another worker begins to look for the names; what is shown of the first one's stays until it is found."""
        self._growing, self._found = Growing(self.document), []

    @property
    def numbers(self) -> bool:
        """Whether dates and numbers are shown."""
        return NUMBERS in self._labels

    def show_numbers(self, shown: bool) -> None:
        """Show dates and numbers like names, or hide them."""
        self._labels = self._labels | {NUMBERS} if shown else self._labels - {NUMBERS, *GROUPS[NUMBERS]}
        self._renew()

    def hold_against(self, matched: Callable[[Annotation], Annotation]) -> None:
        """Hold the names against watch lists, from now on: ``matched`` gives an annotation with what they match."""
        self._matched = matched
        self._renew(same_ids=True)

    # What a person says

    def replay(self, entries: Sequence[Entry]) -> list[Change]:
        """Take in entries of the journal, oldest first, and tell what they did."""
        said = self.record.replay(entries)
        self._renew(same_ids=True)
        return said

    def _renew(self, *, same_ids: bool = False) -> None:
        """The annotation is another one; what was selected stays selected, under its new id."""
        before = self.index
        on_mention = self.mention is not None and self.mention.entity == self.selected
        annotation = self.history.annotation
        if self._matched is not None:
            annotation = self._matched(annotation)
        self.index = Index(annotation, shows=any_of(self._labels))
        selected, self.trail.entity = (
            self._now(before, self.selected, same_ids),
            self._now(before, self.trail.entity, same_ids),
        )
        mention = self.mention_at(self.span[0]) if self.span else None
        if mention is not None and self.trail.kind != "search":
            self.span = mention.start, mention.end
        elsewhere = selected and not on_mention
        self.selected = selected if mention is None or elsewhere else mention.entity
        self._renew_trails()

    def _now(self, before: Index, id_: str, same_ids: bool) -> str:
        """The id under which an entity of the index before is known now, "" for none."""
        entity = before.entity(id_)
        if entity is None or (same_ids and self.index.entity(id_)):
            return id_ if entity else ""
        same = [other for other in self.index.entities.values() if other.name == entity.name]
        same.sort(key=lambda other: (other.label != entity.label, other.id != entity.id))
        if same:
            return same[0].id
        for mention in mentions_of(before, id_):
            now = self.mention_at(mention.start)
            if now is not None:
                return now.entity
        return ""

    def _renew_trails(self) -> None:
        """The names have changed, and with them where the trails lead."""
        self.shown = self._all_mentions()
        live = self.shown
        if self.index.rejected:
            live = tuple([mention for mention in live if mention.state != "rejected"])
        self.every_mention = Trail("mentions", "", Extents(live))
        if self.trail.kind == "mentions":
            self.trail = self.every_mention
        elif self.trail.kind == "entity":
            trail = self.trail_of(self.trail.entity, self.alias, rejected=self.rejected)
            self.trail = trail or self.every_mention

    def _all_mentions(self) -> tuple[Mention, ...]:
        """The resolved mentions, and those that came in after them (which have no entity yet)."""
        known = self.index.shown
        text = self.document.text
        shows = any_of(self._labels)
        fresh = [
            Mention(span.start, span.end, text[span.start : span.end], span.label, "", span.by, "suggested")
            for span in self._found
            if shows(span.label)
        ]
        self.longest = max([self.index.longest, *(mention.end - mention.start for mention in fresh)])
        return tuple(sorted([*known, *fresh], key=lambda mention: mention.start)) if fresh else known

    # What there is

    @property
    def entity(self) -> Entity | None:
        """The selected entity."""
        return self.index.entity(self.selected)

    @property
    def mention(self) -> Mention | None:
        """The mention at the current span, be it a rejected one; None where the reader stands on none."""
        return self.mention_at(self.span[0]) if self.span else None

    @property
    def here(self) -> Mention | None:
        """What the reader stands on, also a mention that has no entity yet."""
        if self.span is None or self.mention is not None:
            return self.mention
        at = bisect_left(self.shown, self.span[0], key=lambda mention: mention.start)
        found = self.shown[at] if at < len(self.shown) else None
        return found if found is not None and (found.start, found.end) == self.span else None

    @property
    def current(self) -> Extent | None:
        """The current span while there is something to see there: a mention, or a hit of the search."""
        fresh = self.trail.place_of(self.span) is not None
        return self.span if fresh or self.mention is not None else None

    def mention_at(self, offset: int) -> Mention | None:
        """The resolved mention that an offset stands in, else a rejected one."""
        return self.index.mention_at(offset) or self.index.rejected_at(offset)

    def lit(self) -> tuple[Mention, ...]:
        """Every mention of the selected entity, under all its aliases; the same object while they are the same."""
        return mentions_of(self.index, self.selected)

    def marked(self) -> tuple[Extent, ...]:
        """Where what is marked stands, in the order of the text."""
        spans = {
            (mention.start, mention.end)
            for marked in self.marks.of(self.index)
            for mention in marked.mentions
        }
        return tuple(sorted(spans))

    def hits(self) -> Sequence[Extent]:
        """What the last search found, while the trail leads along it."""
        return self.trail.spans if self.trail.kind == "search" else ()

    def where(self) -> str:
        """The name of the trail and the place on it, as in "Islamic State 3/11"."""
        place, total = self.trail.place_of(self.span), len(self.trail)
        where = f"{place + 1}/{total}" if place is not None else str(total)
        if self.trail.kind == "entity" and self.alias is not None:
            return f"“{self.trail.name}” {where}"
        if self.trail.kind != "mentions":
            return f"{self.trail.name} {where}"
        mention = self.mention_at(self.span[0]) if self.span else None
        if self.entity is not None and (mention is None or mention.entity != self.selected):
            return f"{self.entity.name}, {mentions_in_words(len(self.lit()))}"
        if place is not None and self.entity is not None:
            return f"{where} {self.entity.name}"
        return mentions_in_words(total) if total else ""

    # The trail

    def trail_of(self, entity: str, alias: str | None = None, *, rejected: bool = False) -> Trail | None:
        """The trail along the mentions of an entity (its id), or of one of its aliases; None without the entity.

        It leads along the rejected ones where those are wanted, or where there are no others.
        """
        known = self.index.entity(entity)
        if known is None:
            return None
        mentions = self.index.rejected_of.get(entity, ()) if rejected else ()
        mentions = mentions or mentions_of(self.index, entity, alias) or mentions_of(self.index, entity)
        return Trail("entity", alias or known.name, Extents(mentions), entity)

    def follow(self, entity: str, alias: str | None = None, *, rejected: bool = False) -> bool:
        """Make an entity, or one of its aliases, or what is rejected of it, the trail; False when there is no such
        entity."""
        trail = self.trail_of(entity, alias, rejected=rejected)
        if trail is None:
            return False
        self.trail, self.selected, self.alias, self.direction = trail, entity, alias, 1
        self.rejected = rejected
        return True

    def follow_everything(self) -> None:
        """Make every mention the trail again."""
        self.trail, self.alias, self.direction = self.every_mention, None, 1

    def follow_search(self, query: str, hits: Sequence[Extent], *, backward: bool) -> bool:
        """Make the hits of a search the trail; False, and the trail stays, when there are none."""
        trail = Trail("search", f"{'?' if backward else '/'}{query}", hits)
        if not len(trail):
            return False
        self.trail, self.direction, self.alias = trail, -1 if backward else 1, None
        return True

    def follow_shared(self, trail: Trail) -> None:
        """Make the paragraphs that two entities share the trail."""
        self.trail, self.alias, self.direction = trail, None, 1

    def walk(self, trail: Trail, steps: int, *, visible: Extent) -> Step | None:
        """Walk along a trail, from the current span while it is among the ``visible`` offsets, else from the
        first of these. The span where the walk ends becomes the current one. None when the trail is empty."""
        here = self.span if self.span and visible[0] <= self.span[0] < visible[1] else None
        step = trail.walk(steps, after=here, top=visible[0])
        if step is not None:
            self.stand_on(trail.spans[step.place])
        return step

    def stand_on(self, span: Extent) -> None:
        """Make a span the current one, and the entity that is named there the selected one."""
        self.span = span
        mention = self.mention_at(span[0])
        if mention is not None:
            self.selected = mention.entity


def _nothing(document: Document) -> Annotation:
    """The annotation of a document of which no name is found yet."""
    return Annotation(
        format="aka/1", document=document, pipeline=Pipeline("", "", ""), entities=(), mentions=()
    )
