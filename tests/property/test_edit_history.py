"""Decisions, whatever they are: undone and redone to the letter, the same as a slow and obvious bookkeeping says, and
kept when a machine says something else or the text has grown."""

from __future__ import annotations

from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st
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
from annotate.book import Book, Entry
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
    span_target,
)
from annotate.labels import every
from annotate.names import surface
from annotate.query import Index
from annotate.recognize.spans import Span
from annotate.resolve import resolve
from annotate.text import visible

NAMES = [
    ("Islamic State", "ORG"), ("ISIS", "ORG"), ("Isis", "ORG"), ("Daesh", "ORG"), ("IS", "ORG"),
    ("Vladimir Putin", "PERSON"), ("Putin", "PERSON"), ("Mr. Putin", "PERSON"), ("Anna Putin", "PERSON"),
    ("Turkey", "GPE"), ("Turkey", "ORG"), ("Ankara", "GPE"), ("Turkish", "NORP"), ("Turks", "NORP"),
    ("Free Syrian Army", "ORG"), ("FSA", "ORG"), ("Syrian Army", "ORG"), ("Monday", "DATE"),
]  # fmt: skip
BOOK = Book(
    [
        Entry("Islamic State", "ORG", "armed group", ("ISIS", "Daesh"), ambiguous=("IS",)),
        Entry("Turkey", "GPE", "country", metonyms=("Ankara",), people=("Turkish", "Turks")),
    ]
)
LABELS = ["PERSON", "ORG", "GPE", "LOC", "DATE"]

lines = st.lists(st.tuples(st.sampled_from(NAMES), st.booleans()), min_size=1, max_size=16)


def annotation(text: str, spans: list[Span], book: Book = BOOK) -> Annotation:
    resolution = resolve(text, spans, book)
    return Annotation(
        format="aka/1",
        document=Document("-", "", "en", text_sha256(text), text),
        pipeline=Pipeline("none", "0", "0"),
        entities=resolution.entities,
        mentions=resolution.mentions,
        suggestions=resolution.suggestions,
    )


def written(named: list[tuple[tuple[str, str], bool]]) -> tuple[str, list[Span], list[Span]]:
    """A text with a name on each line, the spans of those that a machine finds, and of those that it does not."""
    text, found, missed = "", [], []
    for number, ((name, label), is_found) in enumerate(named):
        text += f"{number}. Then "
        (found if is_found else missed).append(Span(len(text), len(text) + len(name), label))
        text += f"{name} left, {number} times.\n"
    return text, found, missed


@st.composite
def machine_made(draw) -> Annotation:
    text, found, _ = written(draw(lines))
    return annotation(text, found)


@st.composite
def foreign(draw) -> Annotation:
    """A file from elsewhere: several mentions at one place, nested ones, aliases that nobody mentions or lists."""
    text = draw(st.text("AB b\n", min_size=2, max_size=12)) + "A B"
    ids = draw(st.lists(st.sampled_from(["e1", "e7", "x", "person-2"]), min_size=1, max_size=4, unique=True))
    places = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 5))
    spans = [(start, min(len(text), start + size)) for start, size in draw(st.lists(places, max_size=10))]
    spans = [(start, end) for start, end in spans if text[start:end].strip()]
    mentions = [
        Mention(
            start, end, text[start:end], draw(st.sampled_from(LABELS)), draw(st.sampled_from(ids)),
            draw(st.sampled_from(["model", "rule", "reader"])), draw(st.sampled_from(["suggested", "rejected"])),
        )
        for start, end in sorted(spans, key=lambda span: (span[0], -span[1]))
    ]  # fmt: skip
    forms = [*{surface(mention.text) for mention in mentions}, "Nobody"]
    reasons = st.builds(
        Evidence, st.sampled_from(["canonical name", "alias book"]), st.sampled_from(forms), st.none()
    )
    entities = tuple(
        Entity(
            id_, draw(st.sampled_from(forms)), draw(st.sampled_from(LABELS)), None, "",
            tuple(
                Alias(name, draw(st.integers(0, 3)), draw(reasons))
                for name in draw(st.lists(st.sampled_from(forms), unique=True))
            ),
        )
        for id_ in ids
    )  # fmt: skip
    links = st.builds(Suggestion, st.sampled_from(ids), st.sampled_from(ids), reasons)
    return Annotation(
        format="aka/1",
        document=Document("-", "", "en", text_sha256(text), text),
        pipeline=Pipeline("none", "0", "0"),
        entities=entities,
        mentions=tuple(mentions),
        suggestions=tuple(draw(st.lists(links, max_size=3))),
    )


