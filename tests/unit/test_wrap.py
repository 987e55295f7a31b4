"""Wrapping by example; tests/property/test_wrap_oracle.py compares it with a slow oracle."""

import pytest

from annotate.annotation import Block
from tui.article.flow import SECTION, Flow
from tui.article.wrap import Wrap


def lines(text: str, width: int, blocks: tuple[Block, ...] = ()) -> list[str]:
    flow = Flow(text, blocks)
    wrap = Wrap(flow, width)
    while wrap.settle_next():
        pass
    return [flow.line(*wrap.line_span(y)) for y in range(wrap.line_count)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, [""]),
        ("\n", 10, [""]),
        ("one\n\ntwo\n", 10, ["one", "", "two"]),
        ("Held by DAESH since 2013", 10, ["Held by", "DAESH", "since 2013"]),
        ("exactly ten", 7, ["exactly", "ten"]),
        ("one  two", 4, ["one", "two"]),
        ("a" * 25, 10, ["a" * 10, "a" * 10, "a" * 5]),
        ("see " + "a" * 12, 10, ["see", "a" * 10, "aa"]),
        ("  indented", 20, ["  indented"]),
        ("a word—another", 8, ["a word—", "another"]),
        ("Turkish-backed", 10, ["Turkish-ba", "cked"]),
        ("東京は日本の首都", 6, ["東京は", "日本の", "首都"]),
        ("漢字です。また", 8, ["漢字で", "す。また"]),  # a full stop never begins a line
        ("漢「字」", 4, ["漢", "「字」"[:2], "」"]),  # but a line always has something
        ("cafe\u0301 cafe\u0301", 4, ["cafe\u0301", "cafe\u0301"]),
        ("👨‍👩‍👧👨‍👩‍👧", 3, ["👨‍👩‍👧", "👨‍👩‍👧"]),
        ("🇫🇷🇩🇪", 3, ["🇫🇷", "🇩🇪"]),
        ("a\tb\x1b", 10, ["a b␛"]),
        ("no\u200d joiner\u200d", 20, ["no\u200b joiner\u200b"]),
    ],
)
def test_lines(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


def test_the_lines_of_a_block_that_was_wrapped_by_hand_flow_together():
    text = "A heading\nHeld by DAESH\nsince 2013.\n\nNext."
    blocks = (Block(0, 9, "heading"), Block(10, 35, "paragraph"), Block(37, 42, "paragraph"))
    assert lines(text, 40, blocks) == ["A heading", "Held by DAESH since 2013.", "", "Next."]


def test_offsets_and_columns_of_wide_characters():
    wrap = Wrap(Flow("ab 東京 e\u0301x"), 40)
    assert [wrap.column_of(offset) for offset in range(10)] == [0, 1, 2, 3, 5, 7, 8, 8, 9, 10]
    assert [wrap.offset_at(0, column) for column in range(12)] == [0, 1, 2, 3, 3, 4, 4, 5, 6, 8, 9, 9]


def test_a_line_that_is_not_there():
    with pytest.raises(IndexError):
        Wrap(Flow("one"), 10).line_span(1)


def test_only_what_is_asked_for_is_wrapped():
    text = "Held by DAESH since 2013.\n" * (20 * SECTION // 26)
    wrap = Wrap(Flow(text), 20)
    middle = text.find("\n", len(text) // 2) + 1
    assert wrap.settle(middle, before=50, after=50)
    assert not wrap.settle(middle, before=50, after=50)
    line = wrap.line_of(middle)
    assert wrap.line_span(line) == (middle, middle + 19)
    assert [wrap.line_span(line + 2 * n)[0] for n in (-25, 25)] == [middle - 25 * 26, middle + 25 * 26]
    assert not wrap.settled
    while wrap.settle_next():
        pass
    assert wrap.settled
    assert wrap.line_count == 2 * text.count("\n")
    assert wrap.line_of(middle) == 2 * text.count("\n", 0, middle)


def test_one_line_of_a_megabyte_is_cut_into_sections_and_no_character_is_lost():
    for text in ("x" * 1_000_000, "東京" * 300_000, "e\u0301" * 300_000, "word " * 200_000):
        flow = Flow(text)
        assert len(flow) > 10
        wrap = Wrap(flow, 60)
        end = wrap.line_span(wrap.line_of(len(text)))[1]
        assert flow.line(*wrap.line_span(0))
        assert end == len(text.rstrip())
        starts = [flow.bounds[n] for n in range(len(flow))]
        assert all(text[start] != "\u0301" for start in starts)


def test_a_section_never_ends_within_a_block():
    paragraph = ("word " * 15).strip() + "\n"
    text = (paragraph * 30 + "\n") * 40
    size = len(paragraph) * 30
    blocks = [Block(n * (size + 1), n * (size + 1) + size - 1, "paragraph") for n in range(40)]
    flow = Flow(text, blocks)
    assert len(flow) > 3
    ends = {block.end + 1 for block in blocks}
    assert all(bound in ends for bound in flow.bounds[1:-1])
