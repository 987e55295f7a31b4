"""Evidence in words for people: the same in the reader, on the command line and in an exported page."""

from __future__ import annotations

from datetime import UTC, datetime

from annotate.annotation import Evidence, Match
from annotate.text import one_line

REVERSED = {
    "initials of": "spelled out",
    "surname of": "full name of",
    "first name of": "full name of",
    "nickname of": "full name of",
    "short for": "long form of",
    "part of": "long form of",
}
"""A rule's phrase for the link seen from the other end, where it says which is the short one."""


def explain(evidence: Evidence, known: str = "") -> str:
    """The evidence on one line; ``known`` is a name that need not be said, since it stands above.

    >>> explain(Evidence("surname of", "Recep Tayyip Erdogan", None))
    'surname of Recep Tayyip Erdogan'
    >>> explain(Evidence("spelling", "Jarablus", 0.94)), explain(Evidence("alias book", "Iran", None), "Iran")
    ('spelling: Jarablus (0.94)', 'alias book')
    >>> explain(Evidence("known as different: Iran, Iraq", "Iraq", None))
    'known as different: Iran, Iraq'
    >>> explain(Evidence("you merged", "Islamic State", None, when="2026-11-22T12:00:00+00:00"))
    'you merged: Islamic State (2026-11-22)'
    """
    said, quotation = evidence.rule, f" “{evidence.text}”" if evidence.text else ""
    if said.endswith(" without"):  # what was left out is the quotation, and ends the phrase
        said, quotation = said + quotation, ""
    if said.endswith((" of", " for")):
        said += f" {evidence.with_}"
    elif evidence.with_ and evidence.with_ != known and not _names(said, evidence.with_):
        said += f": {evidence.with_}"
    said += quotation
    if evidence.score is not None:
        said += f" ({evidence.score:.2f})"
    if when := day(evidence.when):
        said += f" ({when})"
    return one_line(said)


def explain_match(match: Match) -> str:
    """Where on a watch list a name stands, and how it matches, on one line.

    >>> explain_match(Match("e1", "Usama", "un", "QDi.6", "USAMA BIN LADEN", "Usama", "same name", 1.0, weak=True))
    'un QDi.6: USAMA BIN LADEN (as Usama, which the list doubts; same name, 1.00)'
    """
    listed = f"as {match.name}; " if match.name != match.called else ""
    if match.weak:
        listed = f"as {match.name}, which the list doubts; "
    entry = "" if match.entry == match.called else f" {match.entry}"  # where the list has no numbers
    return one_line(f"{match.list}{entry}: {match.called} ({listed}{match.rule}, {match.score:.2f})")


def day(when: str) -> str:
    """The day, here, of a time in ISO 8601 (UTC where it names no zone); empty for what is no time.

    >>> day("2026-11-22T12:00:00+00:00"), day("once"), day("")
    ('2026-11-22', '', '')
    """
    try:
        time = datetime.fromisoformat(when)
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone().date().isoformat()
    except (ValueError, OverflowError):  # a file may say anything
        return ""


def _names(rule: str, name: str) -> bool:
    """Whether a rule that lists names ("known as different: Iran, Iraq") has this one in its list."""
    return f", {name}," in f", {rule.partition(': ')[2]},"
