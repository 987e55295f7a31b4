"""The lines of the first screen against those that the reader wraps, anywhere in a text."""

from hypothesis import given
from hypothesis import strategies as st

from annotate.sources import segment
from tui.article.flow import Flow
from tui.article.wrap import Wrap
from tui.first_screen import lines_at

words = st.text("abcé,.—A1", min_size=1, max_size=14)
lines = st.lists(words, max_size=14).map(" ".join)
wrapped = st.lists(st.text("abc de", min_size=55, max_size=64), min_size=4, max_size=9).map("\n".join)
texts = st.lists(lines | wrapped | st.just("") | st.just("\t  x"), min_size=1, max_size=12).map("\n".join)


def by_the_reader(text: str, position: int, width: int, height: int) -> list[str]:
    flow = Flow(text, segment(text))
    wrap = Wrap(flow, width)
    while wrap.settle_next():
        pass
    top = min(wrap.line_of(position), max(0, wrap.line_count - height))
    spans = [wrap.line_span(line) for line in range(top, min(top + height, wrap.line_count))]
    return [flow.line(*span) for span in spans]


@given(texts.filter(str.strip), st.floats(0, 1), st.integers(8, 80), st.integers(1, 20))
def test_they_are_the_same(text, share, width, height):
    position = int(share * len(text))
    assert lines_at(text, position, width, height) == by_the_reader(text, position, width, height)
