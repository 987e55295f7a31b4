"""The article panel in a running app: what stands on the screen, where the reader is, mouse and selection."""

from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.events import MouseScrollDown
from textual.geometry import Region

from annotate.annotation import Block, Mention
from tui.article.map import Map
from tui.article.panel import Article
from tui.theme import DARK

SEED = (Path(__file__).parents[2] / "seeds" / "islamic-state-turkey-usa-raqqa.txt").read_text(
    encoding="utf-8"
)
NUMBERED = "".join(f"line {number}\n" for number in range(1000))
PROSE = "".join(
    f"{number} is the number of this paragraph, which takes a few lines.\n\n" for number in range(2000)
)


class Reader(App[None]):
    CSS = "Article { width: 1fr; }"

    def __init__(self, text: str, blocks: tuple[Block, ...] = ()) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name
        self.article = Article(text, blocks)
        self.map = Map(self.article)
        self.said: list[object] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return DARK.variables

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield self.article
            yield self.map

    def on_article_clicked(self, message: Article.Clicked) -> None:
        self.said.append(message)

    def on_article_selected_text(self, message: Article.SelectedText) -> None:
        self.said.append(message)

    def on_map_jumped(self, message: Map.Jumped) -> None:
        self.said.append(message)


def screen(article: Article) -> list[str]:
    """The lines of the panel as painted."""
    strips = article.render_lines(Region(0, 0, *article.size))
    return [strip.text.rstrip() for strip in strips]


def styles(article: Article, word: str) -> list:
    """The styles of the segments on the screen that are this word."""
    strips = article.render_lines(Region(0, 0, *article.size))
    return [segment.style for strip in strips for segment in strip if segment.text == word]


def mention(text: str, name: str, label: str, state="suggested") -> Mention:
    start = text.index(name)
    return Mention(start, start + len(name), name, label, "e1", "model", state)


def named(*spans: tuple[int, int]) -> list[Mention]:
    """A mention at each of these spans."""
    return [Mention(start, end, "", "GPE", "e1", "model", "suggested") for start, end in spans]


async def test_the_text_stands_in_a_column_in_the_middle():
    app = Reader(PROSE)
    async with app.run_test(size=(101, 10)):
        assert (
            screen(app.article)[0] == " " * 12 + "0 is the number of this paragraph, which takes a few lines."
        )
    app = Reader("word " * 30)
    async with app.run_test(size=(21, 10)):
        assert screen(app.article)[0] == "word word word word"


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 10), (12, 3), (2, 1)])
async def test_every_word_is_on_the_screen_once_at_any_size(size: tuple[int, int]):
    app = Reader(SEED)
    async with app.run_test(size=size):
        article = app.article
        seen = "".join(
            article._flow.line(*article._wrap.line_span(line)) for line in range(article.line_count)
        )
        assert "".join(seen.split()) == "".join(SEED.split())
        assert len(screen(article)) == size[1]
        assert all(len(line) <= size[0] for line in screen(article))


async def test_no_control_character_reaches_the_terminal_and_nothing_is_markup():
    app = Reader("a\x1b[31mb\x00c\x9bd\u202ee\ud800f [bold]g[/nope]\n")
    async with app.run_test(size=(80, 5)):
        assert screen(app.article)[0].strip() == "a␛[31mb␀c�d�e�f [bold]g[/nope]"


async def test_mentions_are_marked_by_group_in_colour_and_without():
    names = [
        ("Recep Tayyip Erdogan", "PERSON"),
        ("Nato", "ORG"),
        ("Raqqa", "GPE"),
        ("Russian", "NORP"),
    ]
    app = Reader(SEED)
    async with app.run_test(size=(120, 60)):
        app.article.set_mentions(
            sorted((mention(SEED, *pair) for pair in names), key=lambda found: found.start)
        )
        looks = [styles(app.article, name)[0] for name, _ in names]
        assert len({look.color for look in looks}) == 4
        assert len({(look.bold, look.italic, look.underline) for look in looks} | {(None, None, None)}) == 5


