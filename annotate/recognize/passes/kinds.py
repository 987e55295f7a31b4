"""What a name's last word says about what it names: "… Ministry" is an organisation, "… River" is a place."""

from __future__ import annotations

import re

from annotate.recognize.passes.context import Context, put, settle
from annotate.recognize.spans import Span

_ORGANISATIONS = frozenset(
    """academy administration agency airlines airways alliance army assembly associates association authority bank
    battalion board brigade brigades broadcasting bureau cabinet chamber clinic club coalition college command commission
    committee company conference confederation congress consortium cooperative corp corporation corps council court
    daily department directorate division embassy enterprises federation fleet force forces foundation front fund gazette
    government group guard herald holdings inc industries initiative institute institution journal laboratories laboratory
    league legion limited llc ltd magazine militia ministry mission monitor motors movement museum navy network news
    newspaper office orchestra organisation organization parliament partners partnership party patrol plc police post
    press regiment reserve school secretariat senate service services society squad squadron studios syndicate systems
    taskforce team telegraph times tribune tribunal trust union university watch wing""".split()
)
_PLACES = {
    "FAC": """airport airfield airbase arena avenue barracks boulevard bridge building camp canal castle cathedral cemetery
    checkpoint dam embankment expressway garden gardens gate gym hall harbor harbour highway hotel lane library
    lighthouse mall mansion memorial monastery monument mosque museum palace park pier plaza port prison railroad
    railway road square stadium station street synagogue temple terminal theater theatre tower towers tunnel zoo""".split(),
    "LOC": """basin bay beach cape coast creek delta desert forest glacier gulf heights hill hills island islands isle
    isles lake lakes mount mountain mountains ocean peak peninsula plain plains plateau reef river sea shore strait
    straits swamp valley volcano woods""".split(),
    "GPE": "city county district governorate municipality oblast parish prefecture province township town village".split(),
}
_PLACE = {word: label for label, words in _PLACES.items() for word in words}
# What a people, a faith or a party's followers are called ends so, in the singular or the plural.
_people = re.compile(
    r".*(?:s|an|en|ish|ese|i|ic|ist|ite|er|ch|ot|al|ard|ander|ine|man|men|women|arab|muslim|turk|kurd|sikh|jew|hutu|tutsi"
    r"|hindu|shia|democrat|tory|roma|serb|croat|slav|czech|dane|finn|pole|scot|swede|greek|thai|khmer|zulu|hausa|yoruba"
    r"|igbo|berber|druze|basque|inuit|maori|gop|catholic|orthodox|black|white|hispanic|latino|latina|native|celt|gaul|.*(?:ern|ism|ity|ive|in))",
    re.IGNORECASE | re.DOTALL,
).fullmatch
_members = re.compile(r"\b(?:the|a|an|one|two|of|many|most|some) $", re.IGNORECASE).search
_operation = re.compile(r"Operation (?:[A-Z]\w+ ?){1,3}").fullmatch
_acronym = re.compile(r"(?![IVXLC]+$)[A-Z]{3,6}|[A-Z]{2,6} \d+").fullmatch
_last = re.compile(r"(\w+)\W*$").search
# "the 507th Air Refueling Wing", "3rd Battalion": the ordinal belongs to a unit's name.
_unit = re.compile(
    r"\b\d+(?:st|nd|rd|th|d) (?:[A-Z][\w/]+ ){0,4}"
    r"(?:Wing|Squadron|Brigade|Division|Regiment|Battalion|Army|Fleet|Corps|Group|Company|Battery|Infantry|Cavalry|Legion)\b"
).finditer


# "Gulf of Aden", "Hashemite Kingdom of Jordan"
_of = re.compile(
    r"\b(?:(?:[A-Z][\w'’]+ ){0,2}(Kingdom|Republic|Emirate|Sultanate|Principality|Commonwealth)"
    r"|Gulf|Bay|Sea|Strait|Straits|Cape|Isle|Isles|Plains|Lake|Mount) of (?:the )?[A-Z][\w'’-]*\w(?:-[A-Z]\w+)*"
).finditer


def is_organisation(name: str) -> bool:
    """Whether a name's last word, or the one before "of", is that of an organisation."""
    head = name.split(" of ")[0].split(" for ")[0]
    match = _last(head)
    return match is not None and match[1].lower() in _ORGANISATIONS


def run(context: Context, spans: list[Span]) -> list[Span]:
    """Label the names whose last word says what they are, and mark military units."""
    text = context.text
    units = [Span(match.start(), match.end(), "ORG", "rule") for match in _unit(text)]
    units += [Span(match.start(), match.end(), "GPE" if match[1] else "LOC", "rule") for match in _of(text)]
    units = [unit for unit in units if (block := context.block_at(unit.start)) and block.kind != "boilerplate"]
    return [_labelled(text, span) for span in put(spans, _free(spans, settle(text, units)))]


def _free(spans: list[Span], units: list[Span]) -> list[Span]:
    """The units that no span crosses or holds."""
    return [
        unit
        for unit in units
        if all(
            span.end <= unit.start or span.start >= unit.end or (unit.start <= span.start and span.end <= unit.end)
            for span in spans
        )
    ]


def _labelled(text: str, span: Span) -> Span:
    name = text[span.start : span.end]
    if name.startswith("Operation ") and span.label not in ("ORG", "PERSON") or _operation(name):
        return span._replace(label="EVENT")
    if _acronym(name) and span.label in ("NORP", "LAW", "WORK_OF_ART", "EVENT"):
        return span._replace(label="ORG")
    if span.label == "NORP" and " " not in name and not _people(name) and not _members(text[max(0, span.start - 6) : span.start]):
        return span._replace(label="GPE")
    if " " not in name or span.label not in ("PERSON", "GPE", "LOC", "FAC", "NORP", "ORG", "PRODUCT", "WORK_OF_ART"):
        return span
    match = _last(name.split(" of ")[0].split(" for ")[0])
    word = match[1].lower() if match else ""
    if word in _PLACE and span.label != "WORK_OF_ART" and not (span.label == "PERSON" and word in _AMBIGUOUS):
        if word in ("camp", "mission", "museum") and span.label == "ORG":
            return span
        return span if span.label in _PLACES else span._replace(label=_PLACE[word])
    if word in _ORGANISATIONS and span.label != "ORG" and not (span.label == "FAC" and word in ("school", "office")):
        return span._replace(label="ORG")
    return span


_AMBIGUOUS = frozenset("hall hill hills lake woods park lane street gate moor mount shore castle bridge road".split())
