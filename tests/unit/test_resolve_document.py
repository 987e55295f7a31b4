"""What the sieve makes of a document, told through its front door."""

from __future__ import annotations

import re

import pytest

from annotate.annotation import Block, Entity
from annotate.book import Book, Entry
from annotate.recognize.spans import Span
from annotate.resolve import Resolution, resolve, why

BOOK = Book(
    [
        Entry(
            "Islamic State",
            "ORG",
            "armed group",
            ("ISIS", "Daesh"),
            ambiguous=("IS",),
            former=("ISI Group",),
            reference="Q1",
        ),
        Entry("Turkey", "GPE", "country", metonyms=("Ankara",), people=("Turkish", "Turks")),
        Entry(
            "United States",
            "GPE",
            "country",
            ("US", "USA"),
            people=("American", "Americans"),
            metonyms=("Washington",),
        ),
        Entry("Europe", "LOC", "continent"),
        Entry("European Union", "ORG", "union", ("EU",), ambiguous=("Europe",)),
        Entry("North Korea", "GPE", "country", ("DPRK",), not_=("South Korea",)),
    ]
)
HOUSE = Entry(
    "House of Representatives", "ORG", "parliament", ambiguous=("House", "Congress"), not_=("White House",)
)
LABELS = {
    "p": "PERSON",
    "o": "ORG",
    "g": "GPE",
    "n": "NORP",
    "e": "EVENT",
    "d": "DATE",
    "w": "WORK_OF_ART",
    "l": "LANGUAGE",
}


def read(marked: str) -> tuple[str, list[Span]]:
    """A text whose mentions are marked as ``{p:Vladimir Putin}``, and their spans."""
    text, spans, last = "", [], 0
    for match in re.finditer(r"\{(\w):([^}]*)\}", marked):
        text += marked[last : match.start()]
        spans.append(Span(len(text), len(text) + len(match[2]), LABELS[match[1]]))
        text += match[2]
        last = match.end()
    return text + marked[last:], spans


def resolved(marked: str, *, book: Book = BOOK, **settings) -> Resolution:
    text, spans = read(marked)
    return resolve(text, spans, book, **settings)


def groups(resolution: Resolution) -> set[frozenset[str]]:
    return {frozenset(alias.name for alias in entity.aliases) for entity in resolution.entities}


def entity_of(resolution: Resolution, name: str) -> Entity:
    (found,) = [entity for entity in resolution.entities if name in {alias.name for alias in entity.aliases}]
    return found


def reason(resolution: Resolution, name: str) -> tuple[str, str]:
    (alias,) = [alias for alias in entity_of(resolution, name).aliases if alias.name == name]
    return alias.evidence.rule, alias.evidence.with_


