"""What an annotation consists of, part by part: what a format may keep or not, and how much of it there is.

A part that a format keeps comes back equal when its file is read: :func:`facts` says what "equal" means, and the
property tests hold every format to it. What a format does not keep is counted by it too (:func:`lost`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from typing import Literal, TypeAlias, get_args

from msgspec.structs import replace

from annotate.annotation import Annotation, Document, Entity, Mention
from annotate.formats.building import title_of
from annotate.formats.losses import Loss
from annotate.names import surface

Part = Literal[
    "words",  # the text but for its white space
    "text",  # character for character
    "source",
    "title",
    "language",
    "author and date",
    "blocks",
    "mentions",  # spans with labels
    "edges",  # white space at the edges of mentions, and mentions that are nothing else
    "overlaps",  # mentions that overlap one that begins before them, or that is longer
    "rejected",  # mentions that a person has rejected
    "confirmed",  # which mentions a person has set or confirmed, and when
    "scores",  # how likely mentions are
    "entities",  # which mentions are of one entity
    "names",  # what entities are called
    "references",
    "notes",
    "evidence",  # why an alias is one
    "suggestions",  # links that were not made
    "history",  # the decisions, in their order
    "matches",  # what is on watch lists
]
Kept: TypeAlias = frozenset[Part]
EVERYTHING: Kept = frozenset(get_args(Part))


def only(*parts: Part) -> Kept:
    """These parts and no others."""
    return frozenset(parts)


# One and several of a part, and what a format without it "keeps no". Of the other parts nobody is told: every file has
# a name, a language is a guess, and white space is what a format of words is expected to lose.
_TOLD: dict[Part, tuple[str, str, str]] = {
    "words": ("text", "texts", "text"),
    "mentions": ("mention", "mentions", "mentions"),
    "edges": ("mention", "mentions", "mentions of white space"),
    "overlaps": ("overlapping mention", "overlapping mentions", "overlaps"),
    "entities": ("group", "groups", "entities"),
    "names": ("name", "names", "names of entities"),
    "references": ("reference", "references", "references"),
    "notes": ("note", "notes", "notes"),
    "evidence": ("reason", "reasons", "evidence"),
    "suggestions": ("link", "links", "suggested links"),
    "rejected": ("rejected mention", "rejected mentions", "rejections"),
    "confirmed": ("confirmation", "confirmations", "confirmations"),
    "history": ("decision", "decisions", "history"),
    "matches": ("match", "matches", "matches of watch lists"),
    "scores": ("score", "scores", "scores"),
    "title": ("title", "titles", "titles"),
    "author and date": ("author or date", "authors and dates", "authors and dates"),
    "blocks": ("block", "blocks", "blocks"),
}
_OF_MENTIONS: tuple[Part, ...] = ("overlaps", "edges", "rejected")
_OF_ENTITIES = only("names", "references", "notes", "evidence", "suggestions", "matches")


def flat(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions that stand side by side: of those that overlap, the one that begins first, then the longest.

    Takes them in the order of an annotation.
    """
    standing: list[Mention] = []
    for mention in mentions:
        if not standing or mention.start >= standing[-1].end:
            standing.append(mention)
    return tuple(standing)


def reduced(annotation: Annotation, kept: Kept) -> Annotation:
    """The annotation without the mentions that a format does not keep, and without the entities that have no others:
    what such a format writes."""
    if only("rejected", "edges", "overlaps") <= kept:
        return annotation
    mentions = annotation.mentions
    if "rejected" not in kept:
        mentions = tuple([mention for mention in mentions if mention.state != "rejected"])
    if "edges" not in kept:
        mentions = _trimmed(mentions)
    if "overlaps" not in kept:
        mentions = flat(mentions)
    named = {mention.entity for mention in mentions}
    return replace(
        annotation,
        mentions=mentions,
        entities=tuple([entity for entity in annotation.entities if entity.id in named]),
        suggestions=tuple([one for one in annotation.suggestions if {one.entity, one.other} <= named]),
        matches=tuple([match for match in annotation.matches if match.entity in named]),
    )


