"""The entities of an annotation as the corpus compares them with those of other documents."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator

from annotate.corpus import Bearer
from annotate.names import key, surface
from annotate.query import Index
from annotate.resolve import persons
from annotate.resolve.words import HUSBANDS, MAIDENS, WIVES
from annotate.sources.blocks import blocks_of

_SAYS_LITTLE = HUSBANDS | WIVES | MAIDENS | {"", "ms"}


def bearers_of(index: Index) -> Iterator[Bearer]:
    """Who and what a document names, each with those that share its paragraphs."""
    document = index.annotation.document
    starts = [block.start for block in blocks_of(document)]
    paragraphs = {
        id_: {bisect_right(starts, mention.start) for mention in mentions}
        for id_, mentions in index.mentions_of.items()
    }
    named_in: dict[int, set[str]] = defaultdict(set)
    for id_, numbers in paragraphs.items():
        for number in numbers:
            named_in[number].add(id_)
    for id_, entity in index.entities.items():
        beside = set[str]().union(*(named_in[number] for number in paragraphs[id_])) - {id_}
        aliases = Counter(surface(mention.text) for mention in index.mentions_of[id_])
        yield Bearer(
            document.sha256,
            id_,
            entity.name,
            entity.label,
            tuple(aliases.most_common()),
            entity.reference,
            tuple(sorted({key(index.entities[other].name) for other in beside})),
            _titles(index, id_) if entity.label == "PERSON" else (),
        )


def _titles(index: Index, person: str) -> tuple[str, ...]:
    """The titles that a person has in a document, before the name or in it; but not Mr. and Mrs., which many have."""
    text = index.annotation.document.text
    titles = set[str]()
    for mention in index.mentions_of[person]:
        titles.add(persons.parse(surface(mention.text)).title)
        titles.update(map(key, persons.titles_before(text[max(0, mention.start - 48) : mention.start])[:1]))
    return tuple(sorted(titles - _SAYS_LITTLE))
