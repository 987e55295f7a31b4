"""CoNLL-2003: a word a line, its label in IOB2 in the last of four columns, a blank line behind each sentence.

Labels are written as they are (OntoNotes); the columns for part of speech and chunk are empty. Read is any file of
columns with the word first and IOB1, IOB2, IOBES or BILOU last.
Tjong Kim Sang and De Meulder, Introduction to the CoNLL-2003 Shared Task, CoNLL 2003, section 2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from annotate.annotation import Annotation
from annotate.errors import BadAnnotation
from annotate.formats.building import Mark, build, document
from annotate.formats.input import Input
from annotate.formats.tokens import Words, joined

_START = "-DOCSTART-"
_NONE = "MISC"  # where a mention has no label
_tag = re.compile(r"([BIESLUM])-(.+)").fullmatch
_FIRST, _LAST = "BSU", "ESLU"  # of a mention, in any scheme
Row = tuple[str, str]
"""A word and its tag."""


def write(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write each annotation behind a ``-DOCSTART-``."""
    for annotation in annotations:
        file.write(f"{_START} -X- -X- O\n\n".encode())
        for sentence in _tagged(annotation):
            file.write("".join(f"{word} -X- _ {tag}\n" for word, tag in sentence).encode() + b"\n")


def _tagged(annotation: Annotation) -> Iterator[list[Row]]:
    text = annotation.document.text
    words = Words(annotation)
    tags = ["O"] * len(words.words)
    for mention in annotation.mentions:
        label = re.sub(r"\s+", "_", mention.label) or _NONE
        for place, index in enumerate(words.of(mention)):
            tags[index] = f"{'I' if place else 'B'}-{label}"
    coming = iter(tags)
    for sentence in words.sentences:
        yield [(text[start:end], next(coming)) for start, end in sentence]


def read(file: Input) -> list[Annotation]:
    """Read the documents of a file, one where it has no ``-DOCSTART-``; raises BadAnnotation with the number of the
    line."""
    documents = list(_documents(file.text))
    return [_annotation(rows, name) for rows, name in zip(documents, file.names(len(documents)), strict=True)]


def _documents(text: str) -> Iterator[list[list[Row]]]:
    """The sentences of each document."""
    found: list[list[Row]] = [[]]
    begun = False
    for number, line in enumerate(text.split("\n"), 1):
        columns = [column.strip() for column in (line.split("\t") if "\t" in line else line.split())]
        if line.startswith(_START):
            if begun:
                yield [sentence for sentence in found if sentence]
            begun, found = True, [[]]
        elif not line.strip():
            found.append([])
        elif len(columns) < 2 or not (columns[-1] == "O" or _tag(columns[-1])):
            raise BadAnnotation(f"line {number} does not end with a tag such as O, B-PER or I-PER")
        else:
            begun = True
            found[-1].append((columns[0], columns[-1]))
    if begun:
        yield [sentence for sentence in found if sentence]


def _annotation(sentences: list[list[Row]], name: str) -> Annotation:
    text, places = joined([word for word, _ in sentence] for sentence in sentences)
    spans: list[Mark] = []
    for sentence, here in zip(sentences, places, strict=True):
        open_ = ""  # the label that goes on
        for (_, tag), (start, end) in zip(sentence, here, strict=True):
            letter, label = found.groups() if (found := _tag(tag)) else ("", "")
            if label and label == open_ and letter not in _FIRST:
                spans[-1] = spans[-1]._replace(end=end)
            elif label:
                spans.append(Mark(start, end, label))
            open_ = "" if letter in _LAST else label
    return build(document(text, name), spans)
