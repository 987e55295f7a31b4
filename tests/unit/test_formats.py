import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest
from msgspec.structs import replace

import annotate.formats
from annotate.annotation import (
    FORMAT,
    Alias,
    Annotation,
    Document,
    Entity,
    Evidence,
    Mention,
    Pipeline,
    Suggestion,
    decode,
    encode,
    schema,
    text_sha256,
)
from annotate.errors import AkaError, BadAnnotation, BadSource
from annotate.formats import FORMATS, Replacement, for_path, open_source, read_annotations, save
from tests import sample_annotation

TEXT = "<b>Daesh</b> & co.\n\nISIS, or Daesh, took =SUM(A1) and \x1b[31mRaqqa\x00 in 2014."

WHEN = "2026-11-22T12:00:00+00:00"


def annotation(text=TEXT, source="a <script>.txt"):
    def mention(name, label, entity, state="suggested", start=0, by="model", when=""):
        at = text.index(name, start)
        return Mention(at, at + len(name), name, label, entity, by, state, when=when)

    def alias(name, count, rule="alias book", with_="ISIS", score=None, quote="", when=""):
        return Alias(name, count, Evidence(rule, with_, score, quote, when))

    return Annotation(
        format=FORMAT,
        document=Document(source, "<b>Daesh</b> & co.", "en", text_sha256(text), text),
        pipeline=Pipeline("model", "1", "0"),
        entities=(
            Entity(
                "e1",
                "ISIS",
                "ORG",
                "Q2429253",
                "",
                (alias("Daesh", 2, "you merged", when=WHEN), alias("ISIS", 1, "canonical name")),
            ),
            Entity("e2", "=SUM(A1)", "PRODUCT", None, "", (alias("=SUM(A1)", 0, "canonical name"),)),
            Entity(
                "e3",
                "Rakka",
                "GPE",
                None,
                "a <note>",
                (alias("Raqqa", 1, "spelling", "Rakka", 0.875, "or <Rakka>"),),
            ),
            Entity("e4", "2014", "DATE", None, "", (alias("2014", 1, "canonical name", "2014"),)),
        ),
        mentions=(
            mention("Daesh", "ORG", "e1", "confirmed", by="reader", when=WHEN),
            mention("ISIS", "ORG", "e1"),
            mention("Daesh", "ORG", "e1", start=20),
            mention("=SUM(A1)", "PRODUCT", "e2", "rejected", when=WHEN),
            mention("Raqqa", "GPE", "e3"),
            mention("2014", "DATE", "e4"),
        ),
        suggestions=(Suggestion("e1", "e3", Evidence("spelling", "Raqqa", 0.25)),),
    )


def written(name, *annotations):
    file = io.BytesIO()
    FORMATS[name].write(annotations, file)
    return file.getvalue()


# The registry


def test_the_formats():
    several = {entry.name: entry.several for entry in FORMATS.values()}
    assert several["json"] is several["html"] is False
    assert several["jsonl"] is several["csv"] is True
    assert for_path(Path("a.b/c.JSONL")) is FORMATS["jsonl"]
    assert for_path(Path("csv")) is None


# The native format


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_the_native_format_is_read_back_and_fits_its_schema(name):
    data = written(name, annotation())
    assert read_annotations(data, "some.json") == [annotation()]
    jsonschema.validate(json.loads(data), schema(), cls=jsonschema.Draft202012Validator)


def test_the_shipped_schema_is_that_of_the_model():
    path = Path(annotate.formats.__file__).with_name("aka-1.schema.json")
    assert json.loads(path.read_text()) == json.loads(json.dumps(schema()))


def test_the_shape_is_the_public_one():
    data = json.loads(written("json", annotation()))
    assert list(data) == ["format", "document", "pipeline", "entities", "mentions", "suggestions"]
    assert list(data["mentions"][1]) == ["start", "end", "text", "label", "entity", "by", "state"]
    assert data["mentions"][0]["when"] == WHEN
    assert data["entities"][0]["aliases"][0] == {
        "name": "Daesh",
        "count": 2,
        "evidence": {"rule": "you merged", "with": "ISIS", "score": None, "when": WHEN},
    }


def test_half_a_character_is_said(tmp_path):
    with pytest.raises(BadAnnotation, match=r"half\.txt has half of a character"):
        encode(annotation(TEXT + "\ud800", source="half.txt"))


