"""From spans to names, through the rules, to entities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotate.annotation import Block, Entity, Mention, Suggestion
from annotate.book import Book
from annotate.labels import is_name
from annotate.languages.codes import ENGLISH
from annotate.names import surface
from annotate.recognize.spans import Span
from annotate.resolve import cues
from annotate.resolve.couples import shared_surnames
from annotate.resolve.entities import build
from annotate.resolve.families import family_names
from annotate.resolve.knowledge import CERTAIN
from annotate.resolve.name import Name, group
from annotate.resolve.persons import Style, style_before, titles_before
from annotate.resolve.rules import RULES
from annotate.resolve.state import State


class Resolution(NamedTuple):
    """The entities of a document in the order of their first mention, its mentions, and links left to the
    reader."""

    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    suggestions: tuple[Suggestion, ...]


def resolve(
    text: str,
    spans: Sequence[Span],
    book: Book,
    *,
    blocks: Sequence[Block] = (),
    language: str = ENGLISH,
    all_pairs: bool = False,
) -> Resolution:
    """Gather the mentions of a document into entities.

    ``spans`` are half open, in code points of ``text``, and may come in any order; of spans at the same place
    the first counts. Only what lies inside them is needed: the text between may be blank, then nothing is
    read out of it. No cue is read across the end of a block. ``all_pairs`` compares every pair of names, for
    the tests. Only the rules for the ``language`` are run.
    """
    unique: dict[tuple[int, int], Span] = {}
    for span in spans:
        if 0 <= span.start < span.end <= len(text):
            unique.setdefault((span.start, span.end), span)
    ordered = sorted(unique.values(), key=lambda span: (span.start, -span.end))
    names, of_span = gather(text, [span for span in ordered if is_name(span.label)], book)
    ends = {span.start: span.end for span in reversed(ordered)}
    found = cues.find(text, names, ends, [block.end for block in blocks])
    state = sieve(names, book, found, language=language, all_pairs=all_pairs)
    return Resolution(*build(text, ordered, of_span, state))


def sieve(
    names: list[Name],
    book: Book,
    found: Iterable[cues.Cue] = (),
    *,
    language: str = ENGLISH,
    bare: bool = False,
    all_pairs: bool = False,
) -> State:
    """Run the rules for a language in their order over the names of a document and the cues found in its text."""
    state = State(names, book, list(found), bare=bare, all_pairs=all_pairs)
    for rule in RULES:
        if rule.languages(language):
            rule.run(state)
    return state


def gather(text: str, spans: Sequence[Span], book: Book) -> tuple[list[Name], dict[tuple[int, int], int]]:
    """The distinct names of a document, in the order of their first mention, and the name of each span.

    One surface form is one name, but apart by kind (a person, a place ...) and, for persons, by a gendered
    title or one with which the book has the name.
    """
    persons = {
        span: (surface(text[span.start : span.end]), style_before(text[max(0, span.start - 24) : span.start]))
        for span in spans
        if group(span.label) == "person"
    }
    families = family_names(persons.values())
    couples = shared_surnames(text, book, persons)
    places: dict[tuple[str, str, Style, str], list[Span]] = {}
    for span in spans:
        form, style = persons.get(span) or (surface(text[span.start : span.end]), "")
        kind = group(span.label)
        several = kind == "person" and form in families
        titled = _titled(text, span, book) if kind == "person" else ""
        places.setdefault((form, kind, "several" if several else style, titled), []).append(span)
    names: list[Name] = []
    of_span: dict[tuple[int, int], int] = {}
    for number, ((form, its_group, style, titled), alike) in enumerate(places.items()):
        labels = [span.label for span in alike]
        label = max(dict.fromkeys(labels), key=labels.count)
        starts = tuple(span.start for span in alike)
        shared = couples.get(form, "") if its_group == "person" and not style else ""
        names.append(Name(number, form, label, starts, style, shared, titled))
        of_span.update({(span.start, span.end): number for span in alike})
    return names, of_span


def _titled(text: str, span: Span, book: Book) -> str:
    """A name with the title that stands before it, when the book has a person by that; else empty."""
    form = surface(text[span.start : span.end])
    for title in titles_before(text[max(0, span.start - 48) : span.start]):
        titled = f"{title} {form}"
        if any(hit.role in CERTAIN and hit.entry.label == "PERSON" for hit in book.lookup(titled)):
            return titled
    return ""
