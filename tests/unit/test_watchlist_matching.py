"""Which names of a text are on a list, and which only look so; what an annotation says of it, and the reader shows."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from annotate.annotation import Annotation, BadAnnotation, Match, decode, encode
from annotate.book import shipped
from annotate.cli.group import aka
from annotate.decisions import Merge
from annotate.edits import apply, entity_target
from annotate.evidence import explain_match
from annotate.filtering import narrow
from annotate.formats import FORMATS
from annotate.query import Index
from annotate.resolve.name import Name
from annotate.watchlists import forms, judging
from annotate.watchlists.importing import keep_list
from annotate.watchlists.keeping import forget
from annotate.watchlists.watch import Watch
from tests.sample_annotation import annotation

TALKS = """\
id,name,label,alias,weak alias
7,"PUTIN, Vladimir Vladimirovich",PERSON,,Vova
8,"OBAMA, Hussein",PERSON,Obama,
9,UN,ORG,,
10,Geneva,ORG,,
"""


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch):
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    return folder


def keep(table: str, name: str, folder):
    """Keep a table as a list."""
    path = folder / f"{name}.csv"
    path.write_text(table)
    return keep_list([path], name, on_fault=lambda fault: None).kept


def judged(name, label, listed, listed_label, *, weak=False):
    """The verdict on a name and one of a list that share a form, as the watch finds them."""
    mine = Name(0, name, label, (0,))
    meets = set(forms.numbers(forms.exact(mine) | forms.alike(mine))) & forms.of_listed(
        listed, listed_label, weak=weak
    )
    verdict = judging.judge(mine, listed, listed_label, shipped(), weak=weak)
    return verdict.rule if verdict and meets else ""


P, O = "PERSON", "ORG"  # noqa: E741
FOUND = [
    ("Igor Zorkov", P, "ZORKOV, Igor", P, "same name"),
    ("Igor Zorkov", P, "IGOR ZORKOV", P, "same name"),
    ("Igór Zörkov", P, "Igor Zorkov", "", "same name"),
    ("Игорь Зорков", P, "Igor' Zorkov", P, "same name"),
    ("Ayman al-Zorkawi", P, "AL ZORKAWI, Dr. Ayman", P, "same name"),
    ("Kim Jong-zork", P, "KIM, Jong Zork", P, "same name"),
    ("Zorkov Igor Quuxovich", P, "Igor Quuxovich ZORKOV", P, "same words"),
    ("Igor Zorkov", P, "ZORKOV, Igor Quuxovich", P, "part of"),
    ("Bob Zork", P, "ZORK, Robert", P, "nickname of"),
    ("Muammar Zorkafi", P, "ZORQAFI, Muammar", P, "spelling"),
    ("Hemedti", P, "HEMEDTI", P, "same name"),
    ("Quux Airlines", O, "QUUX AIRLINES", O, "same name"),
    ("Quux Airlines", O, "QUUX AIRLINES S.A.", O, "same without"),
    ("Zorkbank", O, "ZORKBANK LLC", O, "same without"),
    ("Ministry of Zork Defence", O, "MINISTRY OF ZORK DEFENSE", O, "spelling"),
    ("Zorkiban", "NORP", "ZORKIBAN", O, "same name"),
    ("Igor Zorkov", O, "ZORKOV, Igor", P, "same name"),  # the recogniser errs
    ("Islamic Emirate of Zork", "GPE", "ISLAMIC EMIRATE OF ZORK", O, "same name"),
    ("Mar Zork", "PRODUCT", "MAR ZORK", "PRODUCT", "same name"),
]
APART = [
    ("Zorkov", P, "ZORKOV, Igor", P),  # a surname alone
    ("Igor", P, "ZORKOV, Igor", P),
    ("I. Zorkov", P, "ZORKOV, Igor", P),
    ("Igor Zorkov", P, "ZORKOV, I.", P),
    ("Ivan Zorkov", P, "ZORKOV, Igor", P),
    ("Maria Zork", P, "ZORK, Peter", P),
    ("Igor Petrovich Zorkov", P, "ZORKOV, Igor Ivanovich", P),
    ("James Thomas", P, "JAMES, Thomas", P),
    ("John Zork Jr.", P, "ZORK, John, Sr.", P),
    ("Zorkow", P, "ZORKOV", P),  # one word is never only alike
    ("Zorkows", O, "ZORKOW", O),
    ("LA Weekly", O, "WEEKLY PLATFORMS GMBH", O),
    ("Zorkiban", P, "ZORKIBAN", O),
    ("Zork", "GPE", "ZORK", O),
    ("Jordan Zork", "GPE", "ZORK, Jordan", P),
    ("Hermann", P, "HERMANN", "PRODUCT"),
    ("North Zork Bank", O, "SOUTH ZORK BANK", O),
    ("First Zork Brigade", O, "SECOND ZORK BRIGADE", O),
    ("Iran Air", O, "IRAQ AIR", O),
    ("Zork Trading", O, "ZORK SHIPPING", O),
]


@pytest.mark.parametrize(("name", "label", "listed", "listed_label", "rule"), FOUND)
def test_names_that_are_on_the_list(name, label, listed, listed_label, rule):
    assert judged(name, label, listed, listed_label) == rule


@pytest.mark.parametrize(("name", "label", "listed", "listed_label"), APART)
def test_names_that_only_look_like_one(name, label, listed, listed_label):
    assert judged(name, label, listed, listed_label) == ""


@pytest.mark.parametrize(("name", "label", "listed", "listed_label", "rule"), FOUND)
def test_a_weak_name_matches_only_as_it_is_written(name, label, listed, listed_label, rule):
    exact = rule in ("same name", "same words")
    assert judged(name, label, listed, listed_label, weak=True) == (rule if exact else "")


GIVEN = [
    "Igor",
    "Ihor",
    "Robert",
    "Bob",
    "Muammar",
    "Moammar",
    "Kim",
    "Jong",
    "Al",
    "Ali",
    "I.",
    "Dr.",
    "Maria",
]
SURNAMES = [
    "Zorkov",
    "Zorkow",
    "Zorkaui",
    "Zorkawi",
    "al-Zorkawi",
    "Gaddafi",
    "Qadhafi",
    "Kim",
    "Bush",
    "Jr.",
]
THINGS = [
    "Zork",
    "Quux",
    "Bank",
    "Banc",
    "Airlines",
    "of",
    "the",
    "LLC",
    "S.A.",
    "Ministry",
    "Defence",
    "Defense",
    "North",
    "South",
]
persons = st.tuples(
    st.lists(st.sampled_from(GIVEN), min_size=0, max_size=2), st.sampled_from(SURNAMES), st.booleans()
).map(
    lambda one: f"{one[1].upper()}, {' '.join(one[0])}" if one[2] and one[0] else " ".join([*one[0], one[1]])
)
things = st.lists(st.sampled_from(THINGS), min_size=1, max_size=4).map(" ".join)
named = (
    st.tuples(persons, st.just(P)) | st.tuples(things, st.just(O)) | st.tuples(persons | things, st.just(""))
)


@settings(max_examples=150)
@given(
    mention=st.tuples(persons, st.just(P)) | st.tuples(things, st.sampled_from([O, "NORP", "GPE"])),
    listed=st.lists(st.tuples(named, st.booleans()), min_size=1, max_size=8),
)
def test_the_forms_lose_nothing_that_a_look_at_all_names_finds(mention, listed):
    """The oracle judges every pair. What only an alias book knows is looked up by the names that the book has."""
    name = Name(0, *mention, (0,))
    mine = set(forms.numbers(forms.exact(name) | forms.alike(name)))
    for (text, label), weak in listed:
        verdict = judging.judge(name, text, label, shipped(), weak=weak)
        if verdict is not None and verdict.rule != judging.BOOK:
            assert mine & forms.of_listed(text, label, weak=weak)


# In an annotation


def matches(home, table=TALKS):
    keep(table, "talks", home)
    watch = Watch()
    whole = watch.matched(annotation())
    watch.close()
    return whole


def test_what_matches_is_beside_the_entities_and_changes_none(home):
    whole = matches(home)
    assert replace(whole, matches=(), pipeline=annotation().pipeline) == annotation()
    assert [(m.entity, m.alias, m.list, m.entry, m.name, m.rule) for m in whole.matches] == [
        ("e2", "Vladimir Putin", "talks", "7", "PUTIN, Vladimir Vladimirovich", "alias book"),
        ("e3", "UN", "talks", "9", "UN", "same name"),
    ]
    (described,) = whole.pipeline.lists
    assert described.startswith("talks ")


def test_a_surname_that_the_list_has_alone_is_nobody(home):
    """ "Obama" is an alias of OBAMA, Hussein there; in the text it is a part of Barack Obama's name."""
    assert "e1" not in {match.entity for match in matches(home).matches}


