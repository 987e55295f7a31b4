"""The concordance over the library, through Textual's Pilot: what it shows, where it leads, what it corrects."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from annotate.annotation import text_sha256
from annotate.library import Library
from annotate.opener import Opener
from annotate.query import Index
from annotate.recognize.client import Recogniser
from annotate.sources import segment
from annotate.store import Store, kept_decisions
from tests.sample_annotation import annotation
from tests.unit.test_reader_screen import until
from tui.app import AkaApp
from tui.documents.desk import Desk
from tui.screens.card import CardScreen
from tui.screens.concordance import ConcordanceScreen
from tui.screens.reader import ReaderScreen
from tui.session import Session

TEXTS = [
    ("Talks", "2016-08-31", "In May Obama came. Barack Obama met Vladimir Putin.\n"),
    ("A vote", "2016-09-02", "Everybody saw Obama there, and Putin.\n"),
    ("Before", "2015-01-01", "The UN heard Barack Obama say that Putin would come, and Obama left.\n"),
    ("Geneva", "2014-01-01", "The weather in Geneva is good.\n"),
]
NAMES = [
    ("PERSON", {"Barack Obama": "canonical name", "Obama": "surname of"}),
    ("PERSON", {"Putin": "canonical name", "Vladimir Putin": "title"}),
    ("ORG", {"UN": "canonical name"}),
    ("GPE", {"Geneva": "canonical name"}),
]


def made(title, date, text):
    whole = annotation(text, NAMES)
    document = replace(
        whole.document, title=title, date=date, sha256=text_sha256(text), source=f"{title}.txt"
    )
    # The name of an entity is that which it has everywhere here, also where only another form stands.
    names = {"e1": "Barack Obama", "e2": "Putin"}
    entities = tuple(replace(entity, name=names.get(entity.id, entity.name)) for entity in whole.entities)
    return replace(whole, document=document, entities=entities, suggestions=())


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for title, _, text in TEXTS:
        (tmp_path / f"{title}.txt").write_text(text)
    return tmp_path / "data" / "aka.db"


@pytest.fixture
def library(path):
    with Library(path.with_name("library.db")) as library:
        for about in TEXTS:
            library.add(made(*about))
        yield library


@pytest.fixture
def app(library, path):
    whole = made(*TEXTS[0])
    opener = Opener(Recogniser())
    for about in TEXTS:  # as if they had been read before
        opened = opener.open(f"{about[0]}.txt")
        opener.keep(replace(made(*about), document=opened.document))
    with Store(path) as store:
        desk = Desk(store, opener)
        yield AkaApp(ReaderScreen(Session(whole.document, whole), segment(TEXTS[0][2]), store), store, desk)


def seen(screen):
    """Date, left context, name and right context of each line, as far as they say enough."""
    lines = screen.lines.shown
    return [
        (place.date, line.left[-12:], line.name) for place in lines.places for line in [lines.line(place)]
    ]


async def widened(pilot):
    await pilot.press("n", "asterisk", "ampersand", "l")
    await until(
        pilot, lambda: "in 3 documents" in str(pilot.app.screen.query_one("#concordance-title").content)
    )
    return pilot.app.screen


async def test_the_card_says_where_else_somebody_is_found(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("n", "i")
        screen = app.screen
        assert isinstance(screen, CardScreen)
        await until(pilot, lambda: "Elsewhere" in screen.query_one("Static").render().plain)
        said = screen.query_one("Static").render().plain
        assert "in 2 other documents, 3 mentions" in said
        assert [
            " ".join(line.split()) for line in said.split("Elsewhere")[1].splitlines() if "Obama" in line
        ] == ["2 Obama", "1 Barack Obama"]


async def test_the_lines_of_all_documents_are_sorted_by_date_and_by_what_stands_around(app):
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await widened(pilot)
        by_date = [("2015-01-01", "The UN heard ", "Barack Obama"), ("2015-01-01", "ld come, and ", "Obama"),
                   ("2016-08-31", "In May ", "Obama"), ("2016-08-31", "Obama came. ", "Barack Obama"),
                   ("2016-09-02", "verybody saw ", "Obama")]  # fmt: skip
        by_date = [(date, left[-12:], name) for date, left, name in by_date]
        assert seen(screen) == by_date
        await pilot.press("s")
        assert [left.split()[-1] for _, left, _ in seen(screen)] == ["and", "came.", "heard", "May", "saw"]
        await pilot.press("s")
        assert [date for date, _, _ in seen(screen)] == [
            *("2016-08-31", "2015-01-01", "2016-08-31", "2015-01-01", "2016-09-02"),
        ]  # came, left, met, say, there
        await pilot.press("s")
        assert seen(screen) == by_date
        await pilot.press("l")
        assert [name for _, _, name in seen(screen)] == ["Obama", "Barack Obama"]


async def test_enter_goes_to_the_mention_in_another_document_and_back_it_is_where_one_was(app):
    async with app.run_test(size=(120, 30)) as pilot:
        first = app.screen
        await widened(pilot)
        await pilot.press("g", "j", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen) and app.screen is not first)
        session = app.screen.session
        assert session.document.title.startswith("The UN heard")
        assert session.document.text[slice(*session.current)] == "Obama"
        assert session.entity.name == "Barack Obama"
        await pilot.press("l", "enter")
        assert app.screen is first
        assert first.session.where() == "Barack Obama 2/2"


async def test_what_is_marked_is_corrected_in_every_document_and_undone_in_each(app, library, path):
    async with app.run_test(size=(120, 30)) as pilot:
        reader = app.screen
        screen = await widened(pilot)
        await pilot.press("g", "t", "j", "t", "j", "t")
        assert "3 marked" in str(screen.query_one("#concordance-title").content)
        await pilot.press("r", "o")
        await until(pilot, lambda: "Corrected" in screen.said)
        assert screen.said.startswith("Corrected 3 mentions in 3 documents; u undoes it in each.")
        labels = {item.title: Index(library.annotation(item.sha256)).mentions for item in library.documents()}
        assert [mention.label for mention in labels["Before"] if "Obama" in mention.text] == ["ORG", "PERSON"]
        assert [mention.label for mention in labels["A vote"] if "Obama" in mention.text] == ["ORG"]
        assert [mention.label for mention in reader.session.index.mentions if "Obama" in mention.text] == [
            "ORG",
            "PERSON",
        ]
        for about in TEXTS[:3]:
            (decision,), notices = kept_decisions(made(*about).document, path)
            assert (decision.label, notices) == ("ORG", ())
        await pilot.press("escape", "u")
        assert {mention.label for mention in reader.session.index.mentions if "Obama" in mention.text} == {
            "PERSON"
        }


async def test_what_is_deleted_or_split_off_leaves_the_lines(app, library):
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await widened(pilot)
        await pilot.press("g", "x", "x")
        await until(pilot, lambda: "Corrected" in screen.said)
        assert [date for date, _, _ in seen(screen)] == [
            "2015-01-01",
            "2016-08-31",
            "2016-08-31",
            "2016-09-02",
        ]
        # All of somebody cannot be split from them; the other one is.
        await pilot.press("g", "j", "t", "j", "t", "S", "S")
        await until(pilot, lambda: "stay as they are" in screen.said)
        assert "Corrected 1 mention in 1 document" in screen.said
        await pilot.press("escape")
        obama = [
            entity.name for entity in app.screen.session.index.entities.values() if "Obama" in entity.name
        ]
        assert sorted(obama) == ["Barack Obama", "Obama"]


async def test_nobody_else_has_it_and_keys_may_be_typed_ahead(app):
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.session.follow("e2")
        await pilot.press("ampersand", "l")
        await until(pilot, lambda: app.screen.said == "No other document in the library has it.")
        await pilot.press("escape", "slash", *"came", "enter", "ampersand", "l", "r", "x")
        assert isinstance(app.screen, ConcordanceScreen)  # the hits of a search are no names
        assert "r label" not in str(app.screen.query_one("#concordance-keys").content)


@pytest.mark.parametrize(
    ("size", "theme"), [((120, 30), "aka-light"), ((80, 24), "aka-dark"), ((40, 10), "aka-dark")]
)
def test_picture(app, snap_compare, size, theme):
    async def dress(pilot):
        pilot.app.theme = theme
        await widened(pilot)
        await pilot.press("g", "t", "t", "r")
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=dress)
