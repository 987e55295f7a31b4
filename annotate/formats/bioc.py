"""BioC XML, of biomedical text mining: a collection of documents, each with passages, annotations and relations.

Written are a passage with all of the text, an annotation for each mention (infons: the label as ``type``, the
reference as ``identifier``), a relation ``alias`` for the mentions of an entity, and what is known of entities and the
document in the document's infons. Read is any collection; offsets that are bytes or UTF-16 units are told from code
points by what the annotations quote.
Comeau et al., BioC: a minimalist approach to interoperability for biomedical text processing, Database, 2013.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import BinaryIO, Literal, NamedTuple, cast, get_args

import msgspec
from lxml import etree
from lxml.builder import E

from annotate.annotation import Annotation, By, Mention, State
from annotate.errors import BadAnnotation
from annotate.formats.building import Known, Mark, build
from annotate.formats.described import SAME, describe, gathered, is_same, told
from annotate.formats.input import Input
from annotate.formats.metadata import document_of, metadata
from annotate.formats.units import Units
from annotate.formats.xml import escaped, parse, replaced, restored, serialised, unescaped

_Encoding = Literal["utf-8", "utf-16"] | None
_ENCODINGS: tuple[_Encoding, ...] = (None, "utf-8", "utf-16")
_CONTROLS = "controls"  # which characters of the text XML cannot hold
_NO_LABEL = "MISC"
_ENTITIES = "entities"


def write(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write a collection with a document for each annotation."""
    documents = [_document(annotation) for annotation in annotations]
    collection = E.collection(E.source("aka"), E.date(), E.key("aka.key"), *documents)
    etree.indent(collection)
    file.write(serialised(collection))


def _document(annotation: Annotation) -> etree._Element:
    text, controls = replaced(annotation.document.text)
    infons = metadata(annotation.document)
    infons[_ENTITIES] = msgspec.json.encode(describe(annotation)).decode()
    passage = E.passage(E.infon({"key": "type"}, "text"), E.offset("0"), E.text(text))
    references = {entity.id: entity.reference or "" for entity in annotation.entities}
    entities: dict[str, list[etree._Element]] = {}
    for number, mention in enumerate(annotation.mentions, 1):
        passage.append(_annotated(mention, f"m{number}", references[mention.entity]))
        node = E.node({"refid": f"m{number}", "role": "mention"})
        entities.setdefault(mention.entity, []).append(node)
    relations = [
        E.relation({"id": f"e{number}"}, E.infon({"key": "type"}, SAME), *nodes)
        for number, nodes in enumerate(entities.values(), 1)
    ]
    said = _infons(infons) + ([E.infon({"key": _CONTROLS}, controls)] if controls else [])
    return E.document(E.id(escaped(annotation.document.source)), *said, passage, *relations)


def _annotated(mention: Mention, id_: str, reference: str) -> etree._Element:
    said = {
        "type": mention.label,
        "identifier": reference,
        "by": "" if mention.by == "model" else mention.by,
        "state": "" if mention.state == "suggested" else mention.state,
        "score": "" if mention.score is None else repr(mention.score),
        "when": mention.when,
    }
    location = E.location({"offset": str(mention.start), "length": str(mention.end - mention.start)})
    return E.annotation({"id": id_}, *_infons(said), location, E.text(replaced(mention.text)[0]))


def _infons(said: dict[str, str]) -> list[etree._Element]:
    return [E.infon({"key": key}, escaped(value)) for key, value in said.items() if value]


def read(file: Input) -> list[Annotation]:
    """Read the documents of a collection; raises BadAnnotation."""
    root = parse(file.data)
    if root.tag != "collection":
        raise BadAnnotation("it is XML, but no collection of BioC")
    documents = root.findall("document")
    return [_read(one, name) for one, name in zip(documents, file.names(len(documents)), strict=True)]


def _read(document: etree._Element, name: str) -> Annotation:
    infons = _said(document)
    text, found = _assembled(document)
    own = _ENTITIES in infons
    if own:
        text = restored(text, infons.get(_CONTROLS, ""))
        infons = {key: unescaped(value) for key, value in infons.items()}
    try:
        entities = told(msgspec.json.decode(infons[_ENTITIES])) if own else None
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadAnnotation(f"what it says of entities is damaged: {error}") from None
    marks: dict[str, Mark] = {}
    references: dict[str, str] = {}
    for each in found:
        said = {key: unescaped(value) if own else value for key, value in _said(each.element).items()}
        id_ = str(each.element.get("id", ""))
        id_ = f"{id_} {len(marks)}" if id_ in marks else id_
        marks[id_] = _mark(each, said)
        if reference := said.get("identifier") or said.get("Identifier"):
            references[id_] = reference
    pairs = list(_pairs(document))
    if entities is None:  # the same identifier is the same thing
        first: dict[str, str] = {}
        pairs += [(id_, first.setdefault(reference, id_)) for id_, reference in references.items()]
    grouped, known = gathered(marks, pairs, entities)
    for mark, id_ in zip(grouped, marks, strict=True):
        if id_ in references:
            known.setdefault(mark.group, Known(reference=references[id_]))
    source = " ".join((document.findtext("id") or "").split())
    return build(document_of(text, source or name, infons), grouped, known)


