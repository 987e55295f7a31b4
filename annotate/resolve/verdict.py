"""``why``: the sieve's verdict on two bare names, without a document around them."""

from __future__ import annotations

from typing import Literal, NamedTuple

from annotate.annotation import Evidence
from annotate.book import Book
from annotate.names import key, tokens
from annotate.recognize.spans import Span
from annotate.resolve import organisations, persons, places
from annotate.resolve.sieve import gather, sieve
from annotate.resolve.words import DIRECTIONS, EVENT_WORDS, LEGAL_FORMS, ORG_WORDS, PLACE_WORDS


class Verdict(NamedTuple):
    """Whether two names are one entity (merge), may be (suggest), or are not (apart), and why."""

    verdict: Literal["merge", "suggest", "apart"]
    evidence: Evidence


class Guess(NamedTuple):
    """A label for a bare name, and whether more than its shape speaks for it."""

    label: str
    sure: bool


def why(a: str, b: str, book: Book, label: str | None = None) -> Verdict:
    """What the sieve says about two names that stand alone.

    ``label`` (OntoNotes) is that of both; without it each name's is taken from the book or guessed from its
    form. What only a document can settle (a short form, say) is a suggestion here.
    """
    verdicts = [_judge(a, b, first, second, book) for first, second in _labels(a, b, book, label)]
    for wanted in ("merge", "suggest"):
        for verdict in verdicts:
            if verdict.verdict == wanted:
                return verdict
    return verdicts[0]


def _judge(a: str, b: str, first: str, second: str, book: Book) -> Verdict:
    """The verdict on two names with these labels."""
    text = f"{a}\n\n{b}"
    names, _ = gather(text, [Span(0, len(a), first), Span(len(a) + 2, len(text), second)], book)
    if len(names) == 1:
        return Verdict("merge", Evidence("same name", a, None))
    state = sieve(names, book, bare=True)
    if not state.apart(names[0], names[1]):
        return Verdict("merge", state.clusters.links[0][0][1])
    if state.maybes:
        return Verdict(
            "suggest", max((maybe.evidence for maybe in state.maybes), key=lambda found: found.score or 0)
        )
    reason, _, details = (state.veto(0, 1) or "no rule links them").partition(": ")
    return Verdict("apart", Evidence(reason, details, None))


def _labels(a: str, b: str, book: Book, label: str | None) -> list[tuple[str, str]]:
    """The labels to try for two bare names: what is sure of one goes for the other when that has only a
    shape."""
    if label:
        return [(label, label)]
    first, second = guess(a, book), guess(b, book)
    if first.sure and second.sure:
        return [(first.label, second.label)]
    if first.sure or second.sure:
        label = first.label if first.sure else second.label
        return [(label, label)]
    shapes = {first.label, second.label} - {""}
    return [(shape, shape) for shape in ("ORG", "PERSON") if shape in shapes or shape == "PERSON"]


def guess(name: str, book: Book) -> Guess:
    """A label for a name: the book's, or what its words and its shape say; empty when they say nothing."""
    words = tokens(name)
    for form in (name, " ".join(organisations.core(name).words)):
        for hit in book.lookup(form):
            if hit.role in ("alias", "former"):
                return Guess(hit.entry.label, True)
            if hit.role == "people":
                return Guess("NORP", True)
    if places.place(key(name)):
        return Guess("GPE", True)
    kinds = set(words)
    parsed = persons.parse(name)
    if kinds & EVENT_WORDS or (len(words) > 1 and words[0].isdigit()):
        return Guess("EVENT", True)
    if kinds & LEGAL_FORMS or (kinds & ORG_WORDS and len(words) > 1):
        return Guess("ORG", True)
    if parsed.title or parsed.generation:
        return Guess("PERSON", True)
    if len(words) > 1 and kinds & (PLACE_WORDS | DIRECTIONS | _LANDS):
        return Guess("GPE", True)
    if kinds & _INSIDE:
        return Guess("ORG", True)
    if organisations.acronym(name):
        return Guess("ORG", False)
    return Guess("PERSON" if parsed.full else "", False)


_INSIDE = frozenset({"of", "for", "in", "and", "against"})
_LANDS = frozenset({"american", "british", "french", "equatorial", "saint", "st"})
