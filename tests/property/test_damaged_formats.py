"""Files of every format, damaged anywhere: they open, or a sentence says why not, and nothing else happens."""

import io
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.annotation import check
from annotate.errors import BadAnnotation
from annotate.formats import FORMATS, Input
from tests.sample_annotation import annotation

READ = [entry.name for entry in FORMATS.values() if entry.reads and entry.writes]


@cache
def sound(name):
    """A file of the format, without the white space that would make it long."""
    file = io.BytesIO()
    FORMATS[name]._replace(apart=False).write([annotation("Obama 😀 met Mr Putin,\nObama said.")], file)
    return file.getvalue()


@st.composite
def damaged(draw, name):
    data = bytearray(sound(name))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(data)))
        match draw(st.sampled_from(["cut", "drop", "put", "number", "twice"])):
            case "cut":
                del data[at:]
            case "drop":
                del data[at : at + draw(st.integers(1, 40))]
            case "put":
                data[at:at] = draw(st.binary(min_size=1, max_size=4))
            case "number":
                digits = [place for place, each in enumerate(data) if chr(each).isdigit()]
                if digits:
                    data[draw(st.sampled_from(digits))] = ord(draw(st.sampled_from("0123456789-")))
            case "twice":
                data[at:at] = data[max(0, at - draw(st.integers(1, 80))) : at]
    return bytes(data)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the text of a format of two files stands."""
    path = tmp_path_factory.mktemp("damaged")
    (path / "a.txt").write_text(annotation("Obama 😀 met Mr Putin,\nObama said.").document.text, "utf-8")
    return path


@pytest.mark.parametrize("name", READ)
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused_in_a_sentence(name, folder: Path, data):
    broken = data.draw(damaged(name))
    path = folder / "a.data"
    reason = ""
    try:
        for each in FORMATS[name]._replace(apart=False).read(Input(broken, str(path))):
            check(each)
    except BadAnnotation as error:
        reason = str(error)
    assert not reason or (reason.startswith(f"{path} cannot be read as {name}: ") and reason.endswith("."))
