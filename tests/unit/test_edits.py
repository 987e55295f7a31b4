"""What each kind of decision makes of an annotation, told through the front door of the edits."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

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
from annotate.book import Book, Entry, shipped
from annotate.decisions import (
    Add,
    Anchor,
    Apart,
    Batch,
    Confirm,
    Decision,
    Delete,
    Merge,
    Move,
    Name,
    Note,
    Refer,
    Reject,
    Relabel,
    Target,
)
from annotate.edits import (
    History,
    alias_target,
    apply,
    describe,
    entity_target,
    everywhere,
    mention_target,
    reanchor,
    span_target,
)
from annotate.labels import every
from annotate.names import surface
from annotate.pipeline import annotate
from annotate.query import Index
from annotate.recognize import models
from annotate.recognize.spans import Span
from annotate.resolve import resolve
from annotate.sources.blocks import segment
from tests.unit.marking import unmarked

WHEN = "2026-11-22T12:00:00+00:00"
BOOK = Book([Entry("Islamic State", "ORG", "armed group", ("ISIS", "Daesh"), reference="Q1")])
BOOK_OF_ZORVAN = Book([Entry("Zorvan", "ORG", "armed group", ("Zorvan group",))])
STORY = """[Islamic State|ORG] fell, said [Vladimir Putin|PERSON] in [Ankara|GPE].
Then [DAESH|ORG] left [Ankara|GPE] to [Putin|PERSON], and [Isis|ORG] met [ISIS|ORG].
[Anna Roe|PERSON] wrote that [Putin|PERSON] wrote of [DAESH|ORG] since [Monday|DATE].
"""


def annotation(marked: str = STORY, book: Book | None = None) -> Annotation:
    text, spans = unmarked(marked)
    resolution = resolve(text, spans, book or Book())
    return Annotation(
        format="aka/1",
        document=Document("-", "", "en", text_sha256(text), text),
        pipeline=Pipeline("none", "0", "0"),
        entities=resolution.entities,
        mentions=resolution.mentions,
        suggestions=resolution.suggestions,
    )


class Desk:
    """A reader at an annotation: entities are spoken of by a name that they have now."""

    def __init__(self, base: Annotation, decisions: tuple[Decision, ...] = ()) -> None:
        self.history = History(base, decisions)

    @property
    def now(self) -> Annotation:
        return self.history.annotation

    @property
    def index(self) -> Index:
        return Index(self.now, shows=every)

    def entity(self, name: str) -> Entity:
        found = [one for one in self.now.entities if name in {alias.name for alias in one.aliases}]
        assert len(found) == 1, name
        return found[0]

    def whole(self, *names: str) -> Target:
        return entity_target(self.index, *(self.entity(name).id for name in names))

    def alias(self, *names: str) -> Target:
        return alias_target(self.index, self.entity(names[0]).id, names)

    def mention(self, name: str, nth: int = 0) -> Target:
        return mention_target(self.index, [self.mentions(name)[nth]])

    def mentions(self, name: str) -> list[Mention]:
        return [mention for mention in self.now.mentions if surface(mention.text) == name]

    def span(self, text: str, label: str = "ORG") -> Target:
        start = self.now.document.text.index(text)
        return span_target(self.now.document.text, [(start, start + len(text))], label)

    def do(self, decision: Decision) -> None:
        before = self.now
        self.history.do(decision)
        check(self.now)
        assert self.now.decisions[-1] == decision
        self.history.undo()
        assert self.now == before
        self.history.redo()

    def merge(self, what: str, into: str) -> None:
        self.do(Merge(when=WHEN, what=self.whole(what), into=self.whole(into)))

    def groups(self) -> set[frozenset[str]]:
        return {frozenset(alias.name for alias in one.aliases) for one in self.now.entities}

    def reason(self, name: str) -> Evidence:
        return next(alias.evidence for alias in self.entity(name).aliases if alias.name == name)


@pytest.fixture
def desk() -> Desk:
    return Desk(annotation())


def test_without_decisions_the_annotation_is_the_machines():
    base = annotation()
    assert History(base).annotation is base
    assert apply(base, ()) == (base, ())


# Merge.


def test_merged_entities_are_one_under_the_name_of_the_second(desk):
    desk.merge("DAESH", "Islamic State")
    merged = desk.entity("DAESH")
    assert merged == desk.entity("Islamic State")
    assert (merged.name, [alias.name for alias in merged.aliases]) == (
        "Islamic State",
        ["DAESH", "Islamic State"],
    )
    assert desk.reason("DAESH") == Evidence("you merged", "Islamic State", None, when=WHEN)
    assert desk.reason("Islamic State").rule == "canonical name"
    assert {mention.entity for mention in desk.mentions("DAESH")} == {merged.id}
    assert [mention.by for mention in desk.mentions("DAESH")] == ["model", "model"]


def test_the_other_aliases_of_a_merged_entity_keep_their_evidence(desk):
    before = desk.reason("ISIS")
    desk.merge("ISIS", "Islamic State")
    assert desk.reason("Isis") == Evidence("you merged", "Islamic State", None, when=WHEN)
    assert desk.reason("ISIS") == before == Evidence("same name", "Isis", None)


def test_a_merge_of_what_a_machine_has_as_one_confirms_the_link():
    desk = Desk(annotation(book=BOOK))
    assert desk.reason("DAESH").rule == "alias book"
    said = Merge(when=WHEN, what=desk.alias("DAESH"), into=desk.alias("Islamic State"))
    desk.do(said)
    assert desk.reason("DAESH") == Evidence("you merged", "Islamic State", None, when=WHEN)
    desk.do(replace(said, what=said.into, into=said.what, when="2027-01-01T00:00:00+00:00"))
    assert desk.reason("DAESH").when == "2027-01-01T00:00:00+00:00"  # the one of the two that is not the name


def test_a_merged_entity_brings_what_the_other_lacks(desk):
    desk.do(Refer(when=WHEN, what=desk.whole("DAESH"), reference="Q2"))
    for name in ("DAESH", "Islamic State", "ISIS"):
        desk.do(Note(when=WHEN, what=desk.whole(name), text=f"on {name}"))
    desk.merge("DAESH", "Islamic State")
    assert (desk.entity("DAESH").reference, desk.entity("DAESH").note) == ("Q2", "on Islamic State; on DAESH")
    desk.do(Refer(when=WHEN, what=desk.whole("ISIS"), reference="Q3"))
    desk.merge("ISIS", "Islamic State")
    assert desk.entity("DAESH").reference == "Q2"


def test_more_than_two_are_merged_at_once(desk):
    desk.do(Merge(when=WHEN, what=desk.whole("DAESH", "ISIS"), into=desk.whole("Islamic State")))
    assert frozenset({"DAESH", "ISIS", "Isis", "Islamic State"}) in desk.groups()


def test_suggestions_follow_a_merge_and_vanish_inside_it(desk):
    ids = {name: desk.entity(name).id for name in ("DAESH", "ISIS", "Islamic State", "Ankara")}
    weak, strong = Evidence("spelling", "DAESH", 0.4), Evidence("spelling", "ISIS", 0.6)
    links = (
        Suggestion(ids["DAESH"], ids["Islamic State"], weak),
        Suggestion(ids["Ankara"], ids["DAESH"], weak),
        Suggestion(ids["Ankara"], ids["ISIS"], strong),
    )
    desk = Desk(replace(desk.now, suggestions=links))
    desk.merge("DAESH", "Islamic State")
    assert desk.now.suggestions == (Suggestion(ids["Ankara"], ids["Islamic State"], weak), links[2])
    desk.merge("ISIS", "Islamic State")
    assert desk.now.suggestions == (Suggestion(ids["Ankara"], ids["Islamic State"], strong),)


@pytest.mark.parametrize("rejected", [False, True])
def test_of_two_links_that_become_one_the_likelier_stays_or_what_a_person_rejected(desk, rejected):
    ids = {name: desk.entity(name).id for name in ("DAESH", "Islamic State", "Ankara")}
    state = "rejected" if rejected else "suggested"
    weak = Suggestion(ids["Ankara"], ids["DAESH"], Evidence("spelling", "DAESH", 0.4), state=state)
    strong = Suggestion(ids["Islamic State"], ids["Ankara"], Evidence("spelling", "Ankara", 0.6))
    desk = Desk(replace(desk.now, suggestions=(weak, strong)))
    desk.merge("DAESH", "Islamic State")
    assert desk.now.suggestions == ((replace(weak, other=ids["Islamic State"]) if rejected else strong),)


def test_the_links_of_an_entity_without_mentions_vanish_with_it(desk):
    link = Suggestion(desk.entity("Ankara").id, desk.entity("DAESH").id, Evidence("spelling", "DAESH", 0.4))
    desk = Desk(replace(desk.now, suggestions=(link,)))
    desk.do(Delete(when=WHEN, what=desk.whole("Ankara")))
    assert desk.now.suggestions == ()


# Move and Apart.


def test_an_alias_is_split_out_into_an_entity_of_its_own():
    desk = Desk(annotation(book=BOOK))
    before = desk.entity("DAESH")
    desk.do(Move(when=WHEN, what=desk.alias("DAESH"), out_of=desk.whole("DAESH"), to=None))
    own = desk.entity("DAESH")
    assert own.id == f"e{1 + max(int(one.id[1:]) for one in annotation(book=BOOK).entities)}"
    assert (own.name, own.label, desk.reason("DAESH").rule) == ("DAESH", "ORG", "canonical name")
    assert desk.entity("Islamic State").id == before.id
    (link,) = desk.now.suggestions
    assert link == Suggestion(
        own.id, before.id, Evidence("alias book", "Islamic State", None), state="rejected", when=WHEN
    )


def test_mentions_are_moved_alone(desk):
    desk.do(
        Move(when=WHEN, what=desk.mention("Putin", 1), out_of=desk.whole("Putin"), to=desk.whole("Anna Roe"))
    )
    assert [mention.entity for mention in desk.mentions("Putin")] == [
        desk.entity("Vladimir Putin").id,
        desk.entity("Anna Roe").id,
    ]
    (theirs,) = [alias for alias in desk.entity("Anna Roe").aliases if alias.name == "Putin"]
    assert theirs == Alias("Putin", 1, Evidence("you moved", "Anna Roe", None, when=WHEN))


def test_the_only_mention_that_an_anchor_names_can_be_split_from_its_like(desk):
    what = desk.mention("Ankara")
    desk.do(Move(when=WHEN, what=what, out_of=desk.whole("Ankara"), to=None))
    first, second = desk.mentions("Ankara")
    assert first.entity != second.entity
    assert [one.evidence.rule for one in desk.now.suggestions] == ["same name"]


def test_an_entity_is_named_anew_when_its_name_has_left(desk):
    desk.do(Move(when=WHEN, what=desk.alias("Vladimir Putin"), out_of=desk.whole("Putin"), to=None))
    assert (desk.entity("Putin").name, desk.reason("Putin").rule) == ("Putin", "canonical name")


def test_kept_apart_the_other_aliases_follow_their_evidence():
    desk = Desk(annotation(book=BOOK))
    desk.do(Apart(when=WHEN, one=desk.alias("ISIS"), other=desk.alias("Islamic State")))
    assert {frozenset({"ISIS", "Isis"}), frozenset({"Islamic State", "DAESH"})} <= desk.groups()
    assert [link.state for link in desk.now.suggestions] == ["rejected"]


def test_a_merge_is_undone_by_keeping_apart(desk):
    before = desk.groups()
    desk.merge("ISIS", "DAESH")
    desk.merge("Anna Roe", "ISIS")
    desk.do(Apart(when=WHEN, one=desk.alias("ISIS"), other=desk.alias("DAESH")))
    desk.do(Apart(when=WHEN, one=desk.alias("Anna Roe"), other=desk.alias("DAESH")))
    assert desk.groups() == before
    assert desk.now.suggestions == ()  # no machine had linked them


def test_a_suggested_link_is_rejected_by_keeping_apart(desk):
    link = Suggestion(desk.entity("DAESH").id, desk.entity("ISIS").id, Evidence("spelling", "ISIS", 0.4))
    desk = Desk(replace(desk.now, suggestions=(link,)))
    groups = desk.groups()
    desk.do(Apart(when=WHEN, one=desk.whole("ISIS"), other=desk.whole("DAESH")))
    assert (desk.groups(), desk.now.suggestions) == (groups, (replace(link, state="rejected", when=WHEN),))
    desk.merge("DAESH", "Islamic State")
    assert desk.now.suggestions[0].state == "rejected"


def test_what_is_kept_apart_stays_so_where_a_book_links_both_with_a_third(desk):
    desk.do(Apart(when=WHEN, one=desk.whole("DAESH"), other=desk.whole("ISIS")))
    desk.merge("Anna Roe", "DAESH")
    other = Desk(annotation(book=BOOK), desk.history.done)
    groups = {frozenset({"DAESH", "Anna Roe"}), frozenset({"Islamic State", "Isis", "ISIS"})}
    assert groups <= other.groups()


def test_who_joins_a_third_name_does_not_join_what_a_book_links_with_it(desk):
    desk.do(Apart(when=WHEN, one=desk.whole("Anna Roe"), other=desk.whole("ISIS")))
    desk.merge("Anna Roe", "Islamic State")
    other = Desk(annotation(book=BOOK), desk.history.done)
    groups = {frozenset({"Anna Roe", "Islamic State", "DAESH"}), frozenset({"Isis", "ISIS"})}
    assert groups <= other.groups()
    assert [(link.state, link.evidence.rule) for link in other.now.suggestions] == [
        ("rejected", "alias book")
    ]


def test_who_merges_what_was_kept_apart_has_changed_their_mind(desk):
    desk.do(Apart(when=WHEN, one=desk.whole("DAESH"), other=desk.whole("ISIS")))
    desk.merge("DAESH", "ISIS")
    assert frozenset({"DAESH", "ISIS", "Isis"}) in desk.groups()
    other = Desk(annotation(book=BOOK), desk.history.done)
    assert other.entity("DAESH").id == other.entity("ISIS").id


def test_what_was_joined_stays_joined_when_two_are_divided_that_a_book_links(desk):
    desk.merge("DAESH", "ISIS")
    desk.merge("Anna Roe", "Islamic State")
    desk.do(Apart(when=WHEN, one=desk.alias("Anna Roe"), other=desk.alias("DAESH")))
    book = Book([Entry("Islamic State", "ORG", "armed group", ("ISIS",))])
    other = Desk(annotation(book=book), desk.history.done)
    assert {frozenset({"Anna Roe", "Islamic State"}), frozenset({"DAESH", "ISIS", "Isis"})} <= other.groups()


def test_two_of_one_surface_form_are_kept_apart_mention_by_mention():
    desk = Desk(annotation("Mr. [Roe|PERSON] met Mrs. [Roe|PERSON]."))
    one, other = (entity_target(desk.index, entity.id) for entity in desk.now.entities)
    desk.do(Apart(when=WHEN, one=one, other=other))
    first = replace(desk.now.entities[0], aliases=(replace(desk.now.entities[0].aliases[0], count=2),))
    as_one = tuple(replace(mention, entity=first.id) for mention in desk.now.mentions)
    joined = replace(
        annotation("Mr. [Roe|PERSON] met Mrs. [Roe|PERSON]."), entities=(first,), mentions=as_one
    )
    result = apply(joined, desk.history.done).annotation
    assert result.mentions[0].entity != result.mentions[1].entity
    assert [(link.state, link.evidence.rule) for link in result.suggestions] == [("rejected", "same name")]


def test_a_mention_that_is_kept_apart_leaves_its_like_behind(desk):
    desk.do(Apart(when=WHEN, one=desk.mention("Putin", 1), other=desk.alias("Vladimir Putin")))
    first, second = desk.mentions("Putin")
    assert first.entity == desk.entity("Vladimir Putin").id != second.entity


def test_what_is_moved_leaves_where_it_was_also_where_a_book_has_all_as_one(desk):
    desk.do(Move(when=WHEN, what=desk.alias("Isis"), out_of=desk.whole("ISIS"), to=desk.whole("DAESH")))
    other = Desk(annotation(book=BOOK), desk.history.done)
    assert other.entity("Isis").id == other.entity("DAESH").id != other.entity("ISIS").id


@pytest.mark.parametrize("added", [False, True])
def test_what_is_kept_apart_from_a_newcomer_makes_room(desk, added):
    desk.do(Apart(when=WHEN, one=desk.whole("Putin"), other=desk.whole("ISIS")))
    what, to = desk.mention("Putin"), desk.whole("Islamic State")
    if added:
        desk.do(Add(when=WHEN, what=what, to=to))
    else:
        desk.do(Move(when=WHEN, what=what, out_of=desk.whole("Putin"), to=to))
    other = Desk(annotation(book=BOOK), desk.history.done)
    home = other.mentions("Putin")[0].entity
    assert home == other.entity("Islamic State").id != other.entity("ISIS").id


def test_what_is_made_again_does_not_join_what_it_is_kept_apart_from(desk):
    first = desk.mention("Putin")
    desk.do(Move(when=WHEN, what=first, out_of=desk.whole("Putin"), to=None))
    desk.do(Delete(when=WHEN, what=first))
    desk.do(Note(when=WHEN, what=first, text="again"))
    one, other = desk.mentions("Putin")
    assert one.entity != other.entity


def test_what_is_made_again_joins_what_it_was_merged_with_since(desk):
    first = desk.mention("DAESH")
    desk.do(Apart(when=WHEN, one=desk.whole("DAESH"), other=desk.whole("ISIS")))
    desk.merge("DAESH", "ISIS")
    desk.do(Relabel(when=WHEN, what=desk.whole("DAESH"), label="ORG"))
    desk.do(Delete(when=WHEN, what=first))
    desk.do(Note(when=WHEN, what=first, text="again"))
    assert {mention.entity for mention in desk.mentions("DAESH")} == {desk.entity("ISIS").id}


# Labels, states, additions, deletions.


def test_a_label_is_changed_for_a_mention_an_alias_or_an_entity(desk):
    desk.do(Relabel(when=WHEN, what=desk.mention("Putin"), label="ORG"))
    assert [mention.label for mention in desk.mentions("Putin")] == ["ORG", "PERSON"]
    assert desk.entity("Putin").label == "PERSON"
    first = desk.mentions("Putin")[0]
    assert (first.by, first.state, first.when) == ("reader", "confirmed", WHEN)
    desk.do(Relabel(when=WHEN, what=desk.alias("Putin"), label="LAW"))
    assert {mention.label for mention in desk.mentions("Putin")} == {"LAW"}
    assert (desk.entity("Putin").label, desk.mentions("Vladimir Putin")[0].label) == ("LAW", "PERSON")
    desk.do(Relabel(when=WHEN, what=desk.whole("Putin"), label="GPE"))
    assert desk.entity("Putin").label == desk.mentions("Vladimir Putin")[0].label == "GPE"


def test_the_label_of_most_mentions_is_that_of_all_that_were_merged(desk):
    desk.merge("DAESH", "Ankara")
    assert desk.entity("Ankara").label == "GPE"
    desk.do(Relabel(when=WHEN, what=desk.mention("Ankara"), label="ORG"))
    assert desk.entity("Ankara").label == "ORG"


def test_all_mentions_of_a_confirmed_alias_have_the_label_that_was_confirmed(desk):
    desk.do(Confirm(when=WHEN, what=desk.alias("DAESH")))
    other = Desk(annotation(STORY.replace("DAESH|ORG", "DAESH|GPE")), desk.history.done)
    assert [mention.label for mention in other.mentions("DAESH")] == ["ORG", "ORG"]
    assert other.entity("DAESH").label == "ORG"


def test_a_confirmed_mention_is_still_the_machines_and_keeps_the_label_it_had(desk):
    what = desk.mention("DAESH")
    desk.do(Confirm(when=WHEN, what=what))
    confirmed = desk.mentions("DAESH")[0]
    assert (confirmed.by, confirmed.state, confirmed.when, confirmed.label) == (
        "model",
        "confirmed",
        WHEN,
        "ORG",
    )
    other = Desk(annotation(STORY.replace("DAESH|ORG", "DAESH|GPE")), desk.history.done)
    assert [mention.label for mention in other.mentions("DAESH")] == ["ORG", "GPE"]
    assert other.mentions("DAESH")[0].by == "reader"


def test_rejected_mentions_stay_and_are_counted_no_more(desk):
    desk.do(Reject(when=WHEN, what=desk.mention("Putin")))
    assert [mention.state for mention in desk.mentions("Putin")] == ["rejected", "suggested"]
    assert [(alias.name, alias.count) for alias in desk.entity("Putin").aliases] == [
        ("Putin", 1),
        ("Vladimir Putin", 1),
    ]
    desk.do(Reject(when=WHEN, what=desk.whole("Putin")))
    gone = desk.entity("Putin")
    assert {alias.count for alias in gone.aliases} == {0}
    assert gone.id not in desk.index.entities


def test_what_is_said_of_a_whole_alias_does_not_bring_back_what_was_rejected(desk):
    what = desk.alias("Putin")
    desk.do(Reject(when=WHEN, what=desk.mention("Putin")))
    desk.do(Confirm(when=WHEN, what=what))
    desk.do(Relabel(when=WHEN, what=what, label="ORG"))
    assert [(one.state, one.label) for one in desk.mentions("Putin")] == [
        ("rejected", "PERSON"),
        ("confirmed", "ORG"),
    ]


def test_deleted_mentions_are_gone_and_so_is_an_entity_without_any(desk):
    desk.do(Delete(when=WHEN, what=desk.mention("DAESH")))
    assert [alias.count for alias in desk.entity("DAESH").aliases] == [1]
    desk.do(Delete(when=WHEN, what=desk.alias("Vladimir Putin")))
    assert desk.entity("Putin").name == "Putin"
    desk.do(Delete(when=WHEN, what=desk.whole("DAESH")))
    assert not desk.mentions("DAESH")
    assert "DAESH" not in {one.name for one in desk.now.entities}


def test_a_span_is_added_to_the_entity_of_its_name_or_to_a_new_or_a_chosen_one(desk):
    desk.do(Add(when=WHEN, what=desk.span("fell", "EVENT"), to=None))
    (added,) = desk.mentions("fell")
    assert (added.by, added.state, added.when, added.label) == ("reader", "confirmed", WHEN, "EVENT")
    assert (desk.entity("fell").label, desk.reason("fell")) == (
        "EVENT",
        Evidence("canonical name", "fell", None),
    )
    desk.do(Add(when=WHEN, what=desk.span("left", "EVENT"), to=desk.whole("fell")))
    assert desk.reason("left") == Evidence("you added", "fell", None, when=WHEN)
    base = annotation(STORY.replace("[DAESH|ORG] since", "DAESH since"))
    more = Desk(base)
    start = base.document.text.rindex("DAESH")
    more.do(Add(when=WHEN, what=span_target(base.document.text, [(start, start + 5)], "ORG"), to=None))
    assert len({mention.entity for mention in more.mentions("DAESH")}) == 1
    assert [alias.count for alias in more.entity("DAESH").aliases] == [2]
    more.do(Add(when=WHEN, what=span_target(base.document.text, [(start, start + 5)], "GPE"), to=None))
    assert len({mention.entity for mention in more.mentions("DAESH")}) == 2  # that name, but no such entity


def test_what_is_added_takes_the_place_of_what_a_machine_finds_across_it(desk):
    desk.do(Confirm(when=WHEN, what=desk.mention("Ankara")))
    desk.do(Add(when=WHEN, what=desk.span("Vladimir Putin in Ankara", "ORG"), to=desk.whole("Putin")))
    assert not desk.mentions("Vladimir Putin")
    assert len(desk.mentions("Ankara")) == 2  # the first was confirmed
    assert desk.entity("Vladimir Putin in Ankara") == desk.entity("Putin")
    other = Desk(annotation(STORY.replace("in [Ankara|GPE]", "[in Ankara|GPE]")), desk.history.done)
    assert not other.mentions("in Ankara")
    assert [alias.count for alias in other.entity("Putin").aliases] == [2, 1]


def test_a_name_everywhere_is_added_at_once():
    text = "Roe met Roe, Roes, [Anna Roe|PERSON], PostRoe and Roe\nSue; Roe's [Roe|DATE]. Roe\nSue, Roe Sue"
    base = annotation(text)
    index, text = Index(base), base.document.text
    at = text.index("Roe,")
    spans = everywhere(index, at, at + 3)
    assert [text[start - 1 : end + 2] for start, end in spans[1:]] == [
        " Roe, ",
        " Roe\nS",
        " Roe's",
        " Roe\nS",
        " Roe S",
    ]
    assert spans[0] == (0, 3)
    two = text.index("Roe\nSue")
    assert [text[slice(*span)] for span in everywhere(index, two, two + 7)] == [
        "Roe\nSue",
        "Roe\nSue",
        "Roe Sue",
    ]
    inside = text.index("Anna Roe") + 5
    assert (inside, inside + 3) in everywhere(index, inside, inside + 3)
    blank = text.index(" ")
    assert everywhere(index, blank, blank + 1) == ((blank, blank + 1),)
    desk = Desk(base)
    desk.do(Add(when=WHEN, what=span_target(text, spans, "PERSON"), to=None))
    assert len(desk.mentions("Roe")) == len(spans) + 1
    assert len({mention.entity for mention in desk.mentions("Roe") if mention.label == "PERSON"}) == 1


# Names, notes, references.


def test_an_entity_is_called_by_another_alias_to_which_the_evidence_then_leads():
    desk = Desk(annotation(book=BOOK))
    desk.do(Name(when=WHEN, what=desk.whole("ISIS"), name="Isis"))
    assert desk.entity("ISIS").name == "Isis"
    assert desk.reason("Isis") == Evidence("canonical name", "Isis", None, when=WHEN)
    assert desk.reason("ISIS") == Evidence("same name", "Isis", None)
    assert desk.reason("Islamic State") == Evidence("alias book", "Isis", None)
    assert desk.reason("DAESH") == Evidence("alias book", "Islamic State", None)
    desk.do(Name(when=WHEN, what=desk.whole("Putin"), name="Putin"))
    assert replace(desk.reason("Vladimir Putin"), score=None) == Evidence("full name of", "Putin", None)


def test_a_name_that_is_no_alias_outlasts_the_aliases(desk):
    desk.do(Name(when=WHEN, what=desk.whole("Putin"), name="The President"))
    desk.do(Delete(when=WHEN, what=desk.alias("Vladimir Putin")))
    assert desk.entity("Putin").name == "The President"
    desk.merge("Anna Roe", "Putin")
    assert (desk.entity("Putin").name, desk.reason("Anna Roe").with_) == ("The President", "The President")


def test_notes_and_references_are_written_and_taken_away(desk):
    desk.do(Note(when=WHEN, what=desk.whole("Putin"), text="of Russia"))
    desk.do(Refer(when=WHEN, what=desk.whole("Putin"), reference="Q7747"))
    assert (desk.entity("Putin").note, desk.entity("Putin").reference) == ("of Russia", "Q7747")
    desk.do(Note(when=WHEN, what=desk.whole("Putin"), text=""))
    desk.do(Refer(when=WHEN, what=desk.whole("Putin"), reference=None))
    assert (desk.entity("Putin").note, desk.entity("Putin").reference) == ("", None)


def test_several_are_undone_as_one(desk):
    both = (
        Delete(when=WHEN, what=desk.mention("DAESH")),
        Merge(when=WHEN, what=desk.whole("Isis"), into=desk.whole("Islamic State")),
    )
    desk.do(Batch(when=WHEN, decisions=both))
    assert desk.now.entities == apply(annotation(), both).annotation.entities
    assert desk.history.undo() == Batch(when=WHEN, decisions=both)
    assert desk.now == annotation()


# What a machine lacks, and files from elsewhere.


def test_what_a_decision_speaks_of_and_the_machine_lacks_is_made_again(desk):
    desk.merge("DAESH", "Islamic State")
    desk.do(Note(when=WHEN, what=desk.whole("Anna Roe"), text="wrote"))
    other = Desk(annotation("Nobody".join(STORY.split("[Anna Roe|PERSON]"))), desk.history.done)
    assert other.history.unfit == desk.history.done[1:]  # her name is not in that text
    lacking = annotation(
        STORY.replace("[Anna Roe|PERSON]", "Anna Roe").replace("Then [DAESH|ORG]", "Then DAESH")
    )
    other = Desk(lacking, desk.history.done)
    assert not other.history.unfit
    assert other.entity("Anna Roe").note == "wrote"
    (made,) = other.mentions("Anna Roe")
    assert (made.by, made.state, made.when, made.label) == ("reader", "confirmed", WHEN, "PERSON")
    assert {mention.entity for mention in other.mentions("DAESH")} == {other.entity("Islamic State").id}


@pytest.mark.parametrize("kind", [Delete, Reject])
def test_what_is_none_is_not_made_again(desk, kind):
    desk.do(kind(when=WHEN, what=desk.whole("Anna Roe")))
    lacking = annotation(STORY.replace("[Anna Roe|PERSON]", "Anna Roe"))
    result = apply(lacking, desk.history.done)
    assert (result.annotation.mentions, result.unfit) == (lacking.mentions, ())


def test_two_mentions_at_one_place_are_both_kept():
    text = "Washington said no."
    mentions = tuple(
        Mention(0, 10, "Washington", label, entity, "model", "suggested")
        for label, entity in (("GPE", "x"), ("ORG", "y"), ("PERSON", "z"))
    )
    entities = tuple(
        Entity(
            one.entity,
            "Washington",
            one.label,
            None,
            "",
            (Alias("W.", 1, Evidence("canonical name", "W.", None)),),
        )
        for one in mentions
    )
    base = replace(
        annotation(),
        document=Document("-", "", "en", text_sha256(text), text),
        entities=entities,
        mentions=mentions,
    )
    desk = Desk(base)
    desk.do(Add(when=WHEN, what=span_target(text, [(11, 15)], "EVENT"), to=None))
    assert desk.now.mentions[:3] == mentions
    desk.do(Confirm(when=WHEN, what=span_target(text, [(0, 10)], "ORG")))
    assert [(one.label, one.state) for one in desk.now.mentions[:3]] == [
        (label, "confirmed") for label in ("GPE", "ORG", "PERSON")
    ]
    desk.do(Delete(when=WHEN, what=span_target(text, [(0, 10)], "ORG")))
    assert [one.text for one in desk.now.mentions] == ["said"]


def test_an_anchor_stands_where_the_name_stands_alone_if_it_can():
    text = "Roe, then Roe."
    mentions = tuple(
        Mention(start, start + 3, "Roe", "PERSON", entity, "model", "suggested")
        for start, entity in ((0, "e1"), (0, "e2"), (10, "e1"))
    )
    evidence = Evidence("canonical name", "Roe", None)
    entities = tuple(
        Entity(one, "Roe", "PERSON", None, "", (Alias("Roe", 1, evidence),)) for one in ("e1", "e2")
    )
    base = replace(
        annotation(),
        document=Document("-", "", "en", text_sha256(text), text),
        entities=entities,
        mentions=mentions,
    )
    assert [anchor.start for anchor in entity_target(Index(base), "e1").anchors] == [10]
    assert [anchor.start for anchor in entity_target(Index(base), "e2").anchors] == [0]


# Anchors.


def test_a_decision_stands_as_it_is_in_the_text_it_was_made_on(desk):
    said = Merge(when=WHEN, what=desk.whole("DAESH"), into=desk.whole("Islamic State"))
    assert reanchor(said, desk.now.document.text) is said


def test_a_decision_follows_its_text(desk):
    text = desk.now.document.text
    said = Merge(when=WHEN, what=desk.whole("DAESH"), into=desk.whole("Islamic State"))
    for longer, shifts in (
        ("News!\n" + text, (6, 6)),
        (text.replace("Then", "Only then"), (5, 0)),
        (text.replace("fell", "was beaten"), (6, 0)),
        (text.replace("Then DAESH", "On that day DAESH"), (7, 0)),
    ):
        moved = reanchor(said, longer)
        assert isinstance(moved, Merge)
        old, new = (*said.what.anchors, *said.into.anchors), (*moved.what.anchors, *moved.into.anchors)
        assert tuple(b.start - a.start for a, b in zip(old, new, strict=True)) == shifts
        assert [longer[one.start : one.end] for one in new] == [one.exact for one in old]
        assert reanchor(moved, longer) is moved


def test_of_several_places_the_one_with_the_same_words_around_it_is_meant():
    text = "".join(f"On day {word} the mayor met Roe at {word} again.\n" for word in ("one", "two", "three"))
    at = text.index("Roe at two")
    what = span_target(text, [(at, at + 3)], "PERSON")
    lines = text.splitlines(keepends=True)
    shuffled = "".join([lines[1], "Roe.\n", lines[2], lines[0]])
    moved = reanchor(Confirm(when=WHEN, what=what), shuffled)
    assert moved.what.anchors[0].start == shuffled.index("Roe at two")


def test_of_places_that_are_alike_the_nearest_to_the_expected_one_is_meant():
    text = "Met Roe.\n" * 30
    at = 9 * 15 + 4
    what = span_target(text, [(at, at + 3)], "PERSON")
    moved = reanchor(Confirm(when=WHEN, what=what), text[:9] + "Once: " + text[9:])
    assert moved.what.anchors[0].start - at in (6, -3)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nobody.",
        "Elsewhere a DAESH was told about in quite other words.",
        STORY.replace("DAESH", "Daesh"),
    ],
)
def test_what_no_longer_stands_in_the_text_does_not_fit(desk, text):
    said = Note(when=WHEN, what=desk.whole("DAESH"), text="gone")
    assert reanchor(said, text) is None


def test_a_decision_without_some_of_its_places_keeps_its_sense_or_does_not_fit(desk):
    text = desk.now.document.text.replace("DAESH", "they")
    gone, here, more = desk.whole("DAESH"), desk.whole("Islamic State"), desk.whole("Isis")
    both, said = entity_target(desk.index, desk.entity("DAESH").id, desk.entity("ISIS").id), {"when": WHEN}
    rest = Target("entity", both.anchors[1:])
    for decision, left in (
        (Merge(**said, what=gone, into=here), None),
        (Merge(**said, what=here, into=gone), None),
        (Merge(**said, what=both, into=here), Merge(**said, what=rest, into=here)),
        (Apart(**said, one=gone, other=here), None),
        (Apart(**said, one=both, other=here), Apart(**said, one=rest, other=here)),
        (Move(**said, what=gone, out_of=here, to=None), None),
        (Move(**said, what=here, out_of=gone, to=None), None),
        (Move(**said, what=here, out_of=more, to=gone), None),
        (Move(**said, what=both, out_of=here, to=None), Move(**said, what=rest, out_of=here, to=None)),
        (Add(**said, what=gone, to=here), None),
        (Add(**said, what=here, to=gone), Add(**said, what=here, to=None)),
        (Delete(**said, what=both), Delete(**said, what=rest)),
        (Note(**said, what=Target("entity", ()), text="of nothing"), None),
        (Batch(**said, decisions=(Delete(**said, what=gone),)), None),
        (
            Batch(**said, decisions=(Delete(**said, what=gone), Delete(**said, what=here))),
            Batch(**said, decisions=(Delete(**said, what=here),)),
        ),
    ):
        fitted = reanchor(decision, text)
        assert fitted == (None if left is None else reanchor(left, text))
        assert (fitted is None) == (left is None)


def test_an_anchor_that_contradicts_itself_makes_no_unsound_annotation(desk):
    good = desk.mention("DAESH").anchors[0]
    for bad in (
        replace(good, end=good.end + 3),
        replace(good, start=good.end, end=good.start),
        replace(good, start=-5, end=0),
        replace(good, exact="", end=good.start),
        replace(good, start=10**30, end=10**30 + 5),
        Anchor(0, 3, "Isl", "", "", "ORG"),
    ):
        result = apply(desk.now, [Add(when=WHEN, what=Target("mention", (bad,)), to=None)])
        check(result.annotation)
        assert decode(encode(result.annotation)) == result.annotation


# History.


def test_a_decision_that_the_file_carries_is_not_made_twice_nor_undone(desk):
    desk.merge("DAESH", "Islamic State")
    carried = desk.now
    more = Relabel(when=WHEN, what=desk.whole("Ankara"), label="LOC")
    history = History(carried, [*desk.history.done, more])
    assert history.done == (more,)
    assert history.annotation.decisions == (*desk.history.done, more)
    history.do(desk.history.done[0])
    assert history.done == (more,)
    assert history.undo() == more
    assert history.undo() is None
    assert history.annotation == carried


def test_a_decision_that_was_made_twice_holds_until_both_are_undone(desk):
    said = Delete(when=WHEN, what=desk.mention("DAESH"))
    history = History(annotation(), [said, said])
    assert history.annotation.decisions == (said,)
    history.undo()
    assert history.annotation.decisions == (said,)
    history.undo()
    assert history.annotation == annotation()


def test_a_new_decision_ends_what_could_be_redone(desk):
    first, second = (Delete(when=WHEN, what=desk.mention(name)) for name in ("DAESH", "Isis"))
    history = History(annotation(), [first])
    history.undo()
    assert history.undone == (first,)
    history.do(second)
    assert (history.done, history.undone, history.redo()) == ((second,), (), None)


def test_decisions_are_made_again_on_what_a_machine_says_anew(desk):
    desk.merge("DAESH", "Islamic State")
    desk.do(Delete(when=WHEN, what=desk.mention("Isis")))
    history = desk.history
    history.undo()
    history.rebase(annotation(book=BOOK))
    assert history.done + history.undone == (*desk.now.decisions, history.undone[0])
    assert history.annotation == apply(annotation(book=BOOK), history.done).annotation
    history.redo()
    assert "Isis" not in {mention.text for mention in history.annotation.mentions}


def test_what_a_file_carries_outlives_the_machines_new_answer(desk):
    desk.merge("DAESH", "Islamic State")
    history = History(desk.now)
    history.rebase(annotation(book=BOOK))
    assert history.annotation.decisions == desk.now.decisions
    assert (history.done, history.undo()) == ((), None)
    history.rebase(annotation())
    assert history.annotation == desk.now


def test_what_does_not_fit_is_listed_and_fits_again(desk):
    said = Note(when=WHEN, what=desk.whole("DAESH"), text="gone")
    other = annotation(STORY.replace("DAESH", "they"))
    history = History(other, [said])
    assert (history.done, history.unfit, history.annotation.decisions) == ((said,), (said,), ())
    assert history.annotation == other
    history.rebase(annotation())
    assert (history.unfit, history.annotation.decisions) == ((), (said,))
    history.rebase(other)
    assert history.undo() == said
    assert (history.unfit, history.annotation) == ((), other)


# Targets and words.


def test_a_target_has_an_anchor_for_each_alias_the_canonical_names_first(desk):
    (first, second) = desk.whole("Putin").anchors
    assert (first.exact, second.exact) == ("Vladimir Putin", "Putin")
    text = desk.now.document.text
    assert (first.prefix, second.prefix) == (text[: first.start], text[second.start - 32 : second.start])
    assert (first.suffix, first.label) == (text[first.end : first.end + 32], "PERSON")
    with pytest.raises(KeyError):
        entity_target(desk.index, "e99")
    with pytest.raises(KeyError):
        alias_target(desk.index, desk.entity("Putin").id, ["Medvedev"])


def test_decisions_in_words(desk):
    said = {"when": WHEN}
    one, two = desk.whole("DAESH"), desk.whole("Islamic State")
    mentions = mention_target(desk.index, desk.mentions("DAESH"))
    for decision, words in (
        (Merge(**said, what=one, into=two), "merged DAESH into Islamic State"),
        (Apart(**said, one=one, other=two), "kept DAESH apart from Islamic State"),
        (Move(**said, what=mentions, out_of=two, to=None), "split 2 mentions of DAESH from Islamic State"),
        (Move(**said, what=desk.alias("DAESH"), out_of=two, to=one), "moved every DAESH from Islamic State to DAESH"),
        (Relabel(**said, what=mentions, label="GPE"), "relabelled 2 mentions of DAESH as GPE"),
        (Add(**said, what=desk.mention("DAESH"), to=None), "added one mention of DAESH as ORG"),
        (Add(**said, what=desk.mention("DAESH"), to=two), "added one mention of DAESH to Islamic State"),
        (Delete(**said, what=desk.whole("Putin")), "deleted the entity Vladimir Putin"),
        (Name(**said, what=one, name="Da\x1besh"), "called DAESH Da␛esh"),
        (Note(**said, what=one, text="of\nold"), "noted on DAESH: of old"),
        (Note(**said, what=one, text=""), "took away the note on DAESH"),
        (Refer(**said, what=one, reference="Q1"), "gave DAESH the reference Q1"),
        (Refer(**said, what=one, reference=None), "took away the reference of DAESH"),
        (Confirm(**said, what=desk.alias("Putin", "Vladimir Putin")), "confirmed every Putin, Vladimir Putin"),
        (Reject(**said, what=mentions), "rejected 2 mentions of DAESH"),
        (Batch(**said, decisions=(Delete(**said, what=one),) * 2), "deleted the entity DAESH and 1 more"),
        (Batch(**said, decisions=()), "nothing"),
        (Name(**said, what=one, name="x" * 200), f"called DAESH {'x' * 39}…"),
    ):  # fmt: skip
        assert describe(decision) == words


# Another recogniser, another book.

SEED = Path(__file__).parents[2] / "seeds" / "islamic-state-turkey-usa-raqqa.txt"


def recognised(model: str, book: Book) -> Annotation:
    text = SEED.read_text(encoding="utf-8")
    document, blocks = Document("-", "", "en", text_sha256(text), text), segment(text)
    recogniser = models.load(models.find(model))
    spans = [
        Span(block.start + found.start_char, block.start + found.end_char, found.label_)
        for block in blocks
        for doc in recogniser.pipe([text[block.start : block.end]])
        for found in doc.ents
    ]
    return annotate(document, sorted(spans), book, blocks=blocks, pipeline=Pipeline(model, "0", "0"))


def test_a_longer_name_that_another_recogniser_finds_stands_for_the_entity():
    without = "[Zorvan|ORG] group fell. Then [Zorvan|ORG] left [ZRV|ORG]."
    desk = Desk(annotation(without))
    desk.merge("ZRV", "Zorvan")
    desk.do(Confirm(when=WHEN, what=desk.whole("Zorvan")))
    longer = annotation("[Zorvan group|ORG] fell. Then [Zorvan|ORG] left [ZRV|ORG].", BOOK_OF_ZORVAN)
    other = Desk(longer, desk.history.done)
    assert [one.text for one in other.now.mentions] == ["Zorvan group", "Zorvan", "ZRV"]
    assert len(other.now.entities) == 1
    assert {one.state for one in other.now.mentions} == {"confirmed"}


def test_a_name_that_a_person_confirmed_is_not_made_longer_by_another_recogniser():
    desk = Desk(annotation("[Zorvan|ORG] group fell, and [Zorvan|ORG] group left."))
    desk.do(Confirm(when=WHEN, what=desk.mention("Zorvan")))
    longer = annotation("[Zorvan group|ORG] fell, and [Zorvan group|ORG] left.")
    other = Desk(longer, desk.history.done)
    assert [(one.text, one.state) for one in other.now.mentions] == [
        ("Zorvan", "confirmed"),
        ("Zorvan group", "suggested"),
    ]


def test_decisions_on_an_article_hold_with_another_recogniser_and_book():
    pytest.importorskip("onnxruntime")
    desk = Desk(recognised("accurate", Book()))
    desk.merge("DAESH", "Islamic State")
    desk.do(Apart(when=WHEN, one=desk.whole("Turkey"), other=desk.whole("Ankara")))
    desk.do(Move(when=WHEN, what=desk.alias("Isis"), out_of=desk.whole("Isis"), to=None))
    desk.do(Relabel(when=WHEN, what=desk.alias("Jarablus"), label="LOC"))
    deleted = desk.mentions("Ankara")[0]
    desk.do(Delete(when=WHEN, what=mention_target(desk.index, [deleted])))
    desk.do(Add(when=WHEN, what=desk.span("capital", "GPE"), to=None))
    for model, book in (("accurate", shipped()), ("fast", Book()), ("fast", shipped())):
        other = Desk(recognised(model, book), desk.history.done)
        assert not other.history.unfit
        assert other.entity("DAESH").id == other.entity("Islamic State").id
        assert other.entity("Isis").id not in {
            one.entity for name in ("ISIS", "DAESH") for one in other.mentions(name)
        }
        assert {mention.label for mention in other.mentions("Jarablus")} == {"LOC"}
        assert deleted.start not in {mention.start for mention in other.now.mentions}
        assert [(one.label, one.by) for one in other.mentions("capital")] == [("GPE", "reader")]
