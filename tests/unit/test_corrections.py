"""What keys mean: what a correction is about, the decision it makes, marks that hold, and a session that replays."""

from __future__ import annotations

import msgspec

from annotate.decisions import Batch
from annotate.edits import apply, describe
from annotate.query import Index
from annotate.recognize.protocol import Found, Result
from annotate.recognize.spans import Span
from annotate.store import Entry
from tests.sample_annotation import TEXT, annotation
from tui.correcting import making
from tui.correcting.about import choices, of_alias, of_entity, of_marked, of_mention, said_of
from tui.session import Session

WHEN = "2026-01-02T03:04:05+00:00"


def reading() -> Session:
    whole = annotation()
    return Session(whole.document, whole)


def stand_on(session: Session, name: str) -> None:
    start = TEXT.index(name)
    session.stand_on((start, start + len(name)))


def words(session: Session, chosen: tuple[str, str | None] | None = None) -> list[str]:
    return [about.words for about in choices(session, chosen)]


def do(session: Session, decision, number: int = 1) -> None:
    session.replay([Entry(number, "do", decision)])


def names(session: Session) -> dict[str, list[str]]:
    return {
        entity.name: [alias.name for alias in entity.aliases] for entity in session.index.entities.values()
    }


def test_in_the_article_it_is_about_the_mention_then_its_name_then_its_entity():
    session = reading()
    stand_on(session, "UN confirmed")
    session.stand_on((TEXT.index("UN confirmed"), TEXT.index("UN confirmed") + 2))
    assert words(session) == ["this “UN”", "all “UN” here, 2 mentions", "United Nations, 3 mentions"]


def test_what_would_be_the_same_is_offered_once():
    session = reading()
    stand_on(session, "Barack Obama")
    assert words(session) == ["this “Barack Obama”", "Barack Obama, 2 mentions"]
    assert words(session, ("e4", None)) == ["Geneva, 3 mentions"]
    assert words(session, ("e4", "Geneva")) == ["all “Geneva” here, 3 mentions"]


def test_what_is_marked_can_be_meant_too():
    session = reading()
    session.marks.toggle(session.index, "entity", TEXT.index("Barack"))
    stand_on(session, "Vladimir Putin")
    assert words(session)[-1] == "what is marked, 2 mentions"


def test_nothing_is_offered_where_no_name_is():
    assert words(reading()) == []


def test_a_mention_that_has_no_entity_yet_can_be_corrected():
    whole = annotation()
    session = Session(whole.document)
    span = TEXT.index("Barack"), TEXT.index("Barack") + len("Barack Obama")
    session.take([Found(0, (Span(*span, "ORG"),))])
    session.stand_on(span)
    (about,) = choices(session, None)
    do(session, making.relabel(about, "PERSON", WHEN))
    assert [(mention.text, mention.label) for mention in session.index.mentions] == [
        ("Barack Obama", "PERSON")
    ]
    session.take([Result(0, whole)])
    assert session.here.label == "PERSON"
    assert session.here.state == "confirmed"
    assert len(session.index.mentions) == 10


def test_marks_of_several_kinds_go_to_one_new_entity_and_come_back_by_one_undo():
    session = reading()
    before = names(session)
    for scope, name in (("mention", "UN confirmed"), ("alias", "Putin agreed"), ("entity", "Barack")):
        session.marks.toggle(session.index, scope, TEXT.index(name))
    about = of_marked(session.index, session.marks.of(session.index))
    decision = making.move(about, None, WHEN)
    assert isinstance(decision, Batch)
    do(session, decision)
    together = [
        entity for entity in session.index.entities.values() if "UN" in [a.name for a in entity.aliases]
    ]
    new = next(entity for entity in together if entity.name != "United Nations")
    assert {alias.name: alias.count for alias in new.aliases} == {
        "UN": 1, "Putin": 1, "Barack Obama": 1, "Obama": 1,
    }  # fmt: skip
    session.replay([Entry(2, "undo", None)])
    assert names(session) == before


def test_marks_hold_under_other_ids_and_what_is_gone_is_not_marked():
    session = reading()
    session.marks.toggle(session.index, "entity", TEXT.index("Barack"))
    session.marks.toggle(session.index, "mention", TEXT.index("UN confirmed"))
    whole = annotation()
    renamed = msgspec.structs.replace(
        whole,
        entities=tuple(msgspec.structs.replace(entity, id=f"x{entity.id}") for entity in whole.entities),
        mentions=tuple(
            msgspec.structs.replace(mention, entity=f"x{mention.entity}")
            for mention in whole.mentions
            if mention.text != "UN"
        ),
        suggestions=(),
    )
    session.take([Result(0, renamed)])
    assert [(mark.scope, mark.entity) for mark in session.marks.of(session.index)] == [("entity", "xe1")]
    assert [TEXT[slice(*span)] for span in session.marked()] == ["Barack Obama", "Obama"]
    assert not session.marks.toggle(session.index, "entity", TEXT.index("Obama said"))
    assert session.marked() == ()


