"""brat's standoff format."""

import pytest
from msgspec.structs import replace

from annotate.annotation import Mention
from annotate.errors import BadAnnotation
from annotate.formats import FORMATS, open_source, read_annotations, save, sentence
from tests.sample_annotation import annotation


def opened(folder, text, ann):
    (folder / "doc.txt").write_bytes(text.encode())
    (folder / "doc.ann").write_text(ann, encoding="utf-8")
    return open_source(str(folder / "doc.ann"))


def test_two_files_that_brat_reads(tmp_path):
    geneva = replace(annotation("").document)
    text = "Putin 😀 met\nVladimir\nPutin."
    made = annotation(text)
    first, second = made.mentions
    assert (first.text, second.text) == ("Putin", "Putin")
    person = replace(made.entities[0], name="Vladimir Putin", reference="Q7747", note="A note\non two lines")
    long = Mention(12, 26, "Vladimir\nPutin", "PERSON", person.id, "model", "suggested")
    made = replace(made, entities=(person,), mentions=(first, long))
    losses = save([made], FORMATS["brat"], tmp_path / "doc.ann")
    assert (tmp_path / "doc.txt").read_text(encoding="utf-8") == text
    assert (tmp_path / "doc.ann").read_text(encoding="utf-8").splitlines() == [
        "T1\tPERSON 0 5\tPutin",
        "T2\tPERSON 12 20;21 26\tVladimir Putin",
        "*\tEquiv T1 T2",
        "N1\tReference T1 Wikidata:Q7747\tVladimir Putin",
        "N2\tReference T2 Wikidata:Q7747\tVladimir Putin",
        "#1\tAnnotatorNotes T1\tA note\\non two lines",
    ]
    assert sentence("brat", losses).startswith("brat keeps no evidence")
    assert geneva.text == ""


# The examples of brat's page on the format, each with the sentence that it stands in there.
DOCUMENTED = """T1\tOrganization 0 4\tSony
T3\tOrganization 33 41\tEricsson
E1\tMERGE-ORG:T2 Org1:T1 Org2:T3
T2\tMERGE-ORG 14 27\tjoint venture
T4\tCountry 75 81\tSweden
R1\tOrigin Arg1:T3 Arg2:T4
*\tEquiv T1 T5
T5\tOrganization 45 49\tSony
A1\tNegation E1
M2\tConfidence E2 L1
N1\tReference T1 Wikipedia:534366\tSony Group
#1\tAnnotatorNotes T1\tthis annotation is suspect
T6\tLocation 54 59;75 81\tNorth Sweden
R2\tCoref Arg1:T3 Arg2:T7
T7\tOrganization 85 97\tEricsson Inc
"""
SENTENCE = (
    "Sony makes a  joint venture with Ericsson, a Sony and North of the middle, Sweden or Ericsson Inc."
)


def test_the_examples_of_the_documentation(tmp_path):
    one = opened(tmp_path, SENTENCE, DOCUMENTED)
    assert one.document.text == SENTENCE
    groups = {entity.id: [] for entity in one.entities}
    for mention in one.mentions:
        groups[mention.entity].append(mention.text)
    assert sorted(groups.values()) == [
        ["Ericsson", "Ericsson Inc"], ["North of the middle, Sweden"], ["Sony", "Sony"], ["Sweden"],
        ["joint venture"],
    ]  # fmt: skip
    sony = next(entity for entity in one.entities if entity.name == "Sony Group")
    assert (sony.label, sony.reference, sony.note) == (
        "ORG",
        "Wikipedia:534366",
        "this annotation is suspect",
    )


def test_names_that_are_written_alike_are_one_where_nothing_else_is_said(tmp_path):
    one = opened(tmp_path, "Sony and Sony", "T1\tORG 0 4\tSony\nT2\tORG 9 13\tSony\r\n")
    assert [(entity.name, entity.aliases[0].count) for entity in one.entities] == [("Sony", 2)]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (
            "T2\tORG 4 8\tISIS",
            "line 2 says that “ISIS” stands at 4 8, where the .txt has “IS.”",
        ),  # UTF-16 units
        ("T2\tORG 3 99\tISIS and more", "the two do not belong together"),
        ("T2\tORG 3 seven\tISIS", "line 2 is not as brat writes it"),
        ("T2\tORG", "line 2 is not as brat writes it"),
        ("N1\tReference T1\tSony", "line 2 is not as brat writes it"),
    ],
)
def test_what_does_not_fit_is_said(tmp_path, line, says):
    with pytest.raises(BadAnnotation) as caught:
        opened(tmp_path, "😀 ISIS.", f"T1\tORG 2 6\tISIS\n{line}\n")
    assert says in str(caught.value)
    assert "doc.ann cannot be read as brat: " in str(caught.value)


def test_an_annotation_without_its_text_is_said(tmp_path):
    path = tmp_path / "lone.ann"
    path.write_text("T1\tORG 2 6\tISIS\n")
    with pytest.raises(BadAnnotation, match=r"lone\.txt, which belongs to it, is not beside it"):
        read_annotations(path.read_bytes(), str(path))
