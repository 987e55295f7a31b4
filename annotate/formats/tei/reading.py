"""A TEI file -> an annotation: one that aka wrote, or an edition made by hand or by another program."""

from __future__ import annotations

from collections.abc import Hashable
from typing import cast, get_args

from lxml import etree

from annotate.annotation import Annotation, By, Evidence, State
from annotate.errors import BadAnnotation
from annotate.formats.building import Known, Mark, build, document, label_of
from annotate.formats.input import Input
from annotate.formats.tei.names import IDENT, LABEL_OF, NAMESPACE, TYPE_OF, XML, tag
from annotate.formats.tei.text import Text
from annotate.formats.xml import parse, unescaped
from annotate.labels import LABELS

_NS = {"t": NAMESPACE}
_BY: tuple[By, ...] = get_args(By)
_STATES: tuple[State, ...] = get_args(State)
_NO_LABEL = "MISC"


def read(file: Input) -> list[Annotation]:
    """The annotation in a TEI file, or those in a ``teiCorpus``; raises BadAnnotation."""
    root = parse(file.data)
    trees = [root] if tag(root) == "TEI" else root.findall("t:TEI", _NS)
    if not trees:
        raise BadAnnotation("it has no element TEI in TEI's namespace")
    return [_File(tree, name).annotation() for tree, name in zip(trees, file.names(len(trees)), strict=True)]


class _File:
    """A TEI document that is being read."""

    def __init__(self, root: etree._Element, name: str) -> None:
        self._root = root
        self._name = name
        self._own = root.find(f"t:teiHeader//t:application[@ident='{IDENT}']", _NS) is not None
        self._by_id = {id_: element for element in root.iter() if (id_ := element.get(f"{XML}id"))}
        self._said: dict[str, tuple[State, str]] = {}
        if self._own:
            for change in root.iterfind("t:teiHeader/t:revisionDesc/t:change", _NS):
                if (state := change.get("status")) in _STATES:
                    for target in change.get("target", "").split():
                        self._said[target] = state, change.get("when", "")

    def annotation(self) -> Annotation:
        """All that the document says."""
        texts = self._root.findall("t:text", _NS)
        if not texts:
            raise BadAnnotation("it has no text")
        text = Text(texts, self._own)
        spans = text.mentions + [
            (text.anchors.get(_target(span, "from")), text.anchors.get(_target(span, "to")), span)
            for span in self._root.iterfind("t:standOff//t:span[@type][@ana]", _NS)
            if self._own
        ]
        marks = [
            self._mark(start, end, element)
            for start, end, element in spans
            if start is not None and end is not None and start < end
        ]
        known = {mark.group: self._known(mark.group) for mark in marks if mark.group is not None}
        header = "t:teiHeader/t:fileDesc/"
        made = document(
            str(text),
            self._first(f"{header}t:sourceDesc//t:idno[@type='filename']") or self._name,
            named=self._first(f"{header}t:titleStmt/t:title"),
            language=self._language(),
            author=self._first(f"{header}t:titleStmt/t:author"),
            date=self._first(f"{header}t:sourceDesc//t:date")
            or self._first(f"{header}t:publicationStmt//t:date"),
        )
        return build(made, marks, known)

    def _mark(self, start: int, end: int, element: etree._Element) -> Mark:
        by = element.get("resp", "").lstrip("#")
        state, when = self._said.get("#" + element.get(f"{XML}id", ""), ("suggested", ""))
        return Mark(
            start,
            end,
            self._label(element),
            _group(element),
            cast(By, by) if self._own and by in _BY else "model",
            state,
            _probability(element.get("cert")),
            when,
        )

    def _label(self, element: etree._Element) -> str:
        type_ = unescaped(element.get("type", "")) if self._own else element.get("type", "")
        usual = LABEL_OF.get(tag(element), "")
        if self._own or label_of(type_) in LABELS or (type_ and not usual):
            return TYPE_OF.get(type_.lower(), type_) or usual
        return usual or _NO_LABEL

    def _known(self, group: Hashable) -> Known:
        """What is known of an entity: from its entry in a list, wherever that stands, or from an address of it."""
        reference = cast(str, group)
        entry = self._by_id.get(reference[1:]) if reference.startswith("#") else None
        if entry is None:
            return Known(reference=None if reference.startswith("#") else reference)
        names = [each for each in entry if tag(each) in LABEL_OF]
        evidence = {self._string(name): why for name in names if (why := self._evidence(name))}
        return Known(
            self._string(names[0]) if names else "",
            self._first("t:idno", entry) or None,
            self._first("t:note", entry),
            evidence,
        )

    def _evidence(self, name: etree._Element) -> Evidence | None:
        certainty = name.find("t:certainty", _NS)
        if certainty is None or not self._own:
            return None
        said = {each.get("type"): self._string(each) for each in certainty}
        degree = _probability(certainty.get("degree"))
        return Evidence(
            said.get("rule", ""), said.get("with", ""), degree, said.get("text", ""), said.get("when", "")
        )

    def _first(self, path: str, under: etree._Element | None = None) -> str:
        found = (self._root if under is None else under).find(path, _NS)
        return "" if found is None else self._string(found)

    def _string(self, element: etree._Element) -> str:
        """What an element says: to the letter in a file of aka's own, else with white space as XML's writers mean
        it."""
        if self._own:
            return unescaped(element.text or "")
        return " ".join("".join(element.itertext()).split()) or element.get("when", "")

    def _language(self) -> str:
        language = self._root.find("t:teiHeader/t:profileDesc/t:langUsage/t:language", _NS)
        named = self._root.get(f"{XML}lang", "") if language is None else language.get("ident", "")
        return named if named != "und" else "en"


def _group(element: etree._Element) -> str | None:
    """What a mention refers to: the first of ``@ref`` (or a span's ``@ana``), else the ``@key``."""
    said = element.get("ref") or element.get("ana" if tag(element) == "span" else "key") or ""
    return next(iter(said.split()), None)


def _target(span: etree._Element, name: str) -> str:
    return str(span.get(name, "")).lstrip("#")


def _probability(value: str | None) -> float | None:
    """A probability that TEI's ``@cert`` and ``@degree`` may give; None for words such as "high"."""
    try:
        found = float(value or "")
    except ValueError:
        return None
    return found if 0 <= found <= 1 else None
