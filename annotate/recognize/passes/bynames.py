"""What else a person is known as is a person: "Changpeng Zhao, known as CZ", "Edson Arantes (nicknamed Pelé)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate.labels import is_name
from annotate.recognize.passes.context import Context, put
from annotate.recognize.spans import Span

_NAMED = r"(?:nicknamed|dubbed|called|christened|codenamed)"
_HEDGE = (
    r"(?:(?:also|better|best|more|most|widely|commonly|popularly|usually|often|sometimes|simply|formerly|once"
    r"|affectionately|universally|then|now) )*"
)
_byname = re.compile(
    rf",? ?[(–—-]? ?(?:and |who )?(?:(?:is|was) )?{_HEDGE}"
    r"(?:known(?: to [a-z ]{1,30}?)?(?: simply)? (?:as|by)|aka|a\.k\.a\.|alias|née)"
    rf"|(?:, ?| ?[(–—-] ?| (?:who )?(?:is|was) ){_HEDGE}{_NAMED}",
    re.IGNORECASE,
).match
_name = re.compile(
    r"(?: (?:his|her|the|nickname|alias|initials|stage|pen|birth|maiden|code|name|nom|de|guerre|simply))*[:,]? "
    r"[\"'“‘]?((?!The )[A-Z][\w.’'-]*\w(?: [A-Z][\w’'-]*\w){0,2})(?![\w-])"
).match
_possessive = re.compile(r"['’][sS]$").search


def run(context: Context, spans: list[Span]) -> list[Span]:
    """Mark the bynames of persons, and make those that are marked persons wherever they stand."""
    bynames = list(_bynames(context, spans))
    names = {context.text[span.start : span.end] for span in bynames}
    if not names:
        return spans
    changed = [
        span._replace(label="PERSON")
        for span in spans
        if is_name(span.label) and context.text[span.start : span.end] in names
    ]
    return put(put(spans, bynames), changed)


def _bynames(context: Context, spans: list[Span]) -> Iterator[Span]:
    """The byname behind each full name of a person that has one, if the book has it as nothing else."""
    text = context.text
    starts = {span.start: span for span in spans if is_name(span.label)}
    for span in spans:
        if span.label != "PERSON" or " " not in text[span.start : span.end]:
            continue
        if not (cue := _byname(text, span.end)) or not (name := _name(text, cue.end())):
            continue
        found = starts.get(name.start(1)) or Span(*name.span(1), "PERSON", "rule")
        byname = text[found.start : found.end]
        if (
            not _possessive(byname)
            and text[found.end : found.end + 2] not in ("'s", "’s")
            and all(_may_be_person(context, one) for one in (byname, text[span.start : span.end]))
        ):
            yield found._replace(label="PERSON")


def _may_be_person(context: Context, name: str) -> bool:
    """Whether the book has a name as a person's or not at all."""
    hits = [hit for hit in context.book.lookup(name) if hit.role in ("alias", "former", "people")]
    return not hits or any(hit.entry.label == "PERSON" for hit in hits)
