from __future__ import annotations

from pathlib import Path

import pytest

from annotate.book import MAX_BYTES, Book, Entry, check, load, shipped
from annotate.labels import NAMES
from annotate.names import key

GOOD = """
[[entity]]
name = "Acme Widgets"
label = "ORG"
kind = "company"
aliases = ["Acme", "ACW"]
ambiguous = ["Widgets"]
former = ["Roadrunner Supplies"]
"""


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """Every test has a cache of its own, so that none reads what another has left."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def book(tmp_path: Path, text: str | bytes, name: str = "mine.toml") -> Path:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def roles(found: Book, name: str) -> set[tuple[str, str]]:
    return {(hit.entry.name, hit.role) for hit in found.lookup(name)}


def test_the_shipped_book_is_large_and_names_no_problem():
    found = shipped()
    assert len(found) >= 1500
    assert not found.problems


def test_the_shipped_books_contradict_neither_themselves_nor_each_other():
    data = Path(__file__).parents[2] / "annotate" / "book" / "data"
    assert [str(problem) for path in sorted(data.glob("*.toml")) for problem in check(path)] == []
    claims: dict[str, str] = {}
    for entry in shipped().entries:
        doubted = {key(name) for name in entry.ambiguous}
        for role, name in entry.roles():
            if role in ("alias", "former") and key(name) not in doubted:
                owner = claims.setdefault(key(name), f"{entry.name} ({entry.label})")
                assert owner == f"{entry.name} ({entry.label})", name


def test_every_shipped_entry_has_a_name_label_and_a_kind():
    assert {entry.label for entry in shipped().entries} <= NAMES
    assert [entry.name for entry in shipped().entries if not entry.kind] == []


def test_lookup_folds_case_accents_dots_and_the():
    found = Book([Entry("United States", "GPE", "country", ("US", "USA"), people=("American",))])
    assert roles(found, "the U.S.A.") == {("United States", "alias")}
    assert roles(found, "UNITED STATES") == {("United States", "alias")}
    assert roles(found, "American") == {("United States", "people")}
    assert found.lookup("us") == ()


def test_a_name_that_the_entry_doubts_is_doubted():
    found = Book([Entry("Islamic State", "ORG", "armed group", ("ISIS", "IS"), ambiguous=("IS",))])
    assert roles(found, "IS") == {("Islamic State", "ambiguous")}


def test_a_users_book_wins_over_the_shipped_one(tmp_path):
    mine = book(
        tmp_path,
        '[[entity]]\nname = "Isis Society"\nlabel = "ORG"\nkind = "society"\naliases = ["Daesh", "ISIS"]\n',
    )
    found = load([mine])
    assert ("Isis Society", "alias") in roles(found, "ISIS")
    assert {name for name, role in roles(found, "ISIS") if role in ("alias", "former")} == {"Isis Society"}
    assert ("Islamic State", "alias") in roles(found, "ISIL")


def test_an_entity_in_two_books_is_one_with_the_names_of_both(tmp_path):
    mine = book(
        tmp_path,
        '[[entity]]\nname = "islamic state"\nlabel = "ORG"\nkind = "group"\naliases = ["The Grey Ones"]\n',
    )
    found = load([mine])
    (hit,) = found.lookup("Grey Ones")
    assert key("Daesh") in {key(name) for name in hit.entry.aliases}


def test_an_entity_whose_canonical_name_is_claimed_is_one_with_the_claimant(tmp_path):
    def bearers(path, name):
        return {bearer for bearer, role in roles(load([path]), name) if role == "alias"}

    mine = book(tmp_path, '[[entity]]\nname = "Grey Ones"\nlabel = "ORG"\naliases = ["Islamic State"]\n')
    assert bearers(mine, "DAESH") == bearers(mine, "Islamic State") == {"Grey Ones"}
    mine.write_text('[[entity]]\nname = "Iran Smith"\nlabel = "PERSON"\naliases = ["Iran"]\n')
    assert bearers(mine, "Iran") == {"Iran Smith", "Iran"}  # of two kinds, hence two


def test_what_a_users_book_says_that_an_entity_is_not_the_shipped_one_does_not_call_it(tmp_path):
    assert ("Islamic State", "alias") in roles(load([]), "Daesh")
    mine = book(tmp_path, '[[entity]]\nname = "Islamic State"\nlabel = "ORG"\nnot = ["DAESH"]\n')
    assert roles(load([mine]), "Daesh") == {("Islamic State", "not")}


def test_a_users_book_says_what_a_name_is_to_its_entity(tmp_path):
    assert ("Islamic State", "ambiguous") in roles(load([]), "IS")
    mine = book(tmp_path, '[[entity]]\nname = "Islamic State"\nlabel = "ORG"\naliases = ["IS"]\n')
    assert ("Islamic State", "alias") in roles(load([mine]), "IS")
    (state,) = (entry for entry in shipped().entries if entry.name == "Islamic State")
    near = state.not_[0]
    mine.write_text(f'[[entity]]\nname = "Islamic State"\nlabel = "ORG"\naliases = ["{near}"]\n')
    assert ("Islamic State", "alias") in roles(load([mine]), near)


def test_a_name_and_a_label_are_enough(tmp_path):
    mine = book(
        tmp_path,
        '[[entity]]\nname = "Zork"\nlabel = "ORG"\naliases = ["Quux"]\n'
        '[[entity]]\nname = "Turkey"\nlabel = "GPE"\naliases = ["Zorkistan"]\n',
    )
    assert check(mine) == []
    found = load([mine])
    assert roles(found, "Quux") == {("Zork", "alias")}
    (turkey,) = found.lookup("Zorkistan")
    assert turkey.entry.kind == "country"  # from the shipped book


def test_a_good_book_has_no_problem(tmp_path):
    assert check(book(tmp_path, GOOD)) == []


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ('[[entity]]\nname = "A"\nlabel = "ORG\n', 3, "is not TOML"),
        ('[[entity]]\nname = "A"\nlabel = "ORG"\nkind = "k"\nalias = ["B"]\n', 5, "unknown field 'alias'"),
        (
            '[[entity]]\nname = "A"\nlabel = "ORG"\nkind = "k"\n\naliases = "B"\n',
            6,
            "'aliases' must be a list of names",
        ),
        (
            '[[entity]]\nname = "A"\nlabel = "ORG"\nkind = "k"\naliases = ["B", 3]\n',
            5,
            "'aliases' must be a list of names",
        ),
        ('[[entity]]\nname = 3\nlabel = "ORG"\nkind = "k"\n', 2, "'name' must be a text"),
        ('# mine\n\n[[entity]]\nname = "A"\nkind = "club"\n', 3, "without 'label'"),
        ('[[entity]]\nlabel = "ORG"\n', 1, "without 'name'"),
        ('[[entity]]\nname = "A"\nlabel = "ORGANISATION"\nkind = "k"\n', 3, "unknown label"),
        ('[[entity]]\nname = "A"\nlabel = "DATE"\nkind = "k"\n', 3, "unknown label"),
        ('[[entity]]\nname = "A"\nlabel = "ORG"\nlearned = "here"\n', 4, "'learned' must be a list"),
        (
            '[[entity]]\nname = "A"\nlabel = "ORG"\n\nlearned = [{title = "B"}]\n',
            5,
            "'learned' must be a list",
        ),
        ('entity = "A"\n', 1, "[[entity]]"),
        ('\n[entities]\nname = "A"\n', 2, "unknown field 'entities'"),
        (b'[[entity]]\nname = "\xff"\n', 2, "not UTF-8"),
    ],
)
def test_a_problem_names_its_line(tmp_path, text, line, what):
    path = book(tmp_path, text)
    (problem,) = check(path)
    assert (problem.path, problem.line) == (str(path), line)
    assert what in problem.what
    assert str(problem).startswith(f"{path}, line {line}: ")


def test_a_name_of_two_entities_is_a_contradiction_unless_one_doubts_it(tmp_path):
    other = '[[entity]]\nname = "Another Company"\nlabel = "ORG"\nkind = "company"\n'
    (problem,) = check(book(tmp_path, f'{GOOD}{other}aliases = ["A.C.W."]\n'))
    assert problem.line == 9
    assert "'A.C.W.'" in problem.what
    assert "'ACW'" in problem.what
    assert check(book(tmp_path, f'{GOOD}{other}ambiguous = ["ACW"]\n')) == []


def test_a_broken_book_is_left_out_and_the_others_count(tmp_path):
    broken = book(tmp_path, GOOD.replace("Acme", "Bcme") + "?", "broken.toml")
    contrary = book(tmp_path, GOOD + GOOD.replace("Acme Widgets", "Cwme"), "contrary.toml")
    good = book(tmp_path, GOOD, "good.toml")
    found = load([broken, contrary, tmp_path / "missing.toml", good])
    assert roles(found, "ACW") == {("Acme Widgets", "alias")}
    assert not found.lookup("Bcme")
    assert not found.lookup("Cwme")
    assert found.lookup("Islamic State")
    assert {Path(problem.path).name for problem in found.problems} == {
        "broken.toml",
        "contrary.toml",
        "missing.toml",
    }


def test_a_book_that_is_too_large_says_at_which_line_to_split_it(tmp_path):
    path = tmp_path / "huge.toml"
    with path.open("wb") as file:
        file.write(b"#\n" * 3)
        file.truncate(MAX_BYTES + 1)
    (problem,) = check(path)
    assert "too large" in problem.what
    assert problem.line == 4
    assert not problem.is_unread


def test_a_deeply_nested_book_is_a_problem_and_no_crash(tmp_path):
    (problem,) = check(book(tmp_path, f"a = {'[' * 100_000}"))
    assert "is not TOML" in problem.what


def test_what_the_cache_gives_is_what_the_files_give(tmp_path):
    mine = book(tmp_path, GOOD)
    cold, warm = load([mine]), load([mine])
    assert warm.entries == cold.entries
    assert [warm.lookup(name) for name, _ in cold.names()] == [cold.lookup(name) for name, _ in cold.names()]
    mine.write_text(GOOD.replace('"ACW"', '"AWC"'))
    assert not load([mine]).lookup("ACW")


def test_a_spoilt_cache_is_made_anew(tmp_path):
    mine = book(tmp_path, GOOD)
    load([mine])
    spoilt = list((tmp_path / "cache").rglob("*.msgpack"))
    assert spoilt
    for path in spoilt:
        path.write_bytes(b"\x91\x01")
    assert load([mine]).lookup("ACW")
