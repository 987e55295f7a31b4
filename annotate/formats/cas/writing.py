"""An annotation -> the structures of a CAS."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count, pairwise

from annotate.annotation import Annotation, Mention
from annotate.formats.cas import types
from annotate.formats.cas.types import Structure
from annotate.formats.iris import iri_of
from annotate.formats.tokens import Words
from annotate.formats.units import Units

SOFA = 1  # the id of the text


def structures(
    annotation: Annotation, text: str, controls: str, string: Callable[[str], str]
) -> list[Structure]:
    """All of an annotation but the text as structures; ``text`` has the text's length, ``controls`` says what is to be
    restored in it, and ``string`` makes a string one that the file can hold."""
    return list(_Cas(annotation, text, controls, string).all())


class _Cas:
    def __init__(
        self, annotation: Annotation, text: str, controls: str, string: Callable[[str], str]
    ) -> None:
        self._annotation = annotation
        self._units = Units(text, "utf-16")
        self._controls = controls
        self._string = string
        self._ids = count(SOFA + 1)

    def all(self) -> Iterator[Structure]:
        yield from self._document()
        words = Words(self._annotation)
        for sentence in words.sentences:
            yield self._span(types.SENTENCE, sentence[0][0], sentence[-1][1])
        for start, end in words.words:
            yield self._span(types.TOKEN, start, end)
        entities = {}
        for entity in self._annotation.entities:
            made = self._made(types.ENTITY, name=entity.name, reference=entity.reference, note=entity.note)
            entities[entity.id] = made
            yield made
            for alias in entity.aliases:
                why = alias.evidence
                yield self._made(
                    types.ALIAS, entity=made.id, name=alias.name, rule=why.rule, matched=why.with_, text=why.text,
                    score=why.score, when=why.when,
                )  # fmt: skip
        groups: dict[str, list[Mention]] = {}
        references = {entity.id: entity.reference for entity in self._annotation.entities}
        for mention in self._annotation.mentions:
            groups.setdefault(mention.entity, []).append(mention)
            reference = references[mention.entity]
            named = self._span(
                types.NAMED_ENTITY,
                mention.start,
                mention.end,
                value=mention.label,
                identifier=iri_of(reference or ""),
            )
            yield named
            yield self._made(
                types.MENTION, mention=named.id, entity=entities[mention.entity].id, by=mention.by,
                state=mention.state, when=mention.when, score=mention.score,
            )  # fmt: skip
        for mentions in groups.values():
            yield from self._chain(mentions)

    def _document(self) -> Iterator[Structure]:
        made = self._annotation.document
        language = made.language or "x-unspecified"
        title, source = made.title, made.source
        yield self._span(
            types.METADATA, 0, len(made.text), language=language, documentTitle=title, documentId=source
        )
        yield self._made(types.DOCUMENT, author=made.author, date=made.date, controls=self._controls)

    def _chain(self, mentions: list[Mention]) -> Iterator[Structure]:
        links = [self._span(types.LINK, mention.start, mention.end) for mention in mentions]
        for link, following in pairwise(links):
            link.features["next"] = following.id
        yield from links
        yield self._made(types.CHAIN, sofa=SOFA, first=links[0].id)

    def _span(self, type_: str, start: int, end: int, **features: str | int | float | None) -> Structure:
        return self._made(type_, sofa=SOFA, begin=self._units.of(start), end=self._units.of(end), **features)

    def _made(self, type_: str, **features: str | int | float | None) -> Structure:
        there = {
            name: self._string(value) if isinstance(value, str) else value
            for name, value in features.items()
            if value is not None and value != ""
        }
        return Structure(next(self._ids), type_, there)
