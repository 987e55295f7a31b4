"""Whatever the text and whatever the model says about it, the passes hand on spans that hold."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotate.annotation import Block, Document, Pipeline, check, text_sha256
from annotate.book import shipped
from annotate.labels import LABELS
from annotate.names import word_set
from annotate.pipeline import annotate
from annotate.recognize import passes
from annotate.recognize.pieces import BATCH, Outwards, batches, cut, glance, piece, plain, portions
from annotate.recognize.spans import Span
from annotate.sources.blocks import segment

WORDS = list(
    word_set(
        """the of and The President Mr. Lt. Gen. said in near US U.S. ISIS Isis isis Islamic State group Turkey
        Turkish Erdogan Putin Recep Tayyip Washington, D.C. (PKK) Kurdistan Workers' Party pro-Kurdish -led
        US-backed anti- John "Jack" Smith Jr. Ministry of Defence Gulf Aden 507th Air Wing RAQQA, - – / (Reuters)
        but Secretary $ Da’esh don't WHO who Image: al-Qaeda-linked Tsip- ras St. A. . , ; “ ” ' ’ ( ) é 😀 Ō İ ŉ
        北京 Share Advertisement"""
    )
    | {"\x00", "\u202e", "\ud800"}
)
WORDS.sort()

texts = st.one_of(
    st.lists(
        st.tuples(
            st.sampled_from(WORDS),
            st.sampled_from([" ", " ", " ", " ", "\n", "\n> ", " \n>> ", "\n\n", "", "  "]),
        )
    ).map(lambda pairs: "".join(word + gap for word, gap in pairs)),
    st.text(alphabet=st.characters(exclude_categories=()), max_size=60),
)


@st.composite
def marked_texts(draw):
    text = draw(texts)
    spans = draw(
        st.lists(
            st.builds(
                Span,
                st.integers(-3, len(text) + 3),
                st.integers(-3, len(text) + 3),
                st.sampled_from(LABELS),
            ),
            max_size=12,
        )
    )
    words = list(re.finditer(r"\S+", text))
    if words:  # and some over whole words, as a model gives them
        for _ in range(draw(st.integers(0, 8))):
            first = draw(st.integers(0, len(words) - 1))
            last = min(first + draw(st.integers(0, 4)), len(words) - 1)
            spans.append(Span(words[first].start(), words[last].end(), draw(st.sampled_from(LABELS))))
    return text, spans


def assert_holds(text, spans):
    blocks = segment(text)
    end = 0
    for span in spans:
        assert end <= span.start < span.end <= len(text)
        end = span.end
        name = text[span.start : span.end]
        assert any(char.isalnum() for char in name)
        assert not name[0].isspace()
        assert not name[-1].isspace()
        assert name.count("\n") <= 1
        assert span.label in LABELS
        assert any(block.start <= span.start < block.end and block.kind != "boilerplate" for block in blocks)
        if "\n" in name:
            assert any(block.start <= span.start and span.end <= block.end for block in blocks)


@settings(max_examples=400, deadline=None)
@given(marked_texts())
@example(("\x00\nAdvertisement ", [Span(0, 4, "PERSON")]))
@example(("0\x1f", [Span(0, 2, "PERSON")]))
def test_the_spans_are_sorted_apart_inside_the_text_and_in_one_paragraph(marked):
    text, spans = marked
    assert_holds(text, passes.run(passes.Context(text, segment(text), shipped()), spans))


@settings(max_examples=60, deadline=None)
@given(marked_texts(), st.sets(st.sampled_from(sorted(set(passes.PASSES) - {"boundaries", "boilerplate"}))))
def test_they_are_so_with_any_pass_left_out(marked, without):
    text, spans = marked
    assert_holds(text, passes.run(passes.Context(text, segment(text), shipped()), spans, frozenset(without)))


@settings(max_examples=60, deadline=None)
@given(marked_texts())
def test_an_annotation_of_any_text_checks(marked):
    text, spans = marked
    document = Document("", "", "en", text_sha256(text), text)
    check(annotate(document, spans, shipped(), blocks=segment(text), pipeline=Pipeline("", "", "")))


@given(texts)
def test_a_piece_for_the_model_keeps_its_places(text):
    one = piece(text, 0, len(text))
    assert one.start + len(one.text) + one.left_out[-1] == len(text)
    for at, char in enumerate(one.text):
        start, end = one.place(at, at + 1)
        assert plain(text)[start:end].lower() == char.lower()


@given(texts, st.integers(1, 12))
def test_the_runs_of_a_cut_are_the_whole(text, longest):
    runs = list(cut(text, 0, len(text), longest))
    assert "".join(text[start:end] for start, end in runs) == text
    assert all(end - start <= longest for start, end in runs)


class SlowOutwards:
    """The obvious way: a set of what is done, and a look at each block."""

    def __init__(self, blocks, first, smallest, done):
        self.blocks, self.smallest, self.size = blocks, smallest, smallest
        self.left = {index for index, block in enumerate(blocks) if block not in done}
        self.look(first)

    def look(self, offset):
        last = len(self.blocks) - 1
        self.here = min(
            (index for index, block in enumerate(self.blocks) if block.end > offset), default=last
        )
        self.turn = 0
        if self.here in self.left:
            self.size = self.smallest

    def run(self):
        """The next run: the nearest block that is left, and those beyond it as far as they are left and fit."""
        ways = [
            sorted(index for index in self.left if index >= self.here),
            sorted((index for index in self.left if index < self.here), reverse=True),
        ]
        way = self.turn if ways[self.turn] else 1 - self.turn
        run = []
        for index in ways[way]:
            ends = sorted((ways[way][0], index))
            long = self.blocks[ends[1]].end - self.blocks[ends[0]].start > 1_500 * self.size
            if run and (abs(index - run[-1]) > 1 or len(run) == self.size or long):
                break
            run.append(index)
        if way or not ways[1]:
            self.size = min(2 * self.size, BATCH)
        self.turn = 1 - way
        self.left.difference_update(run)
        return min(run), max(run) + 1


@given(st.data(), st.lists(st.integers(1, 9_000), max_size=60), st.integers(1, 8))
def test_every_block_is_read_once_the_nearest_to_the_reader_first(data, sizes, smallest):
    ends = list(accumulate(sizes))
    blocks = [Block(end - size, end, "paragraph") for size, end in zip(sizes, ends, strict=True)]
    offsets = st.integers(0, sum(sizes) + 1)
    first = data.draw(offsets)
    done = data.draw(st.lists(st.sampled_from(blocks), max_size=4)) if blocks else []
    fast, slow = Outwards(blocks, first, smallest, done=done), SlowOutwards(blocks, first, smallest, done)
    read = [index for index, block in enumerate(blocks) if block in done]
    for low, high in fast:
        assert (low, high) == slow.run()
        read += range(low, high)
        if data.draw(st.booleans()):
            offset = data.draw(offsets)
            fast.look(offset)
            slow.look(offset)
    assert sorted(read) == list(range(len(blocks)))


@given(marked_texts(), st.integers(0, 3_000))
@example(("\0\n\0\n\0\n\0\n> ", []), 237)  # behind the last block
def test_a_glance_is_of_blocks_around_the_reader_in_their_order(marked, first):
    text = "\n\n".join([marked[0]] * 20)
    seen = glance(text, min(first, len(text)))
    assert all(0 <= block.start < block.end <= len(text) for block in seen)
    assert all(one.end <= other.start for one, other in pairwise(seen))
    if seen:
        assert seen[-1].end > first or seen[-1].end == portions(text, segment(text))[-1].end


@given(texts, st.lists(st.integers(0, 60_000), max_size=80), st.integers(0, 10**6), st.integers(1, 8))
def test_runs_are_bounded_in_length_and_begin_where_the_reader_is(filling, sizes, first, smallest):
    text = "".join((f"{filling} " * size)[:size] + "\n" for size in sizes)
    ends = list(accumulate(size + 1 for size in sizes))
    blocks = [
        Block(end - size - 1, end - 1, "paragraph") for size, end in zip(sizes, ends, strict=True) if size
    ]
    parts = portions(text, blocks)
    assert "".join(text[part.start : part.end] for part in parts) == "".join(
        text[block.start : block.end] for block in blocks
    )
    runs = list(Outwards(parts, first, smallest))
    assert sorted(index for run in runs for index in range(*run)) == list(range(len(parts)))
    for number, run in enumerate(runs):
        size = min(BATCH, smallest * 2**number)
        assert run[1] - run[0] == 1 or parts[run[1] - 1].end - parts[run[0]].start <= size * 1_500
        assert run[1] - run[0] <= size
    if parts and first < parts[-1].end:
        assert all(part.end <= first for part in parts[: runs[0][0]])
        assert parts[runs[0][0]].end > first


@given(st.lists(st.integers(0, 60_000), max_size=80))
def test_batches_are_bounded_and_in_order(sizes):
    pieces = [piece("x" * size, 0, size) for size in sizes]
    made = list(batches(pieces))
    assert [one for batch in made for one in batch] == pieces
    for batch in made:
        assert 1 <= len(batch) <= BATCH
        assert len(batch) == 1 or sum(len(one.text) for one in batch) <= 48_000