def test_one_line_for_each_document():
    first, second = annotation(source="first"), annotation(source="second")
    lines = written("jsonl", first, second).splitlines()
    assert [decode(line) for line in lines] == [first, second]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"A text.", "no annotation"),
        (b'{"format": "aka/2"}', "aka/2"),
        (b'{"format": "aka/1"}', "damaged"),
        (encode(annotation())[:-30], "damaged"),
        (b'{"format": "aka/1", "deep": ' + b"[" * 100_000, "damaged"),
        (encode(annotation()) + b"\n{}\n", "line 2"),
        (encode(annotation()).replace(b'"text":"ISIS"', b'"text":"IS"'), "does not match"),
        (encode(annotation()).replace(b"in 2014.", b"in 2015."), "the sha256 is not that of the text"),
        (encode(annotation()).replace(b"<note>", rb"\ud800"), "damaged"),
    ],
)
def test_what_is_no_annotation_is_said(data, says):
    with pytest.raises(BadAnnotation, match=re.escape(says)) as caught:
        read_annotations(data, "some.json")
    assert "some.json" in str(caught.value)


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_a_source_that_is_an_annotation_opens_as_one(tmp_path, name):
    path = tmp_path / "any name at all"
    path.write_bytes(written(name, annotation()))
    assert open_source(str(path)) == annotation()
    path.write_bytes(written("jsonl", annotation(), annotation()))
    with pytest.raises(BadSource, match="2 annotated documents"):
        open_source(str(path))


def test_a_text_about_the_format_is_a_text(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text('The line {"format": "aka/1"} stands in a text.')
    assert open_source(str(path)).document.text.startswith("The line")


# CSV


def test_a_row_for_each_mention():
    rows = list(csv.DictReader(io.StringIO(written("csv", annotation()).decode(), newline="")))
    assert rows[0] == {
        "source": "a <script>.txt", "start": "3", "end": "8", "text": "Daesh", "label": "ORG",
        "probability": "", "entity id": "e1", "entity name": "ISIS", "by": "reader", "state": "confirmed", "when": WHEN,
        "rule": "you merged", "with": "ISIS", "score": "", "rule when": WHEN,
    }  # fmt: skip
    assert [row["text"] for row in rows] == ["Daesh", "ISIS", "Daesh", "'=SUM(A1)", "Raqqa", "2014"]
    assert rows[4]["score"] == "0.875"
    assert [row["state"] for row in rows] == ["confirmed", *["suggested"] * 2, "rejected", *["suggested"] * 2]


def test_the_entities_and_their_aliases_are_two_more_tables(tmp_path):
    save([annotation(), annotation(source="other")], FORMATS["csv"], tmp_path / "a.csv")
    entities = list(csv.DictReader((tmp_path / "a.entities.csv").open(newline="")))
    assert entities[0] == {
        "source": "a <script>.txt", "entity id": "e1", "entity name": "ISIS", "label": "ORG",
        "reference": "Q2429253", "note": "", "mentions": "3", "first at": "3",
    }  # fmt: skip
    assert [(row["entity name"], row["mentions"], row["first at"]) for row in entities[1:3]] == [
        ("'=SUM(A1)", "0", ""), ("Rakka", "1", "59"),
    ]  # fmt: skip
    aliases = list(csv.DictReader((tmp_path / "a.aliases.csv").open(newline="")))
    assert aliases[0] == {
        "source": "a <script>.txt", "entity id": "e1", "entity name": "ISIS", "alias": "Daesh", "count": "2",
        "rule": "you merged", "with": "ISIS", "score": "", "quotation": "", "rule when": WHEN, "listed": "",
    }  # fmt: skip
    assert len(entities) == 8
    assert len(aliases) == 10
    assert {row["source"] for row in aliases} == {"a <script>.txt", "other"}


def test_the_same_with_tabs(tmp_path):
    save([annotation()], FORMATS["tsv"], tmp_path / "a.tsv")
    header, *rows = [line.split("\t") for line in (tmp_path / "a.tsv").read_text().splitlines()]
    assert [row[header.index("text")] for row in rows] == [
        "Daesh", "ISIS", "Daesh", "'=SUM(A1)", "Raqqa", "2014",
    ]  # fmt: skip
    assert (tmp_path / "a.entities.tsv").read_text().startswith("source\tentity id\t")
    assert "\nor <Rakka>\t" not in (tmp_path / "a.aliases.tsv").read_text()


# To read


def test_an_index_in_markdown():
    data = written("md", sample_annotation.annotation(), sample_annotation.annotation("Geneva."))
    first, second = data.decode().split("\n---\n\n")
    assert first.startswith(
        "# Talks in Geneva\n\ntalks.txt · 11 mentions\n\n## People\n\n- **Barack Obama** · 2 "
    )
    assert "\n  - Obama ×1, surname of Barack Obama\n" in first
    assert (
        "\n  - Talks in Geneva Advertisement **Barack Obama** met Vladimir Putin in Geneva on Monday."
        in first
    )
    assert "- **Geneva** · GPE · 1 mention\n  - **Geneva**.\n" in second


def test_an_index_shows_some_passages_of_many():
    data = written("md", sample_annotation.annotation("Geneva, " * 9)).decode()
    assert data.count("**Geneva**") == 1 + 5
    assert "- and 4 more\n" in data


def test_a_plain_table():
    assert written("table", sample_annotation.annotation()).decode() == (
        "Talks in Geneva\n"
        "\n"
        "entity          label   mentions  aliases\n"
        "Geneva          GPE            3\n"
        "United Nations  ORG            3  UN ×2\n"
        "Barack Obama    PERSON         2  Obama ×1\n"
        "Vladimir Putin  PERSON         2  Putin ×1\n"
    )


# HTML


class Page(HTMLParser):
    """The tags with their attributes, and the text outside the style."""

    def __init__(self, data):
        super().__init__()
        self.tags, self.text, self.inside = [], "", []
        self.feed(data.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.inside.append(tag)

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data):
        if "style" not in self.inside:
            self.text += data


def test_the_page_shows_the_text_and_nothing_of_it_acts():
    page = Page(written("html", annotation()))
    assert "<b>Daesh</b> & co." in page.text
    assert "␛[31mRaqqa␀" in page.text
    assert "a <note>" in page.text
    assert "or <Rakka>" in page.text
    shown = {tag for tag, _ in page.tags}
    assert not shown & {"script", "img", "link", "iframe", "object", "form"}
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)


