"""The reader's session: what stays selected, and where the trail leads, while names come in."""

import msgspec

from annotate.annotation import Pipeline
from annotate.query import search
from annotate.recognize.protocol import Failed, Found, Progress, Ready, Result
from annotate.recognize.spans import Span
from tests.sample_annotation import TEXT, annotation
from tui.session import Session

ALL = (0, len(TEXT))


def session():
    whole = annotation()
    return Session(whole.document, whole)


def names(reading):
    return [TEXT[start:end] for start, end in reading.trail.spans]


def test_the_first_trail_is_every_name_but_no_date():
    assert names(session()) == [
        "Geneva", "Barack Obama", "Vladimir Putin", "Geneva", "Obama", "United Nations", "UN", "Putin", "UN", "Geneva",
    ]  # fmt: skip


def test_dates_are_shown_when_asked_for():
    reading = session()
    reading.show_numbers(True)
    assert "Monday" in names(reading)
    reading.show_numbers(False)
    assert "Monday" not in names(reading)


def test_walking_selects_the_entity_and_lights_all_its_aliases():
    reading = session()
    reading.walk(reading.trail, 6, visible=ALL)
    assert reading.entity.name == "United Nations"
    assert [mention.text for mention in reading.lit()] == ["United Nations", "UN", "UN"]
    assert reading.where() == "6/10 United Nations"


def test_an_alias_can_be_followed_alone():
    reading = session()
    assert reading.follow("e3", "UN")
    assert names(reading) == ["UN", "UN"]
    assert not reading.follow("nobody")


def test_a_search_without_hits_leaves_the_trail():
    reading = session()
    reading.follow("e1")
    assert not reading.follow_search("Moscow", search(TEXT, "Moscow"), backward=False)
    assert names(reading) == ["Barack Obama", "Obama"]
    assert reading.follow_search("putin", search(TEXT, "putin"), backward=True)
    assert (names(reading), reading.direction, reading.where()) == (["Putin", "Putin"], -1, "?putin 2")
    assert reading.hits() == reading.trail.spans


def test_names_that_come_in_keep_what_is_selected():
    whole = annotation()
    reading = Session(whole.document)
    span = TEXT.index("Barack"), TEXT.index("Barack") + len("Barack Obama")
    reading.take(
        [Ready("m", "1", "Another model is used."), Progress(0, 1, 4), Found(0, (Span(*span, "PERSON"),))]
    )
    assert reading.finding
    assert reading.notice == "Another model is used."
    assert names(reading) == ["Barack Obama"]
    reading.walk(reading.trail, 1, visible=ALL)
    assert reading.entity is None
    reading.take([Result(0, whole)])
    assert not reading.finding
    assert reading.entity.name == "Barack Obama"
    assert reading.where() == "2/10 Barack Obama"


def test_a_worker_that_fails_is_said_and_what_was_found_stays():
    whole = annotation()
    reading = Session(whole.document)
    reading.take([Result(0, whole, (0, len(TEXT))), Failed(None, "It stopped.")])
    assert (reading.finding, reading.complaint) == (False, "It stopped.")
    assert len(reading.every_mention) == 10


def test_another_model_changes_the_ids_and_not_the_selection():
    reading = session()
    reading.follow("e3")
    whole = annotation()
    renamed = {entity.id: f"x{entity.id}" for entity in whole.entities}

    def rename(item, field):
        return msgspec.structs.replace(item, **{field: renamed[getattr(item, field)]})

    newer = type(whole)(
        format=whole.format,
        document=whole.document,
        pipeline=Pipeline("other", "1", "0"),
        entities=tuple(rename(entity, "id") for entity in whole.entities),
        mentions=tuple(rename(mention, "entity") for mention in whole.mentions),
    )
    reading.take([Result(0, newer)])
    assert reading.selected == "xe3"
    assert names(reading) == ["United Nations", "UN", "UN"]


def test_the_trail_of_an_entity_stays_its_own_when_another_is_selected():
    reading = session()
    reading.follow("e3", "UN")
    reading.stand_on(reading.every_mention.spans[0])
    assert reading.entity.name == "Geneva"
    reading.take([Result(0, annotation())])
    assert (reading.trail.name, names(reading)) == ("UN", ["UN", "UN"])


def test_an_alias_is_followed_over_a_quoted_line_end():
    text = "Then Barack\n> Obama spoke.\n"
    whole = annotation("Then Barack Obama spoke, and Barack Obama sat.\n")
    document = msgspec.structs.replace(whole.document, text=text)
    start = text.index("Barack")
    mention = msgspec.structs.replace(
        whole.mentions[0], start=start, end=start + len("Barack\n> Obama"), text="Barack\n> Obama"
    )
    other = msgspec.structs.replace(mention, start=0, end=4, text="Then")
    reading = Session(document, msgspec.structs.replace(whole, document=document, mentions=(other, mention)))
    assert reading.follow("e1", "Barack Obama")
    assert [*reading.trail.spans] == [(mention.start, mention.end)]
