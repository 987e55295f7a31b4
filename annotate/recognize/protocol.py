"""What the client and the recognition worker say to each other: length-prefixed MessagePack on two pipes.

A message is a four-byte big-endian length and that many bytes of MessagePack. A pipe that ends between two
messages reads as None; the worker takes it as the order to stop. What is no message, such as what a library printed,
is none from there on: nobody knows where the next one would begin.
"""

from __future__ import annotations

import re
import struct
from typing import BinaryIO, TypeVar

import msgspec
from msgspec.structs import replace

from annotate.annotation import Annotation, Document
from annotate.errors import AkaError
from annotate.recognize.spans import Span

_LENGTH = struct.Struct(">I")
_LONGEST = 1 << 30  # bytes; more than of any message, and less than any four letters are as a length
_SURROGATE = re.compile("[\ud800-\udfff]")
BOOK = "book"  # in Start.without: the alias books, all of them
T = TypeVar("T")


class BadMessage(AkaError):
    """What came through a pipe is no message; nothing more can be read from it."""


class Start(msgspec.Struct, frozen=True):
    """The first message to the worker: the model by name (None: the preferred one), books, passes to leave
    out (or :data:`BOOK`)."""

    model: str | None
    books: tuple[str, ...]
    without: frozenset[str]


class Submit(msgspec.Struct, frozen=True, tag=True):
    """A document to annotate. ``first`` is the offset (code points) to begin at; ``stream`` asks for
    partial replies."""

    job: int
    document: Document
    stream: bool
    first: int


class Look(msgspec.Struct, frozen=True, tag=True):
    """The reader is at another offset (code points) of a job's document: what is not found yet is found from there."""

    job: int
    offset: int


Request = Submit | Look


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The model of the next replies is loaded; ``notice`` is a sentence when it is not the one that was asked for, or
    not made for the language of the text."""

    model: str
    model_version: str
    notice: str = ""


class Progress(msgspec.Struct, frozen=True, tag=True):
    """``done`` of ``total`` pieces of a job are recognised. A piece is a paragraph; a very long paragraph is
    several."""

    job: int
    done: int
    total: int


class Found(msgspec.Struct, frozen=True, tag=True):
    """The model's own spans in some more of the text, before any pass; only while streaming."""

    job: int
    spans: tuple[Span, ...]


class Result(msgspec.Struct, frozen=True, tag=True):
    """A job's annotation, or with a ``part`` that of ``text[start:end]`` alone (code points), as if there were no more;
    only while streaming, and the whole comes last.

    ``notice`` is a sentence about what was left out, such as an alias book with mistakes in it.
    """

    job: int
    annotation: Annotation
    part: tuple[int, int] | None = None
    notice: str = ""

    @property
    def final(self) -> bool:
        """Whether it is of the whole document, and the last reply to its job."""
        return self.part is None


class Failed(msgspec.Struct, frozen=True, tag=True):
    """A job failed (the worker goes on), or with job None the worker itself; ``sentence`` is for a person."""

    job: int | None
    sentence: str


Reply = Ready | Progress | Found | Result | Failed

_encoder = msgspec.msgpack.Encoder()


def write(pipe: BinaryIO, message: msgspec.Struct) -> None:
    """Write one message and flush. Raises OSError (BrokenPipeError) when nobody reads any more."""
    body = _encoder.encode(message)
    pipe.write(_LENGTH.pack(len(body)) + body)
    pipe.flush()


def read(pipe: BinaryIO, decoder: msgspec.msgpack.Decoder[T]) -> T | None:
    """Read one message, or None when the pipe has ended (also in the middle of a message: its writer
    died). Raises BadMessage for anything else."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (size,) = _LENGTH.unpack(head)
    if size > _LONGEST:  # nobody waits for what never comes
        raise BadMessage("What it said is no message.")
    body = pipe.read(size)
    try:
        return decoder.decode(body) if len(body) == size else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BadMessage("What it said is no message.") from None


def clean(document: Document) -> Document:
    """The document with every lone surrogate, which no encoding carries, replaced one to one by U+FFFD; itself where it
    has none."""
    texts = {name: getattr(document, name) for name in ("source", "title", "text")}
    try:
        for text in texts.values():
            text.encode()  # many times as fast as a search
    except UnicodeEncodeError:
        return replace(document, **{name: _SURROGATE.sub("\ufffd", text) for name, text in texts.items()})
    return document


def stripped(annotation: Annotation) -> Annotation:
    """The annotation without its document's text and blocks, which the other side has: half of every message saved."""
    document = replace(annotation.document, text="", blocks=())
    return replace(annotation, document=document)


def restored(annotation: Annotation, document: Document, sent: Document) -> Annotation:
    """The annotation on the document as it was submitted, whatever :func:`clean` replaced in what was ``sent``; its
    language is the one that was found."""
    mentions = annotation.mentions
    if sent is not document:
        mentions = tuple(
            replace(mention, text=document.text[mention.start : mention.end]) for mention in mentions
        )
    if annotation.document.language != document.language:
        document = replace(document, language=annotation.document.language)
    return replace(annotation, document=document, mentions=mentions)
