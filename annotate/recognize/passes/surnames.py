"""A person who has been named in full is found by the surname alone."""

from __future__ import annotations

from annotate.recognize.passes.context import Context, forms, put
from annotate.recognize.passes.scan import Scanner
from annotate.recognize.passes.support import stands_alone
from annotate.recognize.spans import Span
from annotate.resolve.words import ROMAN, SUFFIXES


def run(context: Context, spans: list[Span]) -> list[Span]:
    """Mark the surnames of the persons in the document where they stand alone, and make those marked persons."""
    surnames = {}
    for span in spans:
        if span.label == "PERSON" and (surname := _surname(context.text[span.start : span.end])):
            surnames[surname] = span
    exact = {(span.start, span.end): span for span in spans}
    starts = sorted(span.start for span in spans)
    new = []
    for match in Scanner((name, name) for name in surnames).find(context):
        span = exact.get((match.start, match.end))
        if span is not None:
            if span.label != "PERSON" and context.text[span.start : span.end] == match.value and not _is_place(context, match.first, span):
                new.append(span._replace(label="PERSON"))
        elif context.text[match.start : match.end] == match.value and stands_alone(context, match) and not _is_named(context, match.first):
            new.append(Span(match.start, match.end, "PERSON", "rule"))
    return put(spans, [span for span in new if (span.start, span.end) in exact]) if False else _placed(spans, new, exact)


def _placed(spans: list[Span], new: list[Span], exact: dict[tuple[int, int], Span]) -> list[Span]:
    from annotate.recognize.passes.context import add

    changed = [span for span in new if (span.start, span.end) in exact]
    return add(put(spans, changed), [span for span in new if (span.start, span.end) not in exact])


def _surname(name: str) -> str | None:
    words = name.replace("\n", " ").split(" ")
    while len(words) > 1 and (forms(words[-1]) or ("",))[0] in SUFFIXES | ROMAN:
        words.pop()
    last = words[-1].strip(".,'’\"”")
    return last if len(words) > 1 and len(last) > 2 and last[0].isupper() else None


def _is_named(context: Context, index: int) -> bool:
    """Whether the word before is another given name."""
    return context.gap(index) == " " and context.is_capital(index - 1) and not context.begins_sentence(index - 1)


def _is_place(context: Context, index: int, span: Span) -> bool:
    """Whether the text says that it is one: "in Lincoln"."""
    return span.label in ("GPE", "LOC", "FAC") and index > 0 and context.tokens[index - 1].form in _LOCATIVE


_LOCATIVE = frozenset("in at near to from of outside across into around via".split())
