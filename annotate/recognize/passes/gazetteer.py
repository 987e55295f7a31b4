"""Names that the alias book knows are found wherever they stand, whatever the model made of them."""

from __future__ import annotations

import contextlib
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from annotate import __version__, cache
from annotate.book import Book, Role
from annotate.recognize.passes.context import Context, first_form, put
from annotate.recognize.passes.scan import Match, Scanner
from annotate.recognize.passes.support import fits, stands_alone
from annotate.recognize.spans import Span
from annotate.resolve.words import TITLES

_CERTAIN = frozenset({"alias", "former", "people"})
_SHAPE = "1"  # change it when what is kept in the cache, or what a name's first word is, changes
_MOST = 4  # books' words are kept


# A name as the book writes it, the number of its entry and its role there. A plain tuple of such is no work
# for the garbage collector, and a book has tens of thousands.
Known = tuple[str, int, Role]


@lru_cache(maxsize=4)
def scanner(book: Book) -> Scanner[Known]:
    """The book's names, ready to be looked for. Made once for a book."""
    bearers = _bearers(book)

    def names(word: str) -> Iterator[tuple[str, Known]]:
        for number in bearers[word]:
            for role, name in book.entries[number].roles():
                if first_form(name) == word:
                    yield name, (name, number, role)

    return Scanner(bearers, names)


def _bearers(book: Book) -> dict[str, list[int]]:
    """The numbers of the entries by the first words of their names; from the user's cache when it is there, for there
    are tens of thousands of names."""
    whole = hashlib.sha256(f"{__version__} {_SHAPE}".encode() + msgspec.msgpack.encode(book.entries))
    file = f"words-{whole.hexdigest()[:32]}.msgpack"
    with contextlib.suppress(msgspec.DecodeError):
        if (data := cache.load(file)) is not None:
            return msgspec.msgpack.decode(data, type=dict[str, list[int]])
    bearers: dict[str, dict[int, None]] = defaultdict(dict)
    for number, entry in enumerate(book.entries):
        for _, name in entry.roles():
            bearers[first_form(name)][number] = None
    result = {word: list(numbers) for word, numbers in bearers.items()}
    cache.keep(file, msgspec.msgpack.encode(result), most=_MOST)
    return result


def label_of(context: Context, name: str) -> str | None:
    """The label that the book has for a name, however it is written, if it has one and no more."""
    labels = {
        "NORP" if hit.role == "people" else hit.entry.label
        for hit in context.book.lookup(name)
        if hit.role in _CERTAIN
    }
    return labels.pop() if len(labels) == 1 else None


def run(context: Context, spans: list[Span]) -> list[Span]:
    """Add the book's names, and let them replace the spans that hold only a part of them."""
    matches = list(scanner(context.book).find(context))
    present = {
        number
        for match in matches
        for name, number, role in match.values
        if role in _CERTAIN and fits(context, match, name)
    }
    return put(spans, _new(context, spans, matches, present))


def _new(
    context: Context, spans: Sequence[Span], matches: Sequence[Match[Known]], present: set[int]
) -> list[Span]:
    found = []
    at = 0
    for match in matches:
        while at < len(spans) and spans[at].end <= match.start:
            at += 1
        over = []
        for span in spans[at:]:
            if span.start >= match.end:
                break
            over.append(span)
        label = _label(context, match, present)
        if label and _may_replace(context, match, over, label):
            found.append(Span(_start(context, match, label), match.end, label, "book"))
    return found


def _start(context: Context, match: Match[Known], label: str) -> int:
    """Where the name begins behind the article or the title that the book may write before it."""
    first = match.first
    while first < match.last and (
        context.tokens[first].form == "the" or (label == "PERSON" and context.tokens[first].form in TITLES)
    ):
        first += 1
    return context.tokens[first].start


def _label(context: Context, match: Match[Known], present: set[int]) -> str | None:
    """The label of the entity that a name stands for here; None when the book leaves it open."""
    labels = set(_labels(context, match, present))
    return labels.pop() if len(labels) == 1 else None


def _labels(context: Context, match: Match[Known], present: set[int]) -> Iterator[str]:
    for name, number, role in match.values:
        counts = role in _CERTAIN or (role == "ambiguous" and number in present)
        if counts and fits(context, match, name):
            yield "NORP" if role == "people" else context.book.entries[number].label


def _may_replace(context: Context, match: Match[Known], over: Sequence[Span], label: str) -> bool:
    """Whether a match is better than the spans that it overlaps.

    One of the same extent stays as it is, but for an acronym taken for a person ("the BoE" beside the Bank of England).
    """
    text = context.text
    if any((span.start, span.end) == (match.start, match.end) for span in over):
        acronym = sum(map(str.isupper, text[match.start : match.end])) > 1 and match.first == match.last
        return acronym and label != "PERSON" and all(span.label == "PERSON" for span in over)
    last = context.tokens[match.last]
    if (
        text[last.start].islower()
        and context.lexicon.is_word(last.form)
        and not context.is_uncased(match.start)
    ):
        # "Iraqi forces", "Likud party": the common noun is no part of the name; but "Islamic State group" is written
        # so as one name, by the agencies' style books.
        return last.form == "group" and any(
            span.start == match.start and span.label == label and span.end < match.end for span in over
        )
    if not over:
        return match.last > match.first or stands_alone(context, match)
    if any(text[span.end : span.end + 2] in ("'s", "’s") and span.end < match.end for span in over):
        return False  # "Iran's Revolutionary Guards": two names, marked as such
    if label == "NORP" and len(over) > 1:
        return False  # "Syrian Kurds": two peoples, marked as such
    covers = all(match.start <= span.start and span.end <= match.end for span in over)
    inside = any(span.start <= match.start and match.end <= span.end for span in over)
    return covers or (not inside and match.last > match.first)
