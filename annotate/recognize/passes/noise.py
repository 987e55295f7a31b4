"""Drop what is no name: a currency's sign, a title alone, a department that stands for its minister's
office."""

from __future__ import annotations

import re

from annotate.names import word_set
from annotate.recognize.passes.context import Context
from annotate.recognize.spans import Span
from annotate.resolve.words import SUFFIXES, TITLES

_currency = re.compile(r" ?[$£€¥]").match
_office_before = re.compile(r"\b(?:[Ss]ecretary|[Mm]inister|[Mm]inistry|[Ss]tate)(?: of| for) $").search
_office_after = re.compile(r" (?:[Ss]ecretary|[Mm]inister)\b").match
_article = re.compile(r"\ban? $").search
_alone = re.compile(r"[,.;:)]|$| (?:and|or|in|on|at|with|by|to|from|that|which|was|is)\b").match
_PORTFOLIOS = word_set(
    """state defense defence home foreign interior justice finance treasury commerce labor labour
    education energy health transport agriculture environment shadow culture trade affairs"""
)
# Acronyms of things that news text is full of; none of them is a body that acts.
_THINGS = word_set(
    """IED VBIED SVBIED UAV UAS RPG EFP MANPAD APC IDP POW WMD CCTV GPS SIM USB DNA RNA HIV AIDS PTSD GDP GNP CPI VAT
    CEO CFO COO MP MEP PM NCO PPE PCR ATM SUV HQ ID PR"""
)
_GENERIC = word_set(
    """department ministry council committee commission board agency company court university college
    group union coalition government association organization organisation foundation institute office
    secretariat party church school bureau corporation centre center force forces administration task"""
)


def run(context: Context, spans: list[Span]) -> list[Span]:
    """Keep the spans that name something."""
    things = {context.text[span.start : span.end] for span in spans if _is_thing(context, span)}
    return [
        span
        for span in spans
        if context.text[span.start : span.end] not in things and not _is_noise(context.text, span)
    ]


def _is_thing(context: Context, span: Span) -> bool:
    """Whether an unknown acronym is a kind of thing: "a VBIED, a UAV". A body is "a NATO official" at
    most."""
    name = context.text[span.start : span.end]
    if name.removesuffix("s") in _THINGS:
        return span.label in ("ORG", "PRODUCT", "NORP", "PERSON", "GPE")
    return (
        span.label in ("ORG", "PRODUCT", "NORP")
        and name.isupper()
        and _article(context.text[max(0, span.start - 4) : span.start]) is not None
        and _alone(context.text, span.end) is not None
        and not context.book.lookup(name)
    )


def _is_noise(text: str, span: Span) -> bool:
    name = text[span.start : span.end]
    words = [word.strip(".,") for word in name.lower().split()]
    if span.label in ("GPE", "ORG") and len(name) <= 4 and _currency(text, span.end):
        return True
    if span.label == "ORG" and all(word in _PORTFOLIOS for word in words):
        before = text[max(0, span.start - 14) : span.start]
        return _office_after(text, span.end) is not None or _office_before(before) is not None
    if span.label in ("ORG", "FAC") and len(words) == 1:
        return words[0] in _GENERIC and not name.isupper()
    if span.label in ("PERSON", "ORG"):
        return all(word in TITLES or word in SUFFIXES for word in words) and not (
            len(words) == 1 and len(name) > 9
        )
    return False