def test_adding_over_a_mention_replaces_it_and_keeps_it_with_its_entity():
    session = reading()
    start = TEXT.index("Geneva on Monday")
    span = (start, start + len("Geneva on Monday"))
    over = session.index.over(*span)
    decision = making.add(session.index, [span], "GPE", over, WHEN)
    corrected = apply(session.index.annotation, [decision]).annotation
    (new,) = [mention for mention in corrected.mentions if mention.start == start and mention.label == "GPE"]
    assert (new.end, new.entity) == (span[1], "e4")
    assert describe(decision) == "added one mention of Geneva on Monday to Geneva in place of Geneva"


def test_adding_what_is_a_mention_already_only_relabels_it():
    index = Index(annotation())
    mention = index.mentions[0]
    decision = making.add(index, [(mention.start, mention.end)], "ORG", [mention], WHEN)
    assert describe(decision) == describe(making.relabel(of_mention(index, mention), "ORG", WHEN))


def test_what_was_said_of_an_entity_is_found_again():
    session = reading()
    do(session, making.confirm(of_alias(session.index, "e3", "UN"), WHEN))
    do(
        session,
        making.merge(of_entity(session.index, "e1"), of_entity(session.index, "e2").parts[0].what, WHEN),
        2,
    )
    assert [describe(said) for said in said_of(session.index, "e3")] == ["confirmed every UN"]
    (merged,) = session.index.entities.keys() & {"e1", "e2"}
    assert [describe(said) for said in said_of(session.index, merged)] == [
        "merged Barack Obama into Vladimir Putin"
    ]


def test_the_selection_follows_the_mention_through_a_merge_and_back():
    session = reading()
    stand_on(session, "Barack Obama")
    into = of_entity(session.index, "e2").parts[0].what
    do(session, making.merge(of_entity(session.index, "e1"), into, WHEN))
    assert session.entity.name == "Vladimir Putin"
    assert len(session.lit()) == 4
    session.replay([Entry(2, "undo", None)])
    assert session.entity.name == "Barack Obama"
    session.replay([Entry(3, "redo", None)])
    assert session.entity.name == "Vladimir Putin"


def test_a_deleted_mention_is_left_in_the_order_of_the_text():
    session = reading()
    stand_on(session, "Barack Obama")
    do(session, making.delete(choices(session, None)[0], WHEN))
    assert session.current is None
    session.walk(session.trail, 1, visible=(0, len(TEXT)))
    assert session.here.text == "Vladimir Putin"


def test_what_is_rejected_leaves_the_trails_and_can_be_walked_when_asked_for():
    session = reading()
    do(session, making.reject(of_alias(session.index, "e3", "UN"), WHEN))
    do(session, making.reject(of_entity(session.index, "e4"), WHEN), 2)
    walked = [TEXT[slice(*span)] for span in session.trail.spans]
    assert walked == ["Barack Obama", "Vladimir Putin", "Obama", "United Nations", "Putin"]
    assert session.follow("e3", rejected=True)
    assert [TEXT[slice(*span)] for span in session.trail.spans] == ["UN", "UN"]
    assert session.follow("e4")
    assert len(session.trail) == 3
    session.stand_on(session.trail.spans[0])
    do(session, making.confirm(choices(session, None)[-1], WHEN), 3)
    assert "e4" in session.index.entities


def test_entries_taken_in_at_once_are_as_those_taken_one_by_one():
    session, other = reading(), reading()
    decisions = [
        making.confirm(of_entity(session.index, f"e{number}"), f"{WHEN}{number}") for number in range(1, 5)
    ]
    entries = [
        *(Entry(number, "do", decision) for number, decision in enumerate(decisions)),
        *(Entry(number, "undo", None) for number in range(4, 7)),
        Entry(7, "redo", None),
    ]
    session.replay(entries)
    for entry in entries:
        other.replay([entry])
    assert session.history.annotation == other.history.annotation
    assert session.history.done == other.history.done == tuple(decisions[:2])
    for again in (session, other):
        again.replay([Entry(8, "redo", None)])
        assert again.history.done == tuple(decisions[:3])


def test_what_the_file_carries_already_is_not_undone():
    session = reading()
    first = making.confirm(of_entity(session.index, "e1"), WHEN)
    second = making.confirm(of_entity(session.index, "e2"), WHEN)
    carrying = Session(session.document, apply(annotation(), [first]).annotation)
    carrying.replay([Entry(1, "do", second), Entry(2, "do", first)])
    assert not carrying.record.can_undo
    # Another window, which opened the text itself, undoes both.
    carrying.replay([Entry(3, "undo", None)])
    assert carrying.record.can_undo
    carrying.replay([Entry(4, "undo", None)])
    assert carrying.history.done == ()
    assert carrying.index.states_of("e1") == {"confirmed"}
    assert carrying.index.states_of("e2") == {"suggested"}
