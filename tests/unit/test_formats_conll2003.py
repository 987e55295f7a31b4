"""CoNLL-2003, and the schemes that other programs write in its columns."""

import io

import pytest
from msgspec.structs import replace

from annotate.errors import BadAnnotation
from annotate.formats import FORMATS, read_annotations, sentence
from tests.sample_annotation import annotation


def written(*annotations):
    file = io.BytesIO()
    losses = FORMATS["conll2003"].write(annotations, file)
    return file.getvalue().decode(), sentence("conll2003", losses)


def named(data):
    (one,) = read_annotations(data.encode(), "a.conll", FORMATS["conll2003"])
    return [(each.text, each.label) for each in one.mentions]


def test_a_word_a_line():
    data, said = written(annotation())
    assert said == "conll2003 keeps no entities: 5 groups were dropped."
    assert data.startswith(
        "-DOCSTART- -X- -X- O\n\nTalks -X- _ O\nin -X- _ O\nGeneva -X- _ B-GPE\n\nAdvertisement -X- _ O\n\n"
        "Barack -X- _ B-PERSON\nObama -X- _ I-PERSON\nmet -X- _ O\n"
    )
    assert (
        "\nGeneva -X- _ B-GPE\non -X- _ O\nMonday -X- _ B-DATE\n. -X- _ O\n\nObama -X- _ B-PERSON\n" in data
    )


def test_a_sentence_ends_where_one_does():
    data, _ = written(annotation("Mr. Putin of the U.S. Army left. “He left!” Was it J. Obama?\nYes"))
    sentences = [[row.split()[0] for row in each.splitlines()] for each in data.split("\n\n")[1:-1]]
    assert [" ".join(each) for each in sentences] == [
        "Mr. Putin of the U.S. Army left .", "“ He left ! ”", "Was it J. Obama ?", "Yes",
    ]  # fmt: skip


def test_white_space_cannot_be_marked():
    (geneva, *_) = annotation("Geneva  \n Obama").mentions
    space = replace(geneva, start=6, end=9, text="  \n", label="ORG")
    data, said = written(replace(annotation("Geneva  \n Obama"), mentions=(geneva, space)))
    assert said == (
        "conll2003 keeps no mentions of white space, entities or titles: "
        "1 mention, 1 group and 1 title were dropped."
    )
    assert named(data) == [("Geneva", "GPE")]


# The first sentences of the shared task's own description (Tjong Kim Sang and De Meulder 2003, figure 1), whose
# tags are IOB1, and the same in other schemes.
IOB1 = """U.N. NNP I-NP I-ORG
official NN I-NP O
Ekeus NNP I-NP I-PER
heads VBZ I-VP O
for IN I-PP O
Baghdad NNP I-NP I-LOC
. . O O
"""


def test_the_example_of_the_shared_task():
    (one,) = read_annotations(IOB1.encode(), "figure.conll")
    assert one.document.text == "U.N. official Ekeus heads for Baghdad.\n"
    assert [(each.text, each.label) for each in one.mentions] == [
        ("U.N.", "ORG"), ("Ekeus", "PERSON"), ("Baghdad", "LOC"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "tags",
    [
        "I-ORG I-ORG B-ORG O I-PER",
        "B-ORG I-ORG B-ORG O B-PER",
        "B-ORG E-ORG S-ORG O S-PER",
        "B-ORG L-ORG U-ORG O U-PER",
    ],
)
def test_every_scheme_of_tags(tags):
    words = ["Islamic", "State", "ISIS", "and", "Putin"]
    rows = "".join(f"{word}\t{tag}\r\n" for word, tag in zip(words, tags.split(), strict=True))
    assert named(rows) == [("Islamic State", "ORG"), ("ISIS", "ORG"), ("Putin", "PERSON")]


def test_several_documents():
    data, _ = written(annotation("Geneva."), annotation("Obama!"))
    first, second = read_annotations(data.encode(), "two.conll")
    assert (first.document.text, second.document.text) == ("Geneva.\n", "Obama!\n")
    assert (first.document.source, second.document.source) == ("two.conll 1", "two.conll 2")


def test_the_text_has_blanks_where_english_has_them():
    tokens = "“ It 's $ 5 ( or 4.5 % ) , ” Mr. Xi ’s 伊 斯 said ."
    (one,) = read_annotations("".join(f"{each} O\n" for each in tokens.split()).encode(), "a.conll")
    assert one.document.text == "“It's $5 (or 4.5%),” Mr. Xi’s 伊斯 said.\n"


@pytest.mark.parametrize("line", ["word", "word NN", "word O B-"])
def test_a_line_that_is_none_is_said(line):
    with pytest.raises(
        BadAnnotation, match=r"^a\.conll cannot be read as conll2003: line 3 does not end with a tag"
    ):
        read_annotations(f"a O\nb O\n{line}\n".encode(), "a.conll")
