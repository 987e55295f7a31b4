"""Who is with whom, and when, in the texts of a library: against a slow look at all of them; at the command line."""

import csv
import io

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from annotate.cli.group import aka
from annotate.cooccurrence import company
from annotate.errors import AkaError
from annotate.library import Library
from annotate.library.company import company_of
from annotate.names import key
from annotate.sources import segment
from tests.sample_annotation import annotation

NAMED = [
    ("PERSON", {"Barack Obama": "canonical name", "Obama": "surname of"}),
    ("PERSON", {"Vladimir Putin": "canonical name", "Putin": "surname of"}),
    ("ORG", {"United Nations": "canonical name", "UN": "alias book"}),
    ("GPE", {"Geneva": "canonical name"}),
]
WHO = {alias: f"e{number}" for number, (_, aliases) in enumerate(NAMED, 1) for alias in aliases}


def text(words, date="", named=NAMED):
    made = annotation(words, named)
    return replace(made, document=replace(made.document, source=f"{words[:20]}.txt", date=date))


paragraphs_ = st.lists(
    st.lists(st.sampled_from([*WHO, "a", "talk"]), min_size=1, max_size=5).map(" ".join),
    min_size=1,
    max_size=4,
)


@settings(max_examples=15)
@given(st.lists(paragraphs_, min_size=1, max_size=4, unique_by=tuple))
def test_company_is_that_of_the_paragraphs_of_the_texts_that_name_it(tmp_path_factory, written):
    texts = [text("".join(f"{words}.\n\n" for words in several)) for several in written]
    with Library(tmp_path_factory.mktemp("library") / "library.db") as library:
        for each in texts:
            library.add(each)
        known = {one.id for one in library.entities()}
        whose = {each.document.sha256: library.members(each.document.sha256) for each in texts}
        assert known == {number for members in whose.values() for number in members.values()}
        for number in known:
            there, times = [], 0
            for each in texts:
                members, words = whose[each.document.sha256], each.document.text
                blocks = [words[block.start : block.end] for block in segment(words)]
                named = [{members[WHO[word]] for word in found_in(block)} for block in blocks]
                there += named if any(number in names for names in named) else []
                times += sum(
                    alias.count for one in each.entities if members[one.id] == number for alias in one.aliases
                )
            assert company_of(library, number) == company(there, number)
            assert sum(count for _, count in library.dates_of(number)) == times


def found_in(block):
    """The names in a block, the long ones before those that are parts of them."""
    for word in sorted(WHO, key=len, reverse=True):
        if word in block:
            block = block.replace(word, "")
            yield word


@pytest.fixture
def run(tmp_path, monkeypatch):
    """``aka library`` with three texts of which two have dates."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with Library() as library:
        library.add(text("Obama met Putin.\n\nObama again.\n", "2016-08-24"))
        library.add(text("Obama met Putin in Geneva.\n\nObama.\n\nThe UN.\n", "2016-08-26T10:00:00"))
        library.add(text("Putin and Obama.\n\nGeneva.\n"))

    def run(*arguments):
        done = CliRunner().invoke(aka, ["library", *arguments])
        if isinstance(done.exception, AkaError):
            raise done.exception
        return [*csv.reader(io.StringIO(done.stdout), delimiter="\t")], done.stderr

    return run


def test_the_company_of_a_name_over_all_texts(run):
    rows, said = run("company", "obama")
    assert [row[:7] for row in rows[1:]] == [
        ["Barack Obama", "PERSON", "5", "Vladimir Putin", "PERSON", "3", "3"],
        ["Barack Obama", "PERSON", "5", "Geneva", "GPE", "2", "1"],
    ]
    assert said == ""
    assert len(run("company", "obama", "--least", "2")[0]) == 2
    with pytest.raises(AkaError, match="Nobody in the library is called Merkel"):
        run("company", "Merkel")


def test_a_timeline_has_a_line_for_each_part_and_what_has_no_date_last(run):
    rows, _ = run("timeline", "Obama")
    assert rows == [
        ["from", "mentions"],
        ["2016-08-24", "2"],
        ["2016-08-25", "0"],
        ["2016-08-26", "2"],
        ["", "1"],
    ]
    assert run("timeline", "UN")[0] == [["from", "mentions"], ["2016-08-26", "1"]]


def test_others_of_that_name_are_told(run, tmp_path):
    with Library() as library:
        library.add(text("Obama Island is far.", named=[("LOC", {"Obama Island": "canonical name"})]))
    _, said = run("timeline", "oba")
    assert said == "aka: This is Barack Obama. Others: Obama Island (LOC).\n"
    assert run("timeline", "Obama")[1] == ""


def test_a_text_that_goes_away_meanwhile_counts_no_more(run):
    with Library() as library:
        known = {key(one.name): one.id for one in library.entities()}
        before = company_of(library, known["barack obama"])
        gone = {at.sha256 for at in library.mentions_of(known["geneva"])}
        for sha256 in gone:
            library.remove(sha256)
        after = company_of(library, known["barack obama"])
    assert [link.shared for link in before] == [3, 1]
    assert [link.shared for link in after] == [1]