async def test_what_a_person_said_is_seen_in_colour_and_without(monkeypatch):
    for no_color in ("", "1"):
        monkeypatch.setenv("NO_COLOR", no_color)
        app = Reader(SEED)
        async with app.run_test(size=(120, 60)):
            looks = []
            for state in ("suggested", "confirmed", "rejected"):
                app.article.set_mentions([mention(SEED, "Raqqa", "GPE", state)])
                looks.append(styles(app.article, "Raqqa")[0])
            assert len({(look.italic, look.underline2, look.strike) for look in looks}) == 3
            assert looks[2].strike


async def test_a_sign_stands_before_a_line_with_a_mark():
    app = Reader(SEED)
    async with app.run_test(size=(60, 40)):
        app.article.set_mentions([mention(SEED, "Raqqa", "GPE")])
        start = SEED.index("Raqqa")
        app.article.set_marked([(start, start + 5)])
        marked = [line for line in screen(app.article) if "●" in line]
        assert len(marked) == 1
        assert "Raqqa" in marked[0]
        app.article.set_marked([])
        assert not any("●" in line for line in screen(app.article))


async def test_lit_current_and_hits_lie_over_each_other():
    app = Reader("ISIS met ISIS and ISIS.")
    spans = [(0, 4), (9, 13), (18, 22)]
    async with app.run_test(size=(80, 5)):
        article = app.article
        article.light(named(*spans[:2]))
        article.set_current(spans[1])
        lit, current = styles(article, "ISIS")
        assert lit.bgcolor == current.bgcolor != styles(article, " met ")[0].bgcolor
        assert not lit.reverse
        assert current.reverse
        article.set_hits([(0, 2), (18, 22)])
        assert len(styles(article, "IS")) == 2
        assert styles(article, "IS")[0].bgcolor != styles(article, "IS")[1].bgcolor == lit.bgcolor
        article.set_current(spans[2])
        assert [style.reverse for style in styles(article, "ISIS")] == [None, True]


async def test_only_the_lines_that_change_are_painted_again(monkeypatch):
    app = Reader(NUMBERED)
    async with app.run_test(size=(40, 20)) as pilot:
        article = app.article
        await pilot.pause()
        regions: list[Region] = []
        monkeypatch.setattr(article, "refresh", lambda *some, **_: regions.extend(some))
        start = NUMBERED.index("line 7\n")
        article.light(named((start, start + 6), (NUMBERED.index("line 500"), NUMBERED.index("line 500") + 8)))
        article.set_current((start, start + 6))
        article.set_current((start, start + 6))
        article.set_mentions([])
        assert {region.y for region in regions} == {7}


async def test_go_to_and_scrolling():
    app = Reader(NUMBERED)
    async with app.run_test(size=(40, 20)):
        article = app.article

        def top() -> str:
            return screen(article)[0].strip()

        article.scroll_lines(3)
        assert top() == "line 3"
        article.scroll_lines(-10)
        assert top() == "line 0"
        article.scroll_lines(600)
        assert top() == "line 600"
        offset = NUMBERED.index("line 500")
        article.go_to(offset)
        assert top() == "line 490"
        article.go_to(offset + 9, where="visible")
        assert top() == "line 490"
        article.go_to(offset, where="top")
        assert top() == "line 500"
        assert article.top_offset == offset
        assert article.bottom_offset == NUMBERED.index("line 519") + 8
        article.go_to(len(NUMBERED))
        assert top() == "line 980"
        assert article.progress == pytest.approx(1, abs=0.001)


async def test_go_to_before_the_first_layout():
    app = Reader(NUMBERED)
    offset = NUMBERED.index("line 500")
    app.article.go_to(offset, where="top")
    assert app.article.top_offset == offset
    async with app.run_test(size=(40, 20)):
        assert screen(app.article)[0].strip() == "line 500"


async def test_a_resize_keeps_the_reading_position_and_loses_nothing_on_the_way_back():
    app = Reader(PROSE)
    async with app.run_test(size=(90, 20)) as pilot:
        article = app.article
        article.go_to(PROSE.index("1500 is"), where="top")
        for size in [(40, 20), (50, 8), (33, 30), (90, 20)]:
            await pilot.resize_terminal(*size)
            assert screen(article)[0].strip().startswith("1500 is")
        assert article.top_offset == PROSE.index("1500 is")


