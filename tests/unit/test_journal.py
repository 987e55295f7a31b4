"""The journal: what was acknowledged is there, whatever happens to the process, the disk and the file."""

import os
import random
import resource
import signal
import sqlite3
import traceback

import pytest

from annotate.errors import BadStore, CannotKeep
from annotate.store import Journal, Place, Store, active, kept_decisions
from annotate.store.memory import MEMORY
from tests.sample_annotation import TEXT
from tests.sample_decisions import document, note

DOCUMENT = document(TEXT)
NOBODY = 65534


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "aka.db"


def say(words):
    return note(TEXT, "Obama", words)


def words(decisions):
    return [decision.text for decision in decisions]


def kept(path, read=DOCUMENT):
    """What a process that begins now finds, when nothing is wrong."""
    decisions, notices = kept_decisions(read, path)
    assert notices == ()
    return words(decisions)


def add(path, *notes, to=DOCUMENT):
    journal = Journal(to, path)
    for each in notes:
        journal.append("do", say(each))
    journal.close()


def fork(work):
    """Do some work in a process of its own, of which this is the number."""
    if child := os.fork():
        return child
    status = 1
    try:
        work()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def ended_well(child):
    return os.waitpid(child, 0)[1] == 0


# What is kept


def test_what_was_done_undone_and_redone_is_there_again(path):
    journal = Journal(DOCUMENT, path)
    assert journal.read() == []
    for verb, decision in [
        ("do", say("one")),
        ("do", say("two")),
        ("undo", None),
        ("do", say("three")),
        ("do", say("four")),
        ("undo", None),
        ("undo", None),
        ("redo", None),
    ]:
        (entry,) = journal.append(verb, decision)
        assert (entry.verb, entry.decision) == (verb, decision)
    entries = Journal(DOCUMENT, path).read()
    assert [entry.number for entry in entries] == [1, 2, 3, 4, 5, 6, 7, 8]
    done, undone = active(entries)
    assert (words(done), words(undone)) == (["one", "three"], ["four"])
    assert kept(path) == ["one", "three"]
    assert journal.read() == []


def test_undo_and_redo_of_nothing_are_no_more_than_that(path):
    journal = Journal(DOCUMENT, path)
    journal.append("undo")
    journal.append("redo")
    journal.append("do", say("one"))
    journal.append("redo")
    assert kept(path) == ["one"]


def test_two_readers_see_each_other(path):
    one, other = Journal(DOCUMENT, path), Journal(DOCUMENT, path)
    assert one.read() == other.read() == []
    one.append("do", say("one"))
    entries = other.append("do", say("two"))
    assert words(entry.decision for entry in entries) == ["one", "two"]
    (undo,) = one.append("undo")[1:]
    assert [*entries, undo] == Journal(DOCUMENT, path).read()
    assert other.read() == [undo]


def test_two_processes_write_at_once_and_agree_on_the_order(path, tmp_path):
    def write(name):
        journal, entries = Journal(DOCUMENT, path), []
        for number in range(200):
            entries += journal.append("do", say(f"{name} {number}"))
            assert entries[-1].decision.text == f"{name} {number}"
        entries += journal.read()
        (tmp_path / name).write_text("\n".join(words(entry.decision for entry in entries)))

    children = [fork(lambda: write("A")), fork(lambda: write("B"))]
    assert [ended_well(child) for child in children] == [True] * 2
    order = kept(path)
    for name in "AB":
        assert [each for each in order if each[0] == name] == [f"{name} {number}" for number in range(200)]
        seen = (tmp_path / name).read_text().split("\n")
        assert seen == order[: len(seen)]
    assert len(order) == 400


def test_many_processes_begin_the_database_at_once(path):
    children = [fork(lambda name=name: add(path, name)) for name in "ABCDEFGH"]
    assert [ended_well(child) for child in children] == [True] * 8
    assert sorted(kept(path)) == list("ABCDEFGH")


def test_whatever_was_acknowledged_before_a_kill_is_there(path):
    seeded = random.Random(5)
    acknowledged = 0
    for _ in range(30):
        pipe, end = os.pipe()

        def write(end=end):
            journal = Journal(DOCUMENT, path)
            while True:
                os.write(end, b"%d\n" % journal.append("do", say("x" * 900))[-1].number)

        child = fork(write)
        os.close(end)
        with os.fdopen(pipe, "rb") as printed:
            for _ in range(seeded.randrange(1, 30)):
                acknowledged = int(printed.readline())
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            for line in printed:
                acknowledged = int(line)
        journal = Journal(DOCUMENT, path)
        numbers = [entry.number for entry in journal.read()]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) in (
            acknowledged,
            acknowledged + 1,
        )  # the last may have been killed before it was said
        assert journal.notices == []
        journal.close()


# Whose it is


