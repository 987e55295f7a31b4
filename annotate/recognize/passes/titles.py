""" "Mr X" is a person, and so is whoever has a title before the name."""

from __future__ import annotations

import re

from annotate.labels import is_name
from annotate.names import word_set
from annotate.recognize.passes.context import Context, put
from annotate.recognize.spans import Span
from annotate.resolve.words import TITLES

# After these a capitalised word is a name, even if the model did not see it.
_STRONG = word_set(
    """mr mrs ms miss mister messrs dr prof sir madame mme mlle mademoiselle monsieur herr frau signor signora senor
    senora aunt uncle captain capt colonel col lt sgt sergeant lady lord squire inspector professor doctor sheikh
    ayatollah gen sen rep gov rev"""
)
# After these a marked name is one of a person; the words may also stand before other names.
_WEAK = word_set(
    """president minister chancellor senator governor secretary congressman spokesman spokeswoman king queen prince
    princess pope general major ambassador judge justice"""
)
_gap = re.compile(r"\.?[ \n]").fullmatch


def run(context: Context, spans: list[Span]) -> list[Span]:
    """Mark the names after such titles, and make those that are marked persons."""
    starts = {span.start: span for span in spans if is_name(span.label)}
    inside = {
        index for span in spans for index in range(context.token_at(span.start), context.token_at(span.end))
    }
    new = []
    for index, title in enumerate(context.forms[:-1], 1):
        strong = title in _STRONG
        if not (strong or title in _WEAK) or not _gap(context.gap(index)):
            continue
        token = context.tokens[index]
        span = starts.get(token.start)
        if strong:
            if not context.is_capital(index - 1) or not context.is_capital(index) or token.form in TITLES:
                continue
            if span is not None:
                new.append(span._replace(label="PERSON"))
            elif index not in inside and index - 1 not in inside:
                new.append(Span(token.start, token.end, "PERSON", "rule"))
        elif span is not None and _may_be_person(context, span):
            new.append(span._replace(label="PERSON"))
    return put(spans, new)


def _may_be_person(context: Context, span: Span) -> bool:
    """Whether a span is one word that the book does not have as anything else."""
    name = context.text[span.start : span.end]
    return " " not in name and not context.book.lookup(name)
