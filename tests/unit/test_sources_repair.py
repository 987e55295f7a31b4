"""Mojibake is put right where a person asks for it, and nowhere else."""

from hypothesis import given
from hypothesis import strategies as st

from annotate.sources.content import Part, compose
from annotate.sources.raw import Raw
from annotate.sources.reading import from_raw
from annotate.sources.repair import repaired

BROKEN = "The mayorâ€™s office in ZÃ¼rich\n\nFranÃ§ois Hollande said â€œno”."


def test_only_on_request():
    raw = Raw(BROKEN.encode(), "x.txt", "x.txt")
    assert from_raw(raw).document.text == BROKEN
    reading = from_raw(raw, repair=True)
    assert reading.document.text == "The mayor’s office in Zürich\n\nFrançois Hollande said “no”."
    assert reading.notices == ("In x.txt 2 lines were repaired.",)


def test_the_blocks_follow():
    content = repaired(
        compose([Part(line, origin=str(n)) for n, line in enumerate(BROKEN.split("\n\n"))]), "x"
    )
    assert [(block.origin, content.text[block.start : block.end]) for block in content.blocks] == [
        ("0", "The mayor’s office in Zürich"),
        ("1", "François Hollande said “no”."),
    ]


def test_what_is_right_stays_and_is_said():
    reading = from_raw(Raw("Straße “x” – naïve".encode(), "x.txt", "x.txt"), repair=True)
    assert reading.document.text == "Straße “x” – naïve"
    assert reading.notices == ("In x.txt no lines were repaired.",)


@given(st.lists(st.text(alphabet="aâ€™Ã¼ \u00a0\n\u0080\u009dé", max_size=12), max_size=5))
def test_blocks_hold_what_their_lines_became(texts):
    before = compose(map(Part, texts))
    after = repaired(before, "x")
    assert len(after.blocks) == len(before.blocks)
    assert "\n\n".join(after.text[block.start : block.end] for block in after.blocks) == after.text
