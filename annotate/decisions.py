"""Decisions: what a person said about the names of a document, as plain data that outlives every re-run.

A decision speaks of places in the text, not of a machine's entities: each place is an :class:`Anchor`, a W3C
TextPositionSelector and TextQuoteSelector in one (Web Annotation Data Model, 4.2.4 and 4.2.5). So it can be made again
on another annotation of the text, and on a text that has changed. Every decision says when it was made (``when``, ISO
8601 in UTC). To make the same one twice changes nothing.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

Scope = Literal["mention", "alias", "entity"]


class Anchor(Struct, frozen=True, gc=False):
    """A mention's place: offsets in code points, the text there, what stands before and after it, and its label.

    The label is the one with which the mention is made again where no machine finds it.
    """

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    label: str


class Target(Struct, frozen=True):
    """What a decision is about.

    ``mention``: the anchored mentions alone. ``alias``: for each anchor, every mention of the entity there that has
    the same surface form (:func:`annotate.names.surface`). ``entity``: every mention of the entities at the anchors;
    there is one anchor for each alias that the entity had when the decision was made, the canonical name's first.
    """

    scope: Scope
    anchors: tuple[Anchor, ...]


class _Said(Struct, frozen=True, tag_field="said", kw_only=True):
    when: str


class Merge(_Said, frozen=True, tag="merge", kw_only=True):
    """The entities at the anchors of both are one, which is called as the one of ``into`` is."""

    what: Target
    into: Target


class Move(_Said, frozen=True, tag="move", kw_only=True):
    """These mentions or aliases are not of the entity ``out_of`` but of ``to``; None: of a new one, their own."""

    what: Target
    out_of: Target
    to: Target | None


class Apart(_Said, frozen=True, tag="apart", kw_only=True):
    """The entities at the anchors of the two are not one, whatever a machine says."""

    one: Target
    other: Target


class Relabel(_Said, frozen=True, tag="relabel", kw_only=True):
    """The mentions have this label (OntoNotes)."""

    what: Target
    label: str


class Add(_Said, frozen=True, tag="add", kw_only=True):
    """The anchored spans (scope ``mention``) are mentions, of one entity: ``to``, or where it is None the one that
    bears the name already with this label, or else a new one. The label is the anchors'."""

    what: Target
    to: Target | None


class Delete(_Said, frozen=True, tag="delete", kw_only=True):
    """The mentions are none, and are left out."""

    what: Target


class Name(_Said, frozen=True, tag="name", kw_only=True):
    """The entity is called by this canonical name."""

    what: Target
    name: str


class Note(_Said, frozen=True, tag="note", kw_only=True):
    """The entity's note; empty to take it away."""

    what: Target
    text: str


class Refer(_Said, frozen=True, tag="refer", kw_only=True):
    """The entity's reference, such as a Wikidata id; None to take it away."""

    what: Target
    reference: str | None


class Confirm(_Said, frozen=True, tag="confirm", kw_only=True):
    """The mentions are right as they are: their span, their label, and that they are of their entity."""

    what: Target


class Reject(_Said, frozen=True, tag="reject", kw_only=True):
    """The mentions name nothing. Unlike deleted ones they stay, rejected, as examples of what is wrong."""

    what: Target


class Batch(_Said, frozen=True, tag="batch", kw_only=True):
    """Several decisions that were made, and are undone, as one."""

    decisions: tuple[Decision, ...]


Decision: TypeAlias = (
    Merge | Move | Apart | Relabel | Add | Delete | Name | Note | Refer | Confirm | Reject | Batch
)
