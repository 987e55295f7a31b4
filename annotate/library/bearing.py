"""The entities of an annotation as the corpus compares them with those of other documents."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator

from annotate.corpus import Bearer
from annotate.names import key, surface
from annotate.query import Index
from annotate.sources.blocks import blocks_of


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
            frozenset(key(index.entities[other].name) for other in beside),
        )
