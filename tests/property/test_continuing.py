"""What a stopped run leaves, and what a second one makes of it: the same as one that was never stopped."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from annotate.annotation import encode
from annotate.errors import BadAnnotation
from annotate.formats import FORMATS
from annotate.formats.continuing import Files, Gathered, Lines, made_of
from annotate.formats.saving import save
from tests.sample_annotation import annotation

SAMPLE = annotation()


def called(source):
    return replace(SAMPLE, document=replace(SAMPLE.document, source=source))


def name_of(one):
    return made_of(one.document, one.pipeline, one.decisions)


def run(place, annotations):
    """What `aka annotate` does; gives those that were there already."""
    kept = []
    for one in annotations:
        if name_of(one) in place:
            place.keep(name_of(one))
            kept.append(one)
        else:
            place.add(one.document.source, one)
    place.finish()
    place.close()
    return kept


sources = st.lists(st.sampled_from([f"{letter}.txt" for letter in "abcdef"]), unique=True, min_size=1)


@settings(max_examples=60, deadline=None)
@given(before=sources, after=sources, data=st.data())
def test_a_file_of_lines_goes_on_wherever_it_was_cut(before, after, data):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "all.jsonl")
        run(Lines(path), map(called, before))
        whole = path.read_bytes()
        assert whole == b"".join(encode(called(source)) + b"\n" for source in before)
        cut = data.draw(st.integers(0, len(whole)))
        lines = whole[:cut].count(b"\n")
        if whole[cut - 1 : cut + 1] == b"}\n":  # all of a line but its end: that may be another program's
            return
        path.write_bytes(whole[:cut])
        kept = run(Lines(path), map(called, after))
        assert {one.document.source for one in kept} == set(before[:lines]) & set(after)
        assert path.read_bytes() == b"".join(encode(called(source)) + b"\n" for source in after)


def test_until_it_is_finished_nothing_is_lost(tmp_path):
    path = tmp_path / "all.jsonl"
    run(Lines(path), map(called, "ab"))
    before = path.read_bytes()
    stopped = Lines(path)
    stopped.keep(name_of(called("b")))
    stopped.add("c", called("c"))
    stopped.close()
    assert path.read_bytes() == before + encode(called("c")) + b"\n"


@pytest.mark.parametrize(
    "other",
    [
        b"something else\n",
        b"{}\n",
        encode(SAMPLE, indent=2) + b"\n",
        encode(SAMPLE),
        encode(SAMPLE) + b"\nsomething else\n",
        encode(SAMPLE)[:-9] + b"\n",
    ],
)
def test_a_file_of_something_else_is_not_gone_on_with(tmp_path, other):
    path = tmp_path / "all.jsonl"
    path.write_bytes(other)
    with pytest.raises(BadAnnotation):
        Lines(path)
    assert path.read_bytes() == other


@pytest.mark.parametrize(
    "other",
    [
        replace(SAMPLE, pipeline=replace(SAMPLE.pipeline, model="another")),
        replace(SAMPLE, pipeline=replace(SAMPLE.pipeline, books="another")),
        replace(SAMPLE, pipeline=replace(SAMPLE.pipeline, without=("titles",))),
        replace(SAMPLE, document=replace(SAMPLE.document, sha256="0" * 64)),
        called("another"),
    ],
)
def test_what_would_come_out_otherwise_is_made_again(other):
    assert name_of(other) != name_of(SAMPLE)


def test_a_source_keeps_its_file(tmp_path):
    def fresh():
        return Files(tmp_path, FORMATS["brat"])

    one, two, three = (called(source) for source in ("one/x.txt", "two/x.txt", "three/x.txt"))
    assert run(fresh(), [one, two]) == []
    assert run(fresh(), [three, two, one]) == [two, one]
    (tmp_path / "x-2.ann").unlink()
    assert run(fresh(), [one, two, three]) == [one, three]
    assert sorted(path.name for path in tmp_path.glob("*.ann")) == ["x-2.ann", "x-3.ann", "x.ann"]
    assert run(Files(tmp_path, FORMATS["json"]), [one]) == []
    changed = replace(one, pipeline=replace(one.pipeline, model="another"))
    assert run(fresh(), [changed]) == []
    assert len(list(tmp_path.glob("*.ann"))) == 3


def test_a_damaged_record_is_no_reason_to_stop(tmp_path):
    run(Files(tmp_path, FORMATS["json"]), [SAMPLE])
    (record,) = tmp_path.glob(".*")
    record.write_bytes(b"\xff{\n" + record.read_bytes() + b'{"made":')
    assert run(Files(tmp_path, FORMATS["json"]), [SAMPLE]) == [SAMPLE]


@settings(max_examples=30, deadline=None)
@given(before=sources, after=sources)
def test_a_table_is_the_same_whether_it_was_gathered_in_one_run_or_two(before, after):
    with tempfile.TemporaryDirectory() as folder:
        stopped = Gathered(Path(folder, "two.csv"), FORMATS["csv"])
        for one in map(called, before):
            stopped.add(one.document.source, one)
        stopped.close()
        assert not Path(folder, "two.csv").exists()
        kept = run(Gathered(Path(folder, "two.csv"), FORMATS["csv"]), map(called, after))
        assert {one.document.source for one in kept} == {*before} & {*after}
        save(map(called, after), FORMATS["csv"], Path(folder, "one.csv"))
        for suffix in (".csv", ".entities.csv", ".aliases.csv"):
            assert Path(folder, f"two{suffix}").read_bytes() == Path(folder, f"one{suffix}").read_bytes()
        assert not list(Path(folder).glob("*.part"))
