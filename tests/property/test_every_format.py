"""Formats, whatever the annotation: what a format keeps comes back as it was; what cannot be read acts nowhere."""

import csv
import io
import tempfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace

from annotate.annotation import (
    FORMAT,
    Alias,
    Annotation,
    Document,
    Entity,
    Evidence,
    Match,
    Mention,
    Pipeline,
    Suggestion,
    check,
    text_sha256,
)
from annotate.formats import FORMATS, read_annotations, save
from annotate.formats.parts import facts, reduced
from annotate.labels import LABELS, every
from annotate.names import surface
from annotate.query import Index
from annotate.sources import segment
from annotate.text import one_line, visible
from tests.sample_annotation import annotation

# Characters that mean something in one of the formats, and any others.
strings = st.lists(
    st.one_of(
        st.sampled_from([*"<>&\"'=+-@,;\t\n\x00\x1b\x7f\x9b\u202e\u2028 ", "</p>", "\n\n", "é", "😀"]),
        st.text(),
    ),
    max_size=20,
).map("".join)
words = strings.filter(bool)
scores = st.none() | st.floats(0, 1)
evidence = st.builds(Evidence, strings, strings, scores, strings)


whens = st.sampled_from(["", "2026-11-22T12:00:00+00:00", "2026-11-22T12:00:00.5+01:00"])
states = st.sampled_from(["suggested", "confirmed", "rejected"])

# Words and what stands between them, so that there are texts with names in them as well as noise.
WORDS = [
    "Daesh",
    "Raqqa",
    "ISIS",
    "Erdoğan",
    "اسلام",
    "דאעש",
    "伊斯兰国",
    "👩‍👩‍👧",
    "😀",
    "e\u0301",
    "U.S.",
    "x",
]
BETWEEN = [" ", " ", " ", "  ", "\n", "\n\n", "\t", ", ", ". ", "-", "\u00a0", "\u2028", "\r", "\u0301"]
prose = st.lists(st.sampled_from(WORDS + BETWEEN), max_size=30).map("".join)


@st.composite
def annotations(draw, texts=strings):
    text = draw(texts)
    ids = draw(
        st.lists(
            st.text(st.characters(codec="utf-8"), min_size=1, max_size=5), unique=True, min_size=1, max_size=4
        )
    )
    edges = st.integers(0, len(text))
    spans = draw(
        st.sets(st.tuples(edges, edges).map(sorted).map(tuple).filter(lambda span: span[0] < span[1]))
    )
    mentions = tuple(
        Mention(
            start, end, text[start:end], draw(st.sampled_from(LABELS)), draw(st.sampled_from(ids)),
            draw(st.sampled_from(["model", "rule", "book", "reader"])), draw(states), draw(scores), draw(whens),
        )
        for start, end in sorted(spans, key=lambda span: (span[0], -span[1]))
    )  # fmt: skip
    entities = tuple(
        Entity(
            id_, draw(strings), draw(st.sampled_from(LABELS)), draw(st.none() | strings), draw(strings),
            tuple(draw(st.lists(st.builds(Alias, strings, st.integers(0, 9), evidence), max_size=3))),
        )
        for id_ in ids
    )  # fmt: skip
    suggestions = st.builds(
        Suggestion,
        st.sampled_from(ids),
        st.sampled_from(ids),
        evidence,
        states.filter("confirmed".__ne__),
        whens,
    )
    matches = st.builds(Match, st.sampled_from(ids), *[strings] * 6, st.floats(0, 1), st.booleans())
    return Annotation(
        format=FORMAT,
        document=Document(
            draw(strings), draw(strings), "en", text_sha256(text), text, draw(strings), draw(strings)
        ),
        pipeline=Pipeline(draw(strings), "1", "0"),
        entities=entities,
        mentions=mentions,
        suggestions=tuple(draw(st.lists(suggestions, max_size=2))),
        matches=tuple(draw(st.lists(matches, max_size=2))),
    )


@st.composite
def sound_annotations(draw):
    """Annotations whose entities have the aliases that their mentions are, as those have that aka makes."""
    annotation = draw(annotations(prose | strings))
    entities = []
    for entity in annotation.entities:
        mine = [mention for mention in annotation.mentions if mention.entity == entity.id]
        names = dict.fromkeys(surface(mention.text) for mention in mine)
        aliases = tuple(
            Alias(
                name,
                sum(surface(mention.text) == name and mention.state != "rejected" for mention in mine),
                draw(evidence),
            )
            for name in names
        )
        entities.append(replace(entity, name=draw(words), aliases=aliases))
    document = replace(annotation.document, source=draw(words), title=draw(words))
    return replace(annotation, entities=tuple(entities), document=document)


BACK = [entry.name for entry in FORMATS.values() if entry.reads and entry.writes]


@pytest.mark.parametrize("name", BACK)
@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_what_a_format_keeps_comes_back(name, data):
    most = 2 if FORMATS[name].several else 1
    comes_back(data.draw(st.lists(sound_annotations(), min_size=1, max_size=most)), name)


@pytest.mark.parametrize("name", BACK)
def test_entities_of_one_reference_stay_apart(name):
    made = annotation("Obama met Putin. Barack Obama thanked Putin.")
    two = tuple(replace(entity, reference="Q76") for entity in made.entities)
    comes_back([replace(made, entities=two)], name)