async def test_a_long_text_settles_behind_without_a_movement_on_the_screen():
    text = PROSE * 10
    app = Reader(text)
    async with app.run_test(size=(50, 20)) as pilot:
        article = app.article
        article.go_to(text.index("1234 is", len(text) // 2))
        before = screen(article)
        while not article._wrap.settled:
            await pilot.pause()
        assert screen(article) == before
        article.go_to(len(text))
        assert screen(article)[-2].strip() == "takes a few lines."


async def test_a_click_names_the_character_under_it():
    app = Reader("東京 and cafe\u0301s")
    async with app.run_test(size=(40, 5)) as pilot:
        for x in (1, 2, 3, 13, 14, 0, 30):
            await pilot.click(app.article, offset=(x, 0))
        await pilot.click(app.article, offset=(2, 3))
        assert app.said == [Article.Clicked(offset) for offset in (0, 0, 1, 10, 12)]


async def test_drag_to_select_copies_the_text_as_it_was():
    text = "Held by DAESH since 2013, Jarablus was \x1beasily recaptured by the Free Syrian Army."
    app = Reader(text)
    async with app.run_test(size=(30, 10)) as pilot:
        await pilot.mouse_down(app.article, offset=(9, 0))
        await pilot.hover(app.article, offset=(28, 2))
        await pilot.mouse_up(app.article, offset=(28, 2))
        start, end = text.index("DAESH"), text.index(" Syrian Army")
        assert app.article.selected_span == (start, end)
        assert app.said == [Article.SelectedText(start, end)]
        assert app.screen.get_selected_text() == text[start:end]
        await pilot.resize_terminal(60, 10)
        assert app.screen.get_selected_text() == text[start:end]
        await pilot.click(app.article, offset=(2, 0))
        assert app.article.selected_span is None


async def test_a_double_click_selects_a_word_and_a_triple_click_a_block():
    text = "First.\n\nHeld by DAESH since 2013."
    app = Reader(text, (Block(0, 6, "paragraph"), Block(8, 33, "paragraph")))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.click(app.article, offset=(11, 2), times=2)
        assert app.screen.get_selected_text() == "DAESH"
        await pilot.click(app.article, offset=(11, 2), times=3)
        assert app.screen.get_selected_text() == text[8:]


async def test_all_of_the_text_can_be_selected_over_its_empty_lines():
    app = Reader(SEED)
    async with app.run_test(size=(40, 10)) as pilot:
        app.article.select(0, len(SEED))
        await pilot.pause()
        assert app.article.selected_span == (0, len(SEED.rstrip()))
        assert {style.bgcolor for style in styles(app.article, "Share")} != {None}


async def test_the_wheel_scrolls():
    app = Reader(NUMBERED)
    async with app.run_test(size=(40, 20)) as pilot:
        app.article.post_message(MouseScrollDown(app.article, 5, 5, 0, 1, 0, False, False, False))
        await pilot.pause()
        assert app.article.top_offset > 0


async def test_the_map_shows_where_things_are_and_a_click_goes_there():
    app = Reader(NUMBERED)
    async with app.run_test(size=(40, 20)) as pilot:
        article, beside = app.article, app.map
        offset = NUMBERED.index("line 500")
        article.light(named((offset, offset + 8)))
        article.set_hits([(0, 4), (offset, offset + 8)])
        await pilot.pause()
        rows = [beside.render_line(y).text for y in range(20)]
        assert rows == ["┝", *" " * 9, "━", *" " * 9]
        article.go_to(offset)
        await pilot.pause()
        assert beside.render_line(10).text == "┿"
        await pilot.click(beside, offset=(0, 15))
        assert app.said[-1] == Map.Jumped(NUMBERED.index("line 750"))


async def test_the_rows_of_the_map_are_the_lines_where_all_are_visible():
    app = Reader("one\n\ntwo\n\nthree")
    async with app.run_test(size=(40, 20)) as pilot:
        app.article.light(named((5, 8)))
        await pilot.pause()
        assert "".join(app.map.render_line(y).text for y in range(20)) == "  ╸" + " " * 17
