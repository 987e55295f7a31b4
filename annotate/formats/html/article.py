"""The text of a page: its blocks, with every mention marked."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from html import escape
from itertools import takewhile

from annotate.annotation import Annotation, Block, Mention
from annotate.evidence import day
from annotate.formats.html.parts import anchors, class_of, shown
from annotate.sources.blocks import blocks_of
from annotate.text import one_line

_FOUND = {
    "model": "found by the model",
    "rule": "found by a rule",
    "book": "found in an alias book",
    "reader": "set by a reader",
}


def article(annotation: Annotation) -> Iterator[str]:
    """The blocks of the text; its title is the one heading of the first rank."""
    text = annotation.document.text
    links = _Links(annotation)
    blocks = blocks_of(annotation.document)
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


class _Links:
    """Where the links between the article and its index lead; each place is there once."""

    def __init__(self, annotation: Annotation) -> None:
        self.anchors = anchors(annotation)
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
    """The text of a block with its mentions marked, or what of them stands in the block. One inside another is only a
    place to lead to before it, and so is a rejected one where a name that counts overlaps it."""
    position = block.start
    for number, (index, mention) in enumerate(mentions):
        start, end = max(mention.start, position), min(mention.end, block.end)
        if start >= end or _gives_way(mentions, number, end):
            yield links.place(index)
            continue
        yield shown(text[position:start])
        id_ = links.id(index)
        for inner, other in _following(mentions, number, end):
            if other.end <= end:
                yield links.place(inner)
        yield _mark(mention, id_, shown(text[start:end]), links)
        position = end
    yield shown(text[position : block.end])


def _following(mentions: list[tuple[int, Mention]], number: int, end: int) -> Iterator[tuple[int, Mention]]:
    """The mentions behind that of a number which begin before an offset."""
    behind = map(mentions.__getitem__, range(number + 1, len(mentions)))
    return takewhile(lambda item: item[1].start < end, behind)


def _gives_way(mentions: list[tuple[int, Mention]], number: int, end: int) -> bool:
    """Whether a mention is rejected and overlaps one behind it that is not."""
    return mentions[number][1].state == "rejected" and any(
        other.state != "rejected" for _, other in _following(mentions, number, end)
    )


def _mark(mention: Mention, id_: str, text: str, links: _Links) -> str:
    """A mention: a link to its entity, or, where it is rejected and so names nothing, struck out."""
    decided = f"{mention.state} {day(mention.when)}".rstrip()
    about = [
        one_line(links.names[mention.entity]),
        one_line(mention.label),
        f"{decided}, {_FOUND[mention.by]}",
    ]
    attributes = (
        f'{id_} class="mention {class_of(mention.label)} {mention.state}" title="{escape(" · ".join(about))}" '
        f'data-by="{mention.by}" data-state="{mention.state}"'
    )
    if mention.when:
        attributes += f' data-when="{escape(one_line(mention.when))}"'
    if mention.state == "rejected":
        return f"<s{attributes}>{text}</s>"
    return f'<a{attributes} href="#{links.anchors[mention.entity]}">{text}</a>'
