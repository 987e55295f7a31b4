"""The letters of the labels, as the choice bar shows them."""

from __future__ import annotations

from typing import NamedTuple

from annotate.labels import LABELS


class Letter(NamedTuple):
    """A letter, the label it stands for, and what it is called for people, in a word and in a shorter one."""

    key: str
    label: str
    word: str
    short: str


LETTERS: tuple[Letter, ...] = (
    Letter("p", "PERSON", "person", "person"),
    Letter("o", "ORG", "organisation", "org"),
    Letter("g", "GPE", "country/city", "GPE"),
    Letter("l", "LOC", "location", "loc"),
    Letter("f", "FAC", "facility", "fac"),
    Letter("n", "NORP", "nation/group", "norp"),
    Letter("e", "EVENT", "event", "event"),
    Letter("t", "PRODUCT", "thing", "thing"),
    Letter("w", "WORK_OF_ART", "work", "work"),
    Letter("a", "LAW", "law", "law"),
    Letter("u", "LANGUAGE", "language", "lang"),
    Letter("d", "DATE", "date", "date"),
    Letter("h", "TIME", "time", ""),
    Letter("m", "MONEY", "money", ""),
    Letter("c", "CARDINAL", "number", ""),
    Letter("i", "ORDINAL", "ordinal", ""),
    Letter("q", "QUANTITY", "quantity", ""),
    Letter("%", "PERCENT", "percent", ""),
)

assert {letter.label for letter in LETTERS} == set(LABELS)
