"""A damaged database gives back every correction that is still in it."""

import re
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate.store import Journal, Place, Store, active
from tests.sample_annotation import TEXT
from tests.sample_decisions import document, note

PAGE = 4096
COUNT = 1500
IN_LOG = 40
DOCUMENTS = [document(TEXT), document(f"Once more.\n\n{TEXT}")]


def decision(number):
    """A correction that nobody confuses with another; each twentieth is too long for a page."""
    return note(TEXT, "Obama", f"<{number:06}>" + "." * (9000 if number % 20 == 0 else number % 500))


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """A database with corrections in two documents, by turns, the newest of which are in its log alone."""
    path = tmp_path_factory.mktemp("original") / "aka.db"
    journals = [Journal(each, path) for each in DOCUMENTS]
    for number in range(COUNT):
        if number == COUNT - IN_LOG:
            journals[1].close()
            journals[0].close()
            with Store(path) as store:
                store.remember(DOCUMENTS[0], Place(9, {"a": 7}))
                store.keep_setting("theme", "dark")
        journals[number % 2].append("do", decision(number))
    assert path.with_name("aka.db-wal").stat().st_size > 10 * PAGE
    yield path  # while the journals are open, the log stays
    for journal in journals:
        journal.close()


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    return tmp_path_factory.mktemp("damaged")


def damaged(original, room, spoil):
    """A copy of the original in an empty folder, of whose database's bytes something is spoilt."""
    shutil.rmtree(room)
    room.mkdir()
    for each in original.parent.iterdir():
        if not each.name.endswith("-shm"):
            shutil.copy(each, room)
    path = room / original.name
    data = bytearray(path.read_bytes())
    spoil(data)
    path.write_bytes(data)
    return path


def read(path):
    """The numbers of the corrections that are there, in order, for each document; and what was said."""
    numbers, notices = [], []
    for each in DOCUMENTS:
        journal = Journal(each, path)
        done, _ = active(journal.read())
        journal.close()
        found = [int(one.text[1:7]) for one in done]
        assert list(done) == [decision(number) for number in found]
        numbers.append(found)
        notices += journal.notices
    return numbers, notices


def whole_pages(original, path):
    """The short corrections that stand in pages of the original that are not spoilt, or in its log."""
    before, after = original.read_bytes(), path.read_bytes()
    found = set()
    for start in range(0, len(before), PAGE):
        page = before[start : start + PAGE]
        if page == after[start : start + PAGE]:
            found |= {int(number) for number in re.findall(rb'"<(\d{6})>', page)}
    log = path.with_name("aka.db-wal").read_bytes()
    found |= {int(number) for number in re.findall(rb'"<(\d{6})>', log)}
    return {number for number in found if number % 20}


def check(original, path):
    expected = whole_pages(original, path)
    numbers, notices = read(path)
    found = set(numbers[0]) | set(numbers[1])
    assert numbers == [sorted(each) for each in numbers]
    assert [{number % 2 for number in each} <= {side} for side, each in enumerate(numbers)] == [True, True]
    assert found >= expected
    assert len(found) == COUNT or notices
    journal = Journal(DOCUMENTS[0], path)
    journal.append("do", decision(COUNT))
    journal.close()
    again, notices = read(path)
    assert again == [[*numbers[0], COUNT], numbers[1]]
    return found


def spoilt(pages, kind, seed):
    """What spoils those pages: zeros, noise or another page."""

    def spoil(data):
        last = len(data) // PAGE - 1
        for number in {page % (last + 1) for page in pages}:
            other = (number * 7 + seed) % (last + 1) * PAGE
            patterns = {
                "zeros": bytes(PAGE),
                "noise": bytes((seed * 31 + each * each * 17 + each) % 251 for each in range(PAGE)),
                "another": bytes(data[other : other + PAGE]),
                "end": bytes(data[number * PAGE : number * PAGE + PAGE // 2]) + bytes(PAGE // 2),
            }
            data[number * PAGE : (number + 1) * PAGE] = patterns[kind]

    return spoil


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    pages=st.lists(st.integers(0, 10_000), min_size=1, max_size=12),
    kind=st.sampled_from(["zeros", "noise", "another", "end"]),
    seed=st.integers(0, 1000),
)
def test_what_stands_in_whole_pages_is_recovered(original, room, pages, kind, seed):
    check(original, damaged(original, room, spoilt(pages, kind, seed)))


@settings(max_examples=10, deadline=None)
@given(keep=st.integers(0, 300 * PAGE))
def test_a_file_that_was_cut_gives_what_is_left(original, room, keep):
    check(original, damaged(original, room, lambda data: data.__delitem__(slice(keep, None))))


def test_without_its_header_nothing_is_lost(original, room):
    path = damaged(original, room, lambda data: data.__setitem__(slice(0, 100), bytes(100)))
    path.with_name("aka.db-wal").unlink()  # which has another
    numbers, (notice,) = read(path)
    assert sorted(numbers[0] + numbers[1]) == list(range(COUNT - IN_LOG))
    assert f"recovered: {COUNT - IN_LOG}." in notice
    with Store(path) as store:
        assert store.place(DOCUMENTS[0].sha256) == Place(9, {"a": 7})
        assert store.setting("theme") == "dark"
    (aside,) = [each for each in room.iterdir() if re.search(r"\.damaged-[-0-9T.]+$", each.name)]
    assert aside.stat().st_size == original.stat().st_size


def test_what_is_left_of_nothing_is_nothing(original, room):
    path = damaged(original, room, lambda data: data.__setitem__(slice(0, None), bytes(len(data))))
    path.with_name("aka.db-wal").unlink()
    numbers, (notice,) = read(path)
    assert numbers == [[], []]
    assert "no corrections were found" in notice