def _trimmed(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    trimmed = []
    for mention in mentions:
        name = mention.text.strip()
        if name != mention.text:
            start = mention.start + len(mention.text) - len(mention.text.lstrip())
            mention = replace(mention, start=start, end=start + len(name), text=name)
        if name:
            trimmed.append(mention)
    return tuple(sorted(trimmed, key=lambda mention: (mention.start, -mention.end)))


def lost(annotation: Annotation, kept: Kept) -> list[Loss]:
    """What a format that keeps these parts cannot hold of an annotation, the gravest first."""
    known = kept if "entities" in kept else kept | _OF_ENTITIES
    missed = [part for part in _TOLD if part not in known]
    if not missed:
        return []
    view = _View(annotation, kept | {"text"})
    counts = {part: sum(1 for _ in _FACTS[part](view)) for part in missed}
    # What is of those is not in the view.
    without = kept
    for part in _OF_MENTIONS:
        more = without | only(part)
        counts[part] = len(reduced(annotation, more).mentions) - len(reduced(annotation, without).mentions)
        without = more
    return [Loss(counts[part], *_TOLD[part]) for part in missed if counts[part]]


def facts(annotation: Annotation, part: Part, kept: Kept) -> Counter[Hashable]:
    """What there is of a part in a format that keeps these, as values that do not depend on entities' ids.

    Places are code points of the text; where ``kept`` is without "text", its white space is not counted.
    """
    return Counter(_FACTS[part](_View(annotation, kept)))


_Place: TypeAlias = tuple[int, int]


class _View:
    """What a format that keeps some parts shows of an annotation."""

    def __init__(self, annotation: Annotation, kept: Kept) -> None:
        annotation = reduced(annotation, kept)
        self.annotation = annotation
        self.text = annotation.document.text
        offsets: range | list[int] = range(len(self.text) + 1)
        if "text" not in kept:
            offsets = [0]
            for character in self.text:
                offsets.append(offsets[-1] + (not character.isspace()))
        placed = [
            ((offsets[mention.start], offsets[mention.end]), mention) for mention in annotation.mentions
        ]
        self.mentions = [(place, mention) for place, mention in placed if place[0] < place[1]]
        groups: dict[str, list[tuple[_Place, str]]] = {}
        self.surfaces: dict[str, set[str]] = {}
        for place, mention in self.mentions:
            groups.setdefault(mention.entity, []).append((place, mention.label))
            self.surfaces.setdefault(mention.entity, set()).add(surface(mention.text))
        # An entity is the mentions that are of it.
        self.groups = {id_: tuple(sorted(members)) for id_, members in groups.items()}

    @property
    def document(self) -> Document:
        return self.annotation.document

    @property
    def entities(self) -> list[Entity]:
        return [entity for entity in self.annotation.entities if entity.id in self.groups]


_FACTS: dict[Part, Callable[[_View], Iterable[Hashable]]] = {
    "words": lambda view: ["".join(view.text.split())],
    "text": lambda view: [view.text],
    "source": lambda view: [view.document.source],
    "title": lambda view: {view.document.title} - {title_of(view.document.text), ""},
    "language": lambda view: [view.document.language],
    "author and date": lambda view: filter(any, [(view.document.author, view.document.date)]),
    "blocks": lambda view: view.document.blocks,
    "mentions": lambda view: [
        (place, mention.label) for place, mention in view.mentions if mention.state != "rejected"
    ],
    "edges": lambda view: (),  # they are those of the mentions, where they are kept
    "overlaps": lambda view: (),
    "rejected": lambda view: [
        (place, mention.label, mention.when)
        for place, mention in view.mentions
        if mention.state == "rejected"
    ],
    "confirmed": lambda view: [
        (place, mention.label, mention.state, mention.by == "reader", mention.when)
        for place, mention in view.mentions
        if mention.state == "confirmed" or mention.by == "reader"
    ],
    "scores": lambda view: [
        (place, mention.label, mention.score) for place, mention in view.mentions if mention.score is not None
    ],
    "entities": lambda view: view.groups.values(),
    "names": lambda view: [(view.groups[entity.id], entity.name) for entity in view.entities if entity.name],
    "references": lambda view: [
        (view.groups[entity.id], entity.reference) for entity in view.entities if entity.reference
    ],
    "notes": lambda view: [(view.groups[entity.id], entity.note) for entity in view.entities if entity.note],
    "evidence": lambda view: [
        (view.groups[entity.id], alias.name, alias.evidence)
        for entity in view.entities
        for alias in entity.aliases
        if alias.evidence.rule != "canonical name" and alias.name in view.surfaces[entity.id]
    ],
    "suggestions": lambda view: [
        (view.groups[one.entity], view.groups[one.other], one.evidence, one.state, one.when)
        for one in view.annotation.suggestions
        if {one.entity, one.other} <= view.groups.keys()
    ],
    "history": lambda view: view.annotation.decisions,
    "matches": lambda view: [
        (view.groups[match.entity], replace(match, entity=""))
        for match in view.annotation.matches
        if match.entity in view.groups
    ],
}
