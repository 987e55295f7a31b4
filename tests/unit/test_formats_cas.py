"""UIMA CAS as XMI and JSON: DKPro's own library reads what aka writes, and aka what that library writes."""

import io
import json
import warnings

import cassis
import pytest
from msgspec.structs import replace

from annotate.annotation import Mention
from annotate.errors import BadAnnotation
from annotate.formats import FORMATS, Input, read_annotations, save, sentence
from tests.sample_annotation import annotation

NER = "de.tudarmstadt.ukp.dkpro.core.api.ner.type."
COREF = "de.tudarmstadt.ukp.dkpro.core.api.coref.type."
TEXT = "😀 Ada 👩‍👩‍👧 met e\u0301 Babbage.\r\nAda left אדה."


def named(*entities):
    """The text with what these name; ``Ada`` is linked to Wikidata."""
    one = annotation(TEXT, list(entities))
    return replace(one, entities=(replace(one.entities[0], reference="Q7259"), *one.entities[1:]))


SAMPLE = named(
    ("PERSON", {"Ada": "canonical name"}), ("PERSON", {"Babbage": "canonical name", "אדה": "spelling"})
)


@pytest.fixture(autouse=True)
def no_warning():
    """cassis warns of offsets that do not fit its text."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", ResourceWarning)  # of another test, wherever the collector runs
        yield


def loaded(name, folder, one=SAMPLE):
    """What cassis makes of a file of aka's."""
    path = folder / f"file{FORMATS[name].suffixes[0]}"
    assert sentence(name, save([one], FORMATS[name], path)) == ""
    if name == "casjson":
        with path.open(encoding="utf-8") as file:
            return cassis.load_cas_from_json(file)
    with (folder / "file.typesystem.xml").open("rb") as file:
        types = cassis.load_typesystem(file)
    return cassis.load_cas_from_xmi(path, typesystem=types)


@pytest.mark.parametrize("name", ["xmi", "casjson"])
def test_cassis_reads_it_with_its_type_system(name, tmp_path):
    cas = loaded(name, tmp_path)
    assert cas.sofa_string == TEXT
    assert cas.typecheck() == []
    entities = cas.select(f"{NER}NamedEntity")
    assert [(each.get_covered_text(), each.value, each.identifier) for each in entities] == [
        ("Ada", "PERSON", "http://www.wikidata.org/entity/Q7259"),
        ("Babbage", "PERSON", None),
        ("Ada", "PERSON", "http://www.wikidata.org/entity/Q7259"),
        ("אדה", "PERSON", None),
    ]
    chains = []
    for chain in cas.select(f"{COREF}CoreferenceChain"):
        chains.append([])
        link = chain.first
        while link:
            chains[-1].append(link.get_covered_text())
            link = link.next
    assert chains == [["Ada", "Ada"], ["Babbage", "אדה"]]
    tokens = cas.select("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token")
    assert [each.get_covered_text() for each in tokens][:5] == ["😀", "Ada", "👩‍👩‍👧", "met", "e\u0301"]
    assert len(cas.select("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence")) == 2
    (about,) = cas.select("de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData")
    assert (about.documentId, about.language) == ("talks.txt", "en")


@pytest.mark.parametrize("name", ["xmi", "casjson"])
def test_what_has_been_through_cassis_still_has_all(name, tmp_path):
    cas = loaded(name, tmp_path)
    data = cas.to_json() if name == "casjson" else cas.to_xmi()
    assert read_annotations(data.encode(), "back") == FORMATS[name].read(
        Input((tmp_path / f"file{FORMATS[name].suffixes[0]}").read_bytes(), "file")
    )


def test_the_types_are_those_of_dkpro(tmp_path):
    ours = loaded("xmi", tmp_path).typesystem
    theirs = cassis.load_dkpro_core_typesystem()
    for type_ in ours.get_types():
        if type_.name.startswith("de.tudarmstadt") and not type_.name.endswith("DocumentMetaData"):
            known = theirs.get_type(type_.name)
            assert type_.supertype.name == known.supertype.name
            ranges = {each.name: each.rangeType.name for each in known.features}
            assert {each.name: each.rangeType.name for each in type_.features}.items() <= ranges.items()


def of_cassis(text=TEXT):
    """A CAS as INCEpTION would give it, made by cassis; without anything of aka's."""
    types = cassis.load_dkpro_core_typesystem()
    custom = types.create_type("webanno.custom.Weapon", "uima.tcas.Annotation")
    types.create_feature(custom, "label", "uima.cas.String")
    cas = cassis.Cas(typesystem=types)
    cas.sofa_string = text
    cas.sofa_mime = "text/plain"
    return cas, types


def data_of(cas, name):
    return (cas.to_json() if name == "casjson" else cas.to_xmi()).encode()


