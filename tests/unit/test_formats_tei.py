"""TEI P5: what aka writes is what the Guidelines ask for, and editions made by others open."""

import io

import pytest
from lxml import etree
from msgspec.structs import replace

from annotate.annotation import Mention
from annotate.errors import BadAnnotation
from annotate.formats import FORMATS, Input, read_annotations, sentence
from tests.sample_annotation import TEXT, annotation

T = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
WHEN = "2026-11-22T12:00:00+00:00"


def written(one):
    file = io.BytesIO()
    losses = FORMATS["tei"].write([one], file)
    return file.getvalue(), sentence("tei", losses)


def crossing():
    """The sample, with a mention that crosses another, one that a person set, and more about an entity."""
    start = TEXT.index("Putin in")
    odd = Mention(start, start + 8, "Putin in", "ORG", "e3", "model", "suggested")
    geneva, obama, *rest = annotation().mentions
    obama = replace(obama, by="reader", state="confirmed", when=WHEN, score=0.75)
    mentions = sorted([geneva, obama, odd, *rest], key=lambda each: (each.start, -each.end))
    entities = (replace(annotation().entities[0], reference="Q76", note="44th"), *annotation().entities[1:])
    return replace(annotation(), mentions=tuple(mentions), entities=entities)


def test_an_edition():
    data, losses = written(crossing())
    assert losses == "tei keeps no suggested links: 1 link was dropped."
    root = etree.fromstring(data)
    (person, other) = root.iterfind(f"{T}standOff/{T}listPerson/{T}person")
    assert [each.text for each in person.iterfind(f"{T}persName")] == [
        "Barack Obama",
        "Barack Obama",
        "Obama",
    ]
    assert (person.findtext(f"{T}idno"), person.findtext(f"{T}note")) == ("Q76", "44th")
    assert other[1][0].get("locus") == "value"
    body = root.find(f"{T}text/{T}body")
    assert "".join(body.itertext()) == TEXT
    first = next(body.iter(f"{T}persName"))
    assert dict(first.attrib) == {
        "type": "PERSON", "ref": "#e1", "cert": "0.75", "resp": "#reader", ID: "m2",
    }  # fmt: skip
    assert [each.tag.removeprefix(T) for each in body.iterdescendants()][:4] == [
        "div",
        "head",
        "placeName",
        "p",
    ]
    change = next(root.iter(f"{T}change"))
    assert (change.get("when"), change.get("target"), change.get("status")) == (WHEN, "#m2", "confirmed")
    span = next(root.iter(f"{T}span"))
    assert (span.get("type"), span.get("ana")) == ("ORG", "#e3")
    # Every pointer within the file leads somewhere, and no two things have one id.
    ids = [each.get(ID) for each in root.iter() if each.get(ID)]
    assert len(ids) == len(set(ids))
    pointers = {
        one for each in root.iter(etree.Element) for name in ("ref", "resp", "target", "from", "to", "who", "ana")
        for one in each.get(name, "").split()
    }  # fmt: skip
    assert pointers <= {f"#{id_}" for id_ in ids}


def test_what_xml_cannot_hold_and_what_would_act_comes_back():
    text = "A\x00 \x1b[1m Daesh\x1b[m\r\n\ufffe\u202e\x85 & <b>_x001B_</b>\x0b"
    start = text.index("Daesh")
    one = replace(
        annotation(text, [("ORG", {"Daesh": "canonical name"})]),
        mentions=(
            Mention(start - 5, start + 6, text[start - 5 : start + 6], "ORG", "e1", "model", "suggested"),
        ),
    )
    data, _ = written(one)
    assert not {b"\x1b", b"\x85", "\u202e".encode()} & {
        data[i : i + n] for n in (1, 3) for i in range(len(data))
    }
    (back,) = read_annotations(data, "acting.xml")
    assert back.document.text == text
    assert back.mentions == one.mentions


