"""CoNLL-U with coreference, as the corpora of CorefUD have it: ``Entity=`` in the last column.

A mention opens with ``(e1-PERSON-1-`` (entity, label, head, other) at its first word and closes with ``e1)`` at its
last. Its entity's reference is ``identity:`` in the last field, where ``words:`` says how long a mention is whose end
the brackets leave open, since mentions of its entity cross each other. Words have no lemma, tag or syntax. White
space that is no single blank is ``SpacesAfter``, as UDPipe writes it.
https://ufal.mff.cuni.cz/corefud, https://universaldependencies.org/format.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO, NamedTuple
from urllib.parse import quote, unquote

from annotate.annotation import Annotation, Mention
from annotate.errors import BadAnnotation
from annotate.formats.building import Known, Mark, build, document
from annotate.formats.input import Input
from annotate.formats.iris import reference_of
from annotate.formats.tokens import Words
from annotate.text import one_line

_FIELDS = ("eid", "etype", "head", "other")
_NO_LABEL = "MISC"
_brackets = re.compile(r"\(([^()]+)(\))?|(?<![^()])([^()]++)\)").finditer
_comment = re.compile(r"#\s*(newdoc id|newdoc|global\.Entity)\s*(?:=\s*(.*))?$").match
_is_count = re.compile(r"\d{1,9}").fullmatch
_part = re.compile(r"(.*)\[(\d{1,9})/(\d{1,9})\]").fullmatch  # of a mention that is not in one piece
_white = re.compile(r"\\([strnp\\])").sub
_WHITE = {"s": " ", "t": "\t", "r": "\r", "n": "\n", "p": "|", "\\": "\\"}
_ESCAPED = {ord(white): f"\\{letter}" for letter, white in _WHITE.items()}


def write(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write each annotation as a document."""
    for annotation in annotations:
        file.write("".join(_document(annotation)).encode())


def _document(annotation: Annotation) -> Iterator[str]:
    text = annotation.document.text
    words = Words(annotation)
    entities = list(_entities(annotation, words))
    yield f"# newdoc id = {one_line(annotation.document.source)}\n"
    yield f"# global.Entity = {'-'.join(_FIELDS)}\n"
    index = 0
    for number, sentence in enumerate(words.sentences, 1):
        yield f"# sent_id = {number}\n# text = {one_line(text[sentence[0][0] : sentence[-1][1]])}\n"
        for place, (start, end) in enumerate(sentence, 1):
            after = words.words[index + 1][0] if index + 1 < len(words.words) else len(text)
            misc = [f"Entity={entities[index]}"] if entities[index] else []
            if index == 0 and start:
                misc.append(f"SpacesBefore={text[:start].translate(_ESCAPED)}")
            if end == after:
                misc.append("SpaceAfter=No")
            elif text[end:after] != " ":
                misc.append(f"SpacesAfter={text[end:after].translate(_ESCAPED)}")
            empty = "\t_" * 7
            yield f"{place}\t{text[start:end]}{empty}\t{'|'.join(misc) or '_'}\n"
            index += 1
        yield "\n"


def _entities(annotation: Annotation, words: Words) -> Iterator[str]:
    """The value of ``Entity`` for each word."""
    numbers = {entity.id: f"e{number}" for number, entity in enumerate(annotation.entities, 1)}
    references = {entity.id: entity.reference or "" for entity in annotation.entities}
    opened: list[list[str]] = [[] for _ in words.words]
    closed: list[list[str]] = [[] for _ in words.words]
    placed = [(mention, words.of(mention)) for mention in annotation.mentions]
    crossing = _crossing(placed)
    for mention, place in placed:
        id_, last = numbers[mention.entity], place[-1]
        length = len(place) if mention.entity in crossing else 0
        opens = _opening(id_, mention, references[mention.entity], length)
        if len(place) == 1:
            opened[last].append(f"({opens})")
        else:
            opened[place[0]].append(f"({opens}")
            closed[last].append(f"{id_})")
    return ("".join(chain(*both)) for both in zip(closed, opened, strict=True))


def _crossing(placed: Iterable[tuple[Mention, range]]) -> set[str]:
    """The entities of which mentions cross each other."""
    found = set()
    reached: dict[str, list[int]] = {}
    for mention, place in placed:
        ends = [end for end in reached.get(mention.entity, ()) if end >= place[0]]
        if any(end < place[-1] for end in ends):
            found.add(mention.entity)
        reached[mention.entity] = [*ends, place[-1]]
    return found


def _opening(id_: str, mention: Mention, reference: str, length: int) -> str:
    other = [f"identity:{_quoted(reference)}"] if reference else []
    if length:
        other.append(f"words:{length}")
    return "-".join((id_, _quoted(mention.label) or _NO_LABEL, "1", ",".join(other)))


def _quoted(text: str) -> str:
    """The text without any character that means something in the column."""
    return quote(text, safe="/").replace("-", "%2D").replace(":", "%3A")


