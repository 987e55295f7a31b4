"""Watch lists on their way in: what is read of each kind, what is said of what cannot be, and what is kept."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner

from annotate.cli.group import aka
from annotate.errors import AkaError
from annotate.watchlists.importing import keep_list
from annotate.watchlists.keeping import connect, folder, kept_lists
from tests import sample_lists


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def says(home):
    """What a command line says, with its exit status."""

    def run(*arguments, status=0, **files):
        for name, text in files.items():
            path = home / name.replace("_", ".")
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        done = CliRunner().invoke(aka, ["aliases", *arguments])
        said = done.stderr
        if isinstance(done.exception, AkaError):
            said += str(done.exception)
        elif done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert (done.exit_code, said) == (status, said)
        return said + done.stdout

    return run


def on_list(name):
    """The entries that are kept: id, label, what it is called; and the names, those the list doubts with a "?"."""
    (kept,) = [each for each in kept_lists()[0] if each.name == name]
    with closing(connect(kept.path)) as connection:
        rows = connection.execute(
            "SELECT id, label, called, text, weak FROM entry, name WHERE entry.number = entry ORDER BY name.number"
        )
        entries = {}
        for id_, label, called, text, weak in rows:
            entries.setdefault((id_, label, called), []).append(f"{text}?" if weak else text)
        assert (kept.entries, kept.names) == (len(entries), sum(map(len, entries.values())))
    return entries


def test_ofac_with_its_alternate_names(says):
    said = says("import", "SDN.CSV", "ALT.CSV", SDN_CSV=sample_lists.SDN, ALT_CSV=sample_lists.ALT)
    assert "The watch list sdn (OFAC SDN, OFAC alternate names) has 5 entries with 11 names." in said
    assert on_list("sdn") == {
        ("36", "ORG", "AEROQUUX AIRLINES"): ["AEROQUUX AIRLINES", "AERO-QUUX"],
        ("306", "ORG", "BANCO ZORK DE CUBA"): ["BANCO ZORK DE CUBA", "BZC?"],
        ("2676", "PERSON", "AL ZORKAWI, Dr. Ayman"): [
            "AL ZORKAWI, Dr. Ayman", "AL-ZORKAWI, Aiman Muhammad Rabi", "ZORK ABU FATIMA",
        ],
        ("4106", "PERSON", "QUUX BUITRAGO, Helmer"): ["QUUX BUITRAGO, Helmer", "PACHO?", "H7?"],
        ("4238", "PRODUCT", "MAR ZORK"): ["MAR ZORK"],
    }  # fmt: skip


def test_the_alternate_names_may_come_first_and_are_missed_where_they_are_not_named(says):
    files = {"SDN_CSV": sample_lists.SDN, "ALT_CSV": sample_lists.ALT}
    says("import", "ALT.CSV", "SDN.CSV", "--name", "both", **files)
    alone = says("import", "SDN.CSV", "--name", "alone", **files)
    assert "ALT.CSV, with the alternate names, stands beside it: name both" in alone
    assert sum(map(len, on_list("both").values())) == sum(map(len, on_list("alone").values())) + 3
    said = says("import", "ALT.CSV", status=1, **files)
    assert "SDN.CSV has the entries" in said
    assert not any(kept.name == "alt" for kept in kept_lists()[0])


def test_followthemoney_leaves_out_what_no_text_names(says):
    assert "has 3 entries with 7 names." in says(
        "import", "entities.ftm.json", entities_ftm_json=sample_lists.FTM
    )
    assert on_list("entities") == {
        ("Q7747", "PERSON", "Ivan Zorkov"): ["Ivan Zorkov", "Иван Зорков", "Ivan Ivanovich Zorkov", "Vanya?"],
        ("NK-2", "ORG", "Quux Arms JSC"): ["Quux Arms JSC", "Quux Weapons Works"],
        ("NK-5", "PRODUCT", "SEA ZORK"): ["SEA ZORK"],
    }


def test_the_table_of_opensanctions(says):
    says("import", "targets.simple.csv", targets_simple_csv=sample_lists.SIMPLE)
    assert on_list("targets") == {
        ("Q7747", "PERSON", "Ivan Zorkov"): ["Ivan Zorkov", "Иван Зорков", "I. I. Zorkov"],
        ("NK-2", "ORG", "Quux Arms JSC"): ["Quux Arms JSC"],
    }


def test_the_list_of_the_united_nations(says):
    says("import", "un.xml", un_xml=sample_lists.UN)
    assert on_list("un") == {
        ("KPi.033", "PERSON", "IGOR IVANOVICH ZORKOV"): [
            "IGOR IVANOVICH ZORKOV",
            "ZORKOV, Colonel IGOR",
            "Musa?",
        ],
        ("QDe.004", "ORG", "ZORK & SONS TRUST"): ["ZORK & SONS TRUST", "Al Zork Trust"],
    }


@pytest.mark.parametrize("result", [sample_lists.SPARQL, sample_lists.DOWNLOADED])
def test_a_result_from_wikidata(says, result):
    says("import", "query.json", query_json=result)
    assert on_list("query") == {
        ("Q42", "", "Igor Zorkov"): ["Igor Zorkov", "Igor the Quux", "I. Zorkov"],
        ("Q43", "", "Zork Liberation Front"): ["Zork Liberation Front"],
    }


def test_a_table_of_ones_own(says):
    says("import", "mine.csv", mine_csv=sample_lists.OWN)
    assert on_list("mine") == {
        ("Zork Liberation Front", "ORG", "Zork Liberation Front"): [
            "Zork Liberation Front",
            "ZLF",
            "Front of Zork",
        ],
        ("Zorkov, Igor", "PERSON", "Zorkov, Igor"): ["Zorkov, Igor"],
        ("Quux", "", "Quux"): ["Quux"],
    }


@pytest.mark.parametrize(
    "table",
    ["name,aliases\nZork,Quux;Quax\n", "name,alias,alias\nZork,Quux,Quax\n", "name\nZork,Quux,Quax\n",
     "\ufeffname\tother names\nZork\tQuux;Quax\n", 'name;aliases\r\nZork;"Quux|Quax"\r\n',
     "id,name,aka\nZork,Zork,Quux;Quax"],
)  # fmt: skip
def test_tables_are_written_in_many_ways(says, table):
    says("import", "mine.csv", mine_csv=table)
    assert on_list("mine") == {("Zork", "", "Zork"): ["Zork", "Quux", "Quax"]}


def test_the_same_list_again_replaces_it_and_says_what_changed(says):
    says("import", "mine.csv", mine_csv="id,name\n1,Zork\n2,Quux\n3,Quax\n")
    assert "the same as on 20" in says("import", "mine.csv")
    changed = says("import", "mine.csv", mine_csv="id,name\n1,Zork\n2,Quux Corp.\n4,Corge\n5,Grault\n")
    assert "has 4 entries with 4 names: 2 new, 1 gone, 1 changed since 20" in changed
    assert [id_ for id_, _, _ in on_list("mine")] == ["1", "2", "4", "5"]


def test_lists_are_listed_and_forgotten(says, home):
    assert says("lists") == "list\tkind\tentries\tnames\timported\tfrom\n"
    says("import", "mine.csv", mine_csv="name\nZork\n")
    (row,) = says("lists").splitlines()[1:]
    name, kind, entries, names, imported, source = row.split("\t")
    assert (name, kind, entries, names) == ("mine", "table of names", "1", "1")
    assert (source, imported[:2]) == (str(home / "mine.csv"), "20")
    assert "No watch list is called yours: there are mine." in says("forget", "yours", status=1)
    assert "No watch list is called" not in says("forget", "mine")
    assert kept_lists() == ([], [])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "list.txt is empty."),
        ("  \n", "list.txt is empty."),
        ("Dear Sir,\n\nplease find enclosed\n", "list.txt is no list that aka knows"),
        ("first,last\nIgor,Zorkov\n", "a column `name` in its first line"),
        ("name,aliases\n", "no name is in it"),
        ("name\n???\n", "no name is in it"),
        ('{"head": {"vars": []}, "results": {"bindings": [', "is no whole result of a Wikidata query."),
        ('{"head": {}, "results": {"bindings": [3]}}', "is no whole result of a Wikidata query."),
        (sample_lists.UN[:-200], "it is no sound XML"),
        ("<html><p>Not found</p></html>", "list.txt is no list that aka knows"),
        (b"\x00\x01\x02" * 100, "list.txt is no list that aka knows"),
    ],
)
def test_what_is_no_list_is_said_in_a_sentence(says, content, sentence):
    said = says("import", "list.txt", status=1, list_txt=content)
    assert sentence in said
    assert kept_lists() == ([], [])


def test_an_xml_bomb_is_not_unfolded(says):
    lines = ['<?xml version="1.0"?>', "<!DOCTYPE CONSOLIDATED_LIST [", '<!ENTITY a "zork">']
    lines += [
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    body = sample_lists.UN.partition("?>")[2].replace("IGOR", "&i;")
    assert "declares XML entities of its own" in says(
        "import", "un.xml", status=1, un_xml="\n".join([*lines, "]>"]) + body
    )


def test_a_file_outside_is_not_opened(says, home):
    (home / "secret.txt").write_text("Secret Zork")
    bomb = f'<!DOCTYPE CONSOLIDATED_LIST [<!ENTITY x SYSTEM "file://{home}/secret.txt">]>'
    body = sample_lists.UN.partition("?>")[2].replace("IGOR", "&x;")
    assert "declares XML entities" in says("import", "un.xml", status=1, un_xml=bomb + body)


def test_broken_lines_spoil_no_others(says):
    lines = sample_lists.FTM.split("\n")
    broken = "\n".join([lines[0], '{"id": "NK-2", "schema": "Comp', "", "[1, 2]", '{"id": 3}', *lines[1:]])
    said = says("import", "x.json", status=1, x_json=broken)
    assert [
        int(line) for line in re.findall(r"x\.json, line (\d+): it is no FollowTheMoney entity\.", said)
    ] == [2, 4, 5]
    assert "3 places could not be used; the rest is kept." in said
    assert len(on_list("x")) == 3


def test_broken_rows_spoil_no_others(says):
    rows = sample_lists.SDN.split("\n")
    rows[1:1] = [
        '307,"UNCLOSED ZORK,-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ',
        "308,TWO",
        "x," * 11 + "x",
    ]
    said = says("import", "SDN.CSV", status=1, SDN_CSV="\n".join(rows))
    assert "SDN.CSV, line 2: " in said
    assert "SDN.CSV, line 3: it has 2 columns instead of 12, or begins with no number." in said
    assert "SDN.CSV, line 4: it has 12 columns" in said
    assert len(on_list("sdn")) == 5


def test_a_quotation_mark_that_is_not_closed_takes_its_line_alone(says):
    rows = ["name,alias", '"Zork', *(f"Quux {number},Quax {number}" for number in range(200))]
    said = says("import", "mine.csv", status=1, mine_csv="\n".join(rows))
    assert "mine.csv, line 2: a quotation mark is not closed." in said
    assert len(on_list("mine")) == 200


def test_an_id_that_is_there_twice_is_one_entry(says):
    table = "id,name,alias\n1,Zork,Quux\n2,Corge,\n1,Zork Ltd.,Quux\n"
    said = says("import", "mine.csv", mine_csv=table)
    assert "mine.csv, line 4: the id 1 is there already, and its names are put together." in said
    assert on_list("mine")["1", "", "Zork"] == ["Zork", "Quux", "Zork Ltd."]


def test_of_very_many_faults_not_each_is_said(says):
    said = says("import", "mine.csv", status=1, mine_csv="name,alias\nZork,\n" + ",Quux\n" * 500)
    assert said.count("it has no name") == 20
    assert "500 places could not be used" in said


@pytest.mark.parametrize("name", ["../x", "", ".x", "a/b", "x" * 80, "a\nb", "-"])
def test_a_list_is_called_by_a_word(says, name, home):
    assert "cannot be what a watch list is called" in says(
        "import", "m.csv", "--name", name, status=1, m_csv="name\nZork\n"
    )
    assert not list(home.rglob("*.db"))


def test_names_that_act_on_a_terminal_are_shown(says):
    said = says("import", "m.csv", m_csv="id,name\n\x1b[2J,Zork\n\x1b[2J,Quux\n")
    assert "\x1b" not in said


def test_whatever_fails_the_list_before_stays(says, home, monkeypatch):
    says("import", "mine.csv", mine_csv="name\nZork\n")
    before = on_list("mine")
    says("import", "mine.csv", status=1, mine_csv="name\n")
    assert on_list("mine") == before

    def killed(fault):
        raise KeyboardInterrupt

    (home / "mine.csv").write_text("name,alias\nQuux,\n,x\n")
    with pytest.raises(KeyboardInterrupt):
        keep_list([home / "mine.csv"], "mine", on_fault=killed)
    assert on_list("mine") == before
    assert [path.name for path in folder().iterdir()] == ["mine.db"]


def test_what_a_killed_import_left_is_cleared_away(says):
    folder().mkdir(parents=True)
    (folder() / ".mine.0123.tmp").write_text("half")
    says("import", "mine.csv", mine_csv="name\nZork\n")
    assert [path.name for path in folder().iterdir()] == ["mine.db"]


def test_a_damaged_list_is_named_and_the_others_count(says):
    says("import", "mine.csv", mine_csv="name\nZork\n")
    (folder() / "hurt.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    with closing(sqlite3.connect(folder() / "old.db")) as connection:
        connection.execute("PRAGMA user_version = 999")
    said = says("lists", status=1)
    assert "The watch list hurt cannot be read by this aka and is left out" in said
    assert "The watch list old cannot be read by this aka" in said
    assert "\nmine\t" in said
    assert "hurt is forgotten" in says("forget", "hurt")


def test_a_folder_and_a_file_that_is_not_there(says, home):
    assert f"{home} is a folder" in says("import", str(home), status=1)
    assert "nowhere.csv cannot be read: No such file or directory." in says("import", "nowhere.csv", status=1)


def test_many_lines_are_read_as_they_come(says, home):
    """A line too long for any list, among others; and numbers of lines that hold beside it."""
    lines = [
        json.dumps({"id": f"{n}", "schema": "Person", "properties": {"name": [f"Zork Quux{n}"]}})
        for n in range(300)
    ]
    lines.insert(10, '{"id": "long", "schema": "Person", "x": "' + "y" * (3 << 20) + '"}')
    lines.insert(20, "broken")
    said = says("import", "x.json", status=1, x_json="\n".join(lines))
    assert "x.json, line 11: " in said
    assert "x.json, line 21: " in said
    assert len(on_list("x")) == 300