def test_every_link_of_the_page_leads_somewhere():
    page = Page(written("html", annotation()))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
    assert {target[1:] for target in targets if target.startswith("#")} <= set(ids)
    assert [target for target in targets if not target.startswith("#")] == [
        "https://www.wikidata.org/wiki/Q2429253"
    ]
    assert targets.count("#m1") == 1


def test_names_are_marked_by_their_group():
    page = Page(written("html", annotation()))
    marked = [attributes["class"] for _, attributes in page.tags if "mention" in attributes.get("class", "")]
    assert marked == [f"mention {kind}" for kind in (
        "organisations confirmed", "organisations suggested", "organisations suggested", "other rejected",
        "places suggested", "numbers suggested",
    )]  # fmt: skip


def test_the_page_says_who_said_what_and_when():
    page = Page(written("html", annotation()))
    marked = [(tag, attributes) for tag, attributes in page.tags if "mention" in attributes.get("class", "")]
    assert [tag for tag, _ in marked] == ["a", "a", "a", "s", "a", "a"]
    confirmed, suggested, _, rejected, *_ = (attributes for _, attributes in marked)
    assert confirmed["title"] == "ISIS · ORG · confirmed 2026-11-22, set by a reader"
    assert suggested["title"] == "ISIS · ORG · suggested, found by the model"
    assert rejected["title"] == "=SUM(A1) · PRODUCT · rejected 2026-11-22, found by the model"
    assert (rejected["data-by"], rejected["data-state"], rejected["data-when"]) == ("model", "rejected", WHEN)
    assert "data-when" not in suggested
    assert "you merged (2026-11-22)" in page.text


def test_what_was_kept_apart_is_no_suggestion():
    perhaps = written("html", annotation()).decode()
    assert "Perhaps the same" in perhaps
    (suggestion,) = annotation().suggestions
    apart = replace(annotation(), suggestions=(replace(suggestion, state="rejected", when=WHEN),))
    page = Page(written("html", apart)).text
    assert "Perhaps the same" not in page
    assert "Not the same, a reader says" in page
    assert "ISIS and Rakka 2026-11-22" in page


def test_what_was_rejected_gives_way_to_the_names_in_it():
    text = "Raqqa but USA, or Ankara but London."
    both = Annotation(
        format=FORMAT,
        document=Document("text", text, "en", text_sha256(text), text),
        pipeline=Pipeline("model", "1", "0"),
        entities=(Entity("e1", "one", "GPE", None, "", ()), Entity("e2", "other", "ORG", None, "", ())),
        mentions=(
            Mention(0, 13, "Raqqa but USA", "ORG", "e2", "model", "rejected"),
            Mention(0, 5, "Raqqa", "GPE", "e1", "reader", "confirmed"),
            Mention(18, 35, "Ankara but London", "ORG", "e2", "model", "rejected"),
        ),
    )
    page = Page(written("html", both))
    marked = [(tag, each["id"]) for tag, each in page.tags if each.get("id", "").startswith("m")]
    assert marked == [("i", "m0"), ("a", "m1"), ("s", "m2")]
    assert "other" not in page.text  # it has no mention that counts