def test_a_moved_file_is_found_by_its_text_and_an_edited_one_by_its_path(path, tmp_path):
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(TEXT)
    add(path, "one", to=document(TEXT, old))
    old.rename(new)
    assert kept(path, document(TEXT, new)) == ["one"]
    edited = f"A paragraph more.\n\n{TEXT}"
    new.write_text(edited)
    assert kept(path, document(edited, new)) == ["one"]
    again = new.rename(tmp_path / "again.txt")
    add(path, "two", to=document(edited, again))
    assert kept(path, DOCUMENT) == ["one", "two"]


def test_an_edited_file_is_found_through_a_link(path, tmp_path):
    (tmp_path / "file.txt").write_text(TEXT)
    (tmp_path / "link.txt").symlink_to("file.txt")
    add(path, "one", to=document(TEXT, tmp_path / "file.txt"))
    assert kept(path, document(TEXT + "More.\n", tmp_path / "link.txt")) == ["one"]


def test_another_text_under_an_old_path_is_not_burdened(path, tmp_path):
    file = tmp_path / "news.txt"
    file.write_text(TEXT)
    add(path, "one", "two", to=document(TEXT, file))
    other = document("Rain is expected on Obama's island for the week.\n", file)
    decisions, (notice,) = kept_decisions(other, path)
    assert decisions == ()
    assert str(file) in notice
    assert "none of the 2 corrections" in notice
    journal = Journal(other, path)
    journal.append("do", note(other.text, "Obama", "an island"))
    assert kept(path, other) == ["an island"]
    assert kept(path) == ["one", "two"]


@pytest.mark.parametrize("source", ["", "-", "no/such/file", "nul\0", "half \udcff", "x" * 5000])
def test_a_source_may_be_no_file(path, source):
    add(path, "one", to=document(TEXT, source))
    assert kept(path, document(TEXT, source)) == ["one"]
    assert kept(path, document(f"{TEXT} ", source)) == []


# What cannot be kept


def test_a_full_disk_is_said_and_nothing_is_half_written(path):
    add(path, "before")

    def write():
        journal = Journal(DOCUMENT, path)
        journal.read()
        at_first = resource.getrlimit(resource.RLIMIT_FSIZE)
        sizes = [each.stat().st_size for each in path.parent.iterdir()]
        resource.setrlimit(resource.RLIMIT_FSIZE, (max(sizes) + 20_000, at_first[1]))
        acknowledged, refused = ["before"], []
        while len(refused) < 5:
            try:
                journal.append("do", say("x" * 2000))
                acknowledged.append("x" * 2000)
            except CannotKeep as error:
                refused.append(str(error))
        assert len(acknowledged) > 1
        assert all(str(path) in sentence for sentence in refused)
        resource.setrlimit(resource.RLIMIT_FSIZE, at_first)
        assert kept(path) == acknowledged
        journal.append("do", say("after"))
        assert kept(path) == [*acknowledged, "after"]

    assert ended_well(fork(write))


def test_a_database_that_may_only_be_read_is_read_and_the_rest_said(path):
    add(path, "one")
    with Store(path) as store:
        store.remember(DOCUMENT, Place(7))
    path.chmod(0o444)
    path.parent.chmod(0o555)

    def read():
        os.chdir(path.parent)
        if os.getuid() == 0:  # for whom everything may be written
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        journal = Journal(DOCUMENT, type(path)("aka.db"))
        assert [entry.decision.text for entry in journal.read()] == ["one"]
        assert journal.read() == []
        (notice,) = journal.notices
        assert "aka.db" in notice
        with pytest.raises(CannotKeep, match=r"aka\.db"):
            journal.append("do", say("two"))
        with Store(type(path)("aka.db")) as store:
            assert store.place(DOCUMENT.sha256) == Place(7)
            assert not store.remember(DOCUMENT, Place(8))
            assert len(store.notices) == 1

    try:
        assert ended_well(fork(read))
    finally:
        path.parent.chmod(0o755)
        path.chmod(0o644)
    add(path, "two")
    assert kept(path) == ["one", "two"]


def test_what_is_in_the_way_is_named_and_once_it_is_gone_all_is_well(path):
    path.parent.write_text("in the way")
    journal = Journal(DOCUMENT, path)
    assert journal.read() == []
    assert str(path) in journal.notices[0]
    with pytest.raises(CannotKeep, match=str(path)):
        journal.append("do", say("one"))
    path.parent.unlink()
    assert words(entry.decision for entry in journal.append("do", say("two"))) == ["two"]
    assert kept(path) == ["two"]


def test_another_process_that_writes_for_too_long_is_said(path, monkeypatch):
    add(path, "one")
    monkeypatch.setattr("annotate.store.journal._PATIENCE", 0.01)
    journal = Journal(DOCUMENT, path)
    assert len(journal.read()) == 1
    writer = sqlite3.connect(path)
    writer.execute("BEGIN IMMEDIATE")
    with pytest.raises(CannotKeep, match="another aka"):
        journal.append("do", say("two"))
    assert journal.read() == []
    writer.close()
    journal.append("do", say("three"))
    assert kept(path) == ["one", "three"]


