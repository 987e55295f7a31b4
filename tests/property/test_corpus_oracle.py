"""The corpus against slow, obvious oracles, and what must hold for any bearers and any decisions."""

from __future__ import annotations

import pickle
from itertools import combinations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from annotate.book import Book, Entry
from annotate.corpus import Bearer, Decision, Who, block, connect, keys_of, resolve, score
from annotate.corpus.blocking import Pair
from annotate.corpus.decided import standing
from annotate.corpus.reading import Reading, read
from annotate.corpus.rules import rules
from annotate.names import key
from annotate.resolve.name import group

PERSONS = [
    *("John Smith", "J. Smith", "Jon Smith", "John F. Smith", "Jane Smith", "Smith", "Mr. Smith", "John"),
    *("Muammar Gaddafi", "Moammar Qaddafi", "Gaddafi", "Seif Gaddafi", "John Smith Jr."),
]
ORGANISATIONS = [
    *("ISIS", "Isis", "Daesh", "Goldman Sachs", "Goldman Sachs Group", "Goldman", "FSA", "Free Syrian Army"),
    *("Supreme Court", "Foreign Ministry", "Ministry of Foreign Affairs", "SDF", "Acme Inc.", "Acme"),
]
PLACES = [
    "Kiev",
    "Kyiv",
    "North Korea",
    "South Korea",
    "Korea",
    "Jarablus",
    "Jarabulus",
    "US",
    "United States",
]
COMPANY = ["united states", "US", "germany", "olga karlsson", "acme", "kobani", "john smith"]

BOOK = Book(
    [
        Entry("Islamic State", "ORG", "armed group", ("ISIS", "Daesh"), ambiguous=("IS",)),
        Entry("United States", "GPE", "country", ("US", "USA"), people=("American", "Americans")),
        Entry("North Korea", "GPE", "country", not_=("South Korea",)),
        Entry("Muammar Gaddafi", "PERSON", "head of state", ("Gaddafi",)),
        Entry("Germany", "GPE", "country"),
    ]
)


def _bearer(document: str, number: int, label_and_names, company, reference) -> Bearer:
    label, names = label_and_names
    counts = tuple((name, 1) for name in dict.fromkeys(names))
    return Bearer(document, f"e{number}", names[0], label, counts, reference, tuple(sorted(company)))


def _named(label: str, names: list[str]):
    return st.tuples(st.just(label), st.lists(st.sampled_from(names), min_size=1, max_size=3))


called = st.one_of(
    _named("PERSON", PERSONS),
    _named("ORG", ORGANISATIONS),
    _named("GPE", PLACES),
    _named("NORP", ["American", "Americans", "German", "Germans"]),
)
corpora = st.lists(
    st.tuples(
        st.sampled_from("abcdef"),
        called,
        st.sets(st.sampled_from(COMPANY), max_size=4),
        st.sampled_from([None, None, None, "Q1", "Q2"]),
    ),
    min_size=1,
    max_size=25,
).map(lambda rows: [_bearer(row[0], number, *row[1:]) for number, row in enumerate(rows)])


def is_meant(who: Who, reading: Reading) -> bool:
    """Whether a person means a bearer."""
    return (group(who.label), key(who.name)) in reading.answers() and who.document in (
        "",
        reading.bearer.document,
    )


@st.composite
def decided(draw):
    """A corpus and what a person said of bearers that are one without it, or not."""
    bearers = draw(corpora)
    found = resolve(bearers, BOOK).entities
    at = {bearer.place: bearer for bearer in bearers}
    ones = [tuple(at[place] for place in entity.members[:2]) for entity in found if len(entity.members) > 1]
    pairs = st.tuples(st.sampled_from(bearers), st.sampled_from(bearers))
    decisions = []
    for said in draw(st.lists(st.sampled_from(["merge", "apart"]), max_size=4)):
        pair = draw(st.sampled_from(ones)) if said == "apart" and ones else draw(pairs)
        here = draw(st.booleans())
        whom = (Who(bearer.name, bearer.label, bearer.document if here else "") for bearer in pair)
        decisions.append(Decision(said, *whom))
    return bearers, decisions


@given(decided(), st.randoms())
@settings(max_examples=150, deadline=None)
def test_the_order_in_which_bearers_come_does_not_matter(given_, random):
    bearers, decisions = given_
    shuffled = list(bearers)
    random.shuffle(shuffled)
    assert resolve(shuffled, BOOK, decisions) == resolve(bearers, BOOK, decisions)


@given(decided(), st.integers(1, 4))
@settings(max_examples=100, deadline=None)
def test_parts_that_are_scored_elsewhere_give_the_same_as_one_process(given_, parts):
    bearers, decisions = given_
    pairs = block(bearers, BOOK)
    links = []
    for part in range(parts - 1, -1, -1):
        links += pickle.loads(pickle.dumps(score(pickle.loads(pickle.dumps(pairs[part::parts])), BOOK)))
    assert connect(bearers, links, BOOK, decisions) == resolve(bearers, BOOK, decisions)


