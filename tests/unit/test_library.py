"""The library: what is put into it, found in it, and kept whatever happens."""

import os
import sqlite3
import subprocess
import sys

import pytest
from msgspec.structs import replace

from annotate.annotation import Annotation, Document, text_sha256
from annotate.corpus import Who
from annotate.errors import BadAnnotation, BadStore, NoLibrary
from annotate.library import Library, gathering, shelf
from annotate.library.schema import LIBRARY
from annotate.store import Place, Store
from tests.sample_annotation import ENTITIES, annotation

TALKS = annotation()
NEWS = annotation(
    "Islamic State news\n\nISIS left Erdoğan’s town. Mr Obama was told on Monday that ISIS had left.\n",
    [
        ("ORG", {"Islamic State": "canonical name", "ISIS": "alias book"}),
        ("PERSON", {"Barack Obama": "canonical name", "Obama": "surname of"}),
        ("PERSON", {"Erdoğan": "canonical name"}),
        ("DATE", {"Monday": "canonical name"}),
    ],
)


NEWS = replace(NEWS, document=replace(NEWS.document, title="News"))


def plain(text: str) -> Annotation:
    """A text that names nobody."""
    return replace(
        TALKS,
        document=Document("plain.txt", "", "en", text_sha256(text), text),
        entities=(),
        mentions=(),
        suggestions=(),
    )


def dated(made: Annotation, date: str) -> Annotation:
    return replace(made, document=replace(made.document, date=date))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "library.db"


@pytest.fixture
def library(path):
    with Library(path) as library:
        yield library
        assert library.notices == []


def names(library, query=""):
    return [known.name for known in library.entities(query)]


def test_what_was_put_there_comes_out_whole(library):
    assert library.add(TALKS)
    assert library.annotation(TALKS.document.sha256) == TALKS
    assert library.text(TALKS.document.sha256) == TALKS.document.text
    assert library.annotation("0" * 64) is None


