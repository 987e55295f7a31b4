"""An annotation -> a TEI file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from lxml import etree

from annotate import __version__
from annotate.annotation import Alias, Annotation, Entity, Mention
from annotate.formats.tei.body import Body
from annotate.formats.tei.names import IDENT, KINDS, XML, E, kind_of
from annotate.formats.xml import escaped, serialised

_RESPONSIBLE = {
    "model": "names found by a model",
    "rule": "names found by a rule",
    "book": "names found in an alias book",
    "reader": "names set by a reader",
}
_is_time = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?").fullmatch


def write(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write one annotation (a second would make the file unreadable: ValueError)."""
    (annotation,) = annotations
    file.write(serialised(tree(annotation)))


def tree(annotation: Annotation) -> etree._Element:
    """The annotation as a TEI document."""
    entities = {entity.id: f"e{number}" for number, entity in enumerate(annotation.entities, 1)}
    mentions = {id(mention): f"m{number}" for number, mention in enumerate(annotation.mentions, 1)}

    def about(mention: Mention) -> dict[str, str]:
        said = {"type": _word(mention.label)} if mention.label else {}
        said["ref"] = f"#{entities[mention.entity]}"
        if mention.score is not None:
            said["cert"] = repr(mention.score)
        said["resp"] = f"#{mention.by}"
        if _is_said(mention):
            said[f"{XML}id"] = mentions[id(mention)]
        return said

    body = Body(annotation, about)
    header = _header(annotation, mentions)
    etree.indent(header)
    stand_off = E.standOff(*_lists(annotation.entities, entities))
    if body.spans:
        stand_off.append(E.spanGrp({"type": "mentions"}, *body.spans))
    parts = [
        header,
        *([stand_off] if len(stand_off) else []),
        E.text({f"{XML}space": "preserve"}, body.element),
    ]
    for each in (*parts, *stand_off, *(item for listed in stand_off for item in listed)):
        each.tail = "\n"
    return E.TEI(*parts)


def _header(annotation: Annotation, ids: dict[int, str]) -> etree._Element:
    made = annotation.document
    model = f"{annotation.pipeline.model} {annotation.pipeline.model_version}".strip()
    responsible = [
        E.respStmt({f"{XML}id": by}, E.resp(resp), E.name(escaped(model) if by == "model" else IDENT))
        for by, resp in _RESPONSIBLE.items()
    ]
    source = E.bibl(E.idno({"type": "filename"}, escaped(made.source)))
    if made.date:
        source.append(E.date(escaped(made.date)))
    return E.teiHeader(
        E.fileDesc(
            E.titleStmt(
                E.title(escaped(made.title)), *([E.author(escaped(made.author))] if made.author else []), *responsible
            ),
            E.publicationStmt(E.p("Written by aka.")),
            E.sourceDesc(source),
        ),
        E.encodingDesc(
            E.appInfo(E.application({"ident": IDENT, "version": __version__}, E.label("aka")))
        ),
        E.profileDesc(E.langUsage(E.language({"ident": made.language or "und"}))),
        *_changes(annotation.mentions, ids),
    )  # fmt: skip


def _is_said(mention: Mention) -> bool:
    return bool(mention.state != "suggested" or mention.when)


def _changes(mentions: Iterable[Mention], ids: dict[int, str]) -> Iterator[etree._Element]:
    said: dict[tuple[str, str], list[str]] = {}
    for mention in filter(_is_said, mentions):
        said.setdefault((mention.state, mention.when), []).append(f"#{ids[id(mention)]}")
    if said:
        changes = []
        for (state, when), targets in said.items():
            change = E.change(
                {"status": state, "who": "#reader", "target": " ".join(targets)}, "Decided by a reader."
            )
            if _is_time(when):
                change.set("when", when)
            changes.append(change)
        yield E.revisionDesc(*changes)


def _lists(entities: Iterable[Entity], ids: dict[str, str]) -> Iterator[etree._Element]:
    """The entities, a list a kind."""
    listed = list(entities)
    for kind in KINDS:
        items = [
            _item(entity, ids[entity.id])
            for entity in listed
            if kind_of(entity.label).list == kind.list
        ]  # fmt: skip
        if items:
            yield E(kind.list, *items)


def _item(entity: Entity, id_: str) -> etree._Element:
    kind = kind_of(entity.label)
    item = E(kind.item, {f"{XML}id": id_})
    item.append(E(kind.name, {"type": "canonical"}, escaped(entity.name)))
    item.extend([_alias(kind.name, alias) for alias in entity.aliases])
    if entity.reference:
        item.append(E.idno(escaped(entity.reference)))
    if entity.note:
        item.append(E.note(escaped(entity.note)))
    return item


def _alias(name: str, alias: Alias) -> etree._Element:
    why = alias.evidence
    certainty = E.certainty({"locus": "value"})
    if why.score is not None:
        certainty.set("degree", repr(why.score))
    said = {"rule": why.rule, "with": why.with_, "text": why.text, "when": why.when}
    certainty.extend([E.desc({"type": key}, escaped(value)) for key, value in said.items() if value])
    return E(name, {"type": "alias"}, escaped(alias.name), certainty)


def _word(text: str) -> str:
    return re.sub(r"\s+", "_", escaped(text))
