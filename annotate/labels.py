"""The label scheme: OntoNotes 5, as spaCy's English pipelines give it, and how aka groups and compares labels."""

from __future__ import annotations

from typing import Literal

Group = Literal["people", "organisations", "places", "groups", "events", "other", "dates and numbers"]

# In the order in which the sidebar shows them.
GROUPS: dict[Group, tuple[str, ...]] = {
    "people": ("PERSON",),
    "organisations": ("ORG",),
    "places": ("GPE", "LOC", "FAC"),
    "groups": ("NORP",),
    "events": ("EVENT",),
    "other": ("PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE"),
    "dates and numbers": ("DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "PERCENT", "MONEY"),
}

LABELS: tuple[str, ...] = tuple(label for labels in GROUPS.values() for label in labels)
NAMES: frozenset[str] = frozenset(LABELS) - frozenset(GROUPS["dates and numbers"])
"""The labels of names; the others are dates and numbers: kept, hidden until asked for, never linked."""

_GROUP_OF: dict[str, Group] = {label: group for group, labels in GROUPS.items() for label in labels}


def group_of(label: str) -> Group:
    """The group that the sidebar shows a label under; a label of another scheme goes under "other"."""
    return _GROUP_OF.get(label, "other")


def is_name(label: str) -> bool:
    """Whether a label is that of a name (and not of a date or a number)."""
    return group_of(label) != "dates and numbers"