ONE = [
    ("same name", "{o:ISIS} and {o:Isis}", "Isis", "same name", "ISIS"),
    ("accents", "{p:Erdoğan} {p:Erdogan}", "Erdogan", "same name", "Erdoğan"),
    ("the", "{g:the Hague} {g:Hague} {g:Hague}", "the Hague", "same name", "Hague"),
    ("alias book", "{o:Islamic State} or {o:Daesh}", "Daesh", "alias book", "Islamic State"),
    ("former name", "{o:Islamic State} was {o:ISI Group}", "ISI Group", "former name", "Islamic State"),
    ("ambiguous with support", "{o:Islamic State} is {o:IS}", "IS", "alias book", "Islamic State"),
    ("generic word", "{o:Islamic State} is {o:IS group}", "IS group", "alias book", "Islamic State"),
    ("initials", "{o:Free Syrian Army} met. {o:FSA} left", "FSA", "initials of", "Free Syrian Army"),
    (
        "initials with small words",
        "{o:Department of Defense}, not {o:DoD}",
        "DoD",
        "initials of",
        "Department of Defense",
    ),
    (
        "beginnings of words",
        "{o:Central Command}. Later {o:CENTCOM}",
        "CENTCOM",
        "initials of",
        "Central Command",
    ),
    (
        "number and initials",
        "{o:507th Air Wing}. Later {o:507th AW}",
        "507th AW",
        "initials of",
        "507th Air Wing",
    ),
    ("legal form", "{o:Zorbex Corp.} fell; {o:Zorbex}", "Zorbex", "same without", "Zorbex Corp."),
    (
        "ministry",
        "{o:Justice Department} or {o:Department of Justice}",
        "Justice Department",
        "same words",
        "Department of Justice",
    ),
    (
        "country before it",
        "{o:US State Department}, {o:State Department}",
        "State Department",
        "same without",
        "US State Department",
    ),
    ("plural", "a {n:Bavarian}, the {n:Bavarians}", "Bavarians", "plural of", "Bavarian"),
    ("members", "{o:Green Party} is {o:Greens}", "Greens", "members of", "Green Party"),
    ("surname", "{p:Vladimir Putin} said. {p:Putin} left", "Putin", "surname of", "Vladimir Putin"),
    ("family name first", "{p:Xi Jinping} said. {p:Xi} left", "Xi", "surname of", "Xi Jinping"),
    (
        "title inside",
        "{p:Angela Merkel}. {p:Chancellor Merkel} left",
        "Chancellor Merkel",
        "surname of",
        "Angela Merkel",
    ),
    ("middle initial", "{p:Donald Trump}, {p:Donald J. Trump}", "Donald Trump", "part of", "Donald J. Trump"),
    ("pet form", "{p:William Gates} is {p:Bill Gates}", "Bill Gates", "nickname of", "William Gates"),
    ("given name", "{p:Oliver Twist} cried. {p:Oliver} ran", "Oliver", "first name of", "Oliver Twist"),
    (
        "nickname in quotes",
        '{p:Charles "Tex" Watson} and {p:Watson}',
        "Watson",
        "surname of",
        'Charles "Tex" Watson',
    ),
    ("transliteration", "{g:Tashqar} is {g:Tashkar}", "Tashkar", "spelling", "Tashqar"),
    (
        "transliterated person",
        "{p:Muammar Gaddafi}. {p:Moammar Qadhafi}",
        "Moammar Qadhafi",
        "spelling",
        "Muammar Gaddafi",
    ),
    (
        "slip in a name",
        "{p:Sebastian Vettel} won. {p:Sebastisn Vettel}",
        "Sebastisn Vettel",
        "spelling",
        "Sebastian Vettel",
    ),
    ("place book", "{g:Kyiv}, once {g:Kiev}", "Kiev", "place book", "Kyiv"),
    ("what a place is", "the {g:Golan Heights}; the {g:Golan}", "Golan", "same without", "Golan Heights"),
    ("short form", "{o:Goldman Sachs} paid. {o:Goldman} did", "Goldman", "short for", "Goldman Sachs"),
]


@pytest.mark.parametrize(
    ("marked", "name", "rule", "match"),
    [case[1:] for case in ONE if case[2]],
    ids=[case[0] for case in ONE if case[2]],
)
def test_one_entity_and_why(marked, name, rule, match):
    resolution = resolved(marked)
    assert len(resolution.entities) == 1
    assert reason(resolution, name) == (rule, match)


@pytest.mark.parametrize(
    "marked",
    [
        "{g:Iran} and {g:Iraq}",
        "{o:PKK} and {o:PYD}",
        "{g:North Korea} and {g:South Korea}",
        "{g:North Korea} and {g:Korea}",
        "{o:Northern Command} and {o:Southern Command}",
        "{o:1st Infantry Division} and {o:2nd Infantry Division}",
        "{e:World War I} and {e:World War II}",
        "{p:Donald Trump} and {p:Donald Trump Jr.}",
        "{p:George W. Bush} and {p:George H. W. Bush}",
        "{p:Mr. Clinton} and {p:Mrs. Clinton}",
        "Mr. {p:Clinton} and Mrs. {p:Clinton}",
        "{p:Bill Clinton} and {p:Hillary Clinton}",
        "{p:Melania Trump} and {p:Melanie Trump}",
        "{p:Will Smith} and {p:Bill Smith}",
        "{p:Elizabeth I} and {p:Elizabeth II}",
        "{n:Turkish} and {g:Turkey}",
        "{o:US State Department} and {g:US}",
        "{o:Islamic State} and {o:State Department}",
        "{o:UNESCO} and {o:UNESCO World Heritage Committee}",
        "{g:Cologne} and {g:Cologne Cathedral}",
        "{g:Rakhine} and {g:South Rakhine}",
        "{o:Samsung Heavy Industries} and {o:Samsung Electronics}",
        "{g:Shanxi} and {g:Shaanxi}",
        "{o:IS}",
    ],
)
def test_kept_apart(marked):
    text, spans = read(marked)
    assert len(resolve(text, spans, BOOK).entities) == len(spans)


