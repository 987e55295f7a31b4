"""CoNLL-2012 and CoNLL-U of CorefUD: names and coreference chains, word by word."""

import io

import conllu
import pytest
from msgspec.structs import replace

from annotate.annotation import Mention
from annotate.errors import BadAnnotation
from annotate.formats import FORMATS, Input, read_annotations, sentence
from tests.sample_annotation import annotation


def written(name, *several):
    file = io.BytesIO()
    losses = FORMATS[name].write(several, file)
    return file.getvalue().decode(), sentence(name, losses)


def test_names_and_chains_have_a_column_each():
    text, losses = written("conll2012", annotation())
    assert losses == (
        "conll2012 keeps no names of entities, evidence or suggested links: 5 names, 3 reasons and 1 link were dropped."
    )
    assert text.startswith("#begin document (talks.txt); part 000\n")
    assert text.endswith("\n\n#end document\n")
    rows = [line.split() for line in text.splitlines() if line.startswith("talks ")]
    assert {len(row) for row in rows} == {12}
    assert [(row[3], row[10], row[11]) for row in rows if row[11] != "-"][:5] == [
        ("Geneva", "(GPE)", "(3)"), ("Barack", "(PERSON*", "(0"), ("Obama", "*)", "0)"),
        ("Vladimir", "(PERSON*", "(1"), ("Putin", "*)", "1)"),
    ]  # fmt: skip
    assert [row[3] for row in rows[:3]] == ["Talks", "in", "Geneva"]


# The columns are those of the shared task's description; the sentences are made for this test.
ONTONOTES = """#begin document (nw/xx/00/xx_0001); part 000
nw/xx/00/xx_0001 0 0 Ada NNP (TOP(S(NP* - - - - (PERSON* (ARG0* (7|(8
nw/xx/00/xx_0001 0 1 Lovelace NNP *) - - - - *) *) 8)
nw/xx/00/xx_0001 0 2 of IN (PP* - - - - * * -
nw/xx/00/xx_0001 0 3 London NNP *)) - - - - (GPE) * 7)
nw/xx/00/xx_0001 0 4 left VBD (VP*)) leave 01 1 - * (V*) -

nw/xx/00/xx_0001 0 0 She PRP (TOP(S(NP*) - - - - * (ARG0*) (8)
nw/xx/00/xx_0001 0 1 slept VBD (VP*))) sleep 01 1 - * (V*) -

#end document
#begin document (nw/xx/00/xx_0001); part 001
nw/xx/00/xx_0001 1 0 London NNP (TOP(NP* - - - - (GPE) -
nw/xx/00/xx_0001 1 1 ! . *)) - - - - * -

#end document
"""


def test_a_file_of_ontonotes_opens():
    first, second = read_annotations(ONTONOTES.encode(), "ada.v4_gold_conll")
    assert first.document.text == "Ada Lovelace of London left\nShe slept\n"
    assert (first.document.source, second.document.source) == ("nw/xx/00/xx_0001", "nw/xx/00/xx_0001 part 1")
    assert [(each.text, each.label, each.entity) for each in first.mentions] == [
        ("Ada Lovelace of London", "MISC", "e1"), ("Ada Lovelace", "PERSON", "e2"), ("London", "GPE", "e3"),
        ("She", "PERSON", "e2"),
    ]  # fmt: skip
    assert second.document.text == "London!\n"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (" (7|(8\n", " (7|(8|9)\n", "line 2 ends a mention of chain 9 that does not begin"),
        (" 7)\n", " -\n", "a mention of chain 7 begins and does not end"),
        ("(GPE) * 7)", "GPE) * 7)", "line 5 ends a name that does not begin"),
        ("(GPE) * 7)", "(GPE* * 7)", "a name in it begins and does not end (GPE)"),
        ("* (V*) -\n\nnw", "*\n\nnw", "line 6 has 11 columns"),
    ],
)
def test_what_is_no_conll2012_is_said(old, new, says):
    assert ONTONOTES.count(old) >= 1
    with pytest.raises(BadAnnotation, match=r"^ada cannot be read as conll2012: ") as caught:
        FORMATS["conll2012"].read(Input(ONTONOTES.replace(old, new, 1).encode(), "ada"))
    assert says in str(caught.value)


def test_conllu_is_what_its_library_reads():
    one = replace(
        annotation(),
        entities=(replace(annotation().entities[0], reference="Q76"), *annotation().entities[1:]),
    )
    text, losses = written("conllu", one)
    assert losses == (
        "conllu keeps no names of entities, evidence or suggested links: 5 names, 3 reasons and 1 link were dropped."
    )
    sentences = conllu.parse(text)
    assert sentences[0].metadata["newdoc id"] == "talks.txt"
    assert sentences[0].metadata["global.Entity"] == "eid-etype-head-other"
    assert [each.metadata["text"] for each in sentences][
        2
    ] == "Barack Obama met Vladimir Putin in Geneva on Monday."
    words = [word for sentence in sentences for word in sentence]
    assert [(word["form"], word["misc"]["Entity"]) for word in words if "Entity" in (word["misc"] or {})][:5] == [
        ("Geneva", "(e4-GPE-1-)"), ("Barack", "(e1-PERSON-1-identity:Q76"), ("Obama", "e1)"),
        ("Vladimir", "(e2-PERSON-1-"), ("Putin", "e2)"),
    ]  # fmt: skip


