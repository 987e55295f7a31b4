"""References from a reconciliation service: what is asked, what is made of the answers, and what is kept."""

from __future__ import annotations

import csv
import io
import threading

import pytest
from click.testing import CliRunner

from annotate import cache
from annotate.annotation import encode
from annotate.cli.group import aka
from annotate.edits import apply
from annotate.errors import AkaError
from annotate.reconcile import Candidate, Query, Service, sure
from annotate.reconcile import service as asking
from annotate.store import kept_decisions
from annotate.text import one_line
from tests.reconciliation import service
from tests.sample_annotation import annotation
from tests.terminal.screen import PATIENCE

OBAMA, PUTIN, GENEVA = (
    Query("Barack Obama", "PERSON"),
    Query("Vladimir Putin", "PERSON"),
    Query("Geneva", "GPE"),
)
UN = Query("United Nations", "ORG")


@pytest.fixture(scope="module")
def _served():
    with service() as server:
        yield server


@pytest.fixture
def server(_served, tmp_path, monkeypatch):
    """The server, asked nothing yet, and a home in which nothing is kept yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv(asking.VARIABLE, raising=False)
    _served.asked.clear()
    _served.headers.clear()
    return _served


def answers(server, path, *queries, **options):
    """What a service answers: a list of candidates, or the sentence why there is none, for each query."""
    asked = Service(f"{server.address}/{path}", **options)
    return {
        query: str(answer) if isinstance(answer, AkaError) else answer
        for query, answer in asked.candidates(queries)
    }


def posted(server):
    return [queries for _, queries in server.asked if queries is not None]


# What is asked


def test_the_names_are_asked_for_in_batches_with_the_type_of_their_label(server):
    queries = [OBAMA, UN, GENEVA, Query("Islam", "NORP"), *(Query(f"Person {n}", "PERSON") for n in range(8))]
    found = answers(server, "good", *queries, OBAMA)
    assert list(found) == queries
    assert found[OBAMA][0] == Candidate(
        "Q76", "Barack Obama", "president of the United States", ("human",), 100.0, True
    )
    assert found[UN] == []
    first, second = posted(server)
    assert (len(first), len(second)) == (10, 2)
    assert first["q0"] == {"query": "Barack Obama", "limit": 5, "type": "Q5"}
    assert [first[key].get("type") for key in ("q1", "q2", "q3")] == ["Q43229", "Q27096213", None]
    assert server.headers[0]["User-Agent"].startswith("aka/")
    assert not {"Cookie", "Referer", "Authorization"} & set(server.headers[0].keys())


def test_a_service_says_how_many_it_takes_at_once_and_which_types_it_has(server):
    answers(server, "small", OBAMA, UN, GENEVA)
    assert [[query.get("type") for query in batch.values()] for batch in posted(server)] == [
        ["person", None],
        ["place"],
    ]


def test_what_was_answered_is_not_asked_again_until_it_is_old(server, monkeypatch):
    first = answers(server, "good", OBAMA, UN)
    asked = len(server.asked)
    assert answers(server, "good", OBAMA, UN) == first
    assert len(server.asked) == asked
    answers(server, "good", OBAMA, GENEVA)
    assert posted(server)[-1].keys() == {"q0"}
    monkeypatch.setattr(asking, "_FRESH", 0)
    answers(server, "good", OBAMA)
    assert posted(server)[-1]["q0"]["query"] == "Barack Obama"


def test_what_is_damaged_in_the_cache_is_asked_again(server):
    first = answers(server, "good", OBAMA)
    (kept,) = cache.folder().glob("candidates-*")
    kept.write_bytes(b"\xff")
    assert answers(server, "good", OBAMA) == first


def test_a_busy_service_is_left_alone_for_as_long_as_it_says_and_asked_again(server):
    assert answers(server, "busy", OBAMA)[OBAMA][0].id == "Q76"
    assert len(posted(server)) == 3


def test_a_service_that_stays_busy_is_not_pressed(server):
    assert "503" in (said := answers(server, "later", OBAMA)[OBAMA])
    assert "come again in 3600 seconds" in said
    assert len(posted(server)) == 1
    assert "429" in answers(server, "always", OBAMA)[OBAMA]
    assert len(posted(server)) == 1 + 3


# What is no answer


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("html", "does not answer in JSON"),
        ("list", "does not answer in JSON"),
        ("error", "says 500"),
        ("huge", "larger than 4 MB"),
        ("redirects", "leads to http://169.254.169.254/latest: name that one if you trust it"),
        ("slow", "takes more than 0.5 seconds"),
    ],
)
def test_a_failure_is_a_sentence_and_nothing_of_it_is_kept(server, path, reason):
    said = answers(server, path, OBAMA, seconds=0.5)[OBAMA]
    assert said.startswith(f"{server.address}/{path} ")
    assert reason in said
    assert said.endswith(".")
    assert not [*cache.folder().glob("candidates-*")]


@pytest.mark.parametrize(
    ("path", "reason"),
    [("page", "no reconciliation service"), ("array", "no reconciliation service"), ("gone", "says 410"),
     ("deep", "no reconciliation service"), ("elsewhere", "leads to http://127.0.0.1:1/")],
)  # fmt: skip
def test_an_address_that_is_no_service_is_a_sentence(server, path, reason):
    with pytest.raises(AkaError, match=reason) as caught:
        answers(server, path, OBAMA)
    assert "\x1b" not in str(caught.value)
    assert not posted(server)


def test_nobody_at_the_address_is_a_sentence(server):
    with pytest.raises(AkaError, match="cannot be fetched"):
        list(Service("http://127.0.0.1:1/api").candidates([OBAMA]))
    with pytest.raises(AkaError, match="not on the web"):
        Service("file:///etc/passwd")


def test_of_answers_to_other_questions_only_ours_counts(server):
    found = answers(server, "others", OBAMA, PUTIN)
    assert found[OBAMA][0].id == "Q76"
    assert "something else than it was asked" in found[PUTIN]


def test_of_a_list_of_lies_what_is_a_candidate_counts(server):
    found = answers(server, "liars", OBAMA, PUTIN, GENEVA)
    assert found[OBAMA] == [Candidate("Q76", "Barack Obama", "", (), None, False)]
    assert "no candidates" in found[PUTIN]
    assert "no candidates" in found[GENEVA]


def test_no_text_of_a_service_acts(server):
    for candidate in answers(server, "good", GENEVA)[GENEVA]:
        for text in (candidate.id, candidate.name, candidate.description, *candidate.types):
            assert text == one_line(text)


def test_after_three_failures_no_more_is_asked_and_the_rest_is_said(server):
    queries = [Query(f"Person {number}", "PERSON") for number in range(50)]
    found = answers(server, "error", *queries)
    assert list(found) == queries
    assert len(posted(server)) == 3
    assert "was not asked any more" in found[queries[-1]]


def test_closing_ends_what_is_being_asked(server):
    asked = Service(f"{server.address}/slow")
    said = []
    thread = threading.Thread(target=lambda: said.extend(asked.candidates([OBAMA])))
    thread.start()
    while not posted(server):
        pass
    asked.close()
    thread.join(PATIENCE)
    assert isinstance(said[0][1], AkaError)


def test_sure_is_only_one_that_matches():
    one, other = (Candidate(f"Q{number}", "", "", (), 1.0, True) for number in (1, 2))
    assert sure([one]) == one
    assert sure([one, other]) is None
    assert sure([one._replace(match=False)]) is None
    assert sure([]) is None


# The command line


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "talks.json"
    path.write_bytes(encode(annotation()))
    return path


def link(*arguments):
    done = CliRunner().invoke(aka, ["link", *map(str, arguments)], prog_name="aka")
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    rows = list(csv.DictReader(io.StringIO(done.stdout), delimiter="\t", quoting=csv.QUOTE_NONE))
    return done, rows


def references(file):
    """What is kept of the entities, by their names."""
    decisions, _ = kept_decisions(annotation().document)
    return {
        entity.name: entity.reference
        for entity in apply(annotation(), dict.fromkeys(decisions)).annotation.entities
        if entity.reference
    }


def test_candidates_are_listed_and_nothing_is_kept(server, file):
    done, rows = link(file, "--service", f"{server.address}/good")
    assert done.exit_code == 0
    assert [(row["name"], row["reference"]) for row in rows] == [
        ("Geneva", "Q71"), ("Geneva", "Q2"), ("United Nations", ""), ("Barack Obama", "Q76"),
        ("Barack Obama", "Q649593"), ("Vladimir Putin", "Q7747"),
    ]  # fmt: skip
    assert [row["match"] for row in rows] == ["", "", "", "yes", "", "yes"]
    assert not set("\x1b\x07\x9b\u202e") & set(done.output)
    assert references(file) == {}


def test_what_the_service_is_sure_of_is_kept_as_a_correction(server, file, monkeypatch):
    monkeypatch.setenv(asking.VARIABLE, f"{server.address}/good")
    done, rows = link(file, "--sure")
    assert [row["reference"] for row in rows if row["kept"]] == ["Q76", "Q7747"]
    assert "Kept 2 of 4" in done.stderr
    assert references(file) == {"Barack Obama": "Q76", "Vladimir Putin": "Q7747"}
    again, rows = link(file)
    assert {row["name"] for row in rows} == {"Geneva", "United Nations"}
    assert "2 of 4 have a reference already" in again.stderr


def test_without_a_service_nothing_is_asked_and_a_sentence_says_how(server, file):
    with pytest.raises(AkaError, match="--service ADDRESS"):
        link(file)
    assert not server.asked


def test_a_failing_service_is_a_sentence_and_the_exit_status(server, file):
    done, rows = link(file, "--service", f"{server.address}/others", "--sure")
    assert done.exit_code == 1
    assert "3 names have no answer" in done.stderr
    assert [row["name"] for row in rows] == ["Geneva", "Geneva"]
