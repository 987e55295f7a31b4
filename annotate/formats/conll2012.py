"""CoNLL-2012, as OntoNotes has it: a word a line, names in one column, coreference chains in the last.

Written are the words, the names (eleventh column) and the chains; the columns between are empty, as in files that say
nothing of syntax or senses. Read are both: what a chain has and no name marks is a mention too, with its chain's label.
Pradhan et al., CoNLL-2012 Shared Task: Modeling Multilingual Unrestricted Coreference in OntoNotes, 2012, section 4.4.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from typing import BinaryIO, NamedTuple

from annotate.annotation import Annotation
from annotate.errors import BadAnnotation
from annotate.formats.building import Mark, build, document
from annotate.formats.input import Input
from annotate.formats.saving import file_stem
from annotate.formats.tokens import Token, Words, joined
from annotate.text import one_line

_NO_LABEL = "MISC"
_NAMES = 10  # the column, counted from 0
_begin = re.compile(r"#begin document \((.*)\)(?:; part (\d{1,9}))?").match
_unsafe = re.compile(r"[\s()*]+").sub
_opened = re.compile(r"\(([^()*]+)").findall


def write(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write each annotation as a document of one part."""
    for annotation in annotations:
        file.write(_document(annotation).encode())


def _document(annotation: Annotation) -> str:
    text = annotation.document.text
    words = Words(annotation)
    chains = {entity.id: number for number, entity in enumerate(annotation.entities)}
    names = ["*"] * len(words.words)
    links = ["-"] * len(words.words)
    for mention in annotation.mentions:
        place, chain = words.of(mention), chains[mention.entity]
        first, last = place[0], place[-1]
        names[first] = f"({_unsafe('_', mention.label) or _NO_LABEL}*"
        links[first] = f"({chain}"
        names[last] = names[last].removesuffix("*") + ")" if first == last else "*)"
        links[last] = f"({chain})" if first == last else f"{chain})"
    source = annotation.document.source
    name = re.sub(r"\s+", "_", file_stem(source)).lstrip("#") or "text"
    lines = [f"#begin document ({one_line(source)}); part 000\n"]
    index = 0
    for sentence in words.sentences:
        for number, (start, end) in enumerate(sentence):
            word = text[start:end]
            lines.append(f"{name} 0 {number} {word} - * - - - - {names[index]} {links[index]}\n")
            index += 1
        lines.append("\n")
    return "".join([*lines, "#end document\n"])


class _Row(NamedTuple):
    line: int
    word: str
    name: str
    chain: str


class _Part(NamedTuple):
    """A part of a document: what it is called, and its sentences."""

    name: str
    sentences: list[list[_Row]]


def read(file: Input) -> list[Annotation]:
    """Read the parts of a file, each as a document; raises BadAnnotation with the number of the line."""
    parts = list(_parts(file.text))
    named = zip(parts, file.names(len(parts)), strict=True)
    return [_annotation(part, name) for part, name in named]


def _parts(text: str) -> Iterator[_Part]:
    part = _Part("", [[]])
    for number, line in enumerate(text.split("\n"), 1):
        columns = line.split()
        if found := _begin(line):
            begun = f"{found[1]} part {int(found[2])}" if int(found[2] or 0) else found[1]
            part = _Part(begun, [[]])
        elif line.startswith("#end document"):
            yield _ended(part)
            part = _Part("", [[]])
        elif line.startswith("#"):
            continue
        elif not columns:
            part.sentences.append([])
        elif len(columns) <= _NAMES + 1:
            raise BadAnnotation(
                f"line {number} has {len(columns)} columns, and CoNLL-2012 has twelve or more"
            )
        else:
            part.sentences[-1].append(_Row(number, columns[3], columns[_NAMES], columns[-1]))
    if any(part.sentences):
        yield _ended(part)


def _ended(part: _Part) -> _Part:
    return part._replace(sentences=[sentence for sentence in part.sentences if sentence])


def _annotation(part: _Part, name: str) -> Annotation:
    text, places = joined([row.word for row in sentence] for sentence in part.sentences)
    rows = [row for sentence in part.sentences for row in sentence]
    words = [place for sentence in places for place in sentence]
    names = dict(_names(rows, words))
    chained = list(_chained(rows, words))
    labels: dict[Hashable, Counter[str]] = {}
    for place, chain in chained:
        if place in names:
            labels.setdefault(chain, Counter())[names[place]] += 1
    marks = [
        Mark(*place, names.pop(place, "") or _usual(labels.get(chain)), chain) for place, chain in chained
    ]
    marks += [Mark(*place, label) for place, label in names.items()]
    return build(document(text, part.name or name), marks)


def _usual(labels: Counter[str] | None) -> str:
    return labels.most_common(1)[0][0] if labels else _NO_LABEL


def _names(rows: list[_Row], words: list[Token]) -> Iterator[tuple[Token, str]]:
    """The named spans with their labels; they may lie in each other."""
    open_: list[tuple[int, str]] = []
    for row, (start, end) in zip(rows, words, strict=True):
        open_ += [(start, label) for label in _opened(row.name)]
        for _ in range(row.name.count(")")):
            if not open_:
                raise BadAnnotation(f"line {row.line} ends a name that does not begin")
            begun, label = open_.pop()
            yield (begun, end), label
    if open_:
        raise BadAnnotation(f"a name in it begins and does not end ({open_[-1][1]})")


def _chained(rows: list[_Row], words: list[Token]) -> Iterator[tuple[Token, str]]:
    """The spans of chains, each with its chain's number."""
    open_: dict[str, list[int]] = {}
    for row, (start, end) in zip(rows, words, strict=True):
        for link in row.chain.split("|"):
            chain = link.strip("()")
            if link.startswith("("):
                open_.setdefault(chain, []).append(start)
            if link.endswith(")"):
                if not open_.get(chain):
                    raise BadAnnotation(
                        f"line {row.line} ends a mention of chain {chain} that does not begin"
                    )
                yield (open_[chain].pop(), end), chain
    if left := [chain for chain, starts in open_.items() if starts]:
        raise BadAnnotation(f"a mention of chain {left[0]} begins and does not end")
