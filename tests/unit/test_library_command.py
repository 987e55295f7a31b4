"""``aka library``: what it prints when piped, what it keeps, and what it says."""

import csv
import io
import json
import shutil
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from annotate.annotation import decode
from annotate.cli.group import aka
from annotate.decisions import Note
from annotate.edits import entity_target
from annotate.errors import AkaError, NoLibrary
from annotate.formats import FORMATS, read_annotations, save
from annotate.query import Index
from annotate.store import Journal
from tests.sample_annotation import annotation

TALKS = annotation()
NEWS = annotation(
    "ISIS left the town. Mr Obama was told.",
    [
        ("ORG", {"Islamic State": "canonical name", "ISIS": "alias book"}),
        ("PERSON", {"Barack Obama": "canonical name", "Obama": "surname of"}),
    ],
)
NEWS = replace(NEWS, document=replace(NEWS.document, title="News", source="news.txt", date="2024-06-01"))
TALKS_ID, NEWS_ID = TALKS.document.sha256, NEWS.document.sha256


class Done:
    """What a command gave: its rows by the header, its output, and what it said."""

    def __init__(self, result):
        self.output, self.said, self.status = result.stdout, result.stderr, result.exit_code
        header, *rows = [*csv.reader(io.StringIO(self.output), delimiter="\t", quoting=csv.QUOTE_NONE)] or [
            []
        ]
        self.rows = [dict(zip(header, row, strict=False)) for row in rows]