def span(types, type_, start, end, **features):
    return types.get_type(type_)(begin=start, end=end, **features)


@pytest.mark.parametrize("name", ["xmi", "casjson"])
def test_a_file_of_another_program_opens(name):
    cas, types = of_cassis()
    ada, babbage, again = TEXT.index("Ada"), TEXT.index("Babbage"), TEXT.rindex("Ada")
    links = [span(types, f"{COREF}CoreferenceLink", at, at + 3) for at in (ada, again)]
    links[0].next = links[1]
    cas.add_all(
        [
            span(types, f"{NER}NamedEntity", ada, ada + 3, value="PER", identifier="http://www.wikidata.org/entity/Q7259"),
            span(types, f"{NER}Person", babbage, babbage + 7),
            span(types, f"{NER}NamedEntity", again, again + 3, value="PER"),
            span(types, "webanno.custom.Weapon", 0, 1, label="emoji"),
            *links,
            types.get_type(f"{COREF}CoreferenceChain")(first=links[0]),
        ]
    )  # fmt: skip
    (one,) = read_annotations(data_of(cas, name), "theirs")
    assert one.document.text == TEXT
    assert [(each.text, each.label, each.entity) for each in one.mentions] == [
        ("Ada", "PERSON", "e1"), ("Babbage", "PERSON", "e2"), ("Ada", "PERSON", "e1"),
    ]  # fmt: skip
    assert [each.reference for each in one.entities] == ["Q7259", None]
    assert one.document.source == "theirs"


@pytest.mark.parametrize("name", ["xmi", "casjson"])
def test_a_layer_of_a_projects_own_opens(name):
    cas, types = of_cassis()
    cas.add_all(
        [
            span(types, "webanno.custom.Weapon", 0, 1, label="emoji"),
            span(types, "webanno.custom.Weapon", 2, 5),
        ]
    )
    (one,) = read_annotations(data_of(cas, name), "theirs")
    assert [(each.text, each.label) for each in one.mentions] == [("😀", "emoji"), ("Ada", "Weapon")]


@pytest.mark.parametrize("name", ["xmi", "casjson"])
def test_control_characters_come_back(name):
    text = "\x00Daesh\x1b[m \u202e\ufffe_x0041_\x85\t\r\n"
    mention = Mention(1, 6, "Daesh", "ORG", "e1", "book", "confirmed", 0.1)
    one = replace(annotation(text, [("ORG", {"Daesh": "canonical name"})]), mentions=(mention,))
    file = io.BytesIO()
    FORMATS[name].write([one], file)
    data = file.getvalue()
    assert not any(acting in data for acting in (b"\x00", b"\x1b", b"\xc2\x85", "\u202e".encode()))
    (back,) = read_annotations(data, "file")
    assert back.document.text == text
    assert back.mentions == one.mentions


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("xmi", 'begin="3"', 'begin="1"', "a span at 1-6 (in UTF-16 units) does not fit the text"),
        ("xmi", 'end="6"', 'end="600"', "a span at 3-600 (in UTF-16 units) does not fit the text"),
        ("xmi", 'begin="3"', 'begin="x"', "a span at x-6"),
        ("xmi", "sofaString", "sofaStrang", "it has no text"),
        ("xmi", "</xmi:XMI>", "", "no sound XML"),
        ("xmi", "xmi:XMI", "xmi:XMA", "it is XML, but no XMI"),
        ("casjson", '"begin" : 3', '"begin" : 1', "a span at 1-6"),
        ("casjson", "%TYPE", "%TIPE", "has no %ID or no %TYPE"),
        ("casjson", "sofaString", "sofaStrang", "it has no text"),
        ("casjson", "}", "", "malformed"),
        ("casjson", "%FEATURE_STRUCTURES", "%STRUCTURES", "missing required field"),
        ("casjson", f"{NER}NamedEntity", "aka.Mention", "has no mention"),
    ],
)
def test_what_does_not_fit_is_said(name, old, new, says):
    cas, types = of_cassis("😀 Ada")
    cas.add(span(types, f"{NER}NamedEntity", 2, 5, value="PER"))
    data = data_of(cas, name).decode()
    if name == "casjson":
        data = json.dumps(json.loads(data), separators=(",", " : "))
    assert old in data
    with pytest.raises(BadAnnotation, match=rf"^odd cannot be read as {name}: .*\.$") as caught:
        FORMATS[name].read(Input(data.replace(old, new).encode(), "odd"))
    assert says in str(caught.value)


@pytest.mark.parametrize("name", ["xmi", "casjson"])
def test_half_a_character_is_said(name):
    with pytest.raises(BadAnnotation, match="half of a character"):
        FORMATS[name].write([annotation("half \ud800")], io.BytesIO())
