"""The consolidated list of the United Nations Security Council, as XML.

The names of a person are in up to four parts; QUALITY "Low" marks an alias that is too common to be told by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from annotate.errors import BadSource
from annotate.text import one_line
from annotate.watchlists.entry import Fault, Found, Listed
from annotate.watchlists.reading.file import ListFile

_LABELS = {"INDIVIDUAL": "PERSON", "ENTITY": "ORG"}
_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_begins = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE.*?>\s*)*<CONSOLIDATED_LIST[\s>]", re.DOTALL
).match
_BOMB = b"<!ENTITY"


def begins(data: bytes) -> bool:
    """Whether a file begins as the list does."""
    return _begins(data) is not None or (_BOMB in data and b"<CONSOLIDATED_LIST" in data)


def read(file: ListFile) -> Iterator[Found]:
    """The persons and organisations. Nothing outside of the file is opened, and nothing in it is unfolded.

    Raises BadSource for what is no sound XML: half a list is not to be taken for the list.
    """
    try:
        yield from _entries(file)
    except etree.XMLSyntaxError as error:
        reason = one_line(str(error.msg).partition(", line ")[0])
        raise BadSource(f"{file.name}, line {error.lineno}: it is no sound XML ({reason}).") from None


def _entries(file: ListFile) -> Iterator[Found]:
    events = etree.iterparse(
        file,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for event, element in events:
        if event == "start":
            if element.getparent() is None:
                _refuse_entities(element, file)
        elif element.tag in _LABELS and element.getparent().tag in ("INDIVIDUALS", "ENTITIES"):
            yield _entry(element, file)
            element.clear()
            while element.getprevious() is not None:  # what was read is in nobody's way
                del element.getparent()[0]


def _refuse_entities(root: etree._Element, file: ListFile) -> None:
    subset = root.getroottree().docinfo.internalDTD
    if subset is not None and any(True for _ in subset.iterentities()):
        raise BadSource(f"{file.name} declares XML entities of its own, which aka does not unfold.")


def _entry(element: etree._Element, file: ListFile) -> Found:
    def text(of: etree._Element, tag: str) -> str:
        return " ".join((of.findtext(tag) or "").split())

    name = " ".join(filter(None, (text(element, part) for part in _PARTS)))
    id_ = text(element, "REFERENCE_NUMBER") or text(element, "DATAID")
    if not name or not id_:
        return Fault(file.name, element.sourceline or 0, "an entry has no name or no number")
    aliases = [
        (text(alias, "ALIAS_NAME"), text(alias, "QUALITY"))
        for alias in element.findall(f"{element.tag}_ALIAS")
    ]
    good = tuple(alias for alias, quality in aliases if quality != "Low")
    weak = tuple(alias for alias, quality in aliases if quality == "Low")
    return Listed(element.sourceline or 0, id_, _LABELS[element.tag], (name, *good), weak)
