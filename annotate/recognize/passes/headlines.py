"""A headline writes every word with a capital: the text below tells its names from its words.

"Will Meet Kim Jong Un" is Kim Jong Un, "Macron Meets Scholz" are two persons.
"""

from __future__ import annotations

from collections.abc import Iterator

from annotate.labels import is_name
from annotate.recognize.passes.context import Context, forms
from annotate.recognize.spans import Span
from annotate.recognize.words import FUNCTION_WORDS

_Names = dict[tuple[str, ...], str]


def run(context: Context, spans: list[Span]) -> list[Span]:
    """Of a headline's names that hold words of its sentence, leave the names that the text below knows."""
    headings = [block for block in context.blocks if block.kind == "heading"]
    inside = {
        span
        for block in headings
        for span in spans
        if is_name(span.label) and block.start <= span.start and span.end <= block.end
    }
    known = _known(context.text, [span for span in spans if span not in inside]) if inside else {}
    return [part for span in spans for part in (_parts(context, span, known) if span in inside else (span,))]


def _known(text: str, spans: list[Span]) -> _Names:
    """The names of the text below with their labels, persons by their surname too."""
    known: _Names = {}
    for span in spans:
        if is_name(span.label):
            words = forms(text[span.start : span.end])
            known.setdefault(words, span.label)
            if span.label == "PERSON" and len(words) > 1:
                known.setdefault(words[-1:], "PERSON")
    return known


def _parts(context: Context, span: Span, known: _Names) -> Iterator[Span]:
    """The known names in a span if all its other words are ordinary, and one of them only a sentence has."""
    tokens = context.within(span.start, span.end)
    words = [token.form for token in tokens]
    if len(words) < 2 or tuple(words) in known or context.book.lookup(context.text[span.start : span.end]):
        yield span
        return
    found, others, at = [], list[str](), 0
    while at < len(words):
        last = next((end for end in range(len(words), at, -1) if tuple(words[at:end]) in known), at)
        if last > at:
            label = known[tuple(words[at:last])]
            found.append(Span(tokens[at].start, tokens[last - 1].end, label, span.by))
        else:
            others.append(words[at])
        at = max(last, at + 1)
    sentence = all(map(context.lexicon.is_plain, others)) and any(map(_is_of_sentence, others))
    yield from found if found and sentence else (span,)


def _is_of_sentence(word: str) -> bool:
    """Whether a plain word is a function word or an inflected verb."""
    return word in FUNCTION_WORDS or word.endswith(("s", "ed"))
