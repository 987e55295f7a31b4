"""``aka read --plain``: the text is all there, and each name in it is told."""

from __future__ import annotations

import re

from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotate.annotation import Annotation, Document, Entity, Mention, Pipeline, encode, text_sha256
from annotate.cli.group import aka
from annotate.plain import marked
from annotate.text import visible
from tests.sample_annotation import annotation

SAMPLE = annotation()


def test_a_name_is_told_with_its_entity_and_once_with_what_it_is(tmp_path):
    text = "ISIS left. Islamic State [sic] said that ISIS\nstays."
    annotated = with_mentions(text, [(0, 4), (11, 24), (41, 45)], "Islamic State", "ORG")
    path = tmp_path / "article.json"
    path.write_bytes(encode(annotated))
    shown = CliRunner().invoke(aka, ["read", "--plain", str(path)])
    assert shown.exit_code == 0
    assert shown.output == (
        "[ISIS = Islamic State, organisation] left. [Islamic State] [[sic]] said that [ISIS = Islamic State]\nstays.\n"
    )


def with_mentions(text: str, spans, name: str, label: str) -> Annotation:
    mentions = [
        Mention(start, end, text[start:end], label, "e1", "model", "suggested") for start, end in spans
    ]
    document = Document("article.txt", "", "en", text_sha256(text), text)
    entities = (Entity("e1", name, label, None, "", ()),)
    return Annotation(
        format="aka/1",
        document=document,
        pipeline=Pipeline("m", "1", "1"),
        entities=entities,
        mentions=tuple(mentions),
    )


@given(st.text(alphabet="ab[] \n\x1b\u202e=,", max_size=40), st.data())
def test_without_the_marks_it_is_the_text(text, data):
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = [(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    lines = "\n".join(marked(with_mentions(text, spans, "X", "PERSON")))
    assert "\x1b" not in lines
    doubled = lines.replace("[[", "\0").replace("]]", "\1")
    told = re.sub(r"\[(.*?)(?: = X)?(?:, person)?\]", r"\1", doubled, flags=re.DOTALL) if spans else doubled
    # A bracket of the text's own at the edge of a mention leaves three in a row, which can be read in two ways.
    if not re.search(r"\[{3}|\]{3}", lines):
        assert told.replace("\0", "[").replace("\1", "]") == visible(text, keep="\n")


def test_what_was_rejected_is_not_marked():
    rejected = replace(SAMPLE, mentions=tuple(replace(each, state="rejected") for each in SAMPLE.mentions))
    assert "\n".join(marked(rejected)) == SAMPLE.document.text
