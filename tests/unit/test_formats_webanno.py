"""WebAnno TSV 3.3."""

import io

import pytest
from msgspec.structs import replace

from annotate.errors import BadAnnotation
from annotate.formats import FORMATS, read_annotations
from annotate.formats.units import Units
from tests.sample_annotation import TEXT, annotation

HEADER = "#FORMAT=WebAnno TSV 3.3\n"
ENTITIES = "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value\n"


def opened(text):
    (one,) = read_annotations(text.encode(), "a.tsv")
    return one


def named(text):
    return [(each.text, each.label, each.entity) for each in opened(text).mentions]


def written(made):
    file = io.BytesIO()
    FORMATS["webanno"].write([made], file)
    return file.getvalue().decode()


def test_a_file_that_inception_reads():
    made = annotation("😀 Obama met\nBarack Obama!")
    obama = replace(made.entities[0], reference="Q76")
    data = written(replace(made, entities=(obama, *made.entities[1:])))
    q76 = "http://www.wikidata.org/entity/Q76"
    assert data.split("\n\n\n")[1].splitlines() == [
        "#Text=😀 Obama met",
        "1-1\t0-2\t😀\t_\t_\t_\t_\t",
        f"1-2\t3-8\tObama\t{q76}\tPERSON\t*->1-1\t*[1]\t",
        "1-3\t9-12\tmet\t_\t_\t_\t_\t",
        "",
        "#Text=Barack Obama!",
        f"2-1\t13-19\tBarack\t{q76}[1]\tPERSON[1]\t*->1-2\t*[1]\t",
        f"2-2\t20-25\tObama\t{q76}[1]\tPERSON[1]\t*->1-2\t*[1]\t",
        "2-3\t25-26\t!\t_\t_\t_\t_\t",
    ]
    assert opened(data).entities[0].reference == "Q76"


@pytest.mark.parametrize(
    "text", [TEXT, "Obama\t\n\n \r Putin \\ \x1b[1m \n", "Geneva.\n\n\nGeneva. Geneva  Obama"]
)
def test_the_text_is_kept_with_its_white_space(text):
    assert opened(written(annotation(text))).document.text == text


# The files of INCEpTION's own tests of the format (tsv3-suite; Apache License 2.0).
EMOJI = f"""{HEADER}#T_SP=webanno.custom.Span|value


#Text=I like it 😊 .
1-1\t0-1\tI\t_\t
1-2\t2-6\tlike\t_\t
1-3\t7-9\tit\t_\t
1-4\t10-12\t😊\t*\t
1-5\t13-14\t.\t_\t
"""
STACKED = f"""{HEADER}#T_SP=webanno.custom.Span|value


#Text=aaaaaa bbbbbb cccccc
1-1\t0-6\taaaaaa\t2a[1]|2b[2]|7a[3]|7b[4]|1a[5]|1b[6]\t
1-1.1\t3-6\taaa\t9a[7]|9b[8]\t
1-2\t7-13\tbbbbbb\t2a[1]|2b[2]|9a[7]|9b[8]\t
1-2.1\t7-10\tbbb\t7a[3]|7b[4]\t
1-2.2\t9-10\tb\t3a[19]|3b[20]\t
1-3\t14-20\tcccccc\t_\t
1-3.1\t14-17\tccc\t9a[7]|9b[8]\t
"""
# The examples of the format's documentation.
DOCUMENTED = f"""{HEADER}#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|value
#T_CH=de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink|referenceType|referenceRelation
#T_RL=de.tudarmstadt.ukp.dkpro.core.api.syntax.type.dependency.Dependency|DependencyType|BT_de.tudarmstadt.POS


#Sentence.id=s1
#Text=Ms. Haag plays Elianti , she
#Text=says .
1-1\t0-3\tMs.\tNNP\tPER[1]|PERpart[2]\tnam[1]\tcoref->1-1\tSUBJ\t1-3
1-2\t4-8\tHaag\tNNP\tPER[1]\tnam[1]\tcoref->1-1\tSBJ\t1-3
1-3\t9-14\tplays\tVBD\t_\t_\t_\tP|ROOT\t1-5|1-3
1-4\t15-22\tElianti\tNNP\tPER\\_X\tnam[2]\t*->2-1\tOBJ\t1-3
1-5\t23-24\t,\t.\t_\t_\t_\t_\t_
1-6\t25-28\tshe\tPRP\tPER\tpr[1]\t*->1-2\t_\t_
1-7\t29-33\tsays\tVBD\t_\t_\t_\t_\t_
1-8\t34-35\t.\t.\t_\t_\t_\t_\t_
"""


def test_files_of_inception_open():
    assert named(EMOJI) == [("😊", "Span", "e1")]
    assert [each[:2] for each in named(STACKED)] == [
        ("aaaaaa bbbbbb", "2a"), ("aaaaaa bbbbbb", "2b"), ("aaaaaa bbb", "7a"), ("aaaaaa bbb", "7b"),
        ("aaaaaa", "1a"), ("aaaaaa", "1b"), ("aaa bbbbbb ccc", "9a"), ("aaa bbbbbb ccc", "9b"),
        ("b", "3a"), ("b", "3b"),
    ]  # fmt: skip


def test_the_examples_of_the_documentation():
    assert named(DOCUMENTED) == [
        ("Ms. Haag", "PERSON", "e1"), ("Ms.", "PERpart", "e2"), ("Elianti", "PER_X", "e3"), ("she", "PERSON", "e1"),
    ]  # fmt: skip
    assert opened(DOCUMENTED).document.text == "Ms. Haag plays Elianti , she\nsays ."


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("1-2\t1-5\tISIS\t_\t_", "line 7 says that “ISIS” stands at 1-5, where the text has something else"),
        ("1-2\t2-6\tISIS\t_\t_", "line 7 says that “ISIS” stands at 2-6"),  # code points, not UTF-16 units
        ("1-2\t3-99\tISIS\t_\t_", "line 7 says that “ISIS” stands at 3-99"),
        ("1-2\t3-7\tISIS\t_", "line 7 has 1 columns of annotations, and the header names 2"),
        ("1-2\t3\tISIS\t_\t_", "line 7 has no place and word"),
        ("1-2", "line 7 has no place and word"),
    ],
)
def test_what_does_not_fit_is_said(row, says):
    with pytest.raises(BadAnnotation) as caught:
        opened(f"{HEADER}{ENTITIES}\n\n#Text=😀 ISIS\n1-1\t0-2\t😀\t_\t_\n{row}\n")
    assert str(caught.value).startswith(f"a.tsv cannot be read as webanno: {says}")


@pytest.mark.parametrize(("encoding", "codec"), [("utf-16", "utf-16-le"), ("utf-8", "utf-8")])
@pytest.mark.parametrize("text", ["", "plain", "e\u0301 é 伊", "a😀b👩‍👩‍👧c"])
def test_places_in_other_units(text, encoding, codec):
    units = Units(text, encoding)
    width = 2 if encoding == "utf-16" else 1
    places = [len(text[:point].encode(codec)) // width for point in range(len(text) + 1)]
    assert [units.of(point) for point in range(len(text) + 1)] == places
    for unit in range(-1, places[-1] + 2):
        if unit in places:
            assert units.point(unit) == places.index(unit)
        else:
            with pytest.raises(ValueError, match=f"no character at {unit}"):
                units.point(unit)
