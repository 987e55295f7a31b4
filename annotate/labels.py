"""The label scheme: OntoNotes 5, as spaCy's English pipelines give it, and how aka groups and compares labels."""

from __future__ import annotations

from collections.abc import Callable, Collection
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

NUMBERS: Group = "dates and numbers"
GROUPS_OF_NAMES: tuple[Group, ...] = tuple(group for group in GROUPS if group != NUMBERS)

MISC = "MISC"
"""What many pipelines call a name that is no person's, place's or organisation's: it says too little for any label of
ours, stays, and is shown under "other"."""

# What spaCy's pipelines of other languages call the kinds of names; those that are left out are no names of ours.
_OF_PIPELINES = {
    **dict.fromkeys(("PER", "PRS", "PS", "persName", "PET_NAME"), "PERSON"),
    **dict.fromkeys(("ORGANIZATION", "OG", "orgName", "GPE_ORG"), "ORG"),
    **dict.fromkeys(("placeName", "GPE_LOC"), "GPE"),
    **dict.fromkeys(("LC", "geogName"), "LOC"),
    "FACILITY": "FAC",
    "NAT_REL_POL": "NORP",
    **dict.fromkeys(("EVN", "EVT"), "EVENT"),
    **dict.fromkeys(("PROD", "OBJ"), "PRODUCT"),
    **dict.fromkeys(("WRK", "MOVIE", "BOOK_OR_SONG"), "WORK_OF_ART"),
    **dict.fromkeys(("DT", "date", "DATETIME", "PERIOD"), "DATE"),
    **dict.fromkeys(("TI", "TME", "time"), "TIME"),
    **dict.fromkeys(("QT", "MSR"), "QUANTITY"),
    "NUMERIC_VALUE": "CARDINAL",
    MISC: MISC,
}

_GROUP_OF: dict[str, Group] = {label: group for group, labels in GROUPS.items() for label in labels}


def of_pipeline(label: str) -> str:
    """The label that a pipeline's own stands for; empty for what is no name, date or number.

    >>> of_pipeline("PER"), of_pipeline("GPE"), of_pipeline("TITLE_AFFIX")
    ('PERSON', 'GPE', '')
    """
    return label if label in LABELS else _OF_PIPELINES.get(label, "")


def group_of(label: str) -> Group:
    """The group that the sidebar shows a label under; a label of another scheme goes under "other"."""
    return _GROUP_OF.get(label, "other")


def is_name(label: str) -> bool:
    """Whether a label is that of a name (and not of a date or a number)."""
    return group_of(label) != NUMBERS


def every(label: str) -> bool:
    """Whether a label is one at all: for who asks for all of them (see :class:`annotate.query.Index`)."""
    return True


def any_of(wanted: Collection[str]) -> Callable[[str], bool]:
    """Whether a label, or the group that it is shown under, is one of those wanted.

    >>> [label for label in LABELS if any_of({"people", "GPE"})(label)]
    ['PERSON', 'GPE']
    """
    return lambda label: label in wanted or group_of(label) in wanted
