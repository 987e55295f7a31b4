"""Parquet: the three tables, as pyarrow reads them."""

import subprocess
import sys

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from annotate.annotation import Evidence
from annotate.errors import BadAnnotation
from annotate.formats import FORMATS, save, sentence
from tests.sample_annotation import annotation


def saved(folder, *several):
    losses = save(several, FORMATS["parquet"], folder / "talks.parquet")
    names = ("talks.parquet", "talks.entities.parquet", "talks.aliases.parquet")
    return [pq.read_table(folder / name).to_pylist() for name in names], sentence("parquet", losses)


def test_three_tables_with_types(tmp_path):
    first = replace(annotation().mentions[0], score=0.75)
    entity = replace(annotation().entities[0], reference="Q76", note="=A note")
    one = replace(
        annotation(),
        mentions=(first, *annotation().mentions[1:]),
        entities=(entity, *annotation().entities[1:]),
    )
    (mentions, entities, aliases), losses = saved(tmp_path, one, annotation())
    assert losses == "parquet keeps no text or suggested links: 2 texts and 2 links were dropped."
    assert len(mentions) == 2 * len(annotation().mentions)
    assert (mentions[0]["start"], mentions[0]["text"], mentions[0]["probability"]) == (9, "Geneva", 0.75)
    assert mentions[1]["probability"] is None
    assert [tuple(row.values()) for row in entities][:2] == [
        ("talks.txt", "e1", "Barack Obama", "PERSON", "Q76", "=A note", 2, 32),
        ("talks.txt", "e2", "Vladimir Putin", "PERSON", "", "", 2, 49),
    ]
    assert [(row["entity_id"], row["alias"], row["rule"], row["with"]) for row in aliases][:2] == [
        ("e1", "Barack Obama", "canonical name", "Barack Obama"), ("e1", "Obama", "surname of", "Barack Obama"),
    ]  # fmt: skip


def test_no_rows_have_their_types_too(tmp_path):
    assert saved(tmp_path, annotation("Nothing.")) == (
        [[], [], []],
        "parquet keeps no text or titles: 1 text and 1 title were dropped.",
    )
    assert str(pq.read_schema(tmp_path / "talks.parquet").field("start").type) == "int64"


@settings(max_examples=40, deadline=None)
@given(st.text(), st.text(), st.none() | st.floats(0, 1))
def test_whatever_stands_there_comes_back(tmp_path_factory, name, note, score):
    alias = replace(
        annotation().entities[0].aliases[0], name=name, evidence=Evidence(note, name, score, note)
    )
    entity = replace(annotation().entities[0], name=name, note=note, aliases=(alias,))
    one = replace(annotation(), entities=(entity, *annotation().entities[1:]))
    (_, entities, aliases), _ = saved(tmp_path_factory.mktemp("parquet"), one)
    assert (entities[0]["entity_name"], entities[0]["note"]) == (name, note)
    assert (aliases[0]["alias"], aliases[0]["rule"], aliases[0]["score"]) == (name, note, score)


def test_half_a_character_is_said(tmp_path):
    one = replace(
        annotation(), entities=tuple(replace(each, note="\ud800") for each in annotation().entities)
    )
    with pytest.raises(BadAnnotation, match="half of a character"):
        saved(tmp_path, one)
    assert list(tmp_path.iterdir()) == []


def test_without_the_extra_it_is_named(tmp_path):
    program = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from pathlib import Path\n"
        "from annotate.formats import FORMATS, save\n"
        "from annotate.errors import AkaError\n"
        "from tests.sample_annotation import annotation\n"
        "try: save([annotation()], FORMATS['parquet'], Path(sys.argv[1]) / 'a.parquet')\n"
        "except AkaError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout == (
        "The format parquet needs pyarrow, which is not installed: pip install 'aka-reader[parquet]'.\n"
    )
    assert list(tmp_path.iterdir()) == []
