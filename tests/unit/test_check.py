"""The doctor: what it finds wrong in an annotation, and what its fixes do."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotate import check as doctor
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
    decode,
    encode,
    text_sha256,
)
from annotate.book import Book, Entry
from annotate.decisions import Apart, Confirm, Merge
from annotate.edits import apply, entity_target, mention_target
from annotate.errors import BadAnnotation
from annotate.query import Index
from annotate.sources.blocks import Block
from tests.sample_annotation import TEXT, annotation

WHEN = "2026-11-22T12:00:00+00:00"
BOOK = Book(
    [
        Entry("Islamic State", "ORG", "armed group", aliases=("ISIS", "Daesh"), not_=("Islamic Emirate",)),
        Entry("Kurdistan Workers' Party", "ORG", "armed group", aliases=("PKK",)),
        Entry("Turkey", "GPE", "country", people=("Turks", "Turkish")),
    ]
)


def marked(text: str, **entities: str) -> Annotation:
    """An annotation of a text in which names are written [e1 Name]; each entity's label is given with its id."""
    plain, mentions, at = "", [], 0
    for found in re.finditer(r"\[(e\d)(?:/([A-Z]+))? ([^]]+)\]", text):
        plain += text[at : found.start()]
        start, at = len(plain), found.end()
        plain += found[3]
        label = found[2] or entities[found[1]]
        mentions.append(Mention(start, len(plain), found[3], label, found[1], "model", "suggested"))
    plain += text[at:]
    return of(plain, mentions, entities)


def of(text: str, mentions: list[Mention], labels: dict[str, str]) -> Annotation:
    entities = []
    for entity, label in labels.items():
        names = [mention.text for mention in mentions if mention.entity == entity]
        aliases = [
            Alias(
                name,
                names.count(name),
                Evidence("canonical name" if name == names[0] else "by hand", names[0], None),
            )
            for name in dict.fromkeys(names)
            for rule in ["canonical name" if name == names[0] else "by hand"]
        ]
        entities.append(Entity(entity, names[0], label, None, "", tuple(aliases)))
    return Annotation(
        format="aka/1",
        document=Document("news.txt", "", "en", text_sha256(text), text),
        pipeline=Pipeline("none", "0", "0"),
        entities=tuple(entities),
        mentions=tuple(sorted(mentions, key=lambda mention: (mention.start, -mention.end))),
    )


def found(whole: Annotation, book: Book | None = None) -> list[tuple[str, str]]:
    return [(problem.kind, problem.sentence) for problem in doctor.problems(whole, book)]


def mended(whole: Annotation, book: Book | None = None) -> Annotation:
    """The annotation after all fixes, in which nothing is left to be fixed."""
    checkup = doctor.check_up(whole, book)
    result = doctor.fixed(checkup, WHEN)
    check(result)
    assert not [problem for problem in doctor.problems(result, book) if problem.fix]
    return result


def names(whole: Annotation) -> set[tuple[str, ...]]:
    return {tuple(sorted(alias.name for alias in entity.aliases)) for entity in whole.entities}


def test_nothing_is_wrong_in_the_sample():
    assert found(annotation(), BOOK) == []


# Overlaps


def overlapping(*more: Mention, text: str = "He met Barack Obama there.") -> Annotation:
    labels = {"e1": "PERSON", **{mention.entity: mention.label for mention in more}}
    return of(
        text, [Mention(7, 19, "Barack Obama", "PERSON", "e1", "model", "suggested", 0.9), *more], labels
    )


def test_a_name_inside_a_longer_one_of_the_same_entity_goes():
    whole = overlapping(Mention(14, 19, "Obama", "PERSON", "e1", "model", "suggested"))
    (problem,) = doctor.problems(whole)
    assert (problem.kind, problem.sentence) == (
        "overlap",
        "“Obama” at 14-19 overlaps “Barack Obama” at 7-19.",
    )
    assert problem.spans == ((7, 19), (14, 19))
    assert [mention.text for mention in mended(whole).mentions] == ["Barack Obama"]