bases = st.one_of(machine_made(), foreign())


EVERY = (Merge, Move, Apart, Relabel, Delete, Name, Note, Refer, Confirm, Reject, Batch, Add)
SINGLE = tuple(kind for kind in EVERY if kind is not Batch)


def a_decision(data: st.DataObject, now: Annotation, number: int, kinds=EVERY) -> Decision:
    """What a reader of this annotation could say."""
    index = Index(now, shows=every)
    when = f"2026-01-01T00:00:{number:02}+00:00"
    shown = [entity for entity in index.entities if index.mentions_of[entity]]
    kind = data.draw(st.sampled_from(kinds if shown else [Add]))
    if kind is Batch:
        several, others = data.draw(st.integers(0, 2)), [other for other in kinds if other is not Batch]
        return Batch(
            when=when, decisions=tuple(a_decision(data, now, number, others) for _ in range(several))
        )
    if kind is Add:
        start = data.draw(st.integers(0, len(now.document.text) - 2))
        end = data.draw(st.integers(start + 1, min(len(now.document.text), start + 20)))
        assume(now.document.text[start:end].strip())
        spans = everywhere(index, start, end) if data.draw(st.booleans()) else [(start, end)]
        what = span_target(now.document.text, spans, data.draw(st.sampled_from(LABELS)))
        to = data.draw(st.sampled_from([None, *shown]))
        return Add(when=when, what=what, to=to and entity_target(index, to))
    entity, other = data.draw(st.sampled_from(shown)), data.draw(st.sampled_from(shown))
    whole, far = entity_target(index, entity), entity_target(index, other)
    if kind is Merge:
        return Merge(when=when, what=whole, into=far)
    if kind is Name:
        names = [alias.name for one in now.entities for alias in one.aliases]
        return Name(when=when, what=whole, name=data.draw(st.sampled_from(["Somebody", *names])))
    if kind is Note:
        return Note(when=when, what=whole, text=data.draw(st.sampled_from(["", "mine", "yours"])))
    if kind is Refer:
        return Refer(when=when, what=whole, reference=data.draw(st.sampled_from([None, "Q1"])))
    mentions = index.mentions_of[entity]
    forms = list(dict.fromkeys(surface(mention.text) for mention in mentions))
    what = data.draw(
        st.sampled_from(
            [
                whole,
                alias_target(
                    index, entity, data.draw(st.lists(st.sampled_from(forms), min_size=1, unique=True))
                ),
                mention_target(
                    index, data.draw(st.lists(st.sampled_from(mentions), min_size=1, unique=True))
                ),
            ]
        )
    )
    if kind is Move:
        to = data.draw(st.sampled_from([None, far] if other != entity else [None]))
        return Move(when=when, what=what, out_of=whole, to=to)
    if kind is Apart:
        return Apart(when=when, one=what, other=far)
    if kind is Relabel:
        return Relabel(when=when, what=what, label=data.draw(st.sampled_from(LABELS)))
    return kind(when=when, what=what)


def bare(one: Annotation) -> Annotation:
    return replace(one, decisions=())


