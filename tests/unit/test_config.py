"""``config.toml``: what is set holds, what is wrong is a sentence with its line, and nothing keeps from reading."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from annotate import config
from annotate.cli.group import aka
from annotate.cli.recogniser import recogniser
from annotate.store import Store
from tui.theme import THEMES
from tui.themed import Themed


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    config.path().parent.mkdir()
    return config.path()


def shown():
    result = CliRunner().invoke(aka, ["config"])
    return result.exit_code, [line.split("\t") for line in result.stdout.splitlines()], result.stderr


def test_without_a_file_all_is_as_it_comes(file):
    assert shown() == (
        0,
        [
            ["setting", "value", "from"],
            ["theme", "aka-dark", "default"],
            ["width", "76", "default"],
            ["labels", "people, organisations, places, groups, events, other", "default"],
            ["model", "accurate", "default"],
            ["books", "", "default"],
        ],
        "",
    )


def test_where_each_value_comes_from(file):
    with Store() as store:
        store.keep_setting("theme", "aka-light")
    file.write_text('# mine\nmodel = "fast"\n\n[colours]\nplaces = "#112233"\n')
    status, rows, said = shown()
    assert (status, said) == (0, "")
    assert rows[1:] == [
        ["theme", "aka-light", "chosen in the reader (T)"],
        ["width", "76", "default"],
        ["labels", "people, organisations, places, groups, events, other", "default"],
        ["model", "fast", "config.toml, line 2"],
        ["books", "", "default"],
        ["colours.places", "#112233", "config.toml, line 5"],
    ]


def test_what_is_set_holds(file, tmp_path):
    book = file.with_name("mine.toml")
    book.write_text('[[entity]]\nname = "Anvil Group"\nlabel = "ORG"\n')
    file.write_text(
        'theme = "aka-contrast"\nmodel = "fast"\nbooks = ["mine.toml"]\ncolours.people = "#ff00ff"\n'
    )
    assert recogniser(None, (), ()) == ("fast", (book,), frozenset())
    assert recogniser("accurate", (), ()).model == "accurate"  # the command line goes before the file
    with Store(tmp_path / "aka.db") as store:
        store.keep_setting("theme", "aka-light")
        app = Themed(store)
    assert app.theme == "aka-contrast"
    assert app.available_themes["aka-contrast"].variables["mention-people"] == "#ff00ff"
    assert app.available_themes["aka-terminal"].variables["mention-people"] == "ansi_yellow"


def test_a_file_is_parsed_once_until_its_text_is_another(file):
    file.write_text('model = "fast"\n')
    assert config.load() is config.load()
    file.write_text('model = "slow"\n')
    assert config.load().get("model") == "slow"


def test_books_are_shown_in_the_order_in_which_they_count(file):
    file.write_text('books = ["zebra.toml", "anvil.toml"]\n')
    _, rows, _ = shown()
    books = ", ".join(str(file.with_name(name)) for name in ("zebra.toml", "anvil.toml"))
    assert ["books", books, "config.toml, line 1"] in rows


def test_a_book_that_is_not_there_keeps_nobody_from_reading(file):
    file.write_text('books = ["gone.toml"]\n')
    told: list[str] = []
    assert recogniser(None, (), (), tell=told.append).books == ()
    assert len(told) == 1
    assert str(file.with_name("gone.toml")) in told[0]


def test_the_books_are_ones_own_wherever_these_are_used(file):
    book = file.with_name("mine.toml")
    book.write_text('[[entity]]\nname = "Anvil Group"\nlabel = "ORG"\naliases = ["Vorsk"]\n')
    ask = ["why", "Anvil Group", "Vorsk", "--label", "ORG"]
    assert CliRunner().invoke(aka, ask).output.startswith("apart ")
    file.write_text('books = ["mine.toml"]\n')
    assert CliRunner().invoke(aka, ask).output.startswith("merge ")
    assert CliRunner().invoke(aka, ["aliases", "check"]).exit_code == 0
    assert "Vorsk" in CliRunner().invoke(aka, ["aliases", "list"]).output


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (
            'theme = "blue"',
            1,
            "theme is 'blue': choose one of aka-dark, aka-light, aka-contrast, aka-terminal.",
        ),
        ("\nbooks = 3", 2, "books is 3: it is a list of files."),
        ("model = []", 1, "model is []: it is the name of a model; `aka models` lists them."),
        (
            "\n\nfoo = 1",
            3,
            "there is no setting 'foo'. The settings are: theme, width, labels, model, books, colours.",
        ),
        ("\nwidth = 201", 2, "width is 201: it is a number of cells, 20 to 200."),
        (
            'labels = ["person"]',
            1,
            "labels is ['person']: it is a list of some of these: people, organisations, ",
        ),
        ("labels = []", 1, "labels is []: it is a list of some of these: people, organisations, "),
        ("width = true", 1, "width is True: it is a number of cells, 20 to 200."),
        ('\n\ncolours.people = "red"', 3, "the colour of people is 'red': it is written as #rrggbb."),
        ('[colours]\npeople = "red"', 2, "the colour of people is 'red': it is written as #rrggbb."),
        (
            '[colours]\n\ndates = "#000000"',
            3,
            "'dates' has no colour of its own. These have: people, organisations, ",
        ),
        ("theme = \n", 1, "this is not TOML (Invalid value). Nothing in it is used."),
    ],
)
def test_a_mistake_is_a_sentence_with_its_line(file, text, line, what):
    file.write_text(text)
    status, _, said = shown()
    assert status == 1
    assert said.startswith(f"aka: {file}, line {line}: {what}")
    told: list[str] = []
    assert recogniser(None, (), (), tell=told.append).model is None
    assert told == [said.removeprefix("aka: ").strip()]


def test_the_themes_are_those_of_the_reader():
    assert tuple(theme.name for theme in THEMES) == config.THEMES


@given(st.binary(max_size=200) | st.text('[]{}="\n.#abtheme colours1\\', max_size=80).map(str.encode))
def test_whatever_is_in_the_file_is_read_or_said(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("config") / "config.toml"
    path.write_bytes(data)
    found = config.load(path)
    assert all(mistake.startswith(str(path)) and mistake.endswith(".") for mistake in found.mistakes)
    assert all(1 <= setting.line <= data.count(b"\n") + 1 for setting in found.settings.values())
