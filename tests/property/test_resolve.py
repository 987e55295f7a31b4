"""The sieve against slow, obvious oracles, and what must hold for any text and any spans."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.annotation import Annotation, Document, Pipeline, check, decode, encode, text_sha256
from annotate.book import Book, Entry
from annotate.labels import LABELS, is_name
from annotate.names import key
from annotate.recognize.spans import Span
from annotate.resolve import Resolution, resolve, why
from annotate.resolve.spelling import deletions, same, skeleton, typo

GIVEN = [
    "John",
    "Jack",
    "Mary",
    "Sergei",
    "Sergey",
    "Mohammed",
    "Muhammad",
    "J.",
    "Kim",
    "Abdel",
    "Ann-Marie",
]
MIDDLE = ["", "", "", "F.", "Walker", "al-"]
FAMILY = [
    "Smith",
    "Smyth",
    "Qaddafi",
    "Gadhafi",
    "Erdogan",
    "Erdoğan",
    "Jong-un",
    "Bush",
    "Bush Jr.",
    "Castillo",
    "Castilo",
]
TITLES = ["", "", "", "Mr. ", "Mrs. ", "President ", "Gen. "]
WORDS = [
    "Free",
    "Syrian",
    "Army",
    "Democratic",
    "Forces",
    "Bank",
    "World",
    "Ministry of",
    "Defence",
    "Defense",
    "US",
    "Group",
]
ORGANISATIONS = [
    "FSA",
    "SDF",
    "U.S. Army",
    "ISIS",
    "Isis",
    "Daesh",
    "Goldman Sachs",
    "Goldman",
    "Acme Inc.",
    "Acme",
    "Greens",
    "Green Party",
]
PLACES = [
    "Jarablus",
    "Jarabulus",
    "Golan",
    "Golan Heights",
    "Kiev",
    "Kyiv",
    "North Korea",
    "South Korea",
    "Korea",
    "US",
    "U.S.",
]

BOOK = Book(
    [
        Entry("Islamic State", "ORG", "armed group", ("ISIS", "Daesh"), ambiguous=("IS",)),
        Entry(
            "United States",
            "GPE",
            "country",
            ("US", "USA"),
            people=("American", "Americans"),
            metonyms=("Washington",),
        ),
        Entry("North Korea", "GPE", "country", not_=("South Korea",)),
    ]
)

persons = st.builds(
    lambda *parts: (" ".join("".join(parts).split()), "PERSON"),
    st.sampled_from(TITLES),
    st.sampled_from([f"{name} " for name in GIVEN] + [""]),
    st.sampled_from([f"{name} " if name[-1:] != "-" else name for name in MIDDLE]),
    st.sampled_from(FAMILY),
)
organisations = st.one_of(
    st.sampled_from(ORGANISATIONS), st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
).map(lambda name: (name, "ORG"))
places = st.tuples(st.sampled_from(PLACES), st.sampled_from(["GPE", "LOC", "ORG"]))
peoples = st.tuples(
    st.sampled_from(["German", "Germans", "American", "Americans", "Democrats"]), st.just("NORP")
)
names = st.lists(st.one_of(persons, organisations, places, peoples), min_size=1, max_size=30)


def document(named: list[tuple[str, str]]) -> tuple[str, list[Span]]:
    """A text that holds these names, one a line, and their spans."""
    text, spans = "", []
    for name, label in named:
        spans.append(Span(len(text), len(text) + len(name), label))
        text += name + "\n"
    return text, spans


def partition(resolution: Resolution) -> set[frozenset[tuple[int, int]]]:
    groups: dict[str, set[tuple[int, int]]] = {}
    for mention in resolution.mentions:
        groups.setdefault(mention.entity, set()).add((mention.start, mention.end))
    return {frozenset(group) for group in groups.values()}


@given(names)
@settings(max_examples=300, deadline=None)
def test_blocking_gives_the_same_answer_as_all_pairs(named):
    text, spans = document(named)
    assert resolve(text, spans, BOOK) == resolve(text, spans, BOOK, all_pairs=True)


@given(names, st.randoms())
@settings(max_examples=100, deadline=None)
def test_the_order_in_which_spans_are_given_does_not_matter(named, random):
    text, spans = document(named)
    shuffled = list(spans)
    random.shuffle(shuffled)
    assert resolve(text, shuffled, BOOK) == resolve(text, spans, BOOK)


@given(
    st.text(max_size=200),
    st.lists(st.tuples(st.integers(-3, 210), st.integers(-3, 210), st.sampled_from(LABELS))),
)
@settings(max_examples=200, deadline=None)
def test_any_text_and_any_spans_give_a_sound_annotation(text, raw):
    spans = [Span(*item) for item in raw]
    resolution = resolve(text, spans, BOOK)
    annotation = Annotation(
        format="aka/1",
        document=Document("-", "", "en", text_sha256(text), text),
        pipeline=Pipeline("none", "0", "0"),
        entities=resolution.entities,
        mentions=resolution.mentions,
        suggestions=resolution.suggestions,
    )
    check(annotation)
    if not any("\ud800" <= char <= "\udfff" for char in text):
        assert decode(encode(annotation)) == annotation
    wanted = {(span.start, span.end) for span in spans if 0 <= span.start < span.end <= len(text)}
    assert {(mention.start, mention.end) for mention in resolution.mentions} == wanted
    for entity in resolution.entities:
        stands = [mention for mention in resolution.mentions if mention.entity == entity.id]
        counts = {alias.name: alias.count for alias in entity.aliases}
        assert counts == {form: sum(m.text == form for m in stands) for form in {m.text for m in stands}}
        assert entity.name in counts
        assert [alias.evidence.rule for alias in entity.aliases if alias.name == entity.name] == [
            "canonical name"
        ]
        if not is_name(entity.label):
            assert len(counts) == 1
    assert [entity.id for entity in resolution.entities] == [
        f"e{number}" for number in range(1, len(resolution.entities) + 1)
    ]
    assert list(dict.fromkeys(mention.entity for mention in resolution.mentions)) == [
        entity.id for entity in resolution.entities
    ]


@given(st.text(max_size=30), st.text(max_size=30))
@settings(max_examples=200, deadline=None)
def test_why_has_a_verdict_on_any_two_strings(a, b):
    assert why(a, b, BOOK).verdict in ("merge", "suggest", "apart")


@given(st.text(max_size=40))
def test_a_key_is_its_own_key_and_never_empty(name):
    assert bool(key(name)) == bool(name)


letters = st.text(alphabet="abdghkmnoqrsuyz", min_size=4, max_size=9)


@given(letters, letters)
@settings(max_examples=300)
def test_spellings_of_one_name_share_their_skeleton(one, other):
    assert same(one, other) == same(other, one)
    if same(one, other):
        assert skeleton(one) == skeleton(other)
    if typo(one, other):
        assert deletions(one) & deletions(other)