def test_of_two_that_cross_the_likelier_one_stays():
    whole = overlapping(Mention(14, 25, "Obama there", "ORG", "e2", "model", "suggested", 0.2))
    assert [mention.text for mention in mended(whole).mentions] == ["Barack Obama"]


def test_what_a_person_said_stays():
    whole = overlapping(Mention(14, 19, "Obama", "PERSON", "e1", "model", "confirmed", 0.1, when=WHEN))
    assert [mention.text for mention in mended(whole).mentions] == ["Obama"]


def test_a_name_inside_that_of_something_else_is_no_problem():
    text = "the University of London"
    whole = of(
        text,
        [
            Mention(4, 24, "University of London", "ORG", "e1", "model", "suggested"),
            Mention(18, 24, "London", "GPE", "e2", "model", "suggested"),
        ],
        {"e1": "ORG", "e2": "GPE"},
    )
    assert found(whole) == []


@pytest.mark.parametrize("entity", ["e1", "e2"])
def test_a_place_that_is_marked_twice_is_marked_once(entity):
    whole = overlapping(Mention(7, 19, "Barack Obama", "PERSON", entity, "model", "suggested", 0.2))
    assert ("overlap", "“Barack Obama” is marked twice at 7-19.") in found(whole)
    (kept,) = mended(whole).mentions
    assert (kept.text, kept.label) == ("Barack Obama", "PERSON")


# One name in two entities


def test_one_name_in_two_entities_becomes_one():
    whole = marked("[e1 Raqqa] and [e1 Raqqa], [e2 Raqqa]; [e2 Raqqa city]", e1="GPE", e2="GPE")
    assert found(whole) == [
        ("two entities", "“Raqqa” is a name of “Raqqa” (GPE, 2 of 2) and of “Raqqa” (GPE, 1 of 2).")
    ]
    assert names(mended(whole)) == {("Raqqa", "Raqqa city")}


def test_a_name_that_is_only_one_of_an_entitys_moves_alone():
    whole = marked("[e1 ISIS] and [e1 ISIS]. [e2 Free Army], or [e2 Isis].", e1="ORG", e2="ORG")
    assert names(mended(whole)) == {("ISIS", "Isis"), ("Free Army",)}


def test_another_kind_of_thing_gets_the_label_too():
    whole = marked("[e1 Jarablus], [e1 Jarablus], [e2 Jarablus]", e1="GPE", e2="ORG")
    after = mended(whole)
    assert names(after) == {("Jarablus",)}
    assert {mention.label for mention in after.mentions} == {"GPE"}


def test_a_person_may_be_called_as_a_place_is():
    whole = marked("[e1 Jordan], [e1 Jordan], [e2 Jordan]", e1="GPE", e2="PERSON")
    (problem,) = doctor.problems(whole)
    assert (problem.kind, problem.remedy, problem.fix) == ("two entities", "", None)


def test_people_whom_the_text_tells_apart_are_two():
    whole = marked("Mr. [e1 Wilson] met Mrs. [e2 Wilson].", e1="PERSON", e2="PERSON")
    assert found(whole) == []


def test_what_a_person_keeps_apart_is_two():
    whole = marked("[e1 Raqqa] and [e2 Raqqa]", e1="GPE", e2="GPE")
    index = Index(whole)
    said = Apart(when=WHEN, one=entity_target(index, "e1"), other=entity_target(index, "e2"))
    assert len(found(whole)) == 1
    assert found(apply(whole, [said]).annotation) == []


# Labels


def test_an_entity_with_two_labels_gets_one():
    whole = marked("[e1 Raqqa], [e1/ORG Raqqa], [e1 Raqqa]", e1="GPE")
    assert found(whole) == [("two labels", "“Raqqa” is GPE, and ORG in 1 of its 3 mentions.")]
    assert {mention.label for mention in mended(whole).mentions} == {"GPE"}