@pytest.fixture
def library(tmp_path, monkeypatch):
    """Run ``aka library`` in a home of its own, with two annotations in the folder ``texts``."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "texts").mkdir()
    save([TALKS], FORMATS["json"], tmp_path / "texts" / "talks.json")
    save([NEWS], FORMATS["json"], tmp_path / "texts" / "news.json")

    def run(*arguments):
        result = CliRunner().invoke(aka, ["library", *arguments])
        if isinstance(result.exception, AkaError):
            raise result.exception
        assert not result.exception or isinstance(result.exception, SystemExit), result.output
        return Done(result)

    return run


@pytest.fixture
def full(library):
    """The same, and the two are in the library."""
    assert library("add", "texts").said == "aka: 2 texts were put into the library; 0 were there already.\n"
    return library


def test_what_is_there_already_is_left_out(full):
    assert full("add", "texts").said == "aka: 0 texts were put into the library; 2 were there already.\n"


def test_list(full):
    news, talks = full("list").rows
    assert (news["id"], news["title"], news["date"], news["source"]) == (
        NEWS_ID,
        "News",
        "2024-06-01",
        "news.txt",
    )
    assert (talks["id"], talks["entities"], talks["mentions"], talks["read"]) == (TALKS_ID, "4", "10", "")
    assert [row["id"] for row in full("list", "geneva").rows] == [TALKS_ID]


def test_search(full):
    (row,) = full("search", "daesh").rows
    assert (row["id"], row["start"], row["passage"]) == (
        NEWS_ID,
        "0",
        "ISIS left the town. Mr Obama was told.",
    )
    assert len(full("search", "obama").rows) == 2
    assert [row["id"] for row in full("search", "mr obama").rows] == [NEWS_ID]  # one argument: a phrase
    assert full("search", "nobody at all").rows == []


def test_entities_have_a_line_for_each_name(full):
    rows = [(row["name"], row["label"], row["texts"], row["alias"]) for row in full("entities").rows]
    assert rows[:2] == [
        ("Barack Obama", "PERSON", "2", "Obama"),
        ("Barack Obama", "PERSON", "2", "Barack Obama"),
    ]
    assert {row["name"] for row in full("entities", "--label", "ORG").rows} == {
        "Islamic State",
        "United Nations",
    }
    assert {row["name"] for row in full("entities", "daesh").rows} == {"Islamic State"}


def test_mentions_come_under_all_names_with_what_stands_around_them(full):
    rows = full("mentions", "obama").rows
    assert [(row["title"], row["name"], row["entity"]) for row in rows] == [
        ("Talks in Geneva", "Barack Obama", "Barack Obama"),
        ("Talks in Geneva", "Obama", "Barack Obama"),
        ("News", "Obama", "Barack Obama"),
    ]
    assert (rows[2]["before"], rows[2]["after"]) == ("ISIS left the town. Mr", "was told.")
    assert [row["name"] for row in full("mentions", "Daesh").rows] == ["ISIS"]
    assert full("mentions", "nobody").rows == []


def told(name, text, *names):
    made = annotation(text, [("ORG", dict.fromkeys(names, "canonical name"))])
    return replace(made, document=replace(made.document, title=name, source=f"{name}.txt"))


@pytest.fixture
def firms(library, tmp_path):
    """Two firms in four texts, one of them twice under the same name."""
    folder = tmp_path / "firms"
    folder.mkdir()
    for number, name in enumerate(("Anvil Group", "Bronze Holding", "Anvil Group", "Copper Works")):
        save([told(str(number), f"{name} said {number}.", name)], FORMATS["json"], folder / f"{number}.json")
    library("add", "firms")
    return library


def texts(library):
    return {row["name"]: int(row["texts"]) for row in library("entities").rows}


def test_what_a_person_says_of_two_names_holds_in_all_texts(firms, tmp_path):
    assert texts(firms) == {"Anvil Group": 2, "Bronze Holding": 1, "Copper Works": 1}
    assert firms("merge", "bronze holding", "Anvil Group").output == "Anvil Group: 3 texts, 3 mentions\n"
    assert texts(firms) == {"Anvil Group": 3, "Copper Works": 1}
    save([told("new", "Bronze Holding again.", "Bronze Holding")], FORMATS["json"], tmp_path / "new.json")
    firms("add", "new.json")
    assert texts(firms) == {"Anvil Group": 4, "Copper Works": 1}
    firms("apart", "Anvil Group", "Bronze Holding")
    assert texts(firms) == {"Anvil Group": 2, "Bronze Holding": 2, "Copper Works": 1}


def test_suggestions_are_settled_by_saying_so(library, tmp_path):
    for number, text in enumerate(("Jane Doe sang.", "Jane Doe dug.")):
        made = annotation(text, [("PERSON", {"Jane Doe": "canonical name"})])
        save([made], FORMATS["json"], tmp_path / f"{number}.json")
    library("add", "0.json", "1.json")
    (row,) = library("suggestions").rows
    assert (row["name"], row["other"], row["rule"]) == ("Jane Doe", "Jane Doe", "same name")
    library("merge", "Jane Doe", "Jane Doe")
    assert library("suggestions").rows == []
    assert texts(library) == {"Jane Doe": 2}


def test_a_name_must_mean_somebody(firms):
    with pytest.raises(AkaError, match="Nobody in the library is called Nobody At All"):
        firms("merge", "Anvil Group", "Nobody At All")
    with pytest.raises(AkaError, match="Nobody"):
        firms("apart", "Anvil Group", "Bronze Holding", "--label", "PERSON")
    assert firms("apart", "Anvil Group", "the Anvil Group").status == 2
    assert len(texts(firms)) == 3


def test_tag_and_untag(full):
    full("tag", "peace", "talks.txt", NEWS_ID[:6])
    full("tag", "geneva", TALKS_ID)
    assert [row["tags"] for row in full("list").rows] == ["peace", "geneva, peace"]
    full("untag", "peace", "news.txt")
    assert [row["id"] for row in full("list", "--tag", "peace").rows] == [TALKS_ID]


@pytest.mark.parametrize("command", [["tag", "x"], ["untag", "x"], ["remove"]])
@pytest.mark.parametrize("word", ["nothing.txt", "", "zzzz"])
def test_a_text_that_is_not_there_changes_nothing(full, command, word):
    with pytest.raises(AkaError, match="`aka library list` shows"):
        full(*command, NEWS_ID, word)
    assert len(full("list").rows) == 2


def test_remove_says_what_it_removed_and_what_was_corrected_stays(full):
    target = entity_target(Index(NEWS), "e1")
    journal = Journal(NEWS.document)
    journal.read()
    journal.append("do", Note(when="2026-01-01T00:00:00Z", what=target, text="a note"))
    journal.close()
    done = full("remove", NEWS_ID[:8])
    assert done.output == f"Removed {NEWS_ID[:8]} News (news.txt).\n"
    assert [row["id"] for row in full("list").rows] == [TALKS_ID]
    full("add", "texts/news.json")
    (made,) = [decode(line) for line in full("export", "--to", "jsonl", "isis").output.splitlines()]
    assert [entity.note for entity in made.entities] == ["a note", ""]


def test_what_was_corrected_since_is_indexed_anew(full):
    journal = Journal(NEWS.document)
    journal.read()
    journal.append("do", Note(when="2026-01-01T00:00:00Z", what=entity_target(Index(NEWS), "e1"), text="new"))
    journal.close()
    assert full("add", "texts").said == "aka: 1 text was put into the library; 1 was there already.\n"


@pytest.mark.parametrize(("arguments", "count"), [([], 2), (["--tag", "peace"], 1), (["geneva"], 1)])
def test_export(full, tmp_path, arguments, count):
    full("tag", "peace", "news.txt")
    full("export", *arguments, "-o", "all.jsonl")
    exported = read_annotations((tmp_path / "all.jsonl").read_bytes(), "all.jsonl")
    assert len(exported) == count
    assert {TALKS_ID: TALKS, NEWS_ID: NEWS}[exported[-1].document.sha256] == exported[-1]


def test_export_into_a_folder_and_of_nothing(full, tmp_path):
    full("export", "--to", "brat", "-o", "out")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "news.ann",
        "news.txt",
        "talks.ann",
        "talks.txt",
    }
    assert full("export", "--to", "brat").status == 2  # several texts, and no folder for them
    with pytest.raises(AkaError, match="no such text"):
        full("export", "--tag", "nothing")


def test_a_file_of_several_annotations(library, tmp_path):
    save([TALKS, NEWS], FORMATS["jsonl"], tmp_path / "all.jsonl")
    assert "2 texts were put" in library("add", "all.jsonl").said
    assert len(library("list").rows) == 2


def test_two_sources_of_one_text_are_one(full, tmp_path):
    copy = replace(NEWS, document=replace(NEWS.document, source="copy.txt", date="2020-01-01"))
    save([copy], FORMATS["json"], tmp_path / "texts" / "z.json")
    for _ in range(2):
        assert "0 texts were put into the library; 3 were there already." in full("add", "texts").said
    assert len(full("list").rows) == 2


def test_a_zip_archive(library, tmp_path):
    shutil.make_archive("all", "zip", tmp_path / "texts")
    assert "2 texts were put" in library("add", "all.zip").said


@pytest.fixture
def feed(tmp_path):
    """The address of a feed with the two texts, of which it has one twice, one that is gone, and itself."""

    class Quiet(SimpleHTTPRequestHandler):
        def __init__(self, *arguments):
            super().__init__(*arguments, directory=tmp_path)

        def log_message(self, *_):
            """Tell nobody."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    links = ("texts/talks.json", "texts/gone.json", "feed.xml", "texts/news.json", "texts/talks.json")
    items = "".join(f"<item><title>One</title><link>{address}/{link}</link></item>" for link in links)
    (tmp_path / "feed.xml").write_text(
        f'<rss version="2.0"><channel><title>All</title>{items}</channel></rss>'
    )
    yield f"{address}/feed.xml"
    server.shutdown()
    server.server_close()


