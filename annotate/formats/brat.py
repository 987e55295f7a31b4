"""brat's standoff format: the annotations in a ``.ann``, the text in a ``.txt`` of the same name.

An entity is an ``Equiv`` of its mentions; a normalisation of each says what it is called and, where it has one, its
reference (``Wikidata:Q7747``, else ``aka:e1``; both where several entities have one reference). A note is an
AnnotatorNotes of the first mention. Offsets are code points. A mention over a line end is one of several fragments,
since brat has none in a span. What cannot stand in a line, in names and notes, is written as in C (``\\n``).
https://brat.nlplab.org/standoff.html
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from itertools import count, product
from typing import BinaryIO
from urllib.parse import quote, unquote

from annotate.annotation import Annotation
from annotate.errors import BadAnnotation
from annotate.formats.building import Known, Mark, build, document
from annotate.formats.input import Input
from annotate.formats.joining import Groups

_is_wikidata = re.compile(r"Q[1-9]\d*").fullmatch
_OWN = "aka"  # the resource of an entity's id, where it has no reference
_UNNAMED = "reference"  # that of a reference which names no resource that a line could hold
_is_resource = re.compile(r"[A-Za-z][\w.-]*:\S+").fullmatch
_is_id = re.compile(r"[A-Za-z#]\d+.*|\*").fullmatch
_breaks = re.compile(r"[^\n]+").finditer
_unsafe = re.compile("[\\\\\x00-\x1f\x7f-\x9f\u2028\u2029]").sub
_escaped = re.compile(r"\\(?:([\\nt])|u([0-9a-f]{4}))").sub


def write(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write the annotations of one document (ValueError for more)."""
    (annotation,) = annotations
    file.write("".join(line + "\n" for line in _lines(annotation)).encode())


def write_text(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write the text."""
    (annotation,) = annotations
    file.write(annotation.document.text.encode())


def _lines(annotation: Annotation) -> Iterator[str]:
    text = annotation.document.text
    entities = {entity.id: entity for entity in annotation.entities}
    members: dict[str, list[str]] = defaultdict(list)
    for number, mention in enumerate(annotation.mentions, 1):
        fragments = [
            (mention.start + found.start(), mention.start + found.end()) for found in _breaks(mention.text)
        ]
        places = ";".join(f"{start} {end}" for start, end in fragments)
        shown = " ".join(" ".join(text[start:end].split()) for start, end in fragments)
        yield f"T{number}\t{_word(mention.label)} {places}\t{shown}"
        members[mention.entity].append(f"T{number}")
    numbers = count(1)
    shared = Counter(entities[id_].reference for id_ in members)
    for id_, mentions in members.items():
        if mentions[1:]:
            yield f"*\tEquiv {' '.join(mentions)}"
        entity = entities[id_]
        resources = [_resource(entity.reference)] if entity.reference else []
        if not entity.reference or shared[entity.reference] > 1:
            resources.append(f"{_OWN}:{quote(id_, safe='')}")
        for mention_id, resource in product(mentions, resources):
            yield f"N{next(numbers)}\tReference {mention_id} {resource}\t{_line(entity.name)}"
    notes = [(members[id_][0], entity.note) for id_, entity in entities.items() if entity.note]
    for number, (mention_id, note) in enumerate(notes, 1):
        yield f"#{number}\tAnnotatorNotes {mention_id}\t{_line(note)}"


def _word(label: str) -> str:
    """A label as brat takes one."""
    return re.sub(r"[^\w-]", "_", label) or "Entity"


def _resource(reference: str) -> str:
    """A reference as brat has it: a resource and an identifier there."""
    if _is_wikidata(reference):
        return f"Wikidata:{reference}"
    known = _is_resource(reference) and reference == _line(reference)
    own = reference.partition(":")[0] in (_OWN, _UNNAMED, "Wikidata")
    return reference if known and not own else f"{_UNNAMED}:{quote(reference, safe='')}"


def _reference(resource: str, id_: str) -> str | None:
    match resource:
        case "aka":
            return None
        case "Wikidata":
            return id_
        case "reference":
            return unquote(id_)
    return f"{resource}:{id_}"


def _line(text: str) -> str:
    """A text on one line."""
    return _unsafe(
        lambda found: {"\\": r"\\", "\n": r"\n", "\t": r"\t"}.get(found[0], f"\\u{ord(found[0]):04x}"), text
    )


def _unline(text: str) -> str:
    return _escaped(
        lambda found: {"n": "\n", "t": "\t", "\\": "\\"}.get(found[1]) or chr(int(found[2], 16)), text
    )


def read(file: Input) -> list[Annotation]:
    """Read the annotations of one document, whose text is in the ``.txt`` beside the file. Equiv, coreference
    relations and normalisations make entities; other relations, events and attributes are left out.

    Raises BadAnnotation with the number of the line.
    """
    text = Input(file.beside(".txt"), file.name).text
    spans: dict[str, Mark] = {}
    same = Groups()
    names: dict[str, str] = {}  # of a mention
    resources: dict[str, dict[str, str]] = defaultdict(dict)  # of a mention: the identifier in each
    notes: dict[str, list[str]] = defaultdict(list)
    for number, line in enumerate(file.text.split("\n"), 1):
        try:
            id_, _, rest = line.rstrip("\r").partition("\t")
            if not _is_id(id_) and line.strip():
                raise ValueError
            what, _, tail = rest.partition("\t")
            match id_[:1]:
                case "T":
                    spans[id_] = _span(what, tail, text)
                case "*" if what.startswith("Equiv "):
                    same.join(what.split()[1:])
                case "R" if what.lower().startswith("coref"):
                    same.join(argument.partition(":")[2] for argument in what.split()[1:])
                case "N":
                    _, mention, identifier = what.split()
                    resource, _, key = identifier.partition(":")
                    names[mention] = _unline(tail)
                    resources[mention][resource] = key
                case "#" if len(about := what.split()) == 2:
                    notes[about[1]].append(_unline(tail))
        except ValueError:
            raise BadAnnotation(f"line {number} is not as brat writes it") from None
        except BadAnnotation as error:
            raise BadAnnotation(f"line {number} {error}") from None
    for mention, keys in resources.items():  # where there are ids of our own, those say which entity it is
        own = {_OWN: keys[_OWN]} if _OWN in keys else keys
        for pair in own.items():
            same.join((mention, pair))
    groups = {id_: same.of(id_) for id_ in spans if id_ in same or id_ in notes}
    known: dict[Hashable, Known] = {}
    for id_, group in groups.items():
        before = known.get(group, Known())
        references = (_reference(*resource) for resource in resources.get(id_, {}).items())
        reference = next(filter(None, references), None)
        note = "\n".join(filter(None, [before.note, *notes[id_]]))
        known[group] = Known(before.name or names.get(id_, ""), before.reference or reference, note)
    marks = [span._replace(group=groups.get(id_)) for id_, span in spans.items()]
    return [build(document(text, file.name), marks, known)]


def _span(what: str, says: str, text: str) -> Mark:
    """A text-bound annotation; of fragments all from the first to the last. Raises ValueError for one that is
    written otherwise, and BadAnnotation for one that does not fit the text."""
    label, _, places = what.partition(" ")
    fragments = [tuple(map(int, fragment.split())) for fragment in places.split(";")]
    found = " ".join(text[start:end] for start, end in fragments)
    if found.split() != says.split():
        raise BadAnnotation(
            f"says that “{says}” stands at {places}, where the .txt has “{found[:80]}”: the two do not belong together"
        )
    start, end = min(start for start, _ in fragments), max(end for _, end in fragments)
    return Mark(start, end, label)
