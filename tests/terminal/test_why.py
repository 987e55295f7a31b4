"""``aka why`` as a program: what it says of names that are one, and of names that only look so."""

from __future__ import annotations

import csv
import io
import re
import subprocess

import pytest

from tests.terminal.home import AKA, environment

SAID = [
    (("DAESH", "Islamic State"), "merge  alias book: Islamic State"),
    (("Nato", "NATO"), "merge  same name: Nato"),
    (("Burma", "Myanmar"), "merge  former name: Myanmar"),
    (("Quuxland Corp.", "Quuxland"), "merge  same without “Corp.”: Quuxland Corp."),
    (("Erdogan", "Recep Tayyip Erdogan"), "merge  surname of Recep Tayyip Erdogan"),
    (("Liz Roe", "Elizabeth Roe"), "merge  nickname of Elizabeth Roe"),
    (("Qadhafi", "Gaddafi"), "merge  spelling: Qadhafi"),
    (("Foreign Ministry", "Ministry of Foreign Affairs"), "merge  same words: Foreign Ministry"),
    (("Ankara", "Turkey"), "suggest  often stands for Turkey"),
    (("Turkish", "Turkey"), "suggest  people of Turkey"),
    (("Iran", "Iraq"), "apart  known as different: Iran, Iraq"),
    (("Mr. Roe", "Mrs. Roe"), "apart  one is a man's name, the other a woman's"),
    (("the Roe family", "Jane Roe"), "apart  a family and one person"),
    (("1st Zork Brigade", "2nd Zork Brigade"), "apart  different numbers"),
    (("Northern Zork Command", "Southern Zork Command"), "apart  opposite: northern, southern"),
    (("QXZ", "QYZ"), "apart  two different acronyms"),
    (("Zork", "Quux"), "apart  no rule links them"),
]

ONE = [
    ("U.S.", "United States of America"),
    ("DRC", "Democratic Republic of the Congo"),
    ("Holland", "Netherlands"),
    ("Kiev", "Kyiv"),
    ("Bangalore", "Bengaluru"),
    ("ISIL", "Daesh"),
    ("PKK", "Kurdistan Workers' Party"),
    ("FARC", "Revolutionary Armed Forces of Colombia"),
    ("IMF", "International Monetary Fund"),
    ("ECB", "European Central Bank"),
    ("Pentagon", "Department of Defense"),
    ("State Department", "Department of State"),
    ("BBC", "British Broadcasting Corporation"),
    ("Volkswagen AG", "VW"),
    ("Angela Merkel", "Merkel"),
    ("Muammar Gaddafi", "Moammar Kadhafi"),
    ("Xi Jinping", "President Xi"),
]
NEAR = [
    ("Niger", "Nigeria"),
    ("Austria", "Australia"),
    ("Slovakia", "Slovenia"),
    ("North Korea", "South Korea"),
    ("Guinea", "Equatorial Guinea"),
    ("Dominica", "Dominican Republic"),
    ("Republic of the Congo", "Democratic Republic of the Congo"),
    ("Sudan", "South Sudan"),
    ("PKK", "PYD"),
    ("Hamas", "Hezbollah"),
    ("ETA", "ELN"),
    ("World Bank", "World Trade Organization"),
    ("International Court of Justice", "International Criminal Court"),
    ("Council of Europe", "European Council"),
    ("European Commission", "European Court of Justice"),
    ("Defense Department", "Justice Department"),
    ("Central Intelligence Agency", "Defense Intelligence Agency"),
    ("Bank of England", "Bank of Scotland"),
    ("Manchester United", "Manchester City"),
    ("Apple", "Apple Records"),
    ("General Motors", "General Electric"),
]


@pytest.fixture(scope="module")
def aka(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")

    def run(*arguments):
        done = subprocess.run(
            [AKA, "why", *arguments],
            cwd=home,
            env=environment(home),
            capture_output=True,
            check=True,
            text=True,
            encoding="utf-8",
        )
        assert done.stderr == ""
        return done.stdout

    run.home = home
    return run


@pytest.mark.parametrize(("names", "said"), SAID)
def test_the_verdict_and_the_reason(aka, names, said):
    shown, score = re.fullmatch(r"(.*?)(?: \((\d\.\d\d)\))?\n", aka(*names)).groups()
    assert shown == said
    assert score is None or 0 < float(score) < 1


def test_many_pairs_at_once(aka):
    (aka.home / "pairs.tsv").write_text(
        "one\tother\n" + "".join(f"{one}\t{other}\n" for one, other in ONE + NEAR), encoding="utf-8"
    )
    header, *rows = csv.reader(
        io.StringIO(aka("--pairs", "pairs.tsv")), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    assert header == ["name", "name", "verdict", "rule", "evidence", "score"]
    verdicts = {(one, other): verdict for one, other, verdict, *_ in rows}
    assert [pair for pair in ONE if verdicts[pair] != "merge"] == []
    assert [pair for pair in NEAR if verdicts[pair] == "merge"] == []
    assert all(rule for _, _, _, rule, *_ in rows)


def test_a_label_says_what_both_are(aka):
    assert aka("Paris", "Valeska Paris", "--label", "PERSON").startswith("merge  surname of")
    assert aka("Paris", "Valeska Paris", "--label", "gpe").startswith("apart")


def test_a_book_of_ones_own_gives_the_reason(aka):
    (aka.home / "own.toml").write_text(
        '[[entity]]\nname = "Zork"\nlabel = "ORG"\nkind = "club"\naliases = ["Quux"]\n', encoding="utf-8"
    )
    assert aka("Zork", "Quux", "--aliases", "own.toml") == "merge  alias book: Zork\n"


def test_without_the_books_only_the_names_speak(aka):
    assert aka("DAESH", "Islamic State", "--without", "book") == "apart  no rule links them\n"
    assert aka("FSA", "Free Syrian Army", "--without", "book").startswith("merge  initials of")
