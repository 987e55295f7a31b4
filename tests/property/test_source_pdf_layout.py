"""Paragraphs that are set in lines, columns and pages come back as they were."""

from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.sources.pdf.layout import arrange
from annotate.sources.pdf.model import Line, Page

WIDTH, HEIGHT = 400.0, 600.0
SIZE, LEADING = 10.0, 12.0
CHAR = 5.0  # points, each
LEFT, TOP, BOTTOM = 40.0, 500.0, 100.0

LONG = "One paragraph " + "that is long enough for many lines " * 12 + "ends."

words = st.text(alphabet="abcdefgh", min_size=3, max_size=9)


def paragraphs(shortest):
    said = st.lists(words, min_size=shortest, max_size=80)
    return st.lists(said.map(lambda said: " ".join(said).capitalize() + "."), min_size=1, max_size=12)


def set_in_lines(text, width):
    """The lines of a paragraph: as many words on each as fit."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + 1 + len(word) > width and lines[-1]:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return lines


def set_on_pages(texts, columns, gap, indent, runs):
    """The pages: columns are filled from above; a paragraph begins below a gap or with an indent."""
    wide = (WIDTH - 2 * LEFT) / columns
    width = int((wide - 20) / CHAR)
    pages, base, column = [], TOP, 0
    lines = []

    def finish():
        number = str(len(pages) + 1)
        furniture = [Line(LEFT, LEFT + 80, HEIGHT - 20, SIZE, False, "The Daily Engine")] if runs else []
        pages.append(Page(WIDTH, HEIGHT, [*furniture, *lines, Line(200, 205, 20, SIZE, False, number)]))
        lines.clear()

    for text in texts:
        for index, said in enumerate(set_in_lines(text, width - 3)):
            if base < BOTTOM:
                base, column = TOP, column + 1
                if column == columns:
                    finish()
                    column = 0
            left = LEFT + column * wide + (indent if index == 0 else 0)
            lines.append(Line(left, left + CHAR * len(said), base, SIZE, False, said))
            base -= LEADING
        base -= gap
    finish()
    return pages


@given(
    st.tuples(paragraphs(1), st.just((8.0, 0.0)))
    | st.tuples(paragraphs(1), st.just((10.0, 12.0)))
    | st.tuples(paragraphs(20), st.just((0.0, 12.0))),  # an indent shows only where another line has none
    st.integers(1, 2),
    st.booleans(),
)
@settings(deadline=None)
def test_paragraphs_come_back(said, columns, runs):
    texts, apart = said
    texts = [LONG, *texts]  # only its lines show how far apart the lines of a paragraph are
    pages = set_on_pages(texts, columns, *apart, runs)
    parts = arrange(pages).parts
    # What runs along is known by standing on more pages than one.
    heads = ["The Daily Engine"] if runs else []
    assert [part.text for part in parts if part.kind == "boilerplate"] == (heads if pages[1:] else [])
    assert [part.text for part in parts if part.kind == "paragraph"] == ([] if pages[1:] else heads) + texts
    assert all(part.origin.startswith("page ") for part in parts)


@given(
    st.lists(
        st.lists(
            st.builds(
                Line,
                st.floats(0, 400),
                st.floats(0, 400),
                st.floats(0, 600),
                st.floats(0, 40),
                st.booleans(),
                st.text(alphabet="ab. -\u00ad1A•", min_size=1, max_size=12),
            ),
            max_size=8,
        ),
        max_size=5,
    )
)
@settings(deadline=None)
def test_no_text_between_the_edges_is_lost_or_doubled(lines):
    pages = [Page(400.0, 600.0, page) for page in lines]
    kept = "".join(part.text for part in arrange(pages).parts)
    inside = [line.text for page in lines for line in page if 0.12 * 600 < line.base < 0.88 * 600]
    for letter in "abA":
        assert kept.count(letter) >= sum(text.count(letter) for text in inside)
        assert kept.count(letter) <= sum(line.text.count(letter) for page in lines for line in page)
