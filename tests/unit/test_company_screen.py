"""Who is with whom in the reader: the lines that are drawn, and the screen through Textual's Pilot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from annotate.library import Library
from annotate.sources import segment
from annotate.store import Store
from tests.sample_annotation import annotation
from tests.unit.test_reader_screen import until
from tui.app import AkaApp
from tui.company.arcs import DOWN, LEFT, LINES, RIGHT, UP, arcs
from tui.company.graph import LANES, Graph
from tui.company.screen import CompanyScreen
from tui.screens.card import CardScreen
from tui.screens.reader import ReaderScreen
from tui.session import Session

TEXT = """Obama met Putin in Geneva. The UN was there.

Putin left Geneva.

Obama and Putin spoke on Monday.

Obama slept.

The UN said nothing.

The UN of Geneva said nothing.
"""

wanted = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda arc: arc[0] < arc[1]),
    unique=True,
    max_size=14,
)


def followed(drawn):
    """The arcs of a drawing, by going along its lines: from a row to the right, straight over what crosses, and from
    each corner or branching down the lane."""
    found = set()
    sides = [[LINES.index(character) for character in line] for line in drawn]
    for row, line in enumerate(sides):
        if line and line[0]:
            for column, here in enumerate(line):
                assert here & LEFT  # the line goes on to its last corner
                if here & DOWN and not here & UP:
                    below = row + 1
                    while sides[below][column] & DOWN:  # else it has come to its end
                        assert (
                            not sides[below][column] & LEFT
                            or sides[below][column] == UP | DOWN | LEFT | RIGHT
                        )
                        below += 1
                    assert sides[below][column] & (UP | LEFT) == UP | LEFT
                    found.add((row, below))
                if not here & RIGHT:
                    break
    return found


@given(wanted, st.integers(0, 6))
def test_the_arcs_that_are_drawn_are_those_wanted_first_that_have_room(wanted, lanes):
    drawn = arcs(wanted, 12, lanes)
    assert [len(line) for line in drawn] == [2 * lanes] * 12
    found = followed(drawn)
    assert found <= set(wanted)
    assert found >= set(wanted[:lanes])
    assert followed(arcs(wanted, 12, 14)) == set(wanted)


def test_an_entity_and_its_company_are_joined_by_lines_as_strong_as_they_belong_together():
    graph = Graph(
        "Islamic State", ["Turkey", "Raqqa", "伊斯兰国", "Putin"], [12.0, 5.0, 1.0, -3.0], ["─┐", " │", "─┘"]
    )
    rows = [graph.row(row, 2, 70) for row in range(4)]
    assert [before + name + behind.rstrip() for before, name, behind in rows] == [
        "Islamic State ─┮━━ Turkey ───┐",
        "               ├── Raqqa     │",
        "               ├╌╌ 伊斯兰国 ─┘",
        "               └┈┈ Putin",
    ]
    (alone,) = [Graph("A", ["B"], [12.0], []).row(0, 2, 70)]
    assert alone == ("A ─━━━ ", "B", " ")


names = st.text("abc 国😀", min_size=1, max_size=80)


@given(names, st.lists(names, min_size=1, max_size=5), st.integers(60, 200))
def test_no_row_is_wider_than_there_is_room(of, others, width):
    beside = arcs([(0, len(others) - 1)] if len(others) > 1 else [], len(others), LANES)
    graph = Graph(of, others, [1.0] * len(others), beside)
    for row in range(len(others)):
        assert sum(map(cell_len, graph.row(row, 3, width))) + 3 <= width


@pytest.fixture
def app(tmp_path):
    whole = annotation(TEXT)
    session = Session(whole.document, whole)
    with Store(tmp_path / "aka.db") as store:
        yield AkaApp(ReaderScreen(session, segment(TEXT), store), store)


async def opened(pilot):
    await until(pilot, lambda: isinstance(pilot.app.screen, CompanyScreen) and pilot.app.screen.rows)
    return pilot.app.screen


def shown(screen):
    """The rows as they are painted."""
    lines = [strip.text.strip() for strip in screen.list.render_lines(screen.list.size.region)]
    return lines[: len(screen.rows)]


async def test_the_company_is_a_graph_from_which_one_walks_the_paragraphs_of_two(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("n", "plus")
        screen = await opened(pilot)
        assert screen.heading == "Barack Obama · in the same paragraphs as 3 others"
        assert shown(screen)[0].startswith("Barack Obama ─┬╌╌ 2 Vladimir Putin")
        assert [row.text for row in screen.rows] == ["Vladimir Putin", "United Nations", "Geneva"]
        assert "Both in 2 paragraphs, Barack Obama in 3, Vladimir Putin in 3." in screen.detail
        assert "Log-likelihood 0.68, perhaps by chance." in screen.detail
        await pilot.press("enter")
        session = app.screen.session
        assert session.where() == "Barack Obama + Vladimir Putin 1/2"
        await pilot.press("n")
        assert session.where() == "Barack Obama + Vladimir Putin 2/2"
        assert TEXT[slice(*session.span)] == "Obama"
        assert TEXT[session.span[0] :].startswith("Obama and Putin spoke")
        await pilot.press("escape")
        assert session.trail is session.every_mention


async def test_one_goes_on_to_the_company_of_another_and_back(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("n", "plus")
        screen = await opened(pilot)
        await pilot.press("j", "j", "right")
        await until(pilot, lambda: screen.heading.startswith("Geneva"))
        assert {row.text for row in screen.rows} == {"Barack Obama", "Vladimir Putin", "United Nations"}
        await pilot.press("left")
        await until(pilot, lambda: screen.heading.startswith("Barack Obama"))
        assert screen.list.cursor == 2
        await pilot.press("left", "plus")
        assert isinstance(app.screen, ReaderScreen)


async def test_where_it_is_narrow_the_company_is_a_list(app):
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("n", "plus")
        screen = await opened(pilot)
        assert shown(screen)[:2] == ["2  Vladimir Putin", "1  United Nations"]
        assert "Log-likelihood" in screen.detail


async def test_who_shares_no_paragraph_is_said_to_be_alone(tmp_path):
    whole = annotation("Obama slept.\n\nPutin left.\n")
    session = Session(whole.document, whole)
    with Store(tmp_path / "aka.db") as store:
        app = AkaApp(ReaderScreen(session, segment(whole.document.text), store), store)
        async with app.run_test() as pilot:
            await pilot.press("n", "plus")
            await until(pilot, lambda: "shares no paragraph" in app.screen.heading)
            await pilot.press("enter", "right", "left", "escape")
            assert isinstance(app.screen, ReaderScreen)


async def test_the_card_shows_where_it_is_named_and_with_whom(app):
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("n", "i")
        assert isinstance(app.screen, CardScreen)

        def card():
            return app.screen.query("Static").first().render().plain

        await until(pilot, lambda: "In the same paragraphs" in card())
        assert "2  Vladimir Putin" in card()
        (bars,) = [line for line in card().splitlines() if "from beginning to end" in line]
        assert bars.count("▂") == 3
        await pilot.press("plus")
        await opened(pilot)


async def test_the_card_shows_when_it_is_named_elsewhere(app, tmp_path):
    with Library(tmp_path / "library.db") as library:
        for day, words in (
            ("2016-08-24", "Obama and Obama."),
            ("2016-08-26", "Obama."),
            ("", "Obama, undated."),
        ):
            one = annotation(words)
            who = replace(one.entities[0], name="Barack Obama")
            library.add(replace(one, entities=(who,), document=replace(one.document, date=day)))
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("n", "i")

        def card():
            return app.screen.query("Static").first().render().plain

        await until(pilot, lambda: "Elsewhere" in card())
        assert "2016-08-24 ▄·▂ 2016-08-26, by day" in card()
        await until(pilot, lambda: "In the same paragraphs" in card())


async def test_a_correction_leaves_the_shared_paragraphs_to_walk(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("n", "plus")
        await opened(pilot)
        await pilot.press("enter", "n", "y")
        await until(pilot, lambda: app.screen.session.mention.state == "confirmed")
        assert app.screen.session.where() == "Barack Obama + Vladimir Putin 2/2"


def test_names_of_a_text_act_nowhere(tmp_path):
    made = annotation(TEXT)
    hostile = replace(made, entities=(replace(made.entities[0], name="\x1b[31m[b]x\n"), *made.entities[1:]))
    screen = CompanyScreen(Session(hostile.document, hostile).index, segment(TEXT), hostile.entities[0])
    assert screen.heading == "␛[31m[b]x · …"