# The list is that of the Guidelines' example of standOff (TEI Consortium, CC BY 3.0 and BSD-2-Clause); the rest is
# made for this test, in the ways in which editions are encoded.
EDITION = b"""<?xml version="1.0" encoding="UTF-8"?>
<?xml-model href="http://www.tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="de">
  <teiHeader>
    <fileDesc>
      <titleStmt><title>A  letter
         home</title><author>Ada <hi>L.</hi></author></titleStmt>
      <publicationStmt><p>For a test.</p><date when="1843-08-10"/></publicationStmt>
      <sourceDesc><p>None.</p></sourceDesc>
    </fileDesc>
  </teiHeader>
  <standOff>
    <listPlace>
      <place xml:id="LATL">
        <placeName>Atlanta</placeName>
        <location><region key="US-GA">Georgia</region></location>
        <idno type="GeoNames">4180439</idno>
      </place>
    </listPlace>
  </standOff>
  <text>
    <body>
      <fw>page header</fw>
      <head>To <persName ref="https://www.wikidata.org/entity/Q46633">Charles
         Babbage</persName></head>
      <p>We met in <!-- where? --><placeName ref="#LATL">At<lb break="no"/>lanta</placeName>, with
        <persName key="byron" cert="high"><forename>Lady</forename> <surname> Byron</surname></persName>.
        <choice><sic>Atlantta</sic><corr><rs type="place" ref="#LATL">the town</rs></corr></choice> is
        <lb/>hot.<note>So is <name type="org">the <hi>Society</hi></name>.</note></p>
      <p><rs>she</rs> <date when="1843">last year</date><persName/></p>
    </body>
  </text>
</TEI>"""


def test_an_edition_made_by_hand_opens():
    (one,) = read_annotations(EDITION, "letter.xml")
    assert one.document.text == (
        "To Charles Babbage\n\nWe met in Atlanta, with Lady Byron. the town is\nhot.\n\nSo is the Society.\n\n"
        "she last year"
    )
    names = {entity.id: (entity.name, entity.reference) for entity in one.entities}
    assert [(each.text, each.label, names[each.entity]) for each in one.mentions] == [
        ("Charles Babbage", "PERSON", ("Charles Babbage", "https://www.wikidata.org/entity/Q46633")),
        ("Atlanta", "GPE", ("Atlanta", "4180439")),
        ("Lady Byron", "PERSON", ("Lady Byron", "byron")),
        ("the town", "GPE", ("Atlanta", "4180439")),
        ("the Society", "ORG", ("the Society", None)),
        ("she", "MISC", ("she", None)),
        ("last year", "DATE", ("last year", None)),
    ]
    made = one.document
    assert (made.title, made.author, made.date, made.language, made.source) == (
        "A letter home", "Ada L.", "1843-08-10", "de", "letter.xml",
    )  # fmt: skip


def test_a_corpus_has_a_document_for_each_text():
    tei = EDITION.partition(b"?>\n<TEI")[2]
    corpus = b'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><TEI' + tei + b"<TEI" + tei + b"</teiCorpus>"
    assert [each.document.source for each in read_annotations(corpus, "all.xml", FORMATS["tei"])] == [
        "all.xml 1", "all.xml 2",
    ]  # fmt: skip


BARE = EDITION[EDITION.index(b"<TEI") :].replace(b"hot", b"&f;")
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (EDITION[:-20], "line "),
        (EDITION.replace(b"<text>", b"<txt>").replace(b"</text>", b"</txt>"), "it has no text"),
        (EDITION.replace(b"<TEI", b"<TEI.2", 1).replace(b"</TEI>", b"</TEI.2>"), "it has no element TEI"),
        (b'<!DOCTYPE TEI [<!ENTITY l0 "ha">' + LAUGHS + b"]>" + BARE.replace(b"&f;", b"&l11;"), "amplification"),
        (b'<!DOCTYPE TEI [<!ENTITY f SYSTEM "file:///etc/hostname">]>' + BARE, "entities of its own"),
        (b'<!DOCTYPE TEI SYSTEM "tei.dtd">' + BARE, "does not declare"),
        (EDITION.replace(b"hot", b"<hi>" * 300 + b"</hi>" * 300), "no sound XML"),
    ],
    ids=["cut", "no text", "no TEI", "laughs", "another file", "no declaration", "deep"],
)  # fmt: skip
def test_what_is_no_sound_tei_is_said(data, says):
    with pytest.raises(BadAnnotation, match=r"^letter\.xml cannot be read as tei: ") as caught:
        FORMATS["tei"].read(Input(data, "letter.xml"))
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_half_a_character_is_said():
    with pytest.raises(BadAnnotation, match="half of a character"):
        written(annotation("half \ud800"))