def test_the_articles_of_a_feed(library, feed):
    done = library("add", "--private", feed)
    assert done.status == 1
    assert "2 texts were put into the library; 1 was there already." in done.said
    assert "gone.json" in done.said
    assert {row["id"] for row in library("list").rows} == {TALKS_ID, NEWS_ID}


def test_what_cannot_be_read_is_named_and_the_rest_is_done(library, tmp_path):
    folder = tmp_path / "texts"
    (folder / "broken.json").write_text('{"format": "aka/1", "document": 3}')
    (folder / "empty.txt").touch()
    (folder / "bytes.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (folder / "circle").symlink_to(folder)
    (folder / "itself").symlink_to(folder / "itself")
    done = library("add", "texts", "nowhere.txt")
    assert done.status == 1
    assert "2 texts were put into the library" in done.said
    for name in ("broken.json", "empty.txt", "bytes.txt", "nowhere.txt"):
        assert name in done.said
    assert len(library("list").rows) == 2


def test_an_empty_library_is_no_mistake(library):
    assert library("list").rows == library("search", "x").rows == library("entities").rows == []
    with pytest.raises(AkaError, match="empty"):
        library("export")


def test_a_library_that_cannot_be_read_is_a_sentence(library, tmp_path):
    (tmp_path / "data").write_text("a file where the folder should be")
    for command in (["list"], ["search", "x"], ["add", "texts"]):
        with pytest.raises(NoLibrary, match=r"library\.db cannot be"):
            library(*command)


def test_what_is_printed_can_do_nothing(library, tmp_path):
    evil = annotation("\x1b[2J Obama \u202e spoke", [("PERSON", {"Obama": "canonical name"})])
    evil = replace(evil, document=replace(evil.document, title="\x1b]0;evil\x07\tTAB", source="a\nb"))
    save([evil], FORMATS["json"], tmp_path / "evil.json")
    library("add", "evil.json")
    for command in (
        ["list"],
        ["search", "obama"],
        ["mentions", "obama"],
        ["entities"],
        ["remove", evil.document.sha256],
    ):
        output = library(*command).output
        assert "\x1b" not in output
        assert "\u202e" not in output
        assert len(output.splitlines()) <= 2
    assert json.dumps(library("list").rows) == "[]"


@pytest.mark.parametrize(
    "command",
    [
        *(
            "list",
            "search",
            "entities",
            "mentions",
            "suggestions",
            "merge",
            "apart",
            "tag",
            "untag",
            "remove",
        ),
        *("export", "add"),
    ],
)
def test_each_command_has_help_with_an_example(library, command):
    assert f"aka library {command}" in library(command, "--help").output
