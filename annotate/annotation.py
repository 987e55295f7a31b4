"""The annotation: what a document is and who and what it names, as plain immutable data.

This is the model that every room of aka hands on, and at the same time the native file format ``aka/1``:
:func:`encode` and :func:`decode` are its whole serialiser, and :func:`schema` describes it as a JSON Schema.

Offsets are code points of ``Document.text``, half open: ``text[start:end] == mention.text`` always holds.

Names, labels, ids and rules are interned as they come: a long text has a hundred thousand mentions of few names, and
takes half the memory then.
"""

from __future__ import annotations

import hashlib
from sys import intern
from typing import Any, Literal

import msgspec
from msgspec import Struct, field
from msgspec.structs import force_setattr

from annotate.decisions import Decision
from annotate.errors import BadAnnotation
from annotate.text import escape_json, one_line

FORMAT = "aka/1"

By = Literal["model", "rule", "book", "reader"]
State = Literal["suggested", "confirmed", "rejected"]


BlockKind = Literal["paragraph", "heading", "boilerplate"]


class Block(Struct, frozen=True, omit_defaults=True, gc=False):
    """A run of a text that stands by itself: ``text[start:end]`` (code points), no line end after it.

    ``origin`` is where the source had it, for people ("page 3", "chapter 2"), empty where it says nothing.
    """

    start: int
    end: int
    kind: BlockKind
    origin: str = ""


class Document(Struct, frozen=True, omit_defaults=True):
    """A text as it was read; ``sha256`` is the hexadecimal digest of the text's UTF-8 bytes.

    ``author`` and ``date`` (ISO 8601, as much as is known) are empty where the source does not say. ``blocks`` are
    those that the source had, in order and without overlaps; none for a plain text, whose blocks are found in it
    (:func:`annotate.sources.blocks_of`).
    """

    source: str
    title: str
    language: str
    sha256: str
    text: str
    author: str = ""
    date: str = ""
    blocks: tuple[Block, ...] = ()


class Pipeline(Struct, frozen=True, omit_defaults=True):
    """What made the annotation: the name and version of the model, and aka's own version.

    ``books`` is a digest of a person's own alias books, empty where there were none; ``without`` names what was left
    out, sorted; ``lists`` are the watch lists that the names were looked up in, each with a digest of what is on it.
    """

    model: str
    model_version: str
    aka: str
    books: str = ""
    without: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


class Evidence(Struct, frozen=True, omit_defaults=True, gc=False):
    """Why a name belongs to an entity (or would): the rule, the name it was matched to, and what backs it.

    ``score`` is a probability from 0 to 1 where the rule has one, else None; ``text`` quotes the document
    where the rule rests on such a quotation, else it is empty and left out of the file; so is ``when`` (ISO 8601 in
    UTC), which says when a person decided it.
    """

    rule: str
    with_: str = field(name="with")
    score: float | None
    text: str = ""
    when: str = ""

    def __post_init__(self) -> None:
        force_setattr(self, "rule", intern(self.rule))
        force_setattr(self, "with_", intern(self.with_))


class Alias(Struct, frozen=True, gc=False):
    """One distinct surface form of an entity in this document, how often it stands there, and why it belongs."""

    name: str
    count: int
    evidence: Evidence

    def __post_init__(self) -> None:
        force_setattr(self, "name", intern(self.name))


class Entity(Struct, frozen=True, gc=False):
    """One person, organisation, place ...: its canonical name, OntoNotes label and aliases (most frequent first)."""

    id: str
    name: str
    label: str
    reference: str | None
    note: str
    aliases: tuple[Alias, ...]

    def __post_init__(self) -> None:
        force_setattr(self, "id", intern(self.id))
        force_setattr(self, "name", intern(self.name))
        force_setattr(self, "label", intern(self.label))


class Mention(Struct, frozen=True, omit_defaults=True, gc=False):
    """One span that names something. Every mention belongs to an entity, named by ``entity`` (an entity's id).

    ``by`` is who says so: ``reader`` when a person set the span or the label. ``state`` is what a person has said
    about it, and ``when`` (ISO 8601 in UTC) the time of that. ``score`` is the probability, from 0 to 1, that the
    span and the label are right, None where nothing gave one.
    """

    start: int
    end: int
    text: str
    label: str
    entity: str
    by: By
    state: State
    score: float | None = None
    when: str = ""

    def __post_init__(self) -> None:
        force_setattr(self, "text", intern(self.text))
        force_setattr(self, "label", intern(self.label))
        force_setattr(self, "entity", intern(self.entity))