def test_a_name_inside_another_can_still_be_jumped_to():
    text = "The US State Department said so."
    nested = Annotation(
        format=FORMAT,
        document=Document("text", text, "en", text_sha256(text), text),
        pipeline=Pipeline("model", "1", "0"),
        entities=(Entity("e1", "State", "ORG", None, "", ()), Entity("e2", "US", "GPE", None, "", ())),
        mentions=(
            Mention(4, 23, "US State Department", "ORG", "e1", "model", "suggested"),
            Mention(4, 6, "US", "GPE", "e2", "model", "suggested"),
        ),
    )
    page = Page(written("html", nested))
    ids = [
        (tag, attributes["id"]) for tag, attributes in page.tags if attributes.get("id", "").startswith("m")
    ]
    assert ids == [("i", "m1"), ("a", "m0")]


def test_a_name_is_marked_in_every_block_that_it_stands_in():
    text = "The Free Syrian\n\nArmy\n\nof the north, which the FSA calls home.\n"
    army = Annotation(
        format=FORMAT,
        document=Document("text", text, "en", text_sha256(text), text),
        pipeline=Pipeline("model", "1", "0"),
        entities=(Entity("e1", "Free Syrian Army", "ORG", None, "", ()),),
        mentions=(
            Mention(4, 35, text[4:35], "ORG", "e1", "model", "suggested"),
            Mention(9, 15, "Syrian", "ORG", "e1", "model", "suggested"),
            Mention(15, 17, "\n\n", "ORG", "e1", "model", "suggested"),
            Mention(47, 50, "FSA", "ORG", "e1", "model", "suggested"),
        ),
    )
    data = written("html", army).decode()
    marked = re.findall(r'<a( id="m\d+")? class="mention[^>]*>([^<]*)</a>', data)
    assert marked == [(' id="m0"', "Free Syrian"), ("", "Army"), ("", "of the north"), (' id="m3"', "FSA")]
    assert all(data.count(f'id="m{number}"') == 1 for number in range(4))


def test_entities_of_any_id_have_places_of_their_own():
    ids = ["a/b", "a_b", "a b", "m0", ""]
    text = "one two three four five"
    words = text.split()
    page = Page(
        written(
            "html",
            Annotation(
                format=FORMAT,
                document=Document("text", "", "en", text_sha256(text), text),
                pipeline=Pipeline("model", "1", "0"),
                entities=tuple(
                    Entity(id_, word, "ORG", None, "", ()) for id_, word in zip(ids, words, strict=True)
                ),
                mentions=tuple(
                    Mention(at := text.index(word), at + len(word), word, "ORG", id_, "model", "suggested")
                    for id_, word in zip(ids, words, strict=True)
                ),
            ),
        )
    )
    found = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(found) == len(set(found)) == 10
    targets = [attributes["href"][1:] for tag, attributes in page.tags if tag == "a"]
    assert sorted(targets) == sorted(found[5:])


def test_rejected_mentions_count_no_more_than_in_the_reader():
    first, *rest = annotation().mentions
    rejected = replace(annotation(), mentions=(replace(first, state="rejected"), *rest))
    data = written("html", rejected).decode()
    entry = next(line for line in data.splitlines() if "<b>ISIS</b>" in line)
    assert '<span class="count">2</span></div>' in entry
    assert 'href="#m2"' in entry
    assert 'href="#m0"' not in entry
    assert "<b>=SUM(A1)</b>" not in data


# Saving


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path):
    path = tmp_path / "out.json"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), Replacement(path) as file:
        file.write(b"half of the new" if 1 / 0 else b"")
    assert path.read_bytes() == b"old"
    with Replacement(path) as file:
        file.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link_and_its_file_is_replaced(tmp_path):
    path, link = tmp_path / "file", tmp_path / "link"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link.symlink_to(path)
    with Replacement(link) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_place_where_nothing_can_be_written_is_said(tmp_path):
    with pytest.raises(AkaError, match="cannot be written"), Replacement(tmp_path / "none" / "out"):
        pass
