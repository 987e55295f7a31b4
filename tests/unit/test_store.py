import os
import sqlite3
import stat

import pytest

from annotate.errors import BadStore
from annotate.sources import sample
from annotate.store import Place, Store
from annotate.store.memory import MEMORY

DOCUMENT = sample().document


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "aka.db"


def test_a_place_and_its_marks_are_there_again(path):
    place = Place().at(120).marked("a", 7).marked("'", 90).marked("a", 8)
    with Store(path) as store:
        assert store.place(DOCUMENT.sha256) == Place(0, {})
        store.remember(DOCUMENT, place)
        assert store.notices == []
    with Store(path) as store:
        assert store.place(DOCUMENT.sha256) == Place(120, {"a": 8, "'": 90})
        assert store.place("another text") == Place()


@pytest.mark.skipif(os.name != "posix", reason="the rights of files are those of POSIX")
def test_nobody_else_may_look_into_what_is_kept(path):
    def rights(one):
        return stat.S_IMODE(one.stat().st_mode)

    before = os.umask(0o022)
    try:
        with Store(path) as store:
            store.remember(DOCUMENT, Place().at(1))
            assert rights(path.parent) == 0o700
            assert {
                rights(file) for file in path.parent.iterdir() if file.name in ("aka.db", "aka.db-wal")
            } == {0o600}
        path.write_bytes(b"damaged" * 1000)
        with Store(path) as store:
            store.remember(DOCUMENT, Place().at(1))
        assert rights(path) == 0o600
    finally:
        os.umask(before)


def test_two_readers_at_once(path):
    with Store(path) as one, Store(path) as other:
        one.remember(DOCUMENT, Place(1))
        other.remember(DOCUMENT, Place(2, {"x": 3}))
        assert one.place(DOCUMENT.sha256) == Place(2, {"x": 3})
        assert one.notices == other.notices == []


@pytest.mark.parametrize("damage", [b"no database at all " * 99, None])
def test_a_damaged_database_is_set_aside(path, damage):
    with Store(path) as store:
        store.remember(DOCUMENT, Place(5))
    before = path.read_bytes()
    path.write_bytes(damage or before[:4096] + os.urandom(len(before) - 4096))
    with Store(path) as store:
        assert store.remember(DOCUMENT, Place(6))
        (notice,) = store.notices
    (aside,) = [each for each in path.parent.iterdir() if "damaged" in each.name]
    assert aside.name in notice
    with Store(path) as store:
        assert store.notices == []
        assert store.place(DOCUMENT.sha256) == Place(6)


def test_a_newer_version_is_refused_and_left_alone(path):
    with Store(path):
        pass
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 1000")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(BadStore, match="newer"):
        Store(path)
    assert path.read_bytes() == before


def test_where_nothing_can_be_written_it_is_said_once_until_it_can(path):
    path.parent.write_text("in the way")
    with Store(path) as store:
        assert store.place(DOCUMENT.sha256) == Place()
        assert not store.remember(DOCUMENT, Place(5))
        assert not store.keep_setting("theme", "dark")
        assert store.setting("theme") is None
        (notice,) = store.notices
        assert str(path) in notice
        path.parent.unlink()
        assert store.remember(DOCUMENT, Place(5))
        assert store.place(DOCUMENT.sha256) == Place(5)
        assert store.notices == [notice]


def test_when_the_database_breaks_while_it_is_used_the_next_try_mends_it(path):
    with Store(path) as store:
        store.keep_setting("theme", "dark")
        breaker = sqlite3.connect(path)
        breaker.execute("DROP TABLE mark")
        breaker.close()
        store.remember(DOCUMENT, Place(5, {"a": 3}))
        assert store.remember(DOCUMENT, Place(6, {"b": 4}))
        assert store.place(DOCUMENT.sha256) == Place(6, {"b": 4})
        assert store.setting("theme") == "dark"


def test_another_that_writes_is_no_failure(path):
    with Store(path) as store:
        writer = sqlite3.connect(path)
        writer.execute("BEGIN IMMEDIATE")
        assert not store.remember(DOCUMENT, Place(5))
        assert store.place(DOCUMENT.sha256) == Place()
        writer.close()
        assert store.remember(DOCUMENT, Place(5))
        assert store.notices == []


def test_every_table_is_known_to_those_who_mend(path):
    Store(path).close()
    connection = sqlite3.connect(path)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    assert tables == MEMORY.tables
    connection.close()


def test_it_stands_in_the_users_data_directory(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with Store() as store:
        assert store.path.is_relative_to(tmp_path)
        assert store.path.exists()
