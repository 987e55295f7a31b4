"""Reasons in words."""

import pytest

from annotate.annotation import Evidence
from annotate.evidence import explain


@pytest.mark.parametrize(
    ("rule", "name", "said"),
    [
        ("known as different: Iran, Iraq", "Iraq", "known as different: Iran, Iraq"),
        ("known as different: Iran, Iraq", "Iran", "known as different: Iran, Iraq"),
        ("known as different: Iran, Northern Iraq", "Iraq", "known as different: Iran, Northern Iraq: Iraq"),
        ("known as different", "Iran, Iraq", "known as different: Iran, Iraq"),
        ("opposite: north, south", "South Zork", "opposite: north, south: South Zork"),
        ("alias book", "book", "alias book: book"),
        ("surname of", "Ada Roe", "surname of Ada Roe"),
    ],
)
def test_a_name_that_the_rule_lists_is_not_said_again(rule, name, said):
    assert explain(Evidence(rule, name, None)) == said