@pytest.mark.parametrize(
    "marked",
    [
        "the {o:Kurdistan Workers' Party} ({o:PKK}) said",
        "the {o:Society for Deaf Cats} (“{o:ZYX}”) said",
        "{o:Blorp Industries}, also known as {o:Quux}, said",
        "{g:Zanzig}, formerly {g:Old Pell}, is a town",
        "{o:Blorp Industries} (formerly {o:Quux}) said",
        "{p:Ilich Sánchez}, better known as {p:Carlos the Jackal}, said",
        "{p:Ilich Sánchez}, nicknamed “{p:the Jackal}”, said",
        "{o:Blorp Party of Foo}, known by its {n:Turkish} initials as {o:QXZ}, said",
        "{o:Hut-Hut}, the {n:Arabic} acronym for the {o:Blorp of Foo and Bar}, said",
        "the {o:Blorp Board of Trade}, or {o:XBT}, said",
        "{o:ZYX} ({o:Society for Deaf Cats}) said",
        "{o:Blorp Industries} aka {o:Quux} said",
    ],
)
def test_the_text_says_so(marked):
    resolution = resolved(marked, book=Book())
    named = [entity for entity in resolution.entities if entity.label != "NORP"]
    assert len(named) == 1
    (alias,) = [alias for alias in named[0].aliases if alias.name != named[0].name]
    assert alias.evidence.rule == "text"
    assert alias.name in alias.evidence.text
    assert named[0].name in alias.evidence.text


@pytest.mark.parametrize(
    "marked",
    [
        "{p:Angela Merkel} ({o:CDU}) said",
        "{g:Berlin} ({g:Germany}) is",
        "a body within {o:Blorp} called the {o:Quux Guard} said",
        "{o:Blorp Industries}, {o:Quux}, said",
        "{o:Blorp Industries}  {o:QXZ}  said {g:Foo}",
        "{o:Blorp Industries}, known by the {n:Turkish} name",
        "{o:Blorp Industries}, known by the {l:Turkish} name",
        "{o:Blorp Industries}\n\n({o:QXZ}) said",
    ],
)
def test_the_text_does_not_say_so(marked):
    text, spans = read(marked)
    assert len(resolve(text, spans, Book()).entities) == len(spans)


def test_no_cue_is_read_across_blocks():
    text, spans = read("the {o:Society for Deaf Cats} ({o:ZYX}) said")
    cut = text.index("(")
    blocks = (Block(0, cut, "paragraph"), Block(cut, len(text), "paragraph"))
    assert len(resolve(text, spans, Book()).entities) == 1
    assert len(resolve(text, spans, Book(), blocks=blocks).entities) == 2


def test_mentions_without_their_text_are_enough():
    text, spans = read("the {o:German Society for Cats} ({o:DKV}) and {p:Eva Braun}; {p:Braun} of {o:DKV}")
    kept = {index for span in spans for index in range(span.start, span.end)}
    masked = "".join(char if index in kept else " " for index, char in enumerate(text))
    assert groups(resolve(masked, spans, Book())) == {
        frozenset({"German Society for Cats", "DKV"}),
        frozenset({"Eva Braun", "Braun"}),
    }


def test_a_veto_holds_for_whole_clusters():
    # Bush fits both; nothing may bring father and son together through it.
    resolution = resolved(
        "{p:George W. Bush} and {p:George H. W. Bush} met. {p:Bush} and {p:George Bush} spoke"
    )
    for entity in resolution.entities:
        assert not {"George W. Bush", "George H. W. Bush"} <= {alias.name for alias in entity.aliases}


