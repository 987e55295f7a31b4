"""An index in Markdown: who and what a text names, how often, under which aliases and why, with passages.

What the text says is escaped: none of it acts as Markdown or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from annotate.annotation import Annotation, Entity
from annotate.evidence import explain
from annotate.labels import GROUPS, every, group_of
from annotate.query import Index, concordance, group_entities, sort_entities
from annotate.text import one_line, visible

PASSAGES = 5  # of an entity; who wants all of them has the other formats
WIDTH = 60  # code points on either side of the name

# Anywhere in a line; links that are made without brackets; and what acts where a line begins.
_inline = re.compile(r"[\\`*_\[\]<>&~|$@]|(?<=www)\.|:(?=//)", re.IGNORECASE).sub
_leading = re.compile(r"^(\d*)([#+\-=.)])").sub


def write(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write an index of each annotation, as they come, with a rule between them."""
    for number, annotation in enumerate(annotations):
        lines = [*(["---", ""] * bool(number)), *_index(annotation)]
        file.write(("\n".join(lines) + "\n").encode("utf-8", "replace"))


def _index(annotation: Annotation) -> Iterator[str]:
    document = annotation.document
    index = Index(annotation, shows=every)
    about = [document.author, document.date, document.source, _counted(len(index.mentions), "mention")]
    yield f"# {_shown(document.title or document.source)}"
    yield ""
    yield " · ".join(_shown(each) for each in about if each)
    yield ""
    for group, entities in group_entities(sort_entities(index, index.entities.values(), "count")).items():
        yield f"## {group.capitalize()}"
        yield ""
        for entity in entities:
            yield from _entry(entity, index)
            yield ""


def _entry(entity: Entity, index: Index) -> Iterator[str]:
    mentions = index.mentions_of[entity.id]
    label = _shown(entity.label) if len(GROUPS[group_of(entity.label)]) > 1 else ""
    known = [label, _shown(entity.reference or ""), _counted(len(mentions), "mention")]
    yield f"- **{_shown(entity.name) or '…'}** · {' · '.join(filter(None, known))}"
    if note := _shown(entity.note):
        yield f"  - {note}"
    for alias in entity.aliases:
        if alias.count and alias.name != entity.name:
            yield f"  - {_shown(alias.name)} ×{alias.count}, {_shown(explain(alias.evidence, entity.name))}"
    text = index.annotation.document.text
    for line in concordance(text, [(each.start, each.end) for each in mentions[:PASSAGES]], WIDTH):
        left, right = line.left.lstrip(), line.right.rstrip()
        if line.start > WIDTH:  # cut: by whole words
            left = "… " + left.partition(" ")[2]
        if line.end + WIDTH < len(text):
            right = right.rpartition(" ")[0] + " …"
        yield f"  - {_begun(left)}**{_escaped(line.name.strip())}**{_escaped(right)}"
    if mentions[PASSAGES:]:
        yield f"  - and {len(mentions) - PASSAGES} more"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"


def _shown(text: str) -> str:
    """A text on one line, of which nothing acts, wherever it begins."""
    return _begun(one_line(text))


def _begun(text: str) -> str:
    return _leading(r"\1\\\2", _escaped(text))


def _escaped(text: str) -> str:
    """A piece within a line, of which nothing acts."""
    return _inline(lambda found: "\\" + found[0], visible(text))
