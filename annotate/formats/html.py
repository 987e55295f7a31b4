"""A page to read and to send: the article with its names marked, beside it an index of who and what it names.

One file without scripts, pictures or anything from elsewhere. Names are marked by colour and by the kind of
line below them; a name leads to its entity in the index, and each number there to one mention.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import BinaryIO

from annotate.annotation import Annotation, Entity, Evidence, Mention
from annotate.evidence import explain
from annotate.labels import GROUPS, group_of
from annotate.names import surface
from annotate.query import Index, group_entities, sort_entities
from annotate.sources.blocks import Block, segment
from annotate.text import one_line, visible

KEEPS = "The article and an index of its names, to read: not to be read back."

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = Path(__file__).with_name("page.css")
_is_wikidata = re.compile(r"Q[1-9]\d*").fullmatch


def write(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write the page of one annotation (one page shows one document: ValueError for more)."""
    (annotation,) = annotations
    file.write("".join(_page(annotation)).encode())


def _page(annotation: Annotation) -> Iterator[str]:
    document = annotation.document
    title = escape(one_line(document.title) or one_line(document.source))
    yield (
        f'<!doctype html>\n<html lang="{escape(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        # The text is untrusted: should an escape ever be missing, still nothing in it can run or be fetched.
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE.read_text('utf-8')}</style>\n</head>\n"
        f'<body>\n<div class="page">\n<main>\n<p class="source">{escape(one_line(document.source))}</p>\n'
    )
    yield from _article(annotation)
    yield "</main>\n<aside>\n"
    yield from _index(annotation)
    made = annotation.pipeline
    yield (
        f"<footer>Marked by {escape(one_line(made.model))} {escape(one_line(made.model_version))} "
        f"and aka {escape(one_line(made.aka))}.</footer>\n</aside>\n</div>\n</body>\n</html>\n"
    )


def _class(label: str) -> str:
    group = group_of(label)
    return "numbers" if group == "dates and numbers" else group


# The article


def _article(annotation: Annotation) -> Iterator[str]:
    """The blocks of the text; its title is the one heading of the first rank."""
    text = annotation.document.text
    links = _Links(annotation)
    blocks = segment(text)
    title = next((block for block in blocks if _is_title(block, annotation)), None)
    if title is None:
        yield f"<h1>{escape(one_line(annotation.document.title))}</h1>\n"
    coming = deque(enumerate(annotation.mentions))
    here: list[tuple[int, Mention]] = []
    for block in blocks:
        while coming and coming[0][1].start < block.end:
            here.append(coming.popleft())
        inside = "".join(_marked(text, block, here, links))
        here = [(index, mention) for index, mention in here if mention.end > block.end]  # on in the next one
        tag = "h1" if block is title else "h2" if block.kind == "heading" else "p"
        kind = ' class="boilerplate"' if block.kind == "boilerplate" else ""
        yield f"<{tag}{kind}>{inside}</{tag}>\n"
    yield "".join(links.place(index) for index, _ in coming)  # of white space, which no block has


def _is_title(block: Block, annotation: Annotation) -> bool:
    document = annotation.document
    return (
        block.kind == "heading" and " ".join(document.text[block.start : block.end].split()) == document.title
    )


def _anchors(annotation: Annotation) -> dict[str, str]:
    """A fragment for each entity by its id: its number, since an id may be any text."""
    return {entity.id: f"e{number}" for number, entity in enumerate(annotation.entities)}


class _Links:
    """Where the links between the article and its index lead; each place is there once."""

    def __init__(self, annotation: Annotation) -> None:
        self.anchors = _anchors(annotation)
        self.names = {entity.id: entity.name for entity in annotation.entities}
        self._placed: set[int] = set()

    def id(self, mention: int) -> str:
        """The attribute for the first element that shows a mention; nothing for later ones."""
        if mention in self._placed:
            return ""
        self._placed.add(mention)
        return f' id="m{mention}"'

    def place(self, mention: int) -> str:
        """An empty element to lead to, where there is none yet."""
        id_ = self.id(mention)
        return f"<i{id_}></i>" if id_ else ""