def test_a_list_of_the_texts_the_newest_first(library, path):
    library.add(dated(TALKS, "2024-05-01"))
    library.add(dated(NEWS, "2024-06"))
    with Store(path.with_name("aka.db")) as store:
        store.remember(TALKS.document, Place(len(TALKS.document.text) // 2))
    news, talks = library.documents()
    assert (news.date, talks.date) == ("2024-06", "2024-05-01")
    assert (talks.title, talks.source, talks.language) == ("Talks in Geneva", "talks.txt", "en")
    assert talks.words == len(TALKS.document.text.split())
    assert talks.entities == 4  # a date is no name
    assert talks.mentions == len([each for each in TALKS.mentions if each.label != "DATE"])
    assert talks.reviewed == 0
    assert talks.added <= talks.read
    assert talks.progress == pytest.approx(0.5, abs=0.01)
    assert (news.read, news.progress) == ("", 0)


def test_the_same_again_changes_nothing_and_another_annotation_takes_its_place(library):
    library.add(TALKS)
    library.add(NEWS)
    library.tag(TALKS.document.sha256, "talks")
    (before,) = library.documents(tag="talks")
    assert not library.add(TALKS)
    fewer = annotation(named=ENTITIES[:1])
    assert library.add(fewer)
    assert library.annotation(TALKS.document.sha256) == fewer
    (item,) = library.documents(tag="talks")
    assert (item.entities, item.added) == (1, before.added)
    assert set(names(library)) == {"Barack Obama", "Islamic State", "Erdoğan"}
    assert not library.search("Putin AND")
    assert [hit.sha256 for hit in library.search("putin")] == [TALKS.document.sha256]


def test_reviewed_counts_what_a_person_has_said(library):
    first, second, *others = TALKS.mentions
    decided = (replace(first, state="confirmed"), replace(second, state="rejected"), *others)
    library.add(replace(TALKS, mentions=decided))
    (item,) = library.documents()
    assert item.reviewed == 2
    assert item.mentions == len([each for each in decided if each.label != "DATE"]) - 1


def test_tags(library):
    talks, news = TALKS.document.sha256, NEWS.document.sha256
    library.add(TALKS)
    library.add(NEWS)
    library.tag(talks, "geneva", "peace")
    library.tag(news, "peace")
    library.tag(news, "peace")
    assert [item.sha256 for item in library.documents(tag="geneva")] == [talks]
    assert len(library.documents(tag="peace")) == 2
    library.untag(talks, "peace", "never was")
    assert [item.tags for item in library.documents(tag="geneva")] == [("geneva",)]


def test_a_removed_text_leaves_nothing_behind(library, path):
    library.add(TALKS)
    library.add(NEWS)
    library.tag(TALKS.document.sha256, "geneva")
    library.tag(NEWS.document.sha256, "news")
    assert library.remove(TALKS.document.sha256)
    assert not library.remove(TALKS.document.sha256)
    assert "Geneva" not in names(library)
    assert library.search("geneva") == []
    assert library.remove(NEWS.document.sha256)
    library.close()
    connection = sqlite3.connect(path)
    rows = {
        table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in LIBRARY.tables
    }
    connection.execute("INSERT INTO search (search) VALUES ('integrity-check')")
    connection.execute("INSERT INTO named (named) VALUES ('integrity-check')")
    connection.close()
    assert set(rows.values()) == {0}, rows


def test_an_entity_of_several_texts_is_one_with_all_its_names(library):
    library.add(dated(TALKS, "2024-05-01"))
    library.add(dated(NEWS, "2024-06-01"))
    obama, *_ = library.entities()
    assert (obama.name, obama.label, obama.documents, obama.mentions) == ("Barack Obama", "PERSON", 2, 3)
    assert obama.aliases == (("Obama", 2), ("Barack Obama", 1))
    where = library.mentions_of(obama.id)
    assert [(at.date, at.name) for at in where] == [
        ("2024-05-01", "Barack Obama"),
        ("2024-05-01", "Obama"),
        ("2024-06-01", "Obama"),
    ]
    for at in where:
        assert library.text(at.sha256)[at.start : at.end] == at.name


def test_entities_are_found_by_any_name_and_by_their_label(library):
    library.add(TALKS)
    library.add(NEWS)
    assert names(library, "isis") == ["Islamic State"]
    assert names(library, "obama") == ["Barack Obama"]
    assert names(library, "Daesh") == ["Islamic State"]  # as the book has it
    assert [known.name for known in library.entities(label="GPE")] == ["Geneva"]
    assert names(library, "nobody") == []


def told(text: str, label: str, *names: str) -> Annotation:
    """A text that names one entity, by these names."""
    return annotation(text, [(label, dict.fromkeys(names, "canonical name"))])


def standing(library):
    return sorted((known.name, known.documents) for known in library.entities())


def test_a_surname_alone_is_nobody_elses_until_a_person_says_so(library):
    library.add(told("Barack Obama spoke.", "PERSON", "Barack Obama"))
    library.add(told("Obama spoke in Kenya.", "PERSON", "Obama"))
    library.add(told("Obama, of Japan, is a town.", "PERSON", "Obama"))
    alone = [("Barack Obama", 1), ("Obama", 1), ("Obama", 1)]
    assert standing(library) == alone
    library.gather()
    assert standing(library) == alone
    full, kenya, _ = sorted(library.entities(), key=lambda known: (known.name, known.id))
    library.decide("merge", library.who(full.id), library.who(kenya.id))
    library.gather()
    assert standing(library) == [("Barack Obama", 2), ("Obama", 1)]
    for query in ("barack", "kenya"):
        assert len(library.search(f"{query} obama")) == (2 if query == "barack" else 1)
    library.gather()
    assert standing(library) == [("Barack Obama", 2), ("Obama", 1)]


def test_a_person_may_change_their_mind(library):
    library.add(told("The Anvil Group sells.", "ORG", "Anvil Group"))
    library.add(told("Bronze Holding buys.", "ORG", "Bronze Holding"))
    both = Who("Anvil Group", "ORG"), Who("Bronze Holding", "ORG")
    assert [library.who(known.id) for known in sorted(library.entities())] == list(both)
    for said, there in (("merge", 1), ("apart", 2), ("merge", 1)):
        library.decide(said, *both)
        library.gather()
        assert len(library.entities()) == there
    assert library.who(1000) is None


def test_what_the_corpus_is_not_sure_of_is_a_suggestion(library):
    library.add(told("Sarla Vepin sang.", "PERSON", "Sarla Vepin"))
    library.add(told("Sarla Vepin dug.", "PERSON", "Sarla Vepin"))
    (found,) = library.suggestions()
    assert (found.one.name, found.other.name) == ("Sarla Vepin", "Sarla Vepin")
    assert found.one.id != found.other.id
    assert found.evidence.rule == "same name"
    library.gather()
    assert library.suggestions() == [found]
    library.remove(library.mentions_of(found.one.id)[0].sha256)
    assert library.suggestions() == []


def test_what_is_removed_while_others_are_gathered_leaves_no_trace(path):
    with Library(path) as library, Library(path) as other:
        library.add(told("Sarla Vepin sang.", "PERSON", "Sarla Vepin"), gather=False)
        library.add(told("Sarla Vepin dug.", "PERSON", "Sarla Vepin"), gather=False)
        missing = library._read(shelf.missing)
        everyone = library._read(lambda connection: gathering.everyone(connection, missing, library._book))
        other.remove(other.documents()[0].sha256)
        resolved = gathering.resolve(everyone, library._book)
        library._write(lambda connection: gathering.save(connection, missing, resolved, everyone.keys))
        assert standing(library) == [("Sarla Vepin", 1)]
        assert library.suggestions() == []
        assert library.is_gathered()


def test_two_of_one_name_in_a_text_stay_two_when_it_is_indexed_anew(library):
    made = annotation("John Smith met John Smith.", [("PERSON", {"John Smith": "canonical name"})])
    (one,), (first, second) = made.entities, made.mentions
    two = replace(made, entities=(one, replace(one, id="e2")), mentions=(first, replace(second, entity="e2")))
    library.add(two)
    before = [known.id for known in library.entities()]
    assert len(before) == 2
    library.add(replace(two, document=replace(two.document, title="Corrected")))
    assert [known.id for known in library.entities()] == before


@pytest.mark.parametrize("at_once", [True, False])
def test_those_that_the_book_knows_are_one(library, at_once):
    for text in ("ISIS left.", "Daesh came.", "DAESH stayed."):
        library.add(told(text, "ORG", text.split()[0]), gather=at_once)
    if not at_once:
        assert len(library.entities()) == 3
        assert not library.is_gathered()
        library.gather()
    (known,) = library.entities()
    assert (known.documents, known.mentions) == (3, 3)
    assert {name for name, _ in known.aliases} == {"ISIS", "Daesh", "DAESH"}
    assert library.is_gathered()
    library.gather()
    assert [each.id for each in library.entities()] == [known.id]


def test_a_text_that_is_indexed_anew_stays_with_those_that_it_was_found_to_be(library):
    library.add(told("Barack Obama spoke.", "PERSON", "Barack Obama"))
    library.add(told("Obama spoke in Kenya.", "PERSON", "Obama"))
    full, short = sorted(library.entities(), key=lambda known: known.name)
    library.decide("merge", library.who(full.id), library.who(short.id))
    library.gather()
    again = told("Obama spoke in Kenya.", "PERSON", "Obama")
    assert library.add(replace(again, document=replace(again.document, title="Corrected")), gather=False)
    assert standing(library) == [("Barack Obama", 2)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("geneva", "talks"),
        ("GENÈVA", "talks"),
        ("erdogan", "news"),
        ("observ", "talks"),  # the last word may be the beginning of one
        ("observ ", ""),
        ("observ un", ""),
        ('"mr obama"', "news"),
        ('"obama mr"', ""),
        ("obama mr", "news talks"),
        ("Daesh", "news"),  # neither the text nor the library has that name
        ("islamic talks", ""),
        ("daesh obama", "news"),
        ("united nations", "talks"),
        ("nothing", ""),
        ("", ""),
    ],
)
def test_a_search(library, query, found):
    library.add(TALKS)
    library.add(NEWS)
    titles = {TALKS.document.sha256: "talks", NEWS.document.sha256: "news"}
    assert sorted(titles[hit.sha256] for hit in library.search(query)) == found.split()
    if query:
        assert sorted(titles[item.sha256] for item in library.documents(query)) == found.split()


def test_a_hit_marks_what_was_found_or_whoever_has_that_name(library):
    library.add(NEWS)

    def marked(query):
        (hit,) = library.search(query)
        text = NEWS.document.text
        assert text[hit.start : hit.start + len(hit.passage)] == hit.passage
        return [text[start:end] for start, end in hit.marks]

    assert marked("town erdog") == ["Erdoğan", "town"]
    assert marked("daesh") == ["Islamic State", "ISIS", "ISIS"]
    assert marked("daesh told") == ["Islamic State", "ISIS", "told", "ISIS"]


def test_what_is_found_by_its_words_comes_before_what_is_found_by_another_name(library):
    library.add(NEWS)
    text = "A report on Daesh, and Daesh again."
    report = annotation(text, [("ORG", {"Daesh": "canonical name"})])
    library.add(report)
    assert [hit.sha256 for hit in library.search("daesh")] == [report.document.sha256, NEWS.document.sha256]
    assert len(library.search("daesh", limit=1)) == 1


@pytest.mark.parametrize(
    "query",
    [
        '"',
        '""',
        '"""',
        "(",
        "NEAR(a b)",
        "a AND",
        "title:x",
        "-x",
        "x*",
        "^x",
        "\0",
        "\ud800",
        "{x",
        pytest.param("x " * 3000, id="many"),
    ],
)
def test_no_query_is_a_syntax_error(library, query):
    library.add(NEWS)
    assert library.search(query) == []
    assert isinstance(library.documents(query), list)
    assert isinstance(library.entities(query), list)


def test_a_long_text_has_a_passage_around_what_was_found(library):
    text = "Before. " * 5000 + "The needle is here. " + "After. " * 5000
    library.add(plain(text))
    (hit,) = library.search("needle")
    assert len(hit.passage) < 200
    assert "needle is here" in hit.passage
    assert [text[start:end] for start, end in hit.marks] == ["needle"]
    assert hit.passage.split()[0] in ("Before.", "The")


@pytest.mark.parametrize(
    ("before", "marks"),
    [
        ("🎉 A\u0301 ﬁ ß\n\n🎉", 1),
        ("\ufdd0 and \ufdd1", 0),  # what SQLite would mark it with
        ("a zero \0 byte", 0),  # at which SQLite would end
    ],
)
def test_odd_characters_do_not_move_the_marks(library, before, marks):
    text = f"{before} needle"
    library.add(plain(text))
    (hit,) = library.search("needle")
    assert hit.marks == ((text.index("needle"), len(text)),) * marks


def test_half_of_a_character_is_refused_in_a_sentence(library):
    with pytest.raises(BadAnnotation, match="half of a character"):
        library.add(plain("A lone \ud800 surrogate"))
    assert library.documents() == []


def test_two_processes_at_once(path):
    with Library(path) as one, Library(path) as other:
        one.add(TALKS)
        other.add(NEWS)
        assert one.documents() == other.documents()
        assert len(one.documents()) == 2


def test_a_damaged_library_is_kept_aside_and_its_tags_are_saved(path):
    with Library(path) as library:
        library.add(TALKS)
        library.tag(TALKS.document.sha256, "zebra", "quagga")
        library.decide("apart", Who("Ibex", "ORG"), Who("Ibex", "ORG", TALKS.document.sha256))
    whole = path.read_bytes()
    kept = {whole.index(word) // 4096 * 4096 for word in (b"zebra", b"Ibex")}
    path.write_bytes(
        b"".join(
            whole[at : at + 4096] if at in kept else os.urandom(4096) for at in range(0, len(whole), 4096)
        )
    )
    with Library(path) as library:
        assert library.documents() == []
        (notice,) = library.notices
        assert "aka's library" in notice
        assert "could be read: 2 tags, 1 times who is one" in notice
        library.add(TALKS)
        assert [item.tags for item in library.documents()] == [("quagga", "zebra")]
    (aside,) = [each for each in path.parent.iterdir() if "damaged" in each.name]
    assert aside.name in notice


def test_a_newer_library_is_refused_and_left_alone(path):
    with Library(path) as library:
        library.add(TALKS)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 1000")
    connection.close()
    before = path.read_bytes()
    with Library(path) as library, pytest.raises(BadStore, match="newer"):
        library.documents()
    assert path.read_bytes() == before


def test_a_library_that_cannot_be_written_says_so(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with (
        Library(tmp_path / "file" / "library.db") as library,
        pytest.raises(NoLibrary, match="cannot be written"),
    ):
        library.tag("0" * 64, "x")


def test_persons_of_one_name_are_one_where_the_texts_give_them_one_title_and_one_place(library):
    for what in ("met Senator Sarla Vepin.", "asked Senator Vepin: Sarla Vepin.", "met Sarla Vepin."):
        forms = {form: "canonical name" for form in ("Sarla Vepin", "Vepin") if f"Senator {form}" in what}
        forms |= {"Sarla Vepin": "canonical name"}
        library.add(
            annotation(f"In Germany they {what}", [("GPE", {"Germany": "canonical name"}), ("PERSON", forms)])
        )
    found = sorted(known.documents for known in library.entities("vepin"))
    assert found == [1, 2]
    library.gather()
    assert sorted(known.documents for known in library.entities("vepin")) == found


def test_who_asks_the_library_pays_for_no_more(tmp_path):
    code = (
        "import sys; from pathlib import Path; from annotate.library import Library\n"
        f"with Library(Path({str(tmp_path / 'library.db')!r})) as library: library.documents()\n"
        "print(*{'annotate.corpus', 'annotate.resolve.sieve', 'spacy', 'onnxruntime'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "\n"
    code = "import sys; import tui.app, annotate.cli.reader; print('annotate.library' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "False\n"


@pytest.mark.parametrize("second", ["Kobra Mining Inc.", "Cobra Mining", "Kobra-Mining"])
def test_one_that_is_called_a_little_differently_is_found_with_its_text(library, second):
    library.add(told("The Kobra Mining Group digs.", "ORG", "Kobra Mining Group"))
    library.add(told(f"Then {second} dug.", "ORG", second))
    at_once = standing(library), library.suggestions()
    library.gather()
    assert (standing(library), library.suggestions()) == at_once