def test_a_weak_name_says_so(home):
    whole = annotation(named=[(P, {"Putin": "canonical name"})])
    keep("id,name,label,weak alias\n1,Igor Zorkov,PERSON,Putin\n", "weak", home)
    (match,) = Watch().matched(whole).matches
    assert match.weak
    assert explain_match(match) == "weak 1: Igor Zorkov (as Putin, which the list doubts; same name, 1.00)"


def test_what_a_book_knows_is_found_by_its_other_names(home):
    whole = annotation(named=[(O, {"UN": "canonical name"})])
    keep("id,name,label\n1,UNITED NATIONS,ORG\n", "names", home)
    (match,) = Watch().matched(whole).matches
    assert (match.name, match.rule) == ("UNITED NATIONS", "alias book")
    assert Watch(None).matched(whole).matches == ()  # without the books


def test_each_entry_is_there_once_by_its_surest_name(home):
    keep("id,name,label,alias\n1,UNITED NATIONS,ORG,UN;The United Nations\n2,UN LLC,ORG,\n", "names", home)
    found = [match for match in Watch().matched(annotation()).matches if match.entity == "e3"]
    assert [(match.entry, match.name, match.rule) for match in found if match.entry == "1"] == [
        ("1", "UNITED NATIONS", "same name")
    ]


