"""What aka's own terms in the JSON-LD hold; the names that the standard has are used for nothing else."""

from __future__ import annotations

import msgspec

from annotate.annotation import By, State
from annotate.annotation import Evidence as NativeEvidence

STANDARD = "http://www.w3.org/ns/anno.jsonld"
CONTEXT = (STANDARD, {"@vocab": "urn:x-aka:1#"})
CONTEXT_LENGTH = 32  # code points before and after a quotation, as in the standard's examples


class Text(msgspec.Struct, omit_defaults=True):
    """The document: a text, as the standard describes resources, with what else is known of it."""

    id: str
    value: str
    format: str = ""
    type: str = ""
    language: str = "en"
    origin: str = ""
    title: str = ""
    author: str = ""
    date: str = ""


class Evidence(msgspec.Struct, omit_defaults=True):
    """Why an alias belongs to an entity."""

    alias: str
    rule: str
    with_: str = msgspec.field(name="with")
    score: float | None = None
    quote: str = ""
    when: str = ""

    @classmethod
    def of(cls, alias: str, evidence: NativeEvidence) -> Evidence:
        """The evidence of an alias, as it is written here."""
        return cls(alias, evidence.rule, evidence.with_, evidence.score, evidence.text, evidence.when)

    def native(self) -> NativeEvidence:
        """The evidence as everywhere else."""
        return NativeEvidence(self.rule, self.with_, self.score, self.quote, self.when)


class Entity(msgspec.Struct, omit_defaults=True):
    """An entity."""

    id: str
    name: str = ""
    reference: str | None = None
    note: str = ""
    evidence: list[Evidence] = []


class Said(msgspec.Struct, omit_defaults=True):
    """Who says so, of a mention: terms on its annotation."""

    entity: str = ""
    by: By = "model"
    decision: State = "suggested"
    score: float | None = None
    when: str = ""