def test_two_people_with_one_surname_are_suggested_the_nearest_first():
    resolution = resolved("{p:Bill Clinton} and {p:Hillary Clinton} came. {p:Clinton} spoke")
    assert len(resolution.entities) == 3
    names = {entity.id: entity.name for entity in resolution.entities}
    offered = [(names[item.entity], names[item.other]) for item in resolution.suggestions]
    assert offered[0] == ("Clinton", "Hillary Clinton")
    assert ("Clinton", "Bill Clinton") in offered
    assert all(0 < (item.evidence.score or 0) < 0.8 for item in resolution.suggestions)


def test_the_only_full_name_introduced_so_far_has_the_surname():
    resolution = resolved("{p:Bill Clinton} came. {p:Clinton} spoke. Later {p:Hillary Clinton} left.")
    assert entity_of(resolution, "Clinton").name == "Bill Clinton"


def test_a_capital_is_suggested_for_its_country_and_never_merged():
    resolution = resolved("{g:Turkey} warned, {g:Ankara} said")
    assert len(resolution.entities) == 2
    (suggestion,) = resolution.suggestions
    assert suggestion.evidence.rule == "often stands for"
    assert suggestion.evidence.with_ == "Turkey"


def test_a_people_is_one_and_apart_from_its_country():
    resolution = resolved("{g:Turkey} warned the {n:Turks}; the {n:Turkish} army of {g:Turkey}")
    assert groups(resolution) == {frozenset({"Turkey"}), frozenset({"Turks", "Turkish"})}


def test_the_same_word_as_an_organisation_is_another_entity_when_both_have_company():
    resolution = resolved("{g:Europe} is old. The {o:EU}, that is {o:Europe}, is not.")
    homes = {mention.entity for mention in resolution.mentions if mention.text == "Europe"}
    assert len(homes) == 2
    assert {alias.name for alias in entity_of(resolution, "EU").aliases} == {"EU", "Europe"}


def test_one_name_has_one_label():
    resolution = resolved("{g:Jarablus} and {o:Jarablus} and {p:Jarablus} and {g:Jarablus}")
    (entity,) = resolution.entities
    assert entity.label == "GPE"
    assert {mention.label for mention in resolution.mentions} == {"GPE"}


def test_a_persons_name_and_a_place_of_that_name_stay_two():
    resolution = resolved(
        "{p:Valeska Paris} lives in {g:Paris}; {p:Paris} spoke, and {g:Paris} slept", book=Book()
    )
    assert len(resolution.entities) == 2


def test_dates_and_numbers_are_grouped_by_exact_name_and_never_linked():
    resolution = resolved("{d:Thursday}, {d:Thursday}, {d:thursday} with {p:Thursday}")
    assert [(entity.name, entity.label, len(entity.aliases)) for entity in resolution.entities] == [
        ("Thursday", "DATE", 1),
        ("thursday", "DATE", 1),
        ("Thursday", "PERSON", 1),
    ]


def test_the_canonical_name_is_the_books_else_the_fullest():
    assert entity_of(resolved("{o:Daesh} is {o:ISIS} is {o:Islamic State}"), "ISIS").name == "Islamic State"
    assert (
        entity_of(resolved("{p:Putin} said {p:Vladimir Putin} and {p:PUTIN}"), "Putin").name
        == "Vladimir Putin"
    )
    assert (
        entity_of(resolved("{p:VLADIMIR PUTIN} is {p:Vladimir Putin}"), "Vladimir Putin").name
        == "Vladimir Putin"
    )


def test_the_reference_is_the_books():
    assert entity_of(resolved("{o:Daesh}"), "Daesh").reference == "Q1"
    assert entity_of(resolved("{n:Turks}"), "Turks").reference is None


