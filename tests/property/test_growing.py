"""An annotation that grows by parts, held against a look at everything that was given."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from annotate.annotation import (
    Alias,
    Annotation,
    Document,
    Entity,
    Evidence,
    Mention,
    Pipeline,
    Suggestion,
    check,
    text_sha256,
)
from annotate.growing import Growing
from annotate.labels import group_of
from annotate.names import key

NAMES = ["Barack Obama", "Obama", "OBAMA", "Michelle Obama", "Paris", "two"]
LABELS = ["PERSON", "GPE", "LOC", "CARDINAL"]
SIZE = 40  # code points of a part
TEXT_SIZE = 8 * SIZE


@st.composite
def parts(draw):
    """Where a part begins, and names in it, each with the number of its entity there and that entity's label."""
    start = draw(st.integers(0, 7)) * SIZE
    labels = draw(st.lists(st.sampled_from(LABELS), min_size=3, max_size=3))
    names = draw(st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 2)), max_size=2))
    return start, [(name, number, labels[number]) for name, number in names]


def annotation(document: Document, start: int, names) -> Annotation:
    """The annotation of a part; each name stands twenty code points from the one before."""
    mentions = [
        Mention(at, at + len(name), name, label, f"e{number + 1}", "model", "suggested")
        for at, (name, number, label) in zip(range(start, start + SIZE, SIZE // 2), names, strict=False)
    ]
    entities = {}
    for name, number, label in names:
        of = Counter(other for other, its_number, _ in names if its_number == number)
        aliases = tuple(Alias(alias, count, Evidence("same name", name, None)) for alias, count in of.items())
        reference = "Q90" if name == "Paris" else None
        entities.setdefault(number, Entity(f"e{number + 1}", name, label, reference, "", aliases))
    ids = [entity.id for entity in entities.values()]
    links = tuple(
        Suggestion(ids[0], other, Evidence("spelling", "", 0.5)) for other in ids[1:] if other != ids[0]
    )
    return Annotation(
        format="aka/1", document=document, pipeline=Pipeline("m", "1", "0"),
        entities=tuple(entities.values()), mentions=tuple(mentions), suggestions=links,
    )  # fmt: skip


def document(given_parts) -> Document:
    """A text in which the last that was given of each part stands."""
    text = " " * TEXT_SIZE
    for start, names in given_parts:
        line = "".join(f"{name:{SIZE // 2}}" for name, _, _ in names)
        text = text[:start] + f"{line:{SIZE}}" + text[start + SIZE :]
    return Document("", "", "en", text_sha256(text), text)


@given(st.lists(parts(), max_size=8))
def test_what_grows_is_a_right_annotation_and_entities_stay_what_they_are(given_parts):
    whole = document(given_parts)
    growing = Growing(whole)
    latest: dict[int, Annotation] = {}
    seen: dict[str, tuple[str, str]] = {}
    for start, names in given_parts:
        latest[start] = annotation(whole, start, names)
        growing.add(latest[start], start, start + SIZE)
        for entity in growing.annotation.entities:
            assert seen.setdefault(entity.id, (entity.name, entity.label)) == (entity.name, entity.label)
    grown = growing.annotation
    check(grown)
    wanted = [mention for start in sorted(latest) for mention in latest[start].mentions]
    assert [(each.start, each.end, each.label) for each in grown.mentions] == [
        (each.start, each.end, each.label) for each in wanted
    ]
    for entity in grown.entities:
        counts = Counter(mention.text for mention in grown.mentions if mention.entity == entity.id)
        assert {alias.name: alias.count for alias in entity.aliases} == counts
        assert [alias.count for alias in entity.aliases] == sorted(counts.values(), reverse=True)
    ids = {(mention.start, mention.end): mention.entity for mention in grown.mentions}
    for part in latest.values():  # two of a part stay two, one stays one
        pairs = {(mention.entity, ids[mention.start, mention.end]) for mention in part.mentions}
        assert len(pairs) == len({one for one, _ in pairs}) == len({other for _, other in pairs})


@given(st.lists(parts(), max_size=8))
def test_a_name_that_is_one_entity_in_each_part_is_one_in_all(given_parts):
    given_parts = [(start, [(*name[:2], "PERSON") for name in names[:1]]) for start, names in given_parts]
    whole = document(given_parts)
    growing = Growing(whole)
    for start, names in given_parts:
        growing.add(annotation(whole, start, names), start, start + SIZE)
    of = {}
    for mention in growing.annotation.mentions:
        form = group_of(mention.label), key(mention.text)
        assert of.setdefault(form, mention.entity) == mention.entity