def test_a_label_that_a_person_has_confirmed_is_none():
    whole = marked("[e1 Raqqa], [e1/ORG Raqqa], [e1 Raqqa]", e1="GPE")
    said = Confirm(when=WHEN, what=mention_target(Index(whole), whole.mentions[1:2]))
    assert found(apply(whole, [said]).annotation) == []


def test_dates_are_looked_at_too():
    whole = marked("[e1 May], [e1/PERSON May], [e1 May]", e1="DATE")
    assert [kind for kind, _ in found(whole)] == ["two labels"]


# The alias book


def test_an_alias_that_is_another_entity_in_the_book_leaves():
    whole = marked("[e1 Islamic State], [e1 ISIS], [e1 PKK]", e1="ORG")
    assert found(whole) == []
    assert found(whole, BOOK) == [
        ("alias book", "“PKK” is “Kurdistan Workers' Party” in the alias book, not “Islamic State”.")
    ]
    assert names(mended(whole, BOOK)) == {("ISIS", "Islamic State"), ("PKK",)}


def test_it_goes_to_its_own_entity_where_there_is_one():
    whole = marked("[e1 Islamic State], [e1 PKK], [e2 Kurdistan Workers' Party]", e1="ORG", e2="ORG")
    problems = doctor.problems(whole, BOOK)
    assert problems[0].remedy == "move it to “Kurdistan Workers' Party”"
    assert names(mended(whole, BOOK)) == {("Islamic State",), ("Kurdistan Workers' Party", "PKK")}


def test_a_name_that_the_book_says_an_entity_is_not_leaves():
    whole = marked("[e1 Islamic State] and [e1 Islamic Emirate]", e1="ORG")
    assert [kind for kind, _ in found(whole, BOOK)] == ["alias book"]
    assert names(mended(whole, BOOK)) == {("Islamic State",), ("Islamic Emirate",)}


def test_what_is_one_in_the_book_becomes_one():
    whole = marked("[e1 Islamic State], [e1 Islamic State], [e2 Daesh]", e1="ORG", e2="ORG")
    assert found(whole, BOOK) == [
        ("alias book", "“Daesh” and “Islamic State” are one in the alias book: “Islamic State”.")
    ]
    assert names(mended(whole, BOOK)) == {("Daesh", "Islamic State")}


def test_a_country_and_its_people_are_two_in_the_book():
    apart = marked("[e1 Turkey] and [e2 Turkish]", e1="GPE", e2="NORP")
    one = marked("[e1 Turkey] and [e1/NORP Turkish]", e1="GPE")
    assert found(apart, BOOK) == []
    assert "alias book" in [kind for kind, _ in found(one, BOOK)]


def test_a_person_knows_better_than_the_book():
    whole = marked("[e1 Islamic State], [e2 PKK], [e3 Daesh]", e1="ORG", e2="ORG", e3="ORG")
    index = Index(whole)
    target = {entity: entity_target(index, entity) for entity in ("e1", "e2", "e3")}
    decisions = [
        Merge(when=WHEN, what=target["e2"], into=target["e1"]),
        Apart(when=WHEN, one=target["e3"], other=target["e1"]),
    ]
    assert found(apply(whole, decisions).annotation, BOOK) == []


# Stale offsets


def sentences(whole: Annotation) -> list[str]:
    return [problem.sentence for problem in doctor.check_up(whole).problems]


def retold(whole: Annotation, text: str) -> Annotation:
    """The annotation with another text, and everything else as it was."""
    return replace(whole, document=replace(whole.document, text=text))


def test_a_sound_annotation_stays_as_it_is():
    assert doctor.mend(annotation()) == (annotation(), (), ())