def test_without_a_list_an_annotation_stays_what_it_is():
    whole = replace(annotation(), matches=(Match("e1", "Obama", "theirs", "1", "O", "O", "same name", 1.0),))
    assert Watch().matched(whole) is whole


def test_what_other_peoples_lists_said_stays(home):
    theirs = Match("e1", "Obama", "theirs", "1", "O", "O", "same name", 1.0)
    stale = replace(theirs, list="talks")
    keep(TALKS, "talks", home)
    whole = Watch().matched(replace(annotation(), matches=(theirs, stale)))
    assert theirs in whole.matches
    assert stale not in whole.matches


def test_a_name_that_is_rejected_matches_nothing(home):
    keep(TALKS, "talks", home)
    un = next(entity for entity in annotation().entities if entity.name == "United Nations")
    rejected = replace(un, aliases=tuple(replace(alias, count=0) for alias in un.aliases))
    entities = tuple(rejected if each.id == un.id else each for each in annotation().entities)
    whole = replace(annotation(), entities=entities)
    assert {match.entity for match in Watch().matched(whole).matches} == {"e2"}


def test_a_match_stays_with_its_alias_when_entities_are_merged(home):
    whole = matches(home)
    index = Index(whole)
    un, geneva = (entity_target(index, id_) for id_ in ("e3", "e4"))
    merged = apply(whole, [Merge(when="2026-11-22T12:00:00+00:00", what=un, into=geneva)])
    assert {match.entity for match in merged.annotation.matches if match.alias == "UN"} == {"e4"}
    assert decode(encode(merged.annotation)) == merged.annotation


def test_a_match_of_nobody_is_refused():
    whole = replace(annotation(), matches=(Match("e99", "x", "l", "1", "x", "x", "same name", 1.0),))
    with pytest.raises(BadAnnotation, match="a match names an entity that is not there"):
        decode(encode(whole))


