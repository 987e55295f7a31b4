"""``aka company``: who and what a text names together, at the command line."""

import pytest
from click.testing import CliRunner

from annotate.annotation import encode
from annotate.cli.company import HEADER, command
from annotate.errors import AkaError
from tests.sample_annotation import TEXT, annotation

EVERYWHERE = "Putin saw \n\nObama and Geneva.\n\nObama saw Geneva.\n\nThe UN too.\n\nMonday, Obama.\n"


@pytest.fixture(scope="module")
def talks(tmp_path_factory):
    path = tmp_path_factory.mktemp("company") / "talks.json"
    path.write_bytes(encode(annotation(TEXT + EVERYWHERE)))
    return str(path)


def rows(*arguments):
    done = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    header, *lines = [line.split("\t") for line in done.output.splitlines()]
    assert header == list(HEADER)
    return lines


def test_an_entity_is_asked_for_by_any_of_its_names(talks):
    found = rows(talks, "obama")
    assert [row[:7] for row in found if row[3] == "Geneva"] == [
        ["Barack Obama", "PERSON", "4", "Geneva", "GPE", "5", "3"]
    ]
    assert found == rows(talks, "Barack Obama")
    assert {row[3] for row in found} == {"Geneva", "Vladimir Putin", "United Nations"}  # and not Monday
    scores = [float(row[7]) for row in found]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] < 0


def test_all_pairs_are_shown_once(talks):
    found = rows(talks)
    pairs = [frozenset((row[0], row[3])) for row in found]
    assert len(set(pairs)) == len(pairs) == 6
    assert rows(talks, "--least", "3") == [row for row in found if int(row[6]) >= 3]


def test_a_name_that_is_not_there_is_a_sentence_with_what_was_meant(talks):
    with pytest.raises(AkaError, match=r"names nobody and nothing “Obamma”\. Did you mean Barack Obama\?"):
        CliRunner().invoke(command, [talks, "Obamma"], catch_exceptions=False)
    with pytest.raises(AkaError, match=r"nothing “”\.$"):
        CliRunner().invoke(command, [talks, ""], catch_exceptions=False)