def test_novels_have_families():
    resolution = resolved(
        "Mr. {p:Bennet} looked at Mrs. {p:Bennet}. {p:Elizabeth Bennet} laughed; {p:Lizzy} was his child. "
        "Miss {p:Bingley} and Mr. {p:Bingley} left with {p:Charles Bingley}.",
        book=Book(),
    )
    homes = [mention.entity for mention in resolution.mentions]
    father, mother, elizabeth, lizzy, miss, mister, charles = homes
    assert father not in (mother, elizabeth)
    assert lizzy == elizabeth
    assert mister == charles != miss


@pytest.mark.parametrize(
    ("marked", "people"),
    [
        # Novels call a child by the given name, and parents by the surname.
        (
            "{p:Mary Roe} ran. “Awfully, Mrs. {p:Roe},” he said to her mother. {p:Mary} and {p:Mary}",
            "Mary Roe|Mary",
        ),
        ("Mr. {p:Roe} told {p:Charles Roe} to go; {p:Charles} went", "Charles Roe|Charles"),
        ("Mr. and Mrs. {p:Roe} have a girl, {p:Jane Roe}", "Jane Roe"),
        ("The {p:Roes} have a girl, {p:Jane Roe}. Mrs. {p:Roe} is proud", "Jane Roe"),
        ("Miss {p:Roe} and Mrs. {p:Roe}, and {p:Jane Roe}", "Jane Roe"),
        ("Miss {p:Roe} and Mrs. {p:Roe}, and Miss {p:Jane Roe}", "Jane Roe|Roe"),
        ("{p:Charles Roe} read about {p:Charles II}", "Charles Roe"),
        # Reports name people in full and then by the surname.
        ("{p:Mary Roe} won. Mrs. {p:Roe} said Mrs. {p:Roe} was a {p:Mary}", "Mary Roe|Roe|Mary"),
        ("{p:Mary Roe} and {p:John Roe}: Mr. {p:Roe} met Mrs. {p:Roe}", "Mary Roe|Roe"),
        ("Mr. {p:Roe} and Mrs. {p:Roe} came; {p:Peter Roe} was late", "Roe|Peter Roe"),
        ("Mr. {p:Roe} is {p:Gabriel Roe}; {p:Roe} to some, {p:Gabriel} to most", "Roe|Gabriel Roe|Gabriel"),
    ],
)
def test_a_surname_in_a_family(marked, people):
    resolution = resolved(marked, book=Book())
    full = next(alias for alias in people.split("|") if " " in alias)
    assert frozenset(people.split("|")) == {alias.name for alias in entity_of(resolution, full).aliases}


@pytest.mark.parametrize(
    "marked",
    [
        # A short form that the book gives to another, or that says little, or that is what the long one is about.
        "{o:Ford Otosan} grew. {o:Ford} grew",
        "{o:House} voted, {o:White House} said",
        "{o:United Nations} and {o:Nations}",
        "{o:Men and Women of the 407th Wing} and {o:407th Wing}",
        "{g:US South} and {g:US}",
        # A name that is made of a place's is not the place.
        "{g:Turkey} and {o:Turkey Daily News}",
        # Endings are no slips of the pen; nor is a place of birth another name.
        "{o:Gondor Philharmonie} and {o:Gondor Philharmonic}",
        "{g:Shilohton}, who was born in {g:Namibland}",
        "{o:Congress} and {o:Congress Party}",
        "{p:Adam Ulysses Patch} read {p:Ulysses}",
    ],
)
def test_what_is_too_doubtful_for_a_link(marked):
    text, spans = read(marked)
    book = Book([*BOOK.entries, Entry("Ford Motors", "ORG", "company", ("Ford",)), HOUSE])
    assert len(resolve(text, spans, book).entities) == len(spans)


def test_a_doubtful_short_form_is_suggested():
    book = Book([Entry("Ford Motors", "ORG", "company", ambiguous=("Ford",))])
    (suggestion,) = resolved("{o:Ford Otosan} grew. {o:Ford} grew", book=book).suggestions
    assert (suggestion.evidence.rule, suggestion.evidence.with_) == ("short for", "Ford Otosan")


def test_a_slip_may_be_in_any_word():
    assert len(resolved("{o:Untied Gondor League} met. {o:United Gondor League} met").entities) == 1