def test_what_was_inserted_moves_what_comes_after():
    text = TEXT.replace("The UN confirmed", "In Geneva, Obama and Putin smiled. The UN confirmed")
    checkup = doctor.check_up(retold(annotation(), text))
    assert [problem.sentence for problem in checkup.problems] == [
        "The text is not the one that was annotated: its SHA-256 differs.",
        "“UN” does not stand at 142-144.",
        "“Putin” does not stand at 165-170.",
        "“UN” does not stand at 187-189.",
        "“Geneva” does not stand at 203-209.",
    ]
    check(checkup.annotation)
    shift = len(text) - len(TEXT)
    old = [mention.start for mention in annotation().mentions]
    new = [mention.start for mention in checkup.annotation.mentions]
    assert new == old[:-4] + [start + shift for start in old[-4:]]
    assert [text[slice(*problem.spans[0])] for problem in checkup.problems[1:]] == [
        "UN",
        "Putin",
        "UN",
        "Geneva",
    ]


def test_blocks_of_another_text_are_found_anew():
    whole = annotation()
    document = replace(whole.document, blocks=(Block(0, 15, "heading"), Block(17, len(TEXT), "paragraph")))
    sound = replace(whole, document=document)
    assert doctor.mend(sound).annotation.document.blocks == document.blocks
    shorter = doctor.mend(retold(sound, TEXT[:100])).annotation
    check(shorter)
    assert shorter.document.blocks == ()


def test_what_was_cut_out_is_lost():
    text = TEXT[: TEXT.index("The UN confirmed")]
    checkup = doctor.check_up(retold(annotation(), text))
    assert [problem.remedy for problem in checkup.problems].count("leave it out") == 4
    assert names(checkup.annotation) == {
        ("Barack Obama", "Obama"),
        ("Vladimir Putin",),
        ("United Nations",),
        ("Geneva",),
        ("Monday",),
    }
    counts = {alias.name: alias.count for entity in checkup.annotation.entities for alias in entity.aliases}
    assert counts["Geneva"] == 2
    check(checkup.annotation)


def test_an_entity_of_which_all_is_lost_goes_with_its_links():
    text = TEXT.replace("Geneva", "Zurich")
    checkup = doctor.check_up(retold(annotation(), text))
    assert "e4" not in {entity.id for entity in checkup.annotation.entities}
    assert checkup.annotation.suggestions == ()


def test_offsets_in_utf16_are_put_right():
    text = "😀 " + TEXT.replace("Talks", "😀 Talks").replace("The UN", "😀😀 The UN")
    sound = retold(annotation(text), text)
    shifted = [
        replace(mention, start=mention.start + extra, end=mention.end + extra)
        for mention in sound.mentions
        for extra in [text[: mention.start].count("😀")]
    ]
    broken = replace(sound, mentions=tuple(shifted))
    assert doctor.mend(broken).annotation == sound


@given(st.data())
def test_what_an_edit_leaves_alone_is_found_again(data):
    """A piece of the text is replaced between names; the oracle knows where each mention is then."""
    whole = annotation()
    ends = [0, *(mention.end for mention in whole.mentions)]
    starts = [*(mention.start for mention in whole.mentions), len(TEXT)]
    gap = data.draw(st.integers(0, len(ends) - 1))
    at = data.draw(st.integers(ends[gap], starts[gap]))
    inserted = data.draw(st.text(alphabet="xyz ,.\n", min_size=1, max_size=300)) + " "
    text = f"{TEXT[:at]} {inserted}{TEXT[at:]}"
    shift = len(text) - len(TEXT)
    result = doctor.mend(retold(whole, text))
    assert not result.lost
    assert list(result.annotation.mentions) == [
        replace(mention, start=mention.start + by, end=mention.end + by)
        for mention in whole.mentions
        for by in [shift if mention.start >= at else 0]
    ]


