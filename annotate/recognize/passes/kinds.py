"""What a name's last word says about what it names: "… Ministry" is an organisation, "… River" is a place."""

from __future__ import annotations

import re

from annotate.names import word_set
from annotate.recognize.passes.context import Context, put, settle
from annotate.recognize.spans import Span

_ORGANISATIONS = word_set(
    """academy administration agency airlines airways alliance army assembly associates association
    authority bank battalion board brigade brigades broadcasting bureau cabinet chamber clinic club coalition
    college command commission committee company conference confederation congress consortium cooperative corp
    corporation corps council court daily department directorate division embassy enterprises federation fleet
    force forces foundation front fund gazette government group guard herald holdings inc industries
    initiative institute institution journal laboratories laboratory league legion limited llc ltd magazine
    militia ministry mission monitor motors movement museum navy network news newspaper office orchestra
    organisation organization parliament partners partnership party patrol plc police post press regiment
    reserve school secretariat senate service services society squad squadron studios syndicate systems
    taskforce team telegraph times tribune tribunal trust union university watch wing"""
)
_PLACES = {
    "FAC": """airport airfield airbase arena avenue barracks boulevard bridge building camp canal castle
        cathedral cemetery checkpoint dam embankment expressway garden gardens gate gym hall harbor harbour
        highway hotel lane library lighthouse mall mansion memorial monastery monument mosque museum palace
        park pier plaza port prison railroad railway road square stadium station street synagogue temple
        terminal theater theatre tower towers tunnel zoo""",
    "LOC": """basin bay beach cape coast creek delta desert forest glacier gulf heights hill hills island
        islands isle isles lake lakes mount mountain mountains ocean peak peninsula plain plains plateau reef
        river sea shore strait straits swamp valley volcano woods""",
    "GPE": """city county district governorate municipality oblast parish prefecture province township town
        village""",
}
_PLACE = {word: label for label, words in _PLACES.items() for word in words.split()}
_IN_SURNAMES = word_set("hall hill hills lake woods park lane street gate mount shore castle bridge road")
_PLACE_NAMED_ORGANISATIONS = word_set("camp museum")  # what the model calls an organisation may be one
# What a people, a faith or a party's followers are called ends so, in the singular or the plural.
_people = re.compile(
    r".*(?:s|an|en|ish|ese|i|ic|ist|ite|er|ch|ot|al|ard|ander|ine|man|men|women|ern|ism|ity|ive|in)"
    r"|arab|muslim|turk|kurd|sikh|jew|hutu|tutsi|hindu|shia|democrat|tory|roma|serb|croat|slav|czech|dane|finn|pole|scot"
    r"|swede|greek|thai|khmer|zulu|hausa|yoruba|igbo|druze|basque|inuit|gop|orthodox|black|white|latino|latina|celt|gaul",
    re.IGNORECASE | re.DOTALL,
).fullmatch
_members_before = re.compile(r"\b(?:the|a|an|one|two|of|many|most|some) $", re.IGNORECASE).search
_acronym = re.compile(r"(?![IVXLC]+$)[A-Z]{3,6}|[A-Z]{2,6} \d+").fullmatch
_operation = re.compile(r"Operation (?:[A-Z]\w+ ?){1,3}").fullmatch
_last = re.compile(r"(\w+)\W*$").search
# "the 507th Air Refueling Wing", "3rd Battalion": the ordinal belongs to a unit's name.
_unit = re.compile(
    r"\b\d+(?:st|nd|rd|th|d) (?:[A-Z][\w/]+ ){0,4}"
    r"(?:Wing|Squadron|Brigade|Division|Regiment|Battalion|Army|Fleet|Corps|Group|Company|Battery|Infantry|Cavalry"
    r"|Legion)\b"
).finditer
# "Gulf of Aden", "Hashemite Kingdom of Jordan"
_of = re.compile(
    r"\b(?:(?:(?!The\b)[A-Z][\w'’]+ ){0,2}(Kingdom|Republic|Emirate|Sultanate|Principality|Commonwealth)"
    r"|Gulf|Bay|Sea|Strait|Straits|Cape|Isle|Isles|Plains|Lake|Mount)"
    r" of (?:the )?[A-Z]\w*(?:['’](?!s\b)\w+)*(?:-[A-Z]\w+)*"
).finditer


def is_organisation(name: str) -> bool:
    """Whether a name's last word, or the one before "of" or "for", is that of an organisation."""
    return _head(name) in _ORGANISATIONS


def run(context: Context, spans: list[Span]) -> list[Span]:
    """Label the names whose last word says what they are, and mark military units and "Gulf of …"."""
    text = context.text
    found = [Span(match.start(), match.end(), "ORG", "rule") for match in _unit(text)]
    found += [Span(match.start(), match.end(), "GPE" if match[1] else "LOC", "rule") for match in _of(text)]
    found = [
        span for span in found if (block := context.block_at(span.start)) and block.kind != "boilerplate"
    ]
    return [_labelled(text, span) for span in put(spans, _uncrossed(spans, settle(text, found)))]


def _uncrossed(spans: list[Span], found: list[Span]) -> list[Span]:
    """Of what was found, that which holds whole spans only and lies in none."""
    return [
        one
        for one in found
        if all(
            span.end <= one.start
            or span.start >= one.end
            or (one.start <= span.start and span.end <= one.end)
            for span in spans
        )
    ]


def _head(name: str) -> str:
    """The word that says what a name names: the last, or the last before "of" or "for"; in lower case."""
    last = _last(name)
    if last and last[1].lower() in _ORGANISATIONS:
        return last[1].lower()  # "City of Southampton Swimming Club"
    match = _last(name.split(" of ")[0].split(" for ")[0])
    return match[1].lower() if match else ""


def _labelled(text: str, span: Span) -> Span:
    name = text[span.start : span.end]
    if _operation(name):
        return span._replace(label="EVENT")
    if _acronym(name) and span.label in ("NORP", "LAW", "WORK_OF_ART", "EVENT"):
        return span._replace(label="ORG")
    if " " not in name:
        before = text[max(0, span.start - 6) : span.start]
        no_people = span.label == "NORP" and not _people(name) and not _members_before(before)
        return span._replace(label="GPE") if no_people else span
    head = _head(name)
    if head in _PLACE and span.label in ("PERSON", "ORG", "NORP", "PRODUCT"):
        surname = span.label == "PERSON" and head in _IN_SURNAMES
        organisation = span.label == "ORG" and head in _PLACE_NAMED_ORGANISATIONS
        return span if surname or organisation else span._replace(label=_PLACE[head])
    if head in _ORGANISATIONS and span.label in (
        "PERSON",
        "GPE",
        "LOC",
        "FAC",
        "NORP",
        "PRODUCT",
        "WORK_OF_ART",
    ):
        in_building = span.label == "FAC" and head in ("school", "office", "museum")
        return span if in_building else span._replace(label="ORG")
    return span
