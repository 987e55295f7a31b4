"""Blocks, whatever the text: nothing is lost, nothing is twice, and no block is torn out of its line."""

from hypothesis import given
from hypothesis import strategies as st

from annotate.sources import sample
from annotate.sources.blocks import blocks_near, segment

words = st.sampled_from(
    ["Share", "Advertisement", "the", "Raqqa", "U.S.", "said.", "–", "一帯一路", "\x00", "\u202e", "-"]
)
lines = st.lists(words, max_size=30).map(" ".join)
texts = st.one_of(st.text(), st.lists(st.one_of(lines, st.just("")), max_size=30).map("\n".join))


@given(texts)
def test_blocks_hold_every_visible_character_once_and_in_order(text):
    covered = 0
    for block in segment(text):
        assert not text[covered : block.start].strip()
        assert block.start < block.end
        inside = text[block.start : block.end]
        assert inside == inside.strip()
        covered = block.end
    assert not text[covered:].strip()


@given(texts)
def test_no_block_holds_a_blank_line(text):
    for block in segment(text):
        assert all(line.strip() for line in text[block.start : block.end].split("\n"))


@given(texts)
def test_headings_and_boilerplate_are_whole_lines(text):
    for block in segment(text):
        if block.kind != "paragraph":
            before = text.rfind("\n", 0, block.start) + 1
            after = text.find("\n", block.end)
            line = text[before : len(text) if after < 0 else after]
            assert line.strip() == text[block.start : block.end]


LONG = f"{sample().document.text}\n\n" * 30
WHOLE = segment(LONG)


@given(st.integers(0, len(LONG)))
def test_the_blocks_near_an_offset_are_those_that_the_whole_text_has_there(offset):
    def there(blocks):
        return [block for block in blocks if offset - 4000 < block.end and block.start < offset + 4000]

    assert there(blocks_near(LONG, offset)) == there(WHOLE)