@given(
    st.lists(
        st.tuples(st.integers(-20, 60), st.integers(-20, 60), st.sampled_from(["US", "Us", "a", "", "é"]))
    )
)
def test_whatever_the_offsets_are_the_result_is_sound(places):
    text = "US and a Us, a USA: US é. "
    mentions = [Mention(start, end, name, "ORG", "e1", "model", "suggested") for start, end, name in places]
    names_there = dict.fromkeys(name for _, _, name in places)
    aliases = tuple(Alias(name, 1, Evidence("by hand", "", None)) for name in names_there)
    whole = Annotation(
        format="aka/1",
        document=Document("", "", "en", "", text),
        pipeline=Pipeline("", "", ""),
        entities=(Entity("e1", "US", "ORG", None, "", aliases),) if places else (),
        mentions=tuple(mentions),
    )
    result = doctor.mend(whole)
    check(result.annotation)
    assert len(result.annotation.mentions) + len(result.lost) == len(mentions)
    kept = [
        mention for mention in mentions if text[max(mention.start, 0) : mention.end] == mention.text != ""
    ]
    assert not [
        mention for mention in kept if mention.start >= 0 and mention not in result.annotation.mentions
    ]
    moved = [(after.start, after.end) for _, after in result.moved]
    assert len(set(moved)) == len(moved)


# Files


def test_a_file_that_no_longer_fits_its_text_is_read(tmp_path):
    path = tmp_path / "talks.json"
    path.write_bytes(encode(retold(annotation(), "New: " + TEXT), indent=2))
    with pytest.raises(BadAnnotation):
        decode(path.read_bytes())
    opened = doctor.read(str(path))
    assert isinstance(opened, Annotation)
    assert len(doctor.check_up(opened).problems) == 12


@pytest.mark.parametrize(
    "break_it",
    [
        lambda data: data.replace(b'"entity":"e1"', b'"entity":"e9"', 1),
        lambda data: data[:-40],
        lambda data: data.replace(b"aka/1", b"aka/9"),
        lambda data: data.replace(b'"start":', b'"begin":'),
    ],
)
def test_what_is_wrong_in_another_way_is_refused(tmp_path, break_it):
    path = tmp_path / "talks.json"
    path.write_bytes(break_it(encode(retold(annotation(), "New: " + TEXT))))
    with pytest.raises(BadAnnotation, match=r"talks\.json"):
        doctor.read(str(path))


def test_kept_decisions_are_applied_and_those_that_no_longer_fit_are_named():
    whole = marked("[e1 Raqqa], [e1/ORG Raqqa], [e1 Raqqa]", e1="GPE")
    fits = Confirm(when=WHEN, what=mention_target(Index(whole), whole.mentions[1:2]))
    elsewhere = annotation()
    lost = Confirm(when=WHEN, what=mention_target(Index(elsewhere), elsewhere.mentions[:1]))
    checkup = doctor.check_up(whole, None, [fits, lost])
    assert [(problem.kind, problem.sentence) for problem in checkup.problems] == [
        ("decision", "It no longer fits the text that you confirmed one mention of Geneva.")
    ]
    assert checkup.annotation.mentions[1].state == "confirmed"


def test_hostile_names_do_not_act():
    name = "Ra\x1b]52;c;x\x07qqa\u202e"
    text = f"{name} and {name}."
    mentions = [
        Mention(0, len(name), name, "GPE", "e1", "model", "suggested"),
        Mention(len(name) + 5, len(text) - 1, name, "GPE", "e2", "model", "suggested"),
    ]
    whole = of(text, mentions, {"e1": "GPE", "e2": "GPE"})
    (problem,) = doctor.problems(whole)
    assert not re.search(r"[\x00-\x1f\u202e]", problem.sentence + problem.remedy)


def test_links_that_a_person_rejected_do_not_hide_others():
    whole = marked("[e1 Raqqa], [e2 Raqqa], [e3 Paris]", e1="GPE", e2="GPE", e3="GPE")
    link = Suggestion("e1", "e3", Evidence("by hand", "", None), "rejected", WHEN)
    assert len(found(replace(whole, suggestions=(link,)))) == 1
