"""The whole of a person's name: the given name before the surname, the surname behind it, a nickname
between them; and the given name that shares a surname: "Bill and Hillary Clinton"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate.names import key
from annotate.recognize.passes.context import Context, put, settle
from annotate.recognize.passes.gazetteer import label_of
from annotate.recognize.spans import Span
from annotate.resolve.nicknames import is_given
from annotate.resolve.words import TITLES

# The rest of a name that a nickname cut short: `John "J.D." Dorrian`, `Dahvin "DaHv" Daniels`.
_nicknamed = re.compile(
    r" (?:\"[\w. -]{1,20}\"|“[\w. -]{1,20}”|‘[\w. -]{1,20}’) (?=([^\W\d_a-z][\w’'-]+))"
).match
_rest = re.compile(r"[\"”’)] ?(?=([^\W\d_a-z][\w’'-]+))").match


def run(context: Context, spans: list[Span]) -> list[Span]:
    """Extend persons over the capitalised words that belong to the name and to no other span."""
    taken = {
        token for span in spans for token in range(context.token_at(span.start), context.token_at(span.end))
    }
    result = [_extended(context, span, taken) if span.label == "PERSON" else span for span in spans]
    return put(settle(context.text, result), _sharing(context, result))


def _sharing(context: Context, spans: list[Span]) -> Iterator[Span]:
    """The given names that "and" joins to another's full name, and that a full name with this surname may
    have."""
    tokens, text = context.tokens, context.text
    for span in spans:
        index = context.token_at(span.start) - 2
        words = text[span.start : span.end].split()
        if span.label != "PERSON" or len(words) < 2 or index < 0 or tokens[index + 1].form != "and":
            continue
        given = text[tokens[index].start : tokens[index].end]
        alone = index == 0 or context.gap(index) != " " or not context.is_capital(index - 1)
        near = context.gap(index + 1) == " " == context.gap(index + 2)
        if near and alone and given.istitle() and _is_given_with(context, given, words[-1]):
            yield Span(tokens[index].start, tokens[index].end, "PERSON", "rule")


def _is_given_with(context: Context, given: str, surname: str) -> bool:
    """Whether a word is a given name, by itself or in the book or the text before this surname."""
    full = f"{given} {surname}"
    known = full in context.text or any(hit.entry.label == "PERSON" for hit in context.book.lookup(full))
    return known or (is_given(key(given)) and label_of(context, given) is None)


def _extended(context: Context, span: Span, taken: set[int]) -> Span:
    text, start, end = context.text, span.start, span.end
    if (
        match := _rest(text, end) if _is_open(text[start:end]) else _nicknamed(text, end)
    ) and "\n" not in match[0]:
        return span._replace(end=match.end(1))
    first = context.token_at(start)
    last = context.token_at(end) - 1
    if (
        first == last
        and first - 1 not in taken
        and _is_given_name(context, first - 1)
        and context.gap(first) == " "
    ):
        start = context.tokens[first - 1].start
    behind = last + 1
    if (
        first == last
        and behind < len(context.tokens)
        and behind not in taken
        and context.gap(behind) == " "
        and _is_unknown_name(context, behind)
    ):
        end = context.tokens[behind].end
    return span._replace(start=start, end=end)


def _is_open(name: str) -> bool:
    return name.count('"') % 2 == 1 or name.count("“") > name.count("”") or name.count("(") > name.count(")")


def _is_unknown_name(context: Context, index: int) -> bool:
    """Whether a capitalised token is no word, no title and no name that the book has."""
    token = context.tokens[index]
    word = context.text[token.start : token.end]
    return (
        word[0].isupper()
        and not word.isupper()
        and len(word) > 2
        and token.form not in TITLES
        and not context.lexicon.is_word(token.form)
        and label_of(context, word) is None
    )


def _is_given_name(context: Context, index: int) -> bool:
    return index >= 0 and _is_unknown_name(context, index)