@given(bases, st.data())
@settings(max_examples=200, deadline=None)
def test_as_many_undos_give_the_first_annotation_back_and_redos_the_last(base, data):
    history, seen = History(base), [base]
    for number in range(data.draw(st.integers(1, 8))):
        history.do(a_decision(data, history.annotation, number))
        check(history.annotation)
        assert decode(encode(history.annotation)) == history.annotation
        seen.append(history.annotation)
    said = history.done
    for before in reversed(seen[:-1]):
        history.undo()
        assert history.annotation == before
    assert history.undo() is None
    assert (history.done, history.undone) == ((), said[::-1])
    for after in seen[1:]:
        history.redo()
        assert history.annotation == after
    assert history.redo() is None
    assert history.done == said


@given(bases, st.lists(st.sampled_from(["do", "do", "do", "undo", "redo"]), max_size=14), st.data())
@settings(max_examples=200, deadline=None)
def test_a_history_is_what_its_decisions_make_of_the_base(base, verbs, data):
    history, done, undone = History(base), [], []
    for number, verb in enumerate(verbs):
        if verb == "do":
            done.append(a_decision(data, history.annotation, number))
            undone.clear()
            history.do(done[-1])
        elif verb == "undo":
            assert history.undo() == (done[-1] if done else None)
            undone += [done.pop()] if done else []
        else:
            assert history.redo() == (undone[-1] if undone else None)
            done += [undone.pop()] if undone else []
        assert (history.done, history.undone) == (tuple(done), tuple(undone))
        if data.draw(st.booleans()):  # what is asked for in between changes nothing
            assert history.annotation == apply(base, done).annotation
    assert history.annotation == apply(base, done).annotation
    assert not history.unfit


@given(bases, st.data())
@settings(max_examples=200, deadline=None)
def test_what_is_said_twice_is_said_once(base, data):
    now, said = base, []
    for number in range(data.draw(st.integers(1, 4))):
        said.append(a_decision(data, now, number, SINGLE))
        now = apply(now, said[-1:]).annotation
        assert apply(now, said[-1:]).annotation == now  # it is carried
        assert bare(apply(bare(now), said[-1:]).annotation) == bare(now)
    assert list(dict.fromkeys(said)) == list(now.decisions)
    assert apply(now, said).annotation == now
    assert describe(said[-1]) == visible(describe(said[-1]))


def joined(said: Decision) -> list[Target]:
    """The two that a decision joins or keeps apart."""
    match said:
        case Merge():
            return [said.what, said.into]
        case Apart():
            return [said.one, said.other]
        case Move(to=Target()):
            return [said.what, said.to]
    return [said.what, span_target("", [], "")]


@st.composite
def any_decisions(draw, text: str) -> list[Decision]:
    """Well-formed data that nobody may ever have said, as from a hostile file."""
    where = st.integers(-1, len(text) + 1)
    anywhere = st.builds(
        Anchor,
        where,
        where,
        st.text("AB b", max_size=3),
        st.just(""),
        st.text("AB", max_size=2),
        st.just("ORG"),
    )
    real = st.tuples(where, where, st.sampled_from(LABELS)).map(
        lambda at: span_target(text, [(max(0, at[0]), at[1])], at[2]).anchors[0]
    )
    anchors = st.lists(st.one_of(real, real, anywhere), max_size=3).map(tuple)
    target = st.builds(Target, st.sampled_from(["mention", "alias", "entity"]), anchors)
    maybe, when, word = (
        st.one_of(st.none(), target),
        st.sampled_from(["", "2026"]),
        st.sampled_from(["", "A", "GPE"]),
    )
    single = st.one_of(
        st.builds(Merge, when=when, what=target, into=target),
        st.builds(Move, when=when, what=target, out_of=target, to=maybe),
        st.builds(Apart, when=when, one=target, other=target),
        st.builds(Relabel, when=when, what=target, label=word),
        st.builds(Add, when=when, what=target, to=maybe),
        st.builds(Name, when=when, what=target, name=word),
        st.builds(Note, when=when, what=target, text=word),
        st.builds(Refer, when=when, what=target, reference=word),
        *(st.builds(kind, when=when, what=target) for kind in (Delete, Confirm, Reject)),
    )
    batch = st.builds(Batch, when=when, decisions=st.lists(single, max_size=3).map(tuple))
    return draw(st.lists(st.one_of(single, single, batch), min_size=1, max_size=8))