def _marked(text: str, block: Block, mentions: list[tuple[int, Mention]], links: _Links) -> Iterator[str]:
    """The text of a block with a link around each mention, or what of it stands in the block; one inside
    another is only a place to lead to before it."""
    position = block.start
    for number, (index, mention) in enumerate(mentions):
        start, end = max(mention.start, position), min(mention.end, block.end)
        if start >= end:
            yield links.place(index)
            continue
        yield _shown(text[position:start])
        id_ = links.id(index)
        following = number + 1
        while following < len(mentions) and mentions[following][1].start < end:
            inner, other = mentions[following]
            if other.end <= end:
                yield links.place(inner)
            following += 1
        about = escape(
            f"{one_line(links.names[mention.entity])} · {one_line(mention.label)} · {mention.state}, {mention.by}"
        )
        rejected = " rejected" if mention.state == "rejected" else ""
        yield (
            f'<a{id_} class="mention {_class(mention.label)}{rejected}" title="{about}" '
            f'href="#{links.anchors[mention.entity]}">{_shown(text[start:end])}</a>'
        )
        position = end
    yield _shown(text[position : block.end])


def _shown(text: str) -> str:
    return escape(visible(text, keep="\n\t"))


# The index


def _index(annotation: Annotation) -> Iterator[str]:
    index = Index(annotation, names_only=False)
    anchors = _anchors(annotation)
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, mention in enumerate(annotation.mentions):
        if mention.state != "rejected":
            places[mention.entity, surface(mention.text)].append(number)
    for group, entities in group_entities(sort_entities(index, annotation.entities, "count")).items():
        listed = "".join(
            _entry(entity, anchors[entity.id], index.count(entity.id), places) for entity in entities
        )
        tally = f'<span>{escape(group)}</span><span class="count">{len(entities)}</span>'
        if group == "dates and numbers":
            yield f"<details><summary>{escape(group)}</summary>\n<ul>\n{listed}</ul>\n</details>\n"
        else:
            yield f'<section class="{group}">\n<h2>{tally}</h2>\n<ul>\n{listed}</ul>\n</section>\n'
    if annotation.suggestions:
        names = {entity.id: entity.name for entity in annotation.entities}
        yield '<section class="other">\n<h2 class="plain">Perhaps the same</h2>\n<ul>\n'
        for suggestion in annotation.suggestions:
            one, other = (
                _link(names[id_], anchors[id_]) for id_ in (suggestion.entity, suggestion.other)
            )
            yield f'<li class="entity">{one} and {other}{_why(suggestion.evidence)}</li>\n'
        yield "</ul>\n</section>\n"


def _entry(entity: Entity, anchor: str, count: int, places: dict[tuple[str, str], list[int]]) -> str:
    parts = [
        f'<li class="entity {_class(entity.label)}" id="{anchor}">'
        f'<div class="head"><b>{escape(one_line(entity.name))}</b>'
    ]
    if len(GROUPS[group_of(entity.label)]) > 1:  # else the heading has said it
        parts.append(f'<span class="label">{escape(one_line(entity.label))}</span>')
    if entity.reference:
        reference = escape(one_line(entity.reference))
        if _is_wikidata(entity.reference):
            reference = (
                f'<a href="https://www.wikidata.org/wiki/{reference}" rel="noreferrer">{reference}</a>'
            )
        parts.append(f'<span class="label">{reference}</span>')
    plain = [alias.name for alias in entity.aliases] == [entity.name]
    if plain:
        parts.append(_numbers(places[entity.id, entity.name]))
    parts.append(f'<span class="count">{count}</span></div>')
    if entity.note:
        parts.append(f'<span class="note">{_shown(entity.note)}</span>')
    if not plain:
        parts.append('<ul class="aliases">')
        for alias in entity.aliases:
            found = _numbers(places[entity.id, alias.name])
            why = "" if alias.name == entity.name else _why(alias.evidence, known=entity.name)
            tally = f' <span class="count">×{alias.count}</span>'
            parts.append(f"<li>{escape(one_line(alias.name))}{tally}{found}{why}</li>")
        parts.append("</ul>")
    parts.append("</li>\n")
    return "".join(parts)


def _numbers(mentions: list[int]) -> str:
    """A link to each mention, numbered in the order of the text."""
    links = " ".join(_link(str(number), f"m{index}") for number, index in enumerate(mentions, 1))
    return f' <span class="at">{links}</span>'


def _link(name: str, anchor: str) -> str:
    return f'<a href="#{escape(anchor)}">{escape(one_line(name))}</a>'


def _why(evidence: Evidence, known: str = "") -> str:
    return f' <span class="why">{escape(explain(evidence, known))}</span>'