def test_relatives_are_suggested():
    resolution = resolved("Mr. {p:Roe} told {p:Charles Roe} to go; {p:Charles} went", book=Book())
    (suggestion,) = resolution.suggestions
    assert suggestion.evidence.rule == "surname of"
    assert suggestion.evidence.with_ == "Charles Roe"


def test_a_family_is_an_entity_of_its_own():
    found = groups(
        resolved("The {p:Bennets} and {p:Jane Bennet} met the {p:Joneses} and Mr. {p:Jones}", book=Book())
    )
    assert found == {frozenset({name}) for name in ("Bennets", "Jane Bennet", "Joneses", "Jones")}
    assert why("the Bennet family", "Jane Bennet", Book()).evidence.rule == "a family and one person"
    assert groups(resolved("{p:Serena Williams} met {p:Prince William}. {p:Williams} won", book=Book())) == {
        frozenset({"Serena Williams", "Williams"}),
        frozenset({"Prince William"}),
    }


def test_ben_is_a_given_name_and_a_particle():
    found = groups(
        resolved("{p:Ben Carson} and {p:Johnny Carson}; {p:Hosni Ben Foo}, or {p:Ben Foo}", book=Book())
    )
    assert found == {
        frozenset({"Ben Carson"}),
        frozenset({"Johnny Carson"}),
        frozenset({"Hosni Ben Foo", "Ben Foo"}),
    }


def test_ids_follow_the_first_mention_and_spans_may_come_in_any_order():
    text, spans = read("{g:Iraq} and {g:Iran} and {g:Iraq}")
    resolution = resolve(text, list(reversed(spans)), BOOK)
    assert [(entity.id, entity.name) for entity in resolution.entities] == [("e1", "Iraq"), ("e2", "Iran")]
    assert [mention.entity for mention in resolution.mentions] == ["e1", "e2", "e1"]


def test_nothing_comes_of_nothing():
    assert resolve("", [], Book()) == Resolution((), (), ())


JORDAN = Book([Entry("Jordan", "GPE", "country"), Entry("Iraq", "GPE", "country")])


@pytest.mark.parametrize(
    "marked",
    [
        "{p:Jordan} beat {g:Iraq}. {p:Michael Jordan} watched",
        "{g:Jordan} beat {g:Iraq}. {p:Michael Jordan} watched",
    ],
)
def test_a_place_is_no_person_who_is_named_later(marked):
    resolution = resolved(marked, book=JORDAN)
    assert groups(resolution) == {frozenset({"Jordan"}), frozenset({"Iraq"}), frozenset({"Michael Jordan"})}
    (suggestion,) = resolution.suggestions
    assert (suggestion.evidence.rule, suggestion.evidence.with_) == ("surname of", "Michael Jordan")


def test_a_place_in_the_document_is_no_person_who_is_named_later_either():
    resolution = resolved("{p:Roeville} beat {g:Roeville}. {p:Jo Roeville} watched", book=Book())
    assert frozenset({"Jo Roeville"}) in groups(resolution)


@pytest.mark.parametrize(
    "marked",
    [
        "{p:Michael Jordan} watched. {p:Jordan} slept",
        "{p:Jordan} slept. {p:Michael Jordan} watched, and {p:Jordan} slept",
        "Mr. {p:Jordan} slept. {p:Michael Jordan} watched",
    ],
)
def test_a_person_may_be_called_as_a_place(marked):
    assert groups(resolved(marked, book=JORDAN)) == {frozenset({"Michael Jordan", "Jordan"})}


def test_two_given_names_share_a_surname():
    resolution = resolved("{p:Bill} and {p:Hillary Roe} met {p:Bill Gates}. {p:Roe} laughed; {p:Bill} left")
    assert groups(resolution) == {frozenset({name}) for name in ("Bill", "Hillary Roe", "Bill Gates", "Roe")}
    names = {entity.id: entity.name for entity in resolution.entities}
    assert [(names[item.entity], names[item.other]) for item in resolution.suggestions] == [
        ("Roe", "Hillary Roe"),
        ("Roe", "Bill"),
    ]