@given(bases, st.data())
@settings(max_examples=200, deadline=None)
def test_no_decision_whatever_breaks_an_annotation(base, data):
    history, seen = History(base), [base]
    for said in data.draw(any_decisions(base.document.text)):
        assert describe(said) == visible(describe(said))
        history.do(said)
        check(history.annotation)
        seen.append(history.annotation)
    assert history.annotation == apply(base, history.done).annotation
    for before in reversed(seen[:-1]):
        history.undo()
        assert history.annotation == before


def across(place, places) -> bool:
    """Whether a place overlaps one of the others."""
    return any(place[0] < end and start < place[1] for start, end in places)


class Bookkeeping:
    """What decisions make of places, their labels, states and entities, gone through in full each time."""

    def __init__(self, base: Annotation) -> None:
        self.rows = {(m.start, m.end): [m.label, m.state, m.entity] for m in base.mentions}
        self.labels = {entity.id: entity.label for entity in base.entities}
        self.text = base.document.text

    def owner(self, place) -> str:
        return self.rows[place][2]

    def form(self, place) -> str:
        return surface(self.text[slice(*place)])

    def meant(self, target) -> list[tuple[int, int]]:
        places = [
            (anchor.start, anchor.end) for anchor in target.anchors if (anchor.start, anchor.end) in self.rows
        ]
        if target.scope == "mention":
            return places
        owners = {self.owner(place) for place in places}
        if target.scope == "entity":
            return [place for place in self.rows if self.owner(place) in owners]
        alike = {(self.owner(place), self.form(place)) for place in places}
        return [place for place in self.rows if (self.owner(place), self.form(place)) in alike]

    def moved(self, target) -> list[tuple[int, int]]:
        return self.meant(target if target.scope == "mention" else Target("alias", target.anchors))

    def knows(self, said: Decision) -> bool:
        """What follows a name out of its entity, and what is moved to where it is, is not for this bookkeeping."""
        owners = [{self.owner(place) for place in self.meant(target)} for target in joined(said)]
        return not isinstance(said, Move | Apart) or not set.intersection(*owners)

    def make(self, said: Decision) -> None:
        match said:
            case Merge():
                home = self.owner(self.meant(said.into)[0])
                for place in self.meant(said.what):
                    self.rows[place][2] = home
            case Move(to=None):
                moved = self.moved(said.what)
                left = {self.owner(place) for place in self.shown() if place not in moved}
                if left & {self.owner(place) for place in moved}:
                    own = self.labels[self.owner(moved[0])]
                    for place in moved:
                        self.rows[place][2] = said.when
                    self.labels[said.when] = own
                    self.labels[said.when] = self.most(said.when, own)
            case Move():
                home = self.owner(self.meant(said.to)[0])
                for place in self.moved(said.what):
                    self.rows[place][2] = home
            case Relabel():
                places = self.meant(said.what)
                for place in places:
                    if said.what.scope == "mention" or self.rows[place][1] != "rejected":
                        self.rows[place][:2] = [said.label, "confirmed"]
                for owner in {self.owner(place) for place in places}:
                    label = said.label if said.what.scope == "entity" else self.most(owner, said.label)
                    self.labels[owner] = label
            case Add():
                places = [(anchor.start, anchor.end) for anchor in said.what.anchors]
                home = self.owner(self.meant(said.to)[0]) if said.to else self.bearer(places, said)
                for place in places:
                    self.rows[place] = [said.what.anchors[0].label, "confirmed", home]
                for place in [
                    p for p, row in self.rows.items() if row[1] == "suggested" and across(p, places)
                ]:
                    del self.rows[place]
            case Delete():
                for place in self.meant(said.what):
                    del self.rows[place]
            case Confirm() | Reject():
                state = "confirmed" if isinstance(said, Confirm) else "rejected"
                for place in self.meant(said.what):
                    if said.what.scope == "mention" or self.rows[place][1] != "rejected":
                        self.rows[place][1] = state

    def shown(self) -> list[tuple[int, int]]:
        return [place for place, row in self.rows.items() if row[1] != "rejected"]

    def most(self, owner: str, said: str) -> str:
        """The label of most mentions; of several the entity's, else the one that was said, else the last by name."""
        labels = [self.rows[place][0] for place in self.shown() if self.owner(place) == owner]
        own = self.labels[owner]
        return max(
            labels, key=lambda label: (labels.count(label), label == own, label == said, label), default=said
        )

    def bearer(self, places, said: Add) -> str:
        form, label = self.form(places[0]), said.what.anchors[0].label
        bearing = [p for p in self.rows if self.form(p) == form and self.labels[self.owner(p)] == label]
        if not bearing:
            self.labels[said.when] = label
            return said.when
        owners = [self.owner(place) for place in bearing]
        there = [self.owner(place) for place in places if place in bearing]
        return there[0] if there else max(owners, key=lambda owner: (owners.count(owner), owner))