class Suggestion(Struct, frozen=True, omit_defaults=True, gc=False):
    """A link between two entities that is not made: the sieve is not sure enough of it, or, where it is rejected, a
    person has said (``when``) that they are not one."""

    entity: str
    other: str
    evidence: Evidence
    state: State = "suggested"
    when: str = ""


class Match(Struct, frozen=True, omit_defaults=True, gc=False):
    """A name of an entity that is also on a watch list. It changes nothing else: that the two are one is for people
    to say.

    ``alias`` is the name in the document, ``list`` what the list is called, ``entry`` the id on it, ``called`` what
    the entry is called there and ``name`` which of its names it is that matched. ``rule`` says how: "same name",
    "spelling" and so on, as in the evidence of an alias; ``score``, from 0 to 1, is how surely the two are one name,
    which says nothing about who bears it. ``weak``: the list itself doubts the name.
    """

    entity: str
    alias: str
    list: str
    entry: str
    called: str
    name: str
    rule: str
    score: float
    weak: bool = False


class Annotation(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A document with its entities and mentions. ``mentions`` are sorted by start, then by end, longest first.

    ``decisions`` are those of a person that the rest shows already, in the order in which they were made. ``matches``
    are what was found on watch lists, in the order of the entities, the surest of each first.
    """

    format: Literal["aka/1"]
    document: Document
    pipeline: Pipeline
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    suggestions: tuple[Suggestion, ...] = ()
    decisions: tuple[Decision, ...] = ()
    matches: tuple[Match, ...] = ()


def text_sha256(text: str) -> str:
    """The hexadecimal SHA-256 of the text's UTF-8 bytes (a lone surrogate is encoded as it is)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def encode(annotation: Annotation, *, indent: int | None = None) -> bytes:
    """The annotation as ``aka/1`` JSON in UTF-8: one line, or indented by ``indent`` spaces.

    A character that would act on a terminal is written as an escape. Raises BadAnnotation for a lone surrogate,
    which UTF-8 cannot encode.
    """
    try:
        data = msgspec.json.encode(annotation)
    except UnicodeEncodeError:
        name = one_line(annotation.document.source) or "The document"
        raise BadAnnotation(
            f"{name} has half of a character (a lone surrogate) in it, which no JSON file can hold."
        ) from None
    data = escape_json(data)
    return data if indent is None else msgspec.json.format(data, indent=indent)


def decode(data: bytes | str) -> Annotation:
    """Read one ``aka/1`` JSON object.

    Raises BadAnnotation when it is no JSON, has another shape, or breaks a rule of the model (see :func:`check`).
    """
    try:
        annotation = msgspec.json.decode(data, type=Annotation)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadAnnotation(str(error)) from None
    check(annotation)
    return annotation


def check(annotation: Annotation) -> None:
    """Raise BadAnnotation unless the digest is that of the text, every offset fits it, and every mention has an
    entity."""
    text = annotation.document.text
    if annotation.document.sha256 != text_sha256(text):
        raise BadAnnotation("the sha256 is not that of the text")
    reached = 0
    for block in annotation.document.blocks:
        if not reached <= block.start <= block.end <= len(text):
            raise BadAnnotation(f"the block at {block.start}-{block.end} does not fit the text")
        reached = block.end
    entities = {entity.id for entity in annotation.entities}
    if len(entities) != len(annotation.entities):
        raise BadAnnotation("two entities have the same id")
    last = (-1, 0)
    for mention in annotation.mentions:
        if (
            not 0 <= mention.start < mention.end <= len(text)
            or text[mention.start : mention.end] != mention.text
        ):
            raise BadAnnotation(f"the mention at {mention.start}-{mention.end} does not match the text there")
        if mention.entity not in entities:
            raise BadAnnotation(f"the mention at {mention.start}-{mention.end} has no entity")
        position = (mention.start, -mention.end)
        if position < last:
            raise BadAnnotation(f"the mention at {mention.start}-{mention.end} is out of order")
        last = position
    for suggestion in annotation.suggestions:
        if not {suggestion.entity, suggestion.other} <= entities:
            raise BadAnnotation("a suggestion names an entity that is not there")
    for match in annotation.matches:
        if match.entity not in entities:
            raise BadAnnotation("a match names an entity that is not there")


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the native format."""
    import inspect  # which the reader's start can do without

    described = msgspec.json.schema(Annotation)
    for definition in described[
        "$defs"
    ].values():  # not every msgspec takes the indentation of a docstring away
        if "description" in definition:
            definition["description"] = inspect.cleandoc(definition["description"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "aka annotation",
        **described,
    }
