"""An annotation that grows by parts of its document, while the names are being found.

Each part is annotated as if there were no more, so that it costs what it costs, however long the document is. Here the
parts are put together by the sieve's first rule alone: the same name is the same entity. What its other rules see
between two parts comes with the annotation of the whole, which takes the place of this one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from annotate.annotation import Alias, Annotation, Document, Entity, Evidence, Mention, Pipeline, Suggestion
from annotate.labels import group_of, is_name
from annotate.names import key, surface


class Growing:
    """The names of a document, as far as they are found. An entity keeps its id, its name and its place among the
    others."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._pipeline = Pipeline("", "", "")
        self._mentions: list[Mention] = []
        self._heads: dict[str, Entity] = {}  # every entity that there ever was, as it came
        self._evidence: dict[tuple[str, str], Evidence] = {}  # by entity and alias
        self._counts: dict[str, Counter[str]] = {}  # of an entity's mentions by alias
        self._entities: dict[str, Entity] = {}
        self._suggestions: dict[tuple[str, str], Suggestion] = {}
        self._ids: dict[tuple[str, str], str] = {}  # entities by what they are known by

    @property
    def annotation(self) -> Annotation:
        """What there is now."""
        return Annotation(
            format="aka/1",
            document=self._document,
            pipeline=self._pipeline,
            entities=tuple(self._entities.values()),
            mentions=tuple(self._mentions),
            suggestions=tuple(
                [link for pair, link in self._suggestions.items() if self._entities.keys() >= set(pair)]
            ),
        )

    def add(self, annotation: Annotation, start: int, end: int) -> None:
        """Take in the annotation of ``text[start:end]`` (code points), in the place of what was known of that part."""
        self._pipeline = annotation.pipeline
        ids = self._adopt(annotation.entities)
        mentions = [replace(mention, entity=ids[mention.entity]) for mention in annotation.mentions]
        low, high = (
            bisect_left(self._mentions, at, key=lambda mention: mention.start) for at in (start, end)
        )
        gone = self._mentions[low:high]
        self._mentions[low:high] = mentions
        for some, step in ((gone, -1), (mentions, 1)):
            for mention in some:
                self._counts[mention.entity][surface(mention.text)] += step
        self._build(mention.entity for mention in (*gone, *mentions))
        for link in annotation.suggestions:
            pair = ids[link.entity], ids[link.other]
            self._suggestions.setdefault(pair, replace(link, entity=pair[0], other=pair[1]))

    def _adopt(self, entities: Iterable[Entity]) -> dict[str, str]:
        """The id of each entity of a part: that of a known one, sooner by its own name than by another, or else a new
        one. Two entities of a part stay two."""
        entities = tuple(entities)
        ids: dict[str, str] = {}
        taken: set[str] = set()
        for several in (False, True):
            for entity in entities:
                if entity.id not in ids:
                    bearers = map(self._ids.get, _known_by(entity, several=several))
                    known = next((id_ for id_ in bearers if id_ and id_ not in taken), None)
                    if known or several:
                        ids[entity.id] = known or self._open(entity)
                        taken.add(ids[entity.id])
        for entity in entities:
            id_ = ids[entity.id]
            for form in _known_by(entity, several=True):
                self._ids.setdefault(form, id_)
            for alias in entity.aliases:
                self._evidence.setdefault((id_, alias.name), alias.evidence)
        return ids

    def _open(self, entity: Entity) -> str:
        id_ = f"e{len(self._heads) + 1}"
        self._heads[id_] = replace(entity, id=id_)
        self._counts[id_] = Counter()
        return id_

    def _build(self, changed: Iterable[str]) -> None:
        """Make the entities anew of which mentions came or went."""
        for id_ in dict.fromkeys(changed):
            aliases = [
                Alias(name, count, self._evidence[id_, name])
                for name, count in self._counts[id_].most_common()
                if count
            ]
            if aliases:
                self._entities[id_] = replace(self._heads[id_], aliases=tuple(aliases))
            else:
                self._entities.pop(id_, None)


def _known_by(entity: Entity, *, several: bool) -> Iterator[tuple[str, str]]:
    """What an entity is known by: its name, or ``several``: all its names and its reference. A date or a number is
    known only as it is written."""
    if not is_name(entity.label):
        yield entity.label, entity.name
        return
    group = group_of(entity.label)
    yield group, key(entity.name)
    if several:
        yield from ((group, key(alias.name)) for alias in entity.aliases)
        if entity.reference:
            yield "reference", entity.reference