def partition(owners: dict[tuple[int, int], str]) -> set[frozenset[tuple[int, int]]]:
    return {frozenset(p for p in owners if owners[p] == owner) for owner in owners.values()}


@given(machine_made(), st.data())
@settings(max_examples=300, deadline=None)
def test_decisions_do_what_a_slow_bookkeeping_does(base, data):
    history, books = History(base), Bookkeeping(base)
    for number in range(data.draw(st.integers(1, 8))):
        said = a_decision(data, history.annotation, number, SINGLE)
        if books.knows(said):
            history.do(said)
            books.make(said)
        now = history.annotation
        label_of = {entity.id: entity.label for entity in now.entities}
        rows = {(m.start, m.end): (m.label, m.state, label_of[m.entity]) for m in now.mentions}
        assert rows == {p: (label, state, books.labels[who]) for p, (label, state, who) in books.rows.items()}
        assert partition({(m.start, m.end): m.entity for m in now.mentions}) == partition(
            {place: books.owner(place) for place in books.rows}
        )
        for entity in now.entities:
            shown = [m for m in now.mentions if m.entity == entity.id]
            counts = {alias.name: alias.count for alias in entity.aliases}
            assert counts == {
                form: sum(m.state != "rejected" and surface(m.text) == form for m in shown)
                for form in {surface(m.text) for m in shown}
            }
            assert list(counts.values()) == sorted(counts.values(), reverse=True)


@given(
    lines, st.lists(st.tuples(st.booleans(), st.sampled_from(LABELS)), min_size=16), st.booleans(), st.data()
)
@settings(max_examples=300, deadline=None)
def test_decisions_hold_whatever_another_machine_says(named, other_machine, with_book, data):
    text, found, missed = written(named)
    again = [
        span if same else span._replace(label=label)
        for span, (same, label) in zip(sorted([*found, *missed]), other_machine, strict=False)
        if data.draw(st.booleans())
    ]
    history, merged, apart, labels, gone = History(annotation(text, found)), [], [], {}, set()
    for number in range(data.draw(st.integers(1, 10))):
        said = a_decision(
            data, history.annotation, number, (Merge, Merge, Apart, Apart, Relabel, Delete, Add)
        )
        owners = {(m.start, m.end): m.entity for m in history.annotation.mentions}
        sides = [spots(target) for target in joined(said)]
        met = [{owners.get(place) for place in side} for side in sides]
        match said:
            case Merge() if met[0] != met[1]:
                if any({owners.get(a), owners.get(b)} == met[0] | met[1] for a, b in apart):
                    continue
                merged.append(sides[0] + sides[1])
            case Apart() if said.one.scope == "entity" and met[0] != met[1]:
                apart += product(*sides)
            case Relabel() if said.what.scope == "mention":
                labels |= dict.fromkeys(sides[0], said.label)
            case Add():
                if any(across(place, sides[0]) for place in (*gone, *owners)):
                    continue
                labels |= dict.fromkeys(sides[0], said.what.anchors[0].label)
            case Delete() if said.what.scope == "mention":
                gone |= set(sides[0])
            case _:
                continue
        history.do(said)
    result = apply(annotation(text, again, BOOK if with_book else Book()), history.done)
    assert not result.unfit
    now = {(m.start, m.end): m for m in result.annotation.mentions}
    assert gone.isdisjoint(now)
    for group in merged:
        assert len({now[place].entity for place in group if place not in gone}) <= 1
    for one, other in apart:
        if one not in gone and other not in gone:
            assert now[one].entity != now[other].entity
    for place in labels.keys() - gone:
        assert now[place].label == labels[place]
        assert (now[place].by, now[place].state) == ("reader", "confirmed")


