"""The wrap against a slow, obvious one: words put on a line one by one while they fit."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.article.cells import graphemes
from tui.article.flow import SECTION, Flow
from tui.article.wrap import Wrap, line_starts

EVEN = st.text(st.sampled_from("ab .,é’—-\n"), max_size=120)
UNEVEN = st.text(
    st.sampled_from(
        ["a", "b", " ", "\n", "—", "東", "。", "「", "한", "\u0301", "👍", "👩", "\u200d", "\ufe0f", "❤", "🇫"]
    ),
    max_size=80,
)
ANY = st.text(max_size=60)


def oracle(text: str, width: int) -> list[str]:
    """The lines, without what hangs over; every character takes one cell."""
    lines = []
    for paragraph in text.removesuffix("\n").split("\n"):
        line = ""
        indent, words = re.match(r"( *)(.*)", paragraph).groups()
        # A word, with what goes with it: the spaces before it belong to the break.
        pieces = re.findall(r"( *)([^ —]*—+|[^ —]+)", words)
        joined: list[tuple[str, str, bool]] = []  # spaces before, ink, may the line break before
        for spaces, ink in pieces:
            breaks = bool(spaces) or (
                bool(joined) and joined[-1][1].endswith("—") and re.match(r"\w", ink) is not None
            )
            if joined and not breaks:
                joined[-1] = (joined[-1][0], joined[-1][1] + ink, joined[-1][2])
            else:
                joined.append((spaces, ink, breaks))
        if joined:
            joined[0] = (indent, *joined[0][1:])
        for index, (spaces, ink, _) in enumerate(joined):
            if index and len(line + spaces + ink) > width:
                lines.append(line)
                line = ink
            else:
                line += spaces + ink
            while len(line) > width:
                lines.append(line[:width].rstrip(" "))
                line = line[width:].lstrip(" ") if not line[:width].strip(" ") else line[width:]
        lines.append(line)
    return lines


def settled(flow: Flow, width: int) -> Wrap:
    wrap = Wrap(flow, width)
    while wrap.settle_next():
        pass
    return wrap


@given(EVEN, st.integers(1, 20))
def test_even_text_wraps_like_the_oracle(text: str, width: int) -> None:
    flow = Flow(text)
    wrap = settled(flow, width)
    assert [flow.line(*wrap.line_span(y)) for y in range(wrap.line_count)] == oracle(text, width)


@given(EVEN, st.integers(1, 20))
def test_the_two_ways_to_wrap_agree(text: str, width: int) -> None:
    """Even text is wrapped by a regex, uneven text by cells: a mark of no width at the end makes it uneven."""
    marked = text.replace("\n", " ").rstrip(" ") + "x"
    assert line_starts(marked + "\u0301", width) == line_starts(marked, width)


@given(st.one_of(UNEVEN, ANY), st.integers(2, 20))
def test_lines_cover_the_text_fit_and_keep_graphemes_whole(text: str, width: int) -> None:
    flow = Flow(text)
    wrap = settled(flow, width)
    spans = [wrap.line_span(y) for y in range(wrap.line_count)]
    shown = flow.line(0, len(text))
    reached = 0
    for start, end in spans:
        assert start <= end
        assert set(shown[reached:start]) <= {" ", "\n"}
        assert cell_len(shown[start:end]) <= width
        reached = end
    assert set(shown[reached:]) <= {" ", "\n"}
    starts = {start for start, _ in spans}
    position = 0
    for paragraph in shown.split("\n"):
        assert not starts & {
            position + n for first, last, _ in graphemes(paragraph) for n in range(first + 1, last)
        }
        position += len(paragraph) + 1


@given(st.one_of(EVEN, UNEVEN), st.integers(2, 20))
def test_a_greedy_line_could_not_take_the_next_word(text: str, width: int) -> None:
    flow = Flow(text)
    wrap = settled(flow, width)
    shown = flow.line(0, len(text))
    for y in range(wrap.line_count - 1):
        (start, end), (following, stop) = wrap.line_span(y), wrap.line_span(y + 1)
        if end == following or "\n" in shown[end:following] or shown[following] == " ":
            continue
        word = shown[following:stop].split(" ")[0]
        assert cell_len(shown[start:following] + word) > width or not shown[start:end].strip(" ")


@given(st.one_of(EVEN, UNEVEN), st.integers(2, 20))
def test_offsets_lines_and_columns_agree(text: str, width: int) -> None:
    wrap = settled(Flow(text), width)
    for y in range(wrap.line_count):
        start, end = wrap.line_span(y)
        assert wrap.line_of(start) == y
        assert wrap.offset_at(y, 10_000) == end
        for offset in range(start, end):
            assert wrap.line_of(offset) == y
            column = wrap.column_of(offset)
            assert column == cell_len(wrap.flow.line(start, offset)) or column <= width
            assert wrap.offset_at(y, column) >= offset or wrap.column_of(wrap.offset_at(y, column)) == column


@settings(max_examples=20, deadline=None)
@given(st.lists(EVEN, min_size=1, max_size=30), st.integers(3, 20), st.randoms(use_true_random=False))
def test_any_order_of_settling_ends_the_same(parts: list[str], width: int, random) -> None:
    text = "\n".join(parts) + "\n"
    text *= 5 * SECTION // len(text)
    flow = Flow(text)
    at_once, piecemeal = settled(flow, width), Wrap(flow, width)
    for _ in range(5):
        offset = random.randint(0, len(text))
        piecemeal.settle(offset, before=random.randint(0, 99), after=random.randint(0, 99))
        start = at_once.line_span(at_once.line_of(offset))[0]
        assert piecemeal.line_span(piecemeal.line_of(offset))[0] == start
    while piecemeal.settle_next():
        pass
    spans = [at_once.line_span(y) for y in range(at_once.line_count)]
    assert [piecemeal.line_span(y) for y in range(piecemeal.line_count)] == spans
