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
from tui.actions import BY_ID, DEFAULTS
from tui.keymap import remapped
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
            "there is no setting 'foo'. The settings are: theme, width, labels, model, books, keys, colours.",
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


NEXT = BY_ID["next"]


def keys_of(text, file):
    file.write_text(text)
    actions, mistakes = remapped(DEFAULTS, config.load())
    return {action.id: action for action in actions}, [said.removeprefix(f"{file}, ") for said in mistakes]


def test_any_action_gets_other_keys_which_are_shown_as_people_read_them(file):
    by_id, mistakes = keys_of(
        '[keys]\nnext = ["l", "right"]\ndocuments = "ctrl+l"\nmark = "M"\nsearch = ","\nlist_sort = "f5"\n',
        file,
    )
    assert mistakes == []
    assert by_id["next"] == NEXT._replace(keys="l,right", shown="l →")
    assert (by_id["documents"].keys, by_id["documents"].shown) == ("ctrl+l", "Ctrl+l")
    assert (by_id["mark"].keys, by_id["mark"].shown) == ("M", "M + letter")
    assert (by_id["search"].keys, by_id["search"].shown) == ("comma", ",")
    assert (by_id["list_sort"].keys, by_id["list_sort"].shown) == ("f5", "F5")
    others = {"next", "documents", "mark", "search", "list_sort"}
    assert all(by_id[action.id] == action for action in DEFAULTS if action.id not in others)


def test_two_actions_may_change_places(file):
    by_id, mistakes = keys_of('[keys]\nnext = "N"\nprevious = "n"\n', file)
    assert (by_id["next"].keys, by_id["previous"].keys, mistakes) == ("N", "n", [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('nxt = "l"', "line 2: there is no action 'nxt'; `man aka` has the names of all."),
        ('\nnext = "j"', "line 3: j for next cannot be had: line_down has it (one line down)."),
        ('next = "ctrl+"', "line 2: 'ctrl+' is no key: they are written as l, L, ctrl+l, f5, pagedown."),
        ('next = "\\u001b"', "line 2: '␛' is no key: they are written as l, L, ctrl+l, f5, pagedown."),
        ('next = "7"', "line 2: '7' cannot be had: digits before a key repeat it."),
        (
            'next = "Z"\nprevious = ["p", "Z"]',
            "line 3: Z for previous cannot be had: next has it (to the next ",
        ),
        ("next = []", "line 2: the keys of next are []: they are one key, as "),
    ],
)
def test_a_key_that_cannot_be_had_is_said_with_its_line_and_the_action_keeps_its_own(file, text, said):
    by_id, mistakes = keys_of(f"[keys]\n{text}\n", file)
    whole = [*mistakes, *(mistake.removeprefix(f"{file}, ") for mistake in config.load().mistakes)]
    assert len(whole) == 1
    assert whole[0].startswith(said)
    assert by_id["next"].keys == ("Z" if "previous" in text else "n")
    assert by_id["previous"].keys == "N"


@given(st.dictionaries(st.sampled_from([action.id for action in DEFAULTS]), st.lists(st.text(max_size=6))))
def test_no_two_actions_of_one_scope_have_one_key(wanted):
    settings = {f"keys.{id_}": config.Setting(tuple(keys), 1) for id_, keys in wanted.items() if keys}
    actions, mistakes = remapped(DEFAULTS, config.Config(config.path(), settings))
    taken = [(action.scope, key) for action in actions for key in action.keys.split(",")]
    assert len(taken) == len(set(taken))
    assert all(mistake.endswith(".") and "\n" not in mistake for mistake in mistakes)
