"""What the writing of a word says about its being a name: its case, its place, its neighbours."""

from __future__ import annotations

from typing import Any

from annotate.recognize.passes.context import Context
from annotate.recognize.passes.scan import Match

_ADDRESS = "=@_"
_without_marks = str.maketrans("", "", ".'’ʼ-–—\n ")


def fits(context: Context, match: Match[Any], name: str, *, known: bool = True) -> bool:
    """Whether the text may mean ``name`` there, although it may write it in another case.

    As it is written it always may. In other case it must be long enough and no ordinary word: "Isis" for
    "ISIS", "ISRAEL" for "Israel", but not "who" for "WHO" and not "turkey" for "Turkey" outside of a text
    without capitals. ``known`` says that the name is surely one, so that amid capitals it may still be
    written without.
    """
    written = context.text[match.start : match.end]
    if not known and written.islower() and not context.is_uncased(match.start):
        return written == name
    same, wanted = written.translate(_without_marks), name.translate(_without_marks)
    if same == wanted:
        return True
    several = match.last > match.first
    word = context.tokens[match.first].form
    if written.islower():
        if several:
            return context.is_uncased(match.start)
        if context.is_uncased(match.start):
            return len(word) > 3 and not context.lexicon.is_plain(word)
        return known and len(word) > 3 and not context.lexicon.is_word(word)
    if several:
        return all(context.is_capital(index) for index in (match.first, match.last))
    return len(word) > 3 and (same.isupper() or not context.lexicon.is_plain(word))


def stands_alone(context: Context, match: Match[Any]) -> bool:
    """Whether a single word can be a name there: no part of a longer one, no ordinary word with a chance
    capital."""
    first, last = match.first, match.last
    word = context.tokens[first].form
    capital = context.is_capital(first)
    for beside, gap in (
        (first - 1, context.gap(first)),
        (last + 1, context.gap(last + 1) if last + 1 < len(context.tokens) else ""),
    ):
        if gap in ("-", "–", "'", "’", "/", "&") and context.is_capital(beside):
            return False
    after = context.gap(last + 1) if last + 1 < len(context.tokens) else ""
    if after == "." or any(char in _ADDRESS for char in context.gap(first) + after):
        return False  # a part of an address on the web
    if not capital:
        return True
    if context.lexicon.is_plain(word):
        if not context.is_shouted(match.start) and context.text[match.start : match.end].isupper():
            return True  # WHO, US: amid ordinary text capitals are enough
        if last + 1 < len(context.tokens) and context.gap(last + 1) == " " and context.is_capital(last + 1):
            return False  # "the South Korean army"
    if context.begins_sentence(first):
        return not context.lexicon.is_plain(word) and not context.lower_case[word]
    return not (context.lexicon.is_plain(word) and context.lower_case[word])
