"""``why``: the sieve's verdict on two bare names, without a document around them."""

from __future__ import annotations

from typing import Literal, NamedTuple

from annotate.annotation import Evidence
from annotate.book import Book
from annotate.names import is_acronym, tokens
from annotate.recognize.spans import Span
from annotate.resolve import persons
from annotate.resolve.name import group
from annotate.resolve.sieve import gather, sieve
from annotate.resolve.words import LEGAL_FORMS, ORG_WORDS, PLACE_WORDS


class Verdict(NamedTuple):
    """Whether two names are one entity (merge), may be (suggest), or are not (apart), and why."""

    verdict: Literal["merge", "suggest", "apart"]
    evidence: Evidence


def why(a: str, b: str, book: Book, label: str | None = None) -> Verdict:
    """What the sieve says about two names that stand alone.

    ``label`` (OntoNotes) is that of both; without it each name's is taken from the book or guessed from its
    form. What only a document can settle (a short form, say) is a suggestion here.
    """
    labels = (label, label) if label else _labels(a, b, book)
    text = f"{a}\n\n{b}"
    first, second = Span(0, len(a), labels[0]), Span(len(a) + 2, len(text), labels[1])
    names, _ = gather(text, [first, second])
    if len(names) == 1:
        return Verdict("merge", Evidence("same name", a, None))
    state = sieve(names, book, bare=True)
    if state.clusters.find(0) == state.clusters.find(1):
        return Verdict("merge", state.clusters.links[0][0][1])
    veto = state.veto(0, 1)
    if state.maybes:
        return Verdict(
            "suggest", max((maybe.evidence for maybe in state.maybes), key=lambda found: found.score or 0)
        )
    return Verdict("apart", Evidence(veto or "no rule links them", b, None))


def _labels(a: str, b: str, book: Book) -> tuple[str, str]:
    """Labels for two bare names: each from the book or its form, else the other's, else that of a person."""
    first, second = guess(a, book), guess(b, book)
    if first and second and group(first) == group(second):
        return first, second
    one, other = first or second or "PERSON", second or first or "PERSON"
    return one, other


def guess(name: str, book: Book) -> str:
    """A label for a name: the book's, or what its words and its shape say; empty when they say nothing."""
    for hit in book.lookup(name):
        if hit.role in ("alias", "former"):
            return hit.entry.label
        if hit.role == "people":
            return "NORP"
    words = tokens(name)
    parsed = persons.parse(name)
    if parsed.title and not set(words) & ORG_WORDS:
        return "PERSON"
    if set(words) & (ORG_WORDS | LEGAL_FORMS) or is_acronym(name.replace(".", "")):
        return "ORG"
    if set(words) & PLACE_WORDS:
        return "GPE"
    return "PERSON" if len(words) > 1 and parsed.full and "of" not in words and "for" not in words else ""