class _Found(NamedTuple):
    """An annotation, and where it stands in code points of the text."""

    element: etree._Element
    start: int
    end: int


def _assembled(document: etree._Element) -> tuple[str, list[_Found]]:
    """The text of a document, with the passages as far apart as their offsets say, and the annotations in it."""
    passages = [
        _Passage(part.findtext("text") or "", _number(part.findtext("offset")), list(_spans(part)), part.tag)
        for passage in document.findall("passage")
        for part in passage.findall("sentence") or [passage]
    ]
    unfit = None
    for encoding in _ENCODINGS:
        try:
            return _joined(passages, encoding)
        except BadAnnotation as error:
            unfit = unfit or error
    raise unfit or BadAnnotation("its offsets fit nothing")


class _Passage(NamedTuple):
    """A passage or a sentence: its text, its offset in the document, and the annotations with theirs."""

    text: str
    offset: int
    spans: list[_Found]
    tag: str


def _spans(part: etree._Element) -> Iterator[_Found]:
    for element in part.findall("annotation"):
        places = [
            (_number(each.get("offset")), _number(each.get("length"))) for each in element.findall("location")
        ]
        if places:
            yield _Found(element, min(places)[0], max(start + length for start, length in places))


def _joined(passages: list[_Passage], encoding: _Encoding) -> tuple[str, list[_Found]]:
    """The same where offsets count this; raises BadAnnotation for an annotation that quotes something else than what
    stands there."""
    pieces: list[str] = []
    found = []
    length = reached = 0  # in code points, and in what offsets count
    for passage in passages:
        if pieces:
            pieces.append("\n" * min(max(passage.offset - reached, passage.tag == "passage"), 2))
            length += len(pieces[-1])
        units = Units(passage.text, encoding) if encoding else None
        for element, start, end in passage.spans:
            try:
                here = [
                    units.point(place) if units else place
                    for place in (start - passage.offset, end - passage.offset)
                ]
            except ValueError:
                here = [0, 0]
            if not 0 <= here[0] < here[1] <= len(passage.text) or not _quotes(
                element, passage.text[slice(*here)]
            ):
                raise BadAnnotation(f"“{element.findtext('text') or ''}” does not stand at {start}-{end}")
            found.append(_Found(element, here[0] + length, here[1] + length))
        pieces.append(passage.text)
        length += len(passage.text)
        reached = passage.offset + (units.of(len(passage.text)) if units else len(passage.text))
    return "".join(pieces), found


def _quotes(element: etree._Element, there: str) -> bool:
    """Whether an annotation says that it stands there; one in several pieces quotes none of what is between."""
    quoted = element.findtext("text")
    return (
        not quoted
        or len(element.findall("location")) > 1
        or "".join(quoted.split()) == "".join(there.split())
    )


def _mark(each: _Found, said: dict[str, str]) -> Mark:
    by, state = said.get("by", "model"), said.get("state", "suggested")
    try:
        score = float(said["score"])
    except (KeyError, ValueError):
        score = None
    return Mark(
        each.start,
        each.end,
        said.get("type") or _NO_LABEL,
        None,
        cast(By, by if by in get_args(By) else "model"),
        cast(State, state if state in get_args(State) else "suggested"),
        score if score is not None and 0 <= score <= 1 else None,
        said.get("when", ""),
    )


def _pairs(document: etree._Element) -> Iterator[tuple[str, str]]:
    """The ids of annotations that a relation says are one."""
    for relation in document.iter("relation"):
        if is_same(_said(relation).get("type", "")):
            yield from pairwise(str(node.get("refid", "")) for node in relation.findall("node"))


def _said(element: etree._Element) -> dict[str, str]:
    return {str(infon.get("key", "")): infon.text or "" for infon in element.findall("infon")}


def _number(value: str | None) -> int:
    try:
        return int(value or "")
    except ValueError:
        raise BadAnnotation(f"“{value or ''}” is no offset") from None