def test_mentions_that_cross_and_white_space_come_back():
    text = "  Ada and Bob\tand  Eve🦊, all\r\n\r\nof them | left \\ \u2028 e\u0301 .\n"

    def mention(words, entity):
        return Mention(
            text.index(words), text.index(words) + len(words), words, "PERSON", entity, "model", "suggested"
        )

    mentions = [
        mention("Ada and Bob", "e1"), mention("Bob\tand  Eve🦊", "e1"), mention("Bob", "e2"),
        mention("Eve🦊, all", "e1"), mention("Eve🦊", "e2"), mention("them | left \\ \u2028 e\u0301", "e2"),
    ]  # fmt: skip
    made = annotation(text, [("PERSON", {"Ada": ""}), ("PERSON", {"Eve": ""})])
    reference = "https://example.org/a-b?c=(d)|e,f%20:g"
    entities = (replace(made.entities[0], reference=reference), replace(made.entities[1], reference="Q1"))
    one = replace(made, mentions=tuple(mentions), entities=entities)
    (back,) = read_annotations(written("conllu", one)[0].encode(), "file")
    assert back.document.text == text
    assert back.mentions == one.mentions
    assert [entity.reference for entity in back.entities] == [reference, "Q1"]


# In the shape of CorefUD's and GUM's files; the sentences are made for this test.
COREFUD = """# newdoc id = letter
# global.Entity = GRP-etype-infstat-minspan-link-identity
# sent_id = letter-1
# text = Vámonos al Daesh, dijo él.
1-2	Vámonos	_	_	_	_	_	_	_	_
1	Vamos	ir	VERB	_	_	0	root	_	Entity=(4-event-new-1-sgl-
2	nos	nosotros	PRON	_	_	1	obj	_	Entity=4)
3-4	al	_	_	_	_	_	_	_	_
3	a	a	ADP	_	_	5	case	_	_
4	el	el	DET	_	_	5	det	_	Entity=(1-organization-new-2-coref-Islamic%20State
5	Daesh	Daesh	PROPN	_	_	1	obl	_	Entity=1)|SpaceAfter=No
6	,	,	PUNCT	_	_	1	punct	_	_
6.1	_	_	PRON	_	_	_	_	1:nsubj	Entity=(2-person-acc-1-ana-)
7	dijo	decir	VERB	_	_	1	parataxis	_	_
8	él	él	PRON	_	_	7	nsubj	_	Entity=(2[1/2]-person-new-1-ana-)|SpaceAfter=No
9	.	.	PUNCT	_	_	1	punct	_	_

# sent_id = letter-2
1	Nadie	nadie	PRON	_	_	0	root	_	Entity=(2[2/2]-person-new-1-ana-)

# newdoc
# global.Entity = eid-etype-head-other
1	Daesh	Daesh	PROPN	_	_	0	root	_	Entity=(e1-organization-1-)
"""


def test_a_file_of_corefud_opens():
    first, second = read_annotations(COREFUD.encode(), "letter.conllu")
    assert first.document.text == "Vámonos al Daesh, dijo él. Nadie "
    assert [(each.text, each.label, each.entity) for each in first.mentions] == [
        ("Vámonos", "EVENT", "e1"), ("al Daesh", "ORG", "e2"), ("él. Nadie", "PERSON", "e3"),
    ]  # fmt: skip
    assert first.entities[1].reference == "Islamic State"
    assert second.document.source == "letter.conllu 2"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Entity=1)", "Entity=9)", "line 11 ends a mention of 9 that does not begin"),
        ("Entity=1)|", "", "a mention of 1 begins and does not end"),
        ("1\tNadie", "x\tNadie", "line 19 is no word of ten columns"),
        ("\tEntity=(e1-organization-1-)", "", "line 23 is no word of ten columns"),
        (
            "Entity=(e1-organization-1-)",
            "Entity=(e1-organization-1-words:7",
            "line 23 has a mention that is longer",
        ),
    ],
)
def test_what_is_no_conllu_is_said(old, new, says):
    assert COREFUD.count(old) == 1
    with pytest.raises(BadAnnotation, match=r"^letter cannot be read as conllu: ") as caught:
        FORMATS["conllu"].read(Input(COREFUD.replace(old, new).encode(), "letter"))
    assert says in str(caught.value)
