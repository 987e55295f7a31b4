"""Review, the doctor and the decisions in the reader, through Textual's Pilot."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace

from annotate.annotation import Alias, Entity, Evidence, Mention
from annotate.decisions import Confirm, Note
from annotate.edits import entity_target, mention_target
from annotate.query import Index
from annotate.review import queue
from annotate.sources import segment
from annotate.store import Journal, Store
from tests.sample_annotation import TEXT, annotation
from tests.terminal.screen import PATIENCE
from tests.unit.test_review import doubtful
from tui.app import AkaApp
from tui.review.bar import ReviewBar
from tui.screens.decisions import DecisionsScreen
from tui.screens.doctor import DoctorScreen
from tui.screens.reader import ReaderScreen
from tui.session import Session

WHEN = "2026-11-22T12:00:00+00:00"
QUESTIONS = [
    "Is “Vladimir Putin” Barack Obama?",
    "Is “Geneva” United Nations?",
    "Is “UN” United Nations?",
    "Is “Geneva” a GPE here too, not an ORG?",
    "Is “Obama” a PERSON here?",
]


@pytest.fixture(autouse=True)
def _colours(tmp_path, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def open_on(tmp_path):
    def run(whole):
        store = Store(tmp_path / "aka.db")
        session = Session(whole.document, whole)
        return AkaApp(ReaderScreen(session, segment(whole.document.text), store), store)

    return run


async def press(pilot, *keys):
    """Type, and wait until what was typed is done and shown."""
    await pilot.press(*keys)
    await pilot.app.screen_stack[0].correcting.settled()
    await pilot.pause()


async def until(pilot, condition):
    """Let the app go on until a condition holds, however slow the machine is."""
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await pilot.pause(0.01)


def bar(app) -> ReviewBar:
    return app.screen.query_one(ReviewBar)


def decisions(app):
    return app.screen_stack[0].session.history.done


def here(app) -> str:
    return TEXT[slice(*app.screen.session.span)]


async def test_space_goes_through_all_questions_and_decides_nothing(open_on):
    app = open_on(doubtful())
    async with app.run_test() as pilot:
        await press(pilot, "V")
        seen, places = [], []
        for _ in QUESTIONS:
            seen.append(bar(app).question)
            places.append(here(app))
            await press(pilot, "space")
        assert seen == QUESTIONS
        assert places == ["Vladimir Putin", "Geneva", "UN", "Geneva", "Obama"]
        assert "skipped" in bar(app).notice  # and all over again
        assert bar(app).question == QUESTIONS[0]
        await press(pilot, "escape")
        assert not app.screen.query(ReviewBar)
        assert decisions(app) == ()
        assert app.screen.status.notice == "0 of 5 decided; V goes on."


async def test_yes_and_no_decide_and_show_how_far_it_is(open_on):
    app = open_on(doubtful())
    async with app.run_test() as pilot:
        await press(pilot, "V", "space")
        assert bar(app).heading == "link 2/5 · 0 decided"
        await press(pilot, "n")
        assert "Kept Geneva apart from United Nations" in bar(app).notice
        assert bar(app).question == "Is “UN” United Nations?"
        assert bar(app).heading == "link 2/4 · 1 decided"
        await press(pilot, "y")
        assert bar(app).heading == "label 2/3 · 2 decided"
        rules = {alias.name: alias.evidence.rule for alias in app.screen.session.index.entities["e3"].aliases}
        assert rules == {"UN": "you merged", "United Nations": "canonical name"}


async def test_u_brings_the_question_back(open_on):
    app = open_on(doubtful())
    async with app.run_test() as pilot:
        await press(pilot, "V", "space", "space", "y", "u")
        assert bar(app).question == "Is “UN” United Nations?"
        assert bar(app).heading == "link 3/5 · 0 decided"
        assert decisions(app) == ()
        await press(pilot, "u")
        assert "no correction to undo" in bar(app).notice


async def test_it_is_resumed_in_another_session(open_on):
    app = open_on(doubtful())
    async with app.run_test() as pilot:
        await press(pilot, "V", "n", "n", "y")
    again = open_on(doubtful())
    async with again.run_test() as pilot:
        await until(pilot, lambda: len(decisions(again)) == 3)
        await press(pilot, "V")
        assert bar(again).question == QUESTIONS[3]
        assert bar(again).heading == "label 1/2 · 3 decided"


async def test_it_ends_when_nothing_is_left(open_on):
    app = open_on(doubtful())
    async with app.run_test() as pilot:
        await press(pilot, "V", *"nnnnn")
        assert not app.screen.query(ReviewBar)
        assert app.screen.status.notice == "Nothing is left to be reviewed; 5 decided."
        await press(pilot, "V")
        assert not app.screen.query(ReviewBar)


async def test_tab_shows_the_other_places(open_on):
    app = open_on(doubtful())
    async with app.run_test() as pilot:
        await press(pilot, "V", "space", "space")
        places = []
        for _ in range(3):
            places.append(app.screen.session.span)
            await press(pilot, "tab")
        assert [TEXT[slice(*place)] for place in places] == ["UN", "UN", "United Nations"]
        assert app.screen.session.span == places[0]
        await press(pilot, "shift+tab")
        assert app.screen.session.span == places[2]


async def test_all_above_a_score_are_listed_before_they_are_accepted(open_on):
    app = open_on(doubtful())
    async with app.run_test() as pilot:
        await press(pilot, "V", "A")
        await press(pilot, *["backspace"] * 3, *"0.5")
        assert app.screen.query_one("#tally").render().plain == "2 of 5"
        await press(pilot, "enter")
        assert [row.text for row in app.screen.rows] == [QUESTIONS[0], QUESTIONS[2]]
        assert decisions(app) == ()
        await press(pilot, "escape")
        await until(pilot, lambda: app.screen.query(ReviewBar))
        assert decisions(app) == ()
        await press(pilot, "A", *["backspace"] * 3, *"50%", "enter")
        await press(pilot, "enter")
        await until(pilot, lambda: decisions(app))
        (made,) = decisions(app)
        assert len(made.decisions) == 2
        await until(pilot, lambda: "· 2 decided" in bar(app).heading)
        await press(pilot, "u")
        assert decisions(app) == ()
        assert bar(app).heading == "link 1/5 · 0 decided"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("much", "Type a number"),
        ("2", "Type a number"),
        ("", "Type a number"),
        ("0.99", "the highest score is 0.92"),
    ],
)
async def test_a_score_that_cannot_be_taken_is_said(open_on, typed, said):
    app = open_on(doubtful())
    async with app.run_test() as pilot:
        await press(pilot, "V", "A", *["backspace"] * 3, *typed, "enter")
        assert said in app.screen.query_one("#tally").render().plain
        await press(pilot, "escape")
        await until(pilot, lambda: app.screen.query(ReviewBar))
        assert bar(app).question == QUESTIONS[0]


async def test_what_another_window_decides_is_not_asked_any_more(open_on, tmp_path):
    app = open_on(doubtful())
    async with app.run_test() as pilot:
        await press(pilot, "V")
        journal = Journal(doubtful().document, tmp_path / "aka.db")
        putin = [mention for mention in doubtful().mentions if mention.entity == "e2"]
        index = Index(doubtful())
        first = queue(index)[0]
        journal.append("do", first.reject(WHEN))
        journal.append("do", Confirm(when=WHEN, what=mention_target(index, putin)))
        journal.close()
        await until(pilot, lambda: "· 2 decided" in bar(app).heading)
        assert "decided already" in bar(app).notice
        assert bar(app).question == QUESTIONS[1]


async def test_a_click_on_a_key_is_as_good_as_the_key(open_on):
    app = open_on(doubtful())
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "V")
        line = bar(app).render().plain.split("\n")[0]
        await pilot.click(ReviewBar, offset=(line.index("Space") + 1, 0))
        await pilot.pause()
        assert bar(app).question == QUESTIONS[1]


async def test_it_leaves_room_for_the_article_on_a_small_screen(open_on):
    app = open_on(doubtful())
    async with app.run_test(size=(40, 10)) as pilot:
        await press(pilot, "V", "space", "space")
        assert bar(app).size.height == 3
        heading, question, contexts = bar(app).render().plain.split("\n")
        assert heading.startswith(" link 3/5 · 0 decided  y yes  n no")
        assert question.startswith(" Is “UN” United Nations?")
        assert question.rstrip().endswith("0.92")
        assert "UN" in contexts
        assert "United Nations" in contexts
        article = app.screen.article
        assert article.top_offset <= app.screen.session.span[0] < article.bottom_offset


async def test_a_long_name_leaves_room_for_what_is_asked_of_it(open_on):
    name = "Vladimir Vladimirovich Putin of Leningrad"
    text = f"{name} came."
    mention = Mention(0, len(name), name, "PERSON", "e1", "model", "suggested", score=0.2)
    entity = Entity("e1", name, "PERSON", None, "", (Alias(name, 1, Evidence("canonical name", name, None)),))
    app = open_on(replace(annotation(text), entities=(entity,), mentions=(mention,)))
    async with app.run_test(size=(40, 10)) as pilot:
        await press(pilot, "V")
        question = bar(app).render().plain.split("\n")[1]
        assert question == " Is “Vladimir Vladimir…” a PERSON here?"


async def test_names_must_be_found_first(tmp_path):
    store = Store(tmp_path / "aka.db")
    session = Session(annotation().document)
    app = AkaApp(ReaderScreen(session, segment(TEXT), store), store)
    async with app.run_test() as pilot:
        for key in "VK":
            await press(pilot, key)
            assert "still being found" in app.screen.status.notice


# The doctor


def sick():
    """The sample with a mention inside another, and with two labels for Geneva."""
    whole = annotation()
    first, *rest = whole.mentions
    start = TEXT.index("Barack Obama") + len("Barack ")
    inner = Mention(start, start + 5, "Obama", "PERSON", "e1", "model", "suggested")
    mentions = sorted(
        [replace(first, label="ORG"), inner, *rest], key=lambda mention: (mention.start, -mention.end)
    )
    return replace(whole, mentions=tuple(mentions))


async def checked(pilot, count):
    await until(
        pilot, lambda: isinstance(pilot.app.screen, DoctorScreen) and len(pilot.app.screen.rows) == count
    )


async def test_the_doctor_lists_problems_and_goes_there(open_on):
    app = open_on(sick())
    async with app.run_test() as pilot:
        await press(pilot, "K")
        await checked(pilot, 2)
        assert [row.tag for row in app.screen.rows] == ["overlap", "two labels"]
        assert "f: keep “Barack Obama”." in app.screen.detail
        await press(pilot, "j")
        assert "make it GPE there too" in app.screen.detail
        await press(pilot, "enter")
        assert isinstance(app.screen, ReaderScreen)
        assert (app.screen.session.span, here(app)) == ((9, 15), "Geneva")


async def test_the_doctor_mends_and_undoes(open_on):
    app = open_on(sick())
    async with app.run_test() as pilot:
        await press(pilot, "K")
        await checked(pilot, 2)
        await press(pilot, "j", "f")
        await checked(pilot, 1)
        await until(pilot, lambda: "Relabelled one mention of Geneva as GPE" in app.screen.detail)
        await press(pilot, "f")
        await checked(pilot, 0)
        assert len(decisions(app)) == 2
        await press(pilot, "u")
        await checked(pilot, 1)
        await press(pilot, "escape")
        assert isinstance(app.screen, ReaderScreen)


async def test_what_only_a_reader_can_tell_is_not_mended(open_on):
    text = "Zorvan met Zorvan."
    entities = [
        Entity(
            id_, "Zorvan", label, None, "", (Alias("Zorvan", 1, Evidence("canonical name", "Zorvan", None)),)
        )
        for id_, label in (("e1", "GPE"), ("e2", "PERSON"))
    ]
    mentions = [
        Mention(start, start + 6, "Zorvan", entity.label, entity.id, "model", "suggested")
        for start, entity in zip((0, 11), entities, strict=True)
    ]
    app = open_on(replace(annotation(text), entities=tuple(entities), mentions=tuple(mentions)))
    async with app.run_test() as pilot:
        await press(pilot, "K")
        await checked(pilot, 1)
        await press(pilot, "f")
        assert "Only a reader can tell" in app.screen.detail
        assert decisions(app) == ()


async def test_nothing_wrong_is_said(open_on):
    app = open_on(annotation())
    async with app.run_test() as pilot:
        await press(pilot, "K")
        await until(pilot, lambda: "Nothing is wrong." in app.screen.heading)
        await press(pilot, "f", "enter", "u")
        assert isinstance(app.screen, DoctorScreen)
        await press(pilot, "K")
        assert isinstance(app.screen, ReaderScreen)


# The decisions


async def test_decisions_are_listed_those_that_do_not_fit_first(open_on, tmp_path):
    whole = annotation()
    index = Index(whole)
    elsewhere = annotation(
        TEXT.replace("Vladimir Putin", "Angela Merkel, of all people,").replace("Putin", "Merkel")
    )
    journal = Journal(whole.document, tmp_path / "aka.db")
    stale = mention_target(Index(elsewhere), elsewhere.mentions[2:3])
    lost = replace(stale, anchors=(replace(stale.anchors[0], exact="Angela Merkel"),))
    journal.append("do", Note(when=WHEN, what=entity_target(index, "e1"), text="the president"))
    journal.append("do", Confirm(when=WHEN, what=lost))
    journal.append("do", Confirm(when=WHEN, what=mention_target(index, whole.mentions[:1])))
    journal.close()
    app = open_on(whole)
    async with app.run_test() as pilot:
        await until(pilot, lambda: len(decisions(app)) == 3)
        await press(pilot, "L")
        assert isinstance(app.screen, DecisionsScreen)
        assert [row.text for row in app.screen.rows] == [
            "Confirmed one mention of Angela Merkel",
            "Confirmed one mention of Geneva",
            "Noted on Barack Obama: the president",
        ]
        assert [row.dim for row in app.screen.rows] == [True, False, False]
        assert "does not fit this text" in app.screen.detail
        await press(pilot, "enter")
        assert "no place" in app.screen.detail
        await press(pilot, "j", "j", "enter")
        assert isinstance(app.screen, ReaderScreen)
        assert here(app) == "Barack Obama"
        await press(pilot, "K")
        await checked(pilot, 1)
        assert app.screen.rows[0].tag == "decision"


async def test_no_decisions_are_said_too(open_on):
    app = open_on(annotation())
    async with app.run_test() as pilot:
        await press(pilot, "L", "enter", "j", "G")
        assert isinstance(app.screen, DecisionsScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, ReaderScreen)
