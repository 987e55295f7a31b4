"""Review: what is asked, in which order, and what a yes and a no decide."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotate.annotation import Annotation, Evidence, Suggestion
from annotate.decisions import Decision, Note
from annotate.edits import History, apply, entity_target
from annotate.query import Index
from annotate.review import KINDS, Item, above, accept_all, progress, queue
from tests.sample_annotation import TEXT, annotation

WHEN = "2026-11-22T12:00:00+00:00"


def doubtful() -> Annotation:
    """The sample with everything in it that may be asked about."""
    sample = annotation()
    entities = []
    for entity in sample.entities:
        aliases = tuple(
            replace(
                alias, evidence=replace(alias.evidence, score={"Putin": 0.99, "UN": 0.92}.get(alias.name))
            )
            for alias in entity.aliases
        )
        entities.append(replace(entity, aliases=aliases))
    mentions = []
    for number, mention in enumerate(sample.mentions):
        score = {"Obama": 0.4}.get(mention.text, 0.97)
        label = "ORG" if mention.text == "Geneva" and number == len(sample.mentions) - 1 else mention.label
        mentions.append(replace(mention, score=score, label=label))
    suggestions = (
        *sample.suggestions,
        Suggestion("e2", "e1", Evidence("surname of", "Barack Obama", 0.5)),
    )
    return replace(sample, entities=tuple(entities), mentions=tuple(mentions), suggestions=suggestions)


def questions(whole: Annotation) -> list[str]:
    return [item.question for item in queue(Index(whole))]


def asked(whole: Annotation, question: str) -> Item:
    return next(item for item in queue(Index(whole)) if item.question == question)


def entity_of(whole: Annotation, text: str) -> str:
    return next(mention.entity for mention in whole.mentions if mention.text == text)


def states(whole: Annotation, text: str) -> set[str]:
    return {mention.state for mention in whole.mentions if mention.text == text}


def after(whole: Annotation, *decisions: Decision) -> Annotation:
    done, unfit = apply(whole, decisions)
    assert not unfit
    return done


def test_links_come_first_then_labels_then_spans_the_least_certain_first():
    assert questions(doubtful()) == [
        "Is “Vladimir Putin” Barack Obama?",  # 0.5 for it, 0.5 for what was done: nothing
        "Is “Geneva” United Nations?",  # suggested with 0.3: the machine is 0.7 sure that they are two
        "Is “UN” United Nations?",
        "Is “Geneva” a GPE here too, not an ORG?",
        "Is “Obama” a PERSON here?",
    ]


def test_what_is_sure_enough_is_not_asked():
    assert "Is “UN” United Nations?" not in [item.question for item in queue(Index(doubtful()), below=0.9)]
    assert "Is “Putin” Vladimir Putin?" in [item.question for item in queue(Index(doubtful()), below=1.0)]
    assert questions(annotation()) == ["Is “Geneva” United Nations?"]


def test_what_it_is_sure_is_none_is_not_asked_either():
    sample = annotation()
    (link,) = sample.suggestions
    sure = replace(link, evidence=replace(link.evidence, score=0.01))
    assert questions(replace(sample, suggestions=(sure,))) == []


def test_a_question_says_why_and_shows_where():
    item = asked(doubtful(), "Is “UN” United Nations?")
    assert (item.stands, item.evidence, item.score) == ("linked", "alias book: United Nations (0.92)", 0.92)
    assert [TEXT[start:end] for start, end in item.spans] == ["UN", "UN"]
    assert [TEXT[start:end] for start, end in item.beside] == ["United Nations"]
    item = asked(doubtful(), "Is “Geneva” United Nations?")
    assert (item.stands, item.evidence) == ("suggested", "often stands for United Nations (0.30)")
    assert [TEXT[start:end] for start, end in item.beside] == ["United Nations", "UN", "UN"]
    assert asked(doubtful(), "Is “Geneva” a GPE here too, not an ORG?").evidence == "GPE in 2 of 3 mentions"
    assert asked(doubtful(), "Is “Obama” a PERSON here?").evidence == "found by the model (0.40)"


def test_two_of_one_name_are_told_apart_by_their_label():
    sample = annotation()
    entities = [replace(entity, name="Geneva") if entity.id == "e3" else entity for entity in sample.entities]
    assert questions(replace(sample, entities=tuple(entities))) == ["Is “Geneva” (GPE) Geneva (ORG)?"]


def test_a_suggested_link_is_made_or_kept_apart():
    item = asked(doubtful(), "Is “Geneva” United Nations?")
    made = after(doubtful(), item.accept(WHEN))
    assert entity_of(made, "Geneva") == entity_of(made, "UN")
    assert {entity.name for entity in made.entities} >= {"United Nations"}
    apart = after(doubtful(), item.reject(WHEN))
    assert entity_of(apart, "Geneva") != entity_of(apart, "UN")
    assert [(link.state, link.when) for link in apart.suggestions if link.evidence.score == 0.3] == [
        ("rejected", WHEN)
    ]


def test_a_link_that_is_made_is_confirmed_or_undone():
    item = asked(doubtful(), "Is “UN” United Nations?")
    made = after(doubtful(), item.accept(WHEN))
    evidence = {
        alias.name: alias.evidence
        for entity in made.entities
        for alias in entity.aliases
        if alias.name == "UN"
    }
    assert (evidence["UN"].rule, evidence["UN"].when) == ("you merged", WHEN)
    assert entity_of(made, "UN") == entity_of(made, "United Nations")
    apart = after(doubtful(), item.reject(WHEN))
    assert entity_of(apart, "UN") != entity_of(apart, "United Nations")


def test_a_label_is_made_that_of_the_entity_or_stays():
    item = asked(doubtful(), "Is “Geneva” a GPE here too, not an ORG?")
    made, kept = after(doubtful(), item.accept(WHEN)), after(doubtful(), item.reject(WHEN))
    assert {mention.label for mention in made.mentions if mention.text == "Geneva"} == {"GPE"}
    assert {mention.label for mention in kept.mentions if mention.text == "Geneva"} == {"GPE", "ORG"}


def test_a_span_is_confirmed_or_rejected():
    item = asked(doubtful(), "Is “Obama” a PERSON here?")
    assert states(after(doubtful(), item.accept(WHEN)), "Obama") == {"confirmed"}
    assert states(after(doubtful(), item.reject(WHEN)), "Obama") == {"rejected"}


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=8))
def test_what_was_decided_is_not_asked_again_and_the_queue_runs_dry(choices):
    history = History(doubtful())
    answered: set[tuple[object, ...]] = set()
    for which, yes in [*choices, *[(0, True)] * 5]:
        items = queue(Index(history.annotation))
        assert not answered & {item.key for item in items}
        came = progress(history.annotation, items)
        assert came.decided == len(history.done)
        assert came.total == came.decided + len(items)
        if items:
            item = items[which % len(items)]
            answered.add(item.key)
            history.do(item.accept(WHEN) if yes else item.reject(WHEN))
    assert queue(Index(history.annotation)) == ()
    while history.undo():
        pass
    assert questions(history.annotation) == questions(doubtful())


@given(st.lists(st.booleans(), min_size=5, max_size=5))
def test_it_goes_on_where_it_was_left(answers):
    """The decisions alone, made on a fresh annotation, give the same queue and the same progress."""
    history = History(doubtful())
    for yes in answers[:3]:
        item = queue(Index(history.annotation))[0]
        history.do(item.accept(WHEN) if yes else item.reject(WHEN))
    again = apply(doubtful(), history.done).annotation
    items = queue(Index(again))
    assert [item.key for item in items] == [item.key for item in queue(Index(history.annotation))]
    assert progress(again, items) == progress(history.annotation, items)


def test_a_note_settles_no_question():
    whole = annotation()
    noted = after(whole, Note(when=WHEN, what=entity_target(Index(whole), "e1"), text="the president"))
    assert progress(noted, queue(Index(noted))) == (0, 1)


def test_all_above_a_score_are_accepted_as_one():
    whole = doubtful()
    items = queue(Index(whole))
    chosen = above(items, 0.5)
    assert [item.question for item in chosen] == [
        "Is “Vladimir Putin” Barack Obama?",
        "Is “UN” United Nations?",
    ]
    history = History(whole)
    history.do(accept_all(chosen, WHEN))
    assert not {item.key for item in chosen} & {item.key for item in queue(Index(history.annotation))}
    assert progress(history.annotation, ()).decided == 2
    history.undo()
    assert history.annotation == whole


def rivals(scores: Iterable[float]) -> Annotation:
    links = tuple(
        Suggestion("e4", other, Evidence("short for", other, score))
        for other, score in zip(("e1", "e2", "e3"), scores, strict=True)
    )
    return replace(annotation(), suggestions=links)


@pytest.mark.parametrize(
    ("scores", "bound", "chosen"), [((0.5, 0.5, 0.2), 0.4, []), ((0.5, 0.3, 0.2), 0.4, ["e1"])]
)
def test_a_name_that_may_be_either_of_two_is_neither_by_a_score(scores, bound, chosen):
    whole = rivals(scores)
    fitting = above(queue(Index(whole)), bound)
    names = {entity.id: entity.name for entity in whole.entities}
    assert [item.question for item in fitting] == [f"Is “Geneva” {names[other]}?" for other in chosen]


def test_a_score_that_is_not_there_is_above_nothing():
    link = Suggestion("e1", "e2", Evidence("by hand", "", None))
    items = queue(Index(replace(doubtful(), suggestions=(link,))))
    assert [item.question for item in above(items, 0.0) if item.score is None] == []
    assert items[0].question == "Is “Barack Obama” Vladimir Putin?"
    assert {item.kind for item in items} == set(KINDS)