def test_a_given_name_joins_the_full_name_with_the_surname_it_shares():
    resolution = resolved("{p:Bill} and {p:Hillary de Roe} met. {p:Roe} laughed; {p:Bill de Roe} left")
    assert entity_of(resolution, "Bill").name == "Bill de Roe"
    assert reason(resolution, "Bill") == ("first name of", "Bill de Roe")
    assert groups(resolution) >= {frozenset({"Hillary de Roe"}), frozenset({"Roe"})}


@pytest.mark.parametrize(
    "marked",
    [
        "{p:Bill} slept. {p:Bill} and {p:Hillary Roe} met. {p:Roe} laughed",  # he has a bearer already
        "Mr. {p:Bill} and {p:Hillary Roe} met. {p:Roe} laughed",
        "{p:Gruzab} and {p:Hillary Roe} met. {p:Roe} laughed",
    ],
)
def test_not_every_name_before_and_shares_a_surname(marked):
    assert frozenset({"Hillary Roe", "Roe"}) in groups(resolved(marked, book=Book()))


def test_the_book_knows_who_shares_a_surname():
    book = Book([Entry("Gruzab Roe", "PERSON", "person")])
    resolution = resolved("{p:Gruzab} and {p:Hillary Roe} met. {p:Roe} laughed", book=book)
    assert frozenset({"Roe"}) in groups(resolution)


@pytest.mark.parametrize(
    ("marked", "nickname"),
    [
        ("{p:Catherine de Roe} sat. {p:Kitty} ran", {"Kitty"}),
        ("{p:Kitty} ran. {p:Catherine de Roe} met {p:Roe}", {"Kitty"}),
        ("Lady {p:Catherine Roe} sat. Lady {p:Catherine} and {p:Kitty} ran", {"Kitty"}),
        ("{p:Catherine Roe} or {p:Catherine}. {p:Kitty Poe} sat, {p:Kitty} ran", {"Kitty", "Kitty Poe"}),
        ("{p:Catherine Roe} or {p:Catherine}. {p:Kitty} ran", {"Kitty", "Catherine", "Catherine Roe"}),
        ("{p:Catherine Roe} and Mr. {p:Roe} sat. {p:Kitty} ran", {"Kitty", "Catherine Roe"}),
        ("{p:Catherine Roe} sat. {p:Kitty Roe}, {p:Kitty} ran", {"Kitty", "Kitty Roe", "Catherine Roe"}),
    ],
)
def test_a_nickname_alone_may_be_another_persons(marked, nickname):
    resolution = resolved(marked, book=Book())
    assert nickname in groups(resolution)
    if nickname == {"Kitty"}:
        assert "nickname of" in {item.evidence.rule for item in resolution.suggestions}


def test_mother_and_daughter_are_not_the_other_daughter():
    resolution = resolved(
        "Mrs. {p:Roe} sat. {p:Elizabeth Roe} and Miss {p:Roe}, as {p:Jane} was called, ran", book=Book()
    )
    homes = [mention.entity for mention in resolution.mentions]
    assert len(set(homes)) == len(homes)
    assert {item.evidence.rule for item in resolution.suggestions} == {"surname of"}


def test_an_alias_with_a_title_is_found_where_the_title_stands_before_the_name():
    book = Book([Entry("Keir Starmer", "PERSON", "person", ("Sir Keir", "Starmer"))])
    found = groups(resolved("Sir {p:Keir} spoke. {p:Starmer} left. {p:Keir Hardie} came", book=book))
    assert found == {frozenset({"Keir", "Starmer"}), frozenset({"Keir Hardie"})}
    found = groups(resolved("Mr. {p:Keir} spoke. {p:Starmer} left", book=book))
    assert found == {frozenset({"Keir"}), frozenset({"Starmer"})}


def test_a_middle_initial_that_the_text_keeps_to_tells_apart():
    twice = "{p:Michael Roe} met {p:Michael B. Roe}. "
    assert len(resolved(twice, book=Book()).entities) == 1
    resolution = resolved(twice * 2, book=Book())
    assert len(resolution.entities) == 2
    assert resolution.suggestions[0].evidence.rule == "part of"
