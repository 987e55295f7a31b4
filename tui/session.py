"""What the reader is doing with a document, without a widget: the names so far, the trail, what is selected.

The screen tells it what the person at the keyboard did and what the worker said, and shows what it then says.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from annotate.annotation import Annotation, Document, Entity, Mention
from annotate.labels import is_name
from annotate.names import surface
from annotate.query import Index
from annotate.recognize.protocol import Failed, Found, Progress, Ready, Reply, Result
from annotate.recognize.spans import Span
from tui.trail import Step, Trail

Extent = tuple[int, int]


def mentions_in_words(count: int) -> str:
    """So many mentions, for people."""
    return f"{count} mention{'' if count == 1 else 's'}"


class News(IntEnum):
    """How much of the screen is to be shown anew."""

    PROGRESS = 0
    MENTIONS = 1
    ENTITIES = 2


class Session:
    """One document being read. Spans and offsets are code points of ``document.text``."""

    def __init__(self, document: Document, annotation: Annotation | None = None) -> None:
        self.document = document
        self.index: Index | None = None
        self.mentions: tuple[Mention, ...] = ()
        self.every_mention = Trail("mentions", "", ())
        self.trail = self.every_mention
        self.direction = 1
        self.span: Extent | None = None
        self.selected = ""
        self.alias: str | None = None
        self.marked: Entity | None = None  # the entity that another one is to be compared with
        self.numbers = False
        self.finding = annotation is None
        self.progress = 0.0
        self.complaint = ""  # why the names are not all there
        self.notice = ""  # what should be known of the recogniser, such as that another one is used
        self._found: list[Span] = []  # what came after the last result and is not resolved yet
        if annotation is not None:
            self._take_annotation(annotation)

    # What the worker says

    def take(self, replies: Iterable[Reply]) -> News:
        """Take in the worker's replies, oldest first, and tell how much of the screen they change."""
        news = News.PROGRESS
        annotation: Annotation | None = None
        for reply in replies:
            match reply:
                case Ready(notice=notice):
                    self.notice = notice
                case Progress(done=done, total=total) if total:
                    self.progress = done / total
                case Found(spans=spans):
                    self._found += spans
                    news = max(news, News.MENTIONS)
                case Result(annotation=newer, final=final):
                    annotation, self._found = newer, []
                    self.finding = not final
                    news = News.ENTITIES
                case Failed(sentence=sentence):
                    self.complaint, self.finding = sentence, False
                    news = News.ENTITIES
        if annotation is not None:
            self._take_annotation(annotation)
        elif news is not News.PROGRESS:
            self._renew_trails()
        return news

    def show_numbers(self, shown: bool) -> None:
        """Show dates and numbers like names, or hide them."""
        self.numbers = shown
        if self.index is not None:
            self._take_annotation(self.index.annotation)

    def _take_annotation(self, annotation: Annotation) -> None:
        """Take a newer annotation; what was selected under the old one stays selected, under its new id."""
        before = self.index.entities if self.index else {}
        self.index = Index(annotation, names_only=not self.numbers)
        selected, self.trail.entity = (
            self._now(before.get(self.selected)),
            self._now(before.get(self.trail.entity)),
        )
        self.marked = self.index.entities.get(self._now(self.marked))
        mention = self.mention_at(self.span[0]) if self.span else None
        if mention is not None and self.trail.kind != "search":
            self.span, self.selected = (mention.start, mention.end), mention.entity
        else:
            self.selected = selected
        self._renew_trails()

    def _now(self, before: Entity | None) -> str:
        """The id under which an entity of the annotation before is known now, "" for none."""
        if before is None or self.index is None:
            return ""
        same = [entity for entity in self.index.entities.values() if entity.name == before.name]
        same.sort(key=lambda entity: (entity.label != before.label, entity.id != before.id))
        return same[0].id if same else ""

    def _renew_trails(self) -> None:
        """The names have changed, and with them where the trails lead."""
        self.mentions = self._all_mentions()
        self.every_mention = Trail(
            "mentions", "", ((mention.start, mention.end) for mention in self.mentions)
        )
        if self.trail.kind == "mentions":
            self.trail = self.every_mention
        elif self.trail.kind == "entity":
            self.trail = self.trail_of(self.trail.entity, self.alias) or self.every_mention

    def _all_mentions(self) -> tuple[Mention, ...]:
        """The resolved mentions, and those that came in after them (which have no entity yet)."""
        known = self.index.mentions if self.index else ()
        text = self.document.text
        fresh = [
            Mention(span.start, span.end, text[span.start : span.end], span.label, "", span.by, "suggested")
            for span in self._found
            if self.numbers or is_name(span.label)
        ]
        return tuple(sorted([*known, *fresh], key=lambda mention: mention.start)) if fresh else known

    # What there is

    @property
    def entity(self) -> Entity | None:
        """The selected entity."""
        return self.index.entities.get(self.selected) if self.index else None

    def mention_at(self, offset: int) -> Mention | None:
        """The resolved mention that an offset stands in."""
        return self.index.mention_at(offset) if self.index else None

    def lit(self) -> tuple[Extent, ...]:
        """Every mention of the selected entity, under all its aliases."""
        mentions = self.index.mentions_of.get(self.selected, ()) if self.index else ()
        return tuple((mention.start, mention.end) for mention in mentions)

    def hits(self) -> tuple[Extent, ...]:
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

    def trail_of(self, entity: str, alias: str | None = None) -> Trail | None:
        """The trail along the mentions of an entity (its id), or of one of its aliases; None without the entity."""
        if self.index is None or entity not in self.index.entities:
            return None
        mentions = self.index.mentions_of[entity]
        if alias is not None:
            mentions = tuple(mention for mention in mentions if surface(mention.text) == alias) or mentions
        name = alias or self.index.entities[entity].name
        return Trail("entity", name, ((mention.start, mention.end) for mention in mentions), entity)

    def follow(self, entity: str, alias: str | None = None) -> bool:
        """Make an entity, or one of its aliases, the trail; False when there is no such entity."""
        trail = self.trail_of(entity, alias)
        if trail is None:
            return False
        self.trail, self.selected, self.alias, self.direction = trail, entity, alias, 1
        return True

    def follow_everything(self) -> None:
        """Make every mention the trail again."""
        self.trail, self.alias, self.direction = self.every_mention, None, 1

    def follow_search(self, query: str, hits: Iterable[Extent], *, backward: bool) -> bool:
        """Make the hits of a search the trail; False, and the trail stays, when there are none."""
        trail = Trail("search", f"{'?' if backward else '/'}{query}", hits)
        if not len(trail):
            return False
        self.trail, self.direction, self.alias = trail, -1 if backward else 1, None
        return True

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
