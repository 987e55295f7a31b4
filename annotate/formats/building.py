"""What a file says of a text -> an annotation: how every format but the native one is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from annotate import __version__
from annotate.annotation import (
    Alias,
    Annotation,
    Block,
    By,
    Document,
    Entity,
    Evidence,
    Mention,
    Pipeline,
    State,
    Suggestion,
    check,
    text_sha256,
)
from annotate.errors import BadAnnotation
from annotate.labels import LABELS
from annotate.names import surface
from annotate.sources.reading import title

# What other schemes call the kinds of names that aka has a label for.
_OURS = {"PER": "PERSON", "PERS": "PERSON", "ORGANIZATION": "ORG", "ORGANISATION": "ORG", "LOCATION": "LOC"}


class Mark(NamedTuple):
    """A span that a file marks: code points of the text, the label there, and the group of the spans that name the
    same (any value; None: those with the same label that are written alike)."""

    start: int
    end: int
    label: str
    group: Hashable | None = None
    by: By = "model"
    state: State = "suggested"
    score: float | None = None
    when: str = ""


class Known(NamedTuple):
    """What a file says of a group. ``evidence`` is that of its aliases by name."""

    name: str = ""
    reference: str | None = None
    note: str = ""
    evidence: Mapping[str, Evidence] = {}


class Link(NamedTuple):
    """A link between two groups that was not made; see :class:`annotate.annotation.Suggestion`."""

    group: Hashable
    other: Hashable
    evidence: Evidence
    state: State = "suggested"
    when: str = ""


def document(
    text: str,
    source: str,
    *,
    named: str = "",
    language: str = "en",
    author: str = "",
    date: str = "",
    blocks: Iterable[Block] = (),
) -> Document:
    """The document of a text; one that has no title is named by its first heading."""
    return Document(
        source, named or title_of(text), language, text_sha256(text), text, author, date, tuple(blocks)
    )


def title_of(text: str) -> str:
    """The title of a text that brings none; empty for an empty text."""
    return title(text) if text and not text.isspace() else ""


def label_of(word: str) -> str:
    """The label that a file's own word for a kind of name stands for; a word of another scheme stays.

    >>> label_of("per"), label_of("Person"), label_of("Gene")
    ('PERSON', 'PERSON', 'Gene')
    """
    capital = word.upper()
    return capital if capital in LABELS else _OURS.get(capital, word)


def build(
    document: Document,
    marks: Iterable[Mark],
    known: Mapping[Any, Known] | None = None,
    links: Iterable[Link] = (),
    *,
    made_by: Pipeline | None = None,
) -> Annotation:
    """The annotation of a document with these spans. Entities are numbered in the order of the text; groups without
    a span are none.

    Raises BadAnnotation with a reason, for a sentence of its own, where a span does not fit the text.
    """
    known = known or {}
    text = document.text
    groups: dict[Hashable, list[Mention]] = {}
    ids: dict[Hashable, str] = {}
    mentions = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if not 0 <= mark.start < mark.end <= len(text):
            raise BadAnnotation(
                f"a span at {mark.start}-{mark.end} does not fit the text, which has {len(text)} characters"
            )
        name = text[mark.start : mark.end]
        label = label_of(mark.label)
        # Values of a file's own are never such a pair, whatever they are.
        group = (label, surface(name), _SAME) if mark.group is None else mark.group
        id_ = ids.setdefault(group, f"e{len(ids) + 1}")
        mention = Mention(mark.start, mark.end, name, label, id_, mark.by, mark.state, mark.score, mark.when)
        mentions.append(mention)
        groups.setdefault(group, []).append(mention)
    annotation = Annotation(
        format="aka/1",
        document=document,
        pipeline=made_by or Pipeline("", "", __version__),
        entities=tuple(
            _entity(ids[group], members, known.get(group, Known())) for group, members in groups.items()
        ),
        mentions=tuple(mentions),
        suggestions=tuple(
            Suggestion(ids[link.group], ids[link.other], link.evidence, link.state, link.when)
            for link in links
            if link.group in ids and link.other in ids
        ),
    )
    check(annotation)
    return annotation


_SAME = object()


def _entity(id_: str, mentions: Sequence[Mention], known: Known) -> Entity:
    counts: Counter[str] = Counter()
    for mention in mentions:
        counts[surface(mention.text)] += mention.state != "rejected"
    ranked = counts.most_common()  # equal ones in the order of the text
    name = known.name or ranked[0][0]
    canonical = Evidence("canonical name", name, None)
    aliases = tuple(
        Alias(alias, count, known.evidence.get(alias) or (canonical if alias == name else _told(name)))
        for alias, count in ranked
    )
    label = Counter(mention.label for mention in mentions).most_common(1)[0][0]
    return Entity(id_, name, label, known.reference, known.note, aliases)


def _told(name: str) -> Evidence:
    """Why a name is an alias where the file only says that it is."""
    return Evidence("as annotated", name, None)
