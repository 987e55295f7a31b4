"""A second look: every name that the document itself knows is found wherever else it stands.

In other case (ISIS, Isis), as a plural or possessive, before a hyphen (US-backed), broken over a line.
"""

from __future__ import annotations

from collections import Counter

from annotate.labels import is_name
from annotate.recognize.passes.context import Context, forms, put
from annotate.recognize.passes.scan import Match, Scanner
from annotate.recognize.passes.support import fits, stands_alone
from annotate.recognize.spans import Span


def run(context: Context, spans: list[Span]) -> list[Span]:
    """Add the names that stand in the text unmarked, and the whole of those that are marked in part."""
    scanner = Scanner.of((name, (name, label, count)) for name, label, count in _inventory(context, spans))
    return put(spans, _found(context, spans, scanner))


def _inventory(context: Context, spans: list[Span]) -> list[tuple[str, str, int]]:
    """The names of the document, each as it is first written, with its commonest label and its count."""
    written: dict[tuple[str, ...], str] = {}
    labels: dict[tuple[str, ...], Counter[str]] = {}
    for span in spans:
        if is_name(span.label):
            name = context.text[span.start : span.end]
            words = forms(name)
            written.setdefault(words, name)
            labels.setdefault(words, Counter())[span.label] += 1
    return [
        (name, labels[words].most_common(1)[0][0], labels[words].total())
        for words, name in written.items()
        if len("".join(words)) > 1
    ]


def _found(context: Context, spans: list[Span], scanner: Scanner[tuple[str, str, int]]) -> list[Span]:
    found = []
    at = 0
    for match in scanner.find(context):
        while at < len(spans) and spans[at].end <= match.start:
            at += 1
        over = [span for span in spans[at : at + match.last - match.first + 2] if span.start < match.end]
        name, label, count = match.value
        if _is_name_here(context, match, name, count, over):
            found.append(Span(match.start, match.end, label, "rule"))
    return found


def _is_name_here(
    context: Context, match: Match[tuple[str, str, int]], name: str, count: int, over: list[Span]
) -> bool:
    if any((span.start, span.end) == (match.start, match.end) for span in over):
        return False
    if over:
        covers = all(match.start <= span.start and span.end <= match.end for span in over)
        return (
            covers
            and match.last > match.first
            and (count > 1 or len(over) > 1)
            and fits(context, match, name, known=name.isupper())
        )
    if not fits(context, match, name, known=name.isupper()):
        return False
    return match.last > match.first or stands_alone(context, match)