def test_half_of_a_character_cannot_be_kept(path):
    journal = Journal(DOCUMENT, path)
    with pytest.raises(CannotKeep, match="half of a character"):
        journal.append("do", say("\ud800"))
    journal.append("do", say("one"))
    assert kept(path) == ["one"]


# What cannot be read


def test_a_newer_version_is_refused_and_left_alone(path):
    add(path, "one")
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 1000")
    connection.close()
    before = path.read_bytes()
    journal = Journal(DOCUMENT, path)
    for use in (
        journal.read,
        lambda: journal.append("do", say("two")),
        lambda: kept_decisions(DOCUMENT, path),
    ):
        with pytest.raises(BadStore, match=f"{path}.*newer"):
            use()
    assert path.read_bytes() == before


def test_an_older_version_is_brought_up(path):
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    for statement in ";".join(MEMORY.migrations[:2]).split(";"):
        connection.execute(statement)
    connection.execute("INSERT INTO document VALUES (?, '', '', 9, '')", (DOCUMENT.sha256,))
    connection.execute("PRAGMA user_version = 2")
    connection.commit()
    connection.close()
    add(path, "one")
    assert kept(path) == ["one"]
    with Store(path) as store:
        assert store.place(DOCUMENT.sha256) == Place(9)


@pytest.mark.parametrize(
    "change", ['decision = \'{"said": "foretell"}\'', "verb = 'foresee'", "decision = NULL"]
)
def test_a_correction_that_cannot_be_read_is_left_out_with_its_undoing_and_never_deleted(path, change):
    journal = Journal(DOCUMENT, path)
    journal.append("do", say("one"))
    journal.append("do", say("two"))
    journal.append("undo")
    connection = sqlite3.connect(path)
    connection.execute(f"UPDATE correction SET {change} WHERE number = 2")
    connection.commit()
    decisions, (notice,) = kept_decisions(DOCUMENT, path)
    assert words(decisions) == ["one"]
    assert notice.startswith("1 of this text's corrections")
    add(path, "three")
    assert connection.execute("SELECT count(*) FROM correction").fetchone() == (4,)
    connection.close()


def test_where_there_is_no_database_none_is_made(path):
    assert kept_decisions(DOCUMENT, path) == ((), ())
    assert not path.parent.exists()


def test_what_is_no_database_at_all_is_no_failure(path):
    path.mkdir(parents=True)
    decisions, (notice,) = kept_decisions(DOCUMENT, path)
    assert decisions == ()
    assert str(path) in notice


# When the file goes away below a reader


def test_corrections_are_written_again_when_the_database_was_deleted(path):
    journal = Journal(DOCUMENT, path)
    journal.append("do", say("one"))
    for each in path.parent.iterdir():
        each.unlink()
    journal.append("do", say("two"))
    assert kept(path) == ["one", "two"]


def test_the_log_of_a_database_that_was_deleted_is_read(path):
    journal = Journal(DOCUMENT, path)  # it stays open, so that the log stays too
    journal.append("do", say("one"))
    path.unlink()
    decisions, _ = kept_decisions(DOCUMENT, path)
    assert decisions == ()
    other = Journal(DOCUMENT, path)
    assert words(active(other.read())[0]) == ["one"]
    assert "recovered: 1" in other.notices[0]
    journal.append("do", say("two"))
    assert kept(path) == ["one", "two"]


def test_a_reader_goes_on_when_another_has_replaced_the_damaged_database(path):
    add(path, *map(str, range(100)))
    journal = Journal(DOCUMENT, path)
    journal.append("do", say("one"))
    with path.open("r+b") as file:
        file.write(bytes(100))
    other = Journal(DOCUMENT, path)
    other.append("do", say("two"))
    (notice,) = other.notices
    assert "recovered: 101" in notice
    assert words(entry.decision for entry in journal.append("do", say("three")))[-2:] == ["two", "three"]
    journal.close()
    other.append("do", say("four"))
    assert kept(path) == [*map(str, range(100)), "one", "two", "three", "four"]


@pytest.mark.parametrize("start", [0, 8 * 4096])
def test_several_that_meet_the_damage_at_once_replace_the_database_once(path, start):
    add(path, *map(str, range(200)))
    with path.open("r+b") as file:
        file.seek(start)
        file.write(bytes(4096))
    children = [fork(lambda name=name: add(path, *[f"{name}{each}" for each in range(5)])) for name in "ABCD"]
    assert [ended_well(child) for child in children] == [True] * 4
    found = kept(path)
    assert sorted(found[-20:]) == [f"{name}{each}" for name in "ABCD" for each in range(5)]
    assert set(found[:-20]) <= set(map(str, range(200)))
    assert len([each for each in path.parent.iterdir() if "damaged" in each.name]) == 1
