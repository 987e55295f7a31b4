"""TEI's own schema takes whatever aka writes."""

from __future__ import annotations

import io
import lzma
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from annotate.formats import FORMATS
from tests.property.test_every_format import sound_annotations
from tests.sample_annotation import annotation

RNG = "{http://relaxng.org/ns/structure/1.0}"
DOCUMENTATION = "{http://relaxng.org/ns/compatibility/annotations/1.0}documentation"


@pytest.fixture(scope="module")
def schema():
    packed = Path(__file__).parents[1] / "schemas" / "tei_all.rng.xz"
    root = etree.fromstring(lzma.decompress(packed.read_bytes()))
    etree.strip_elements(root, DOCUMENTATION, with_tail=False)
    return root


def complaints(schema, document):
    """What the schema has against a document. All elements that the document does not have are forbidden first: what is
    valid then is valid, and libxml2 needs a moment for it, not the better part of a minute."""
    used = {etree.QName(element).localname for element in document.iter(etree.Element)}
    fitting = deepcopy(schema)
    for define in fitting.iter(f"{RNG}define"):
        element = define.find(f"{RNG}element")
        if element is not None and element.get("name") not in used:
            define[:] = [etree.Element(f"{RNG}notAllowed")]
    checked = etree.RelaxNG(fitting)
    checked.validate(document)
    return [error.message for error in checked.error_log]


def written(one):
    file = io.BytesIO()
    FORMATS["tei"].write([one], file)
    return etree.fromstring(file.getvalue())


def test_the_schema_has_something_against_what_is_no_tei(schema):
    document = written(annotation())
    assert complaints(schema, document) == []
    document.find(".//{*}publicationStmt/{*}p").tag = "{http://www.tei-c.org/ns/1.0}persName"
    assert "Element publicationStmt failed to validate content" in complaints(schema, document)


@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(one=sound_annotations())
def test_every_annotation_is_valid(schema, one):
    assert complaints(schema, written(one)) == []