def test_the_filter_leaves_who_is_listed(home):
    index = Index(matches(home))
    assert [entity.id for entity in narrow(index, index.entities.values(), "is:listed")] == ["e2", "e3"]
    assert [entity.id for entity in narrow(index, index.entities.values(), "is:li un")] == ["e3"]


# In files and on the command line


def test_formats_without_room_say_how_many_they_drop(home):
    whole = matches(home)
    told = {
        name: [loss.number for loss in FORMATS[name].write([whole], io.BytesIO()) if loss.one == "match"]
        for name in ("json", "csv", "brat", "html", "w3c")
    }
    assert told == {"json": [], "csv": [], "brat": [2], "html": [2], "w3c": [2]}


def test_the_table_of_aliases_says_what_is_listed(home):
    file = io.BytesIO()
    FORMATS["csv"].write_beside(FORMATS["csv"].beside[1], [matches(home)], file)
    rows = list(csv.DictReader(io.StringIO(file.getvalue().decode())))
    assert {row["alias"]: row["listed"] for row in rows if row["listed"]} == {
        "Vladimir Putin": "talks 7: PUTIN, Vladimir Vladimirovich (alias book, 1.00)",
        "UN": "talks 9: UN (same name, 1.00)",
    }


def test_aka_names_has_a_column_of_it(home, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talks.json").write_bytes(encode(annotation()))
    keep(TALKS, "talks", home)
    rows = list(
        csv.DictReader(io.StringIO(CliRunner().invoke(aka, ["names", "talks.json"]).stdout), delimiter="\t")
    )
    assert [row["alias"] for row in rows if row["listed"]] == ["UN", "Vladimir Putin"]
    forget("talks")
    rows = list(
        csv.DictReader(io.StringIO(CliRunner().invoke(aka, ["names", "talks.json"]).stdout), delimiter="\t")
    )
    assert not any(row["listed"] for row in rows)


def test_a_list_whose_damage_shows_late_is_left_out_and_said(home, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talks.json").write_bytes(encode(annotation()))
    keep(TALKS, "talks", home)
    hurt = keep("id,name,label\n" + "".join(f"{n},Zork Quux{n},PERSON\n" for n in range(500)), "hurt", home)
    data = hurt.path.read_bytes()
    hurt.path.write_bytes(
        data[: 3 * 4096] + b"\xff" * (len(data) - 3 * 4096)
    )  # what it is about stands before that
    done = CliRunner().invoke(aka, ["names", "talks.json"])
    assert done.exit_code == 0
    assert done.stderr.count("The watch list hurt cannot be read by this aka and is left out") == 1
    rows = list(csv.DictReader(io.StringIO(done.stdout), delimiter="\t"))
    assert [row["alias"] for row in rows if row["listed"]] == ["UN", "Vladimir Putin"]


def test_aka_annotate_tells_and_another_list_is_another_annotation(home, tmp_path, monkeypatch):
    """What is in a file already is made again where a list has changed since."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.txt").write_text("Vladimir Putin met Angela Merkel in Paris.\n")
    keep(TALKS, "talks", home)
    run = ["annotate", "one.txt", "--model", "fast", "-o", "out.jsonl"]
    assert CliRunner().invoke(aka, run).exit_code == 0
    (line,) = (tmp_path / "out.jsonl").read_text().splitlines()
    (match,) = json.loads(line)["matches"]
    assert match == {
        "entity": "e1", "alias": "Vladimir Putin", "list": "talks", "entry": "7",
        "called": "PUTIN, Vladimir Vladimirovich", "name": "PUTIN, Vladimir Vladimirovich",
        "rule": "alias book", "score": 1.0,
    }  # fmt: skip
    assert "had 1 of 1 already" in CliRunner().invoke(aka, run).stderr
    keep(f"{TALKS}11,Angela Merkel,PERSON,,\n", "talks", home)
    assert "already" not in CliRunner().invoke(aka, run).stderr
    (line,) = (tmp_path / "out.jsonl").read_text().splitlines()
    assert [match["entry"] for match in json.loads(line)["matches"]] == ["7", "11"]
    assert isinstance(decode(line), Annotation)