@given(corpora)
@settings(max_examples=100, deadline=None)
def test_blocking_loses_no_pair_that_a_rule_has_evidence_for(bearers):
    forms = sorted({form for reading in read(bearers, BOOK) for form in reading.offers})
    every = tuple(range(len(rules(BOOK))))
    all_pairs = [Pair(one, other, every) for one, other in combinations(forms, 2)]
    assert score(block(bearers, BOOK), BOOK) == score(all_pairs, BOOK)


@given(decided())
@settings(max_examples=150, deadline=None)
def test_whoever_shares_no_key_with_another_is_no_part_of_its_entity(given_):
    """What a new bearer is compared with is all that can make a difference to it, but for what was decided and for the
    entities of the book: those that have a key of its own, of one of these, and so on."""
    bearers, _ = given_
    assume(not any(bearer.reference for bearer in bearers))
    new, *old = bearers
    keys = {bearer.place: set().union(*keys_of(bearer, BOOK).values()) for bearer in bearers}
    known = {reading.place: reading.known and reading.known[:2] for reading in read(bearers, BOOK)}
    near, grew = {new.place}, True
    while grew:
        reached = set().union(*(keys[place] for place in near))
        entities = {known[place] for place in near} - {None}
        more = {b.place for b in old if keys[b.place] & reached or known[b.place] in entities} - near
        near, grew = near | more, bool(more)
    around = resolve([bearer for bearer in bearers if bearer.place in near], BOOK)
    everyone = resolve(bearers, BOOK)
    assert set(around.entities) <= set(everyone.entities)
    assert all(maybe in everyone.suggestions for maybe in around.suggestions)


@given(decided())
@settings(max_examples=200, deadline=None)
def test_every_bearer_is_in_one_entity_with_all_its_names(given_):
    bearers, decisions = given_
    found = resolve(bearers, BOOK, decisions)
    assert sorted(place for entity in found.entities for place in entity.members) == sorted(
        bearer.place for bearer in bearers
    )
    at = {bearer.place: bearer for bearer in bearers}
    ids = [entity.id for entity in found.entities]
    for entity in found.entities:
        counts: dict[str, int] = {}
        for place in entity.members:
            for name, count in at[place].aliases:
                counts[name] = counts.get(name, 0) + count
        assert {alias.name: alias.count for alias in entity.aliases} == counts
        assert entity.name in counts
        assert len(entity.ties) == len(entity.members) - 1
    for maybe in found.suggestions:
        assert maybe.one in ids
        assert maybe.other in ids
        assert maybe.one != maybe.other


@given(decided())
@settings(max_examples=200, deadline=None)
def test_what_a_person_keeps_apart_is_never_one_nor_suggested(given_):
    bearers, decisions = given_
    found = resolve(bearers, BOOK, decisions)
    entity_of = {place: entity.id for entity in found.entities for place in entity.members}
    maybe = {frozenset((maybe.one, maybe.other)) for maybe in found.suggestions}
    readings = read(bearers, BOOK)
    for said in standing(decisions):
        if said.said == "apart":
            for one in readings:
                for other in readings:
                    both = is_meant(said.one, one), is_meant(said.other, one)
                    theirs = is_meant(said.one, other), is_meant(said.other, other)
                    if both == (True, False) and theirs == (False, True):
                        ends = entity_of[one.place], entity_of[other.place]
                        assert ends[0] != ends[1]
                        assert frozenset(ends) not in maybe


@given(decided())
@settings(max_examples=200, deadline=None)
def test_what_a_person_merges_is_one_where_nothing_else_was_said(given_):
    bearers, decisions = given_
    assume(all(said.said == "merge" for said in decisions))
    found = resolve(bearers, BOOK, decisions)
    entity_of = {place: entity.id for entity in found.entities for place in entity.members}
    readings = read(bearers, BOOK)
    for said in decisions:
        ones, others = (
            [reading for reading in readings if is_meant(who, reading)] for who in (said.one, said.other)
        )
        assert len({entity_of[reading.place] for reading in (*ones, *others)}) == 1


@given(corpora)
@settings(max_examples=200, deadline=None)
def test_no_person_is_one_across_documents_by_a_part_of_a_name(bearers):
    """Whoever is called by a single name alone stays alone, but for what a reference says."""
    found = resolve(bearers, BOOK)
    at = {reading.place: reading for reading in read(bearers, BOOK)}
    for entity in found.entities:
        for place in entity.members:
            reading = at[place]
            single = reading.group == "person" and set(reading.offers.values()) == {"part"}
            if single and not reading.bearer.reference:
                assert len(entity.members) == 1


@given(corpora)
@settings(max_examples=200, deadline=None)
def test_no_chain_crosses_what_the_book_or_a_reference_keeps_apart(bearers):
    found = resolve(bearers, BOOK)
    at = {reading.place: reading for reading in read(bearers, BOOK)}
    for entity in found.entities:
        readings = [at[place] for place in entity.members]
        assert len({reading.known[:2] for reading in readings if reading.known}) <= 1
        assert len({reading.bearer.reference for reading in readings} - {None}) <= 1
        assert len({group(reading.bearer.label) for reading in readings}) == 1 or entity.reference