def targets(said: Decision) -> list[Target]:
    if isinstance(said, Batch):
        return [target for part in said.decisions for target in targets(part)]
    return [value for name in said.__struct_fields__ if isinstance(value := getattr(said, name), Target)]


def spots(target: Target) -> list[tuple[int, int]]:
    return [(anchor.start, anchor.end) for anchor in target.anchors]


@given(machine_made(), st.data())
@settings(max_examples=200, deadline=None)
def test_a_paragraph_more_loses_no_decision(base, data):
    history = History(base)
    for number in range(data.draw(st.integers(1, 6))):
        history.do(a_decision(data, history.annotation, number))
    text = base.document.text
    starts = [0] + [at + 1 for at, char in enumerate(text) if char == "\n"]
    at = data.draw(st.sampled_from(starts))
    more = data.draw(st.sampled_from(["More.\n", "Meanwhile Turkey and ISIS met Putin.\n", "ISIS!\n" * 50]))

    def moved(offset: int) -> int:
        return offset + len(more) * (offset >= at)

    def shifted(one: Annotation) -> Annotation:
        longer = text[:at] + more + text[at:]
        return replace(
            one,
            document=replace(one.document, text=longer, sha256=text_sha256(longer)),
            mentions=tuple(
                replace(m, start=moved(m.start), end=moved(m.start) + len(m.text)) for m in one.mentions
            ),
        )

    spoken = [(m.start, m.end) for m in base.mentions]
    spoken += [spot for said in history.done for target in targets(said) for spot in spots(target)]
    assume(not any(start < at < end for start, end in spoken))
    result = apply(shifted(base), history.done)
    assert not result.unfit
    check(result.annotation)
    assert bare(result.annotation) == bare(shifted(history.annotation))


@given(machine_made(), st.booleans(), st.data())
@settings(max_examples=200, deadline=None)
def test_two_names_are_one_or_two_as_a_person_says(base, merge, data):
    index = Index(base, shows=every)
    names = [(entity.id, alias.name) for entity in base.entities for alias in entity.aliases]
    assume(len(names) > 1)
    one, other = (
        alias_target(index, entity, [name])
        for entity, name in data.draw(st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True))
    )
    said = Merge(when="", what=one, into=other) if merge else Apart(when="", one=one, other=other)
    now = apply(base, [said]).annotation
    homes = [
        {
            mention.entity
            for mention in now.mentions
            if mention.start in {anchor.start for anchor in side.anchors}
        }
        for side in (one, other)
    ]
    assert (homes[0] == homes[1]) == merge
    for entity in now.entities:
        assert [alias.evidence.rule for alias in entity.aliases].count("canonical name") == 1
        assert entity.name in {alias.name for alias in entity.aliases}
        if not merge:
            assert not {one.anchors[0].exact, other.anchors[0].exact} <= {
                alias.name for alias in entity.aliases
            }