class _Word(NamedTuple):
    line: int
    start: int
    end: int
    entity: str


class _Document:
    """A document that is being read: its name, the fields of its ``Entity``, its text and its words."""

    def __init__(self, name: str, fields: tuple[str, ...]) -> None:
        self.name, self.fields = name, fields
        self.begun = False
        self.words: list[_Word] = []
        self.length = 0
        self._pieces: list[str] = []
        self._token = (0, 0)  # where the last token stands
        self._until = 0  # the last word that it is, where it is several

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def add(self, line: int, columns: list[str]) -> None:
        """A row: a word, a token of several words, or a node that is nowhere in the text."""
        self.begun = True
        id_, form = columns[:2]
        misc = dict(each.partition("=")[::2] for each in columns[9].split("|"))
        first, _, last = id_.partition("-")
        if "." in id_:
            return
        if last or int(first) > self._until:
            self._put(_white(_of_letter, misc.get("SpacesBefore", "")))
            self._token = self.length, self.length + len(form)
            self._put(form)
            usual = "" if misc.get("SpaceAfter") == "No" else " "
            self._put(_white(_of_letter, misc["SpacesAfter"]) if "SpacesAfter" in misc else usual)
        if last:
            self._until = int(last)
        else:
            self.words.append(_Word(line, *self._token, misc.get("Entity", "")))

    def end_sentence(self) -> None:
        """A blank line."""
        self._until = 0

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        self.length += len(text)


def _of_letter(found: re.Match[str]) -> str:
    return _WHITE[found[1]]


def read(file: Input) -> list[Annotation]:
    """Read the documents of a file; raises BadAnnotation with the number of the line."""
    documents = list(_documents(file.text))
    return [_annotation(one, name) for one, name in zip(documents, file.names(len(documents)), strict=True)]


def _documents(text: str) -> Iterator[_Document]:
    found = _Document("", _FIELDS)
    for number, line in enumerate(text.split("\n"), 1):
        line = line.removesuffix("\r")
        if comment := _comment(line):
            if comment[1] == "global.Entity":
                found.fields = tuple((comment[2] or "").replace("GRP", "eid").split("-"))
            else:
                if found.begun:
                    yield found
                found = _Document(comment[2] or "", found.fields)
                found.begun = True
        elif line and not line.startswith("#"):
            columns = line.split("\t")
            if len(columns) != 10 or not re.fullmatch(r"\d{1,9}([-.]\d{1,9})?", columns[0]):
                raise BadAnnotation(f"line {number} is no word of ten columns that begins with a number")
            found.add(number, columns)
        elif not line:
            found.end_sentence()
    if found.begun:
        yield found


def _annotation(given: _Document, name: str) -> Annotation:
    marks: list[Mark] = []
    known: dict[str, Known] = {}
    open_: dict[str, list[tuple[int, str]]] = {}
    pieces: dict[tuple[str, str], int] = {}  # where the mark of a mention in several pieces is

    def add(id_: str, start: int, end: int, label: str) -> None:
        part = _part(id_)
        if part and (part[1], part[3]) in pieces and int(part[2]) > 1:
            index = pieces[part[1], part[3]]
            marks[index] = marks[index]._replace(end=end)
        else:
            if part:
                pieces[part[1], part[3]] = len(marks)
            marks.append(Mark(start, end, label or _NO_LABEL, part[1] if part else id_))

    for index, word in enumerate(given.words):
        for bracket in _brackets(word.entity):
            opening, single, closing = bracket.groups()
            if opening:
                values = opening.split("-", len(given.fields) - 1)
                said: dict[str, str] = dict(zip(given.fields, values, strict=False))
                other = dict(each.partition(":")[::2] for each in said.get("other", "").split(","))
                id_, label = said.get("eid", opening), unquote(said.get("etype", ""))
                identity = unquote(said.get("identity") or other.get("identity", ""))
                if identity:
                    known[id_] = Known(reference=reference_of(identity))
                length = other.get("words", "")
                counted = _is_count(length)
                if single or counted:
                    many = int(counted[0]) if counted else 1
                    last = given.words[index + many - 1 : index + many]
                    if not last:
                        raise BadAnnotation(f"line {word.line} has a mention that is longer than the text")
                    add(id_, word.start, last[0].end, label)
                if not single:
                    open_.setdefault(id_, []).append((-1 if length else word.start, label))
            else:
                if not open_.get(closing):
                    raise BadAnnotation(f"line {word.line} ends a mention of {closing} that does not begin")
                start, label = open_[closing].pop()
                if start >= 0:
                    add(closing, start, word.end, label)
    if left := [id_ for id_, starts in open_.items() if starts]:
        raise BadAnnotation(f"a mention of {left[0]} begins and does not end")
    return build(document(given.text, given.name or name), marks, known)