def comes_back(several, name):
    entry = FORMATS[name]._replace(apart=False)  # a process for each example would take minutes
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file{entry.suffixes[0]}"
        save(several, entry, path)
        back = read_annotations(path.read_bytes(), str(path), entry)
    assert len(back) == len(several)
    for before, after in zip(several, back, strict=True):
        check(after)
        for part in sorted(entry.kept):
            assert facts(after, part, entry.kept) == facts(before, part, entry.kept), part


def written(name, several):
    file = io.BytesIO()
    FORMATS[name].write(several, file)
    return file.getvalue()


@given(annotations())
def test_json_comes_back(annotation):
    data = written("json", [annotation])
    assert read_annotations(data, "file") == [annotation]
    assert visible(data.decode(), keep="\n") == data.decode()


@given(st.lists(annotations(), min_size=1, max_size=3))
def test_jsonl_comes_back_one_a_line(several):
    data = written("jsonl", several)
    assert data.count(b"\n") == len(several)
    assert visible(data.decode(), keep="\n") == data.decode()
    assert read_annotations(data, "file") == several


@given(st.lists(annotations(), max_size=3))
def test_csv_has_a_row_for_each_mention_and_no_cell_that_acts(several):
    rows = list(csv.reader(io.StringIO(written("csv", several).decode(), newline="")))
    assert [row[1:3] for row in rows[1:]] == [
        [str(mention.start), str(mention.end)] for each in several for mention in each.mentions
    ]
    for row in rows:
        assert len(row) == len(rows[0])
        for cell in row:
            assert cell == "-" or not cell.startswith(("=", "+", "-", "@"))
            assert visible(cell, keep="\n") == cell


@given(annotations(prose | strings))
def test_nothing_in_the_index_acts_as_markdown(annotation):
    data = written("md", [annotation]).decode()
    assert visible(data, keep="\n") == data
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(data)
    kinds = {token.type for token in tokens} | {
        each.type for token in tokens for each in token.children or ()
    }
    assert kinds <= {
        "heading_open", "heading_close", "paragraph_open", "paragraph_close", "bullet_list_open",
        "bullet_list_close", "list_item_open", "list_item_close", "inline", "text", "text_special",
        "strong_open", "strong_close",
    }  # fmt: skip
    assert {token.markup for token in tokens if token.type == "heading_open"} <= {"#", "##"}
    shown = "".join(each.content for token in tokens for each in token.children or ())
    for entity in Index(reduced(annotation, FORMATS["md"].kept), shows=every).entities.values():
        assert "".join(one_line(entity.name).split()) in "".join(shown.split())


@given(st.lists(annotations(), max_size=2))
def test_tsv_has_a_line_for_each_mention(several):
    lines = written("tsv", several).decode().split("\n")
    assert len(lines) == 2 + sum(len(each.mentions) for each in several)
    assert {line.count("\t") for line in lines[:-1]} == {lines[0].count("\t")}
    for cell in "\t".join(lines).split("\t"):
        assert cell == "-" or not cell.startswith(("=", "+", "-", "@"))
        assert visible(cell) == cell


class Shape(HTMLParser):
    def __init__(self, data):
        super().__init__(convert_charrefs=True)
        self.open, self.article, self.names, self.struck = [], "", "", ""
        self.ids, self.targets = [], set()
        self.feed(data.decode())
        self.close()

    def handle_starttag(self, tag, attrs):
        assert tag not in ("script", "img", "iframe")
        attributes = dict(attrs)
        self.ids += [attributes["id"]] if "id" in attributes else []
        self.targets |= {attributes["href"]} if tag == "a" else set()
        if tag not in ("meta",):
            if tag == "a":
                assert "a" not in self.open
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "main" in self.open:
            self.article += data
            self.names += data if "a" in self.open else ""
            self.struck += data if "s" in self.open else ""


def marked(annotation):
    """The places in the text that are part of a name, and those that are struck out: what was rejected, block by
    block, where it does not run into a name that counts."""
    inside = [set(range(block.start, block.end)) for block in segment(annotation.document.text)]
    standing = [mention for mention in annotation.mentions if mention.state != "rejected"]
    named = {place for mention in standing for place in range(mention.start, mention.end)}
    struck = set()
    for block in inside:
        for mention in annotation.mentions:
            part = block & set(range(mention.start, mention.end))
            if mention.state == "rejected" and not any(each.start in part for each in standing):
                struck |= part - named
    return named & set().union(*inside), struck


@given(annotations())
def test_the_page_is_well_formed_and_shows_all_of_the_text(annotation):
    data = written("html", [annotation])
    shape = Shape(data)
    assert shape.open == []
    text = annotation.document.text
    blocks = [visible(text[block.start : block.end], keep="\n\t") for block in segment(text)]
    assert "".join(shape.article.split()).endswith("".join("".join(blocks).split()))
    assert len(shape.ids) == len(set(shape.ids))
    assert {f"m{number}" for number in range(len(annotation.mentions))} <= set(shape.ids)
    assert shape.targets <= {f"#{id_}" for id_ in shape.ids}
    named, struck = marked(annotation)
    for shown, places in ((shape.names, named), (shape.struck, struck)):
        written_there = visible("".join(text[place] for place in sorted(places)), keep="\n\t")
        assert "".join(shown.split()) == "".join(written_there.split())
    assert visible(data.decode(), keep="\n\t") == data.decode()
