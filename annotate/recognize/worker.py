"""The recognition worker: ``python -m annotate.recognize.worker``, a process that alone imports spaCy.

It reads :class:`~annotate.recognize.protocol.Start` and then jobs from its standard input and writes
replies to its standard output, in the order of the jobs. It ends when its input does, also in the middle of
a job: so it never outlives its parent, and to close its pipes cancels everything.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from annotate.annotation import Annotation, Block, Document
from annotate.errors import AkaError, NoModel
from annotate.labels import of_pipeline
from annotate.languages.codes import ENGLISH
from annotate.languages.detecting import language_of
from annotate.recognize import models, protocol
from annotate.recognize.memory import flat
from annotate.recognize.pieces import BATCH, FIRST, Outwards, Piece, batches, cut, glance, piece, portions
from annotate.recognize.protocol import (
    Failed,
    Found,
    Look,
    Progress,
    Ready,
    Reply,
    Request,
    Result,
    Start,
    Submit,
)
from annotate.recognize.provenance import pipeline_of
from annotate.recognize.remembered import Entity, Remembered
from annotate.recognize.spans import Span
from annotate.sources.blocks import LONG, blocks_of
from annotate.store.lineage import real_path

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from annotate.book import Book
    from annotate.recognize.fast import Fast
    from annotate.recognize.neural import model as neural

    Reading = Doc | neural.Doc

NICE = 5  # how much the worker gives way to the reader, once there are names on the screen


class Recogniser:
    """A loaded pipeline with its book: documents in, replies out."""

    def __init__(self, nlp: Language | neural.Tagger | Fast, model: models.Model, start: Start) -> None:
        self._nlp = nlp
        self._pipeline = pipeline_of(model, tuple(map(Path, start.books)), start.without)
        self._start = start
        self._book: Book | None = None
        self._remembered = Remembered(None, "")
        self._preparing = threading.Lock()
        self._notice = ""

    def prepare(self) -> Book:
        """The book, loaded with all that the passes and the sieve need; it may be done while the model is reading."""
        from annotate import pipeline  # noqa: F401 - the first annotation does not wait for it
        from annotate.book import Book, left_out, load

        with self._preparing:
            if self._book is None:
                without_book = protocol.BOOK in self._start.without
                self._book = Book() if without_book else load(tuple(map(Path, self._start.books)))
                self._notice = left_out(self._book.problems)
            return self._book

    def beside(self, model: models.Model) -> Recogniser:
        """Another recogniser, with a model that is loaded now, and the same book."""
        other = Recogniser(models.load(model), model, self._start)
        other._book, other._notice = self.prepare(), self._notice
        return other

    def replies(self, job: Submit, looks: dict[int, int]) -> Iterator[Reply]:
        """Annotate one document: what the client is told about it, the whole Result last.

        ``looks`` are where readers have gone in the documents of jobs: another thread puts them there, this takes them
        away.
        """
        text = job.document.text
        self._remembered = self._memory_of(job)
        seen: tuple[Block, ...] = ()
        spans: list[Span] = []
        if job.stream and len(text) > LONG and not job.document.blocks:
            seen = glance(text, job.first)
            spans = self.spans(text, seen)
            yield from self._some(job, spans, seen)
        blocks = blocks_of(job.document)
        parts = portions(text, blocks)  # a text of one endless line comes step by step too
        order = Outwards(parts, job.first, FIRST if job.stream else BATCH, done=seen)
        seen = tuple(part for part in seen if part in parts)
        spans = [span for span in spans if any(part.start <= span.start < part.end for part in seen)]
        done = len(seen)
        for low, high in order:
            some = self.spans(text, parts[low:high])
            spans += some
            done += high - low
            yield Progress(job.job, done, len(parts))
            if job.stream and done < len(parts):
                yield from self._some(job, some, parts[low:high])
            if (offset := looks.pop(job.job, None)) is not None:
                order.look(offset)
        annotation = self._annotate(job.document, sorted(spans), blocks)
        yield Result(job.job, annotation, notice=self._notice)
        self._remembered.keep()

    def _memory_of(self, job: Submit) -> Remembered:
        """What is remembered of the pieces of a document; only one that a person reads comes again, edited."""
        path = real_path(job.document.source) if job.stream else None
        return Remembered(path, f"{self._pipeline.model} {self._pipeline.model_version}")

    def _some(self, job: Submit, spans: list[Span], blocks: tuple[Block, ...]) -> Iterator[Reply]:
        """What is found in some blocks that follow each other: at once, and when it is put together."""
        if blocks:
            yield Found(job.job, tuple(spans))
            part = blocks[0].start, blocks[-1].end
            yield Result(job.job, self._part(job.document, spans, blocks), part)

    def spans(self, text: str, blocks: tuple[Block, ...]) -> list[Span]:
        """The model's own spans in some blocks of a text; boilerplate names nothing."""
        runs = (
            run
            for block in blocks
            if block.kind != "boilerplate"
            for run in cut(text, block.start, block.end)
        )
        pieces = (piece(text, *run) for run in runs)
        with flat(self._nlp):
            return [
                Span(
                    *one.place(entity.start_char, entity.end_char),
                    label,
                    score=entity.score,
                )
                for batch in batches(pieces)
                for one, found in zip(batch, self._read(batch), strict=True)
                for entity in found
                if (label := of_pipeline(entity.label_))
            ]

    def _read(self, batch: Sequence[Piece]) -> Iterable[tuple[Entity, ...]]:
        return self._remembered.read(self._nlp, [one.text for one in batch])

    def _annotate(self, document: Document, spans: list[Span], blocks: tuple[Block, ...]) -> Annotation:
        from annotate.pipeline import annotate

        book = self.prepare()
        return annotate(
            document, spans, book, blocks=blocks, without=self._start.without, pipeline=self._pipeline
        )

    def _part(self, document: Document, spans: list[Span], blocks: tuple[Block, ...]) -> Annotation:
        """The annotation of a run of blocks, as if there were no others: it costs what they cost."""
        shift = blocks[0].start
        text = document.text[shift : blocks[-1].end]
        annotation = self._annotate(
            msgspec.structs.replace(document, text=text),
            [span._replace(start=span.start - shift, end=span.end - shift) for span in spans],
            tuple(
                msgspec.structs.replace(block, start=block.start - shift, end=block.end - shift)
                for block in blocks
            ),
        )
        mentions = tuple(
            msgspec.structs.replace(mention, start=mention.start + shift, end=mention.end + shift)
            for mention in annotation.mentions
        )
        return msgspec.structs.replace(annotation, document=document, mentions=mentions)


class Languages:
    """The recognisers for the languages of the texts that come: the default one, or that which a person named, stays;
    of the others the last."""

    def __init__(self, start: Start) -> None:
        """Raises NoModel where the first model cannot be loaded."""
        model = models.find(start.model)
        self.first = Recogniser(models.load(model), model, start)
        self._asked = start.model
        self._models = {ENGLISH: model}
        self._other: tuple[models.Model, Recogniser] | None = None

    def of(self, language: str) -> tuple[Recogniser, Ready]:
        """The recogniser for a language, and what is said of it; the first one for a pipeline that does not load."""
        first = self._models[ENGLISH]
        if language not in self._models:
            self._models[language] = models.suited(self._asked, language)
        model = self._models[language]
        recogniser = self.first
        if (model.name, model.version) != (first.name, first.version):
            try:
                recogniser = self._loaded(model)
            except NoModel as error:
                model = first._replace(notice=f"{error} {first.name} is used instead. {first.notice}".strip())
                self._models[language] = model
        return recogniser, Ready(model.name, model.version, model.notice)

    def _loaded(self, model: models.Model) -> Recogniser:
        if self._other is None or self._other[0] != model:
            self._other = None  # two of them at once would be too much memory
            self._other = model, self.first.beside(model)
        return self._other[1]


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer requests until they end."""
    start = protocol.read(requests, msgspec.msgpack.Decoder(Start))
    if start is None:
        return
    jobs: SimpleQueue[Submit] = SimpleQueue()
    looks: dict[int, int] = {}
    threading.Thread(target=_listen, args=(requests, jobs, looks), daemon=True).start()
    gc.disable()
    try:
        languages = Languages(start)
    except AkaError as error:
        protocol.write(replies, Failed(None, str(error)))
        return
    recogniser, told = languages.of(ENGLISH)
    protocol.write(replies, told)
    threading.Thread(target=_prepare, args=(recogniser,), daemon=True).start()
    gives_way = False
    while True:
        job = _in_its_language(jobs.get())
        try:
            recogniser, ready = languages.of(job.document.language)
            if ready != told:
                protocol.write(replies, told := ready)
            for reply in recogniser.replies(job, looks):
                if isinstance(reply, Result):
                    reply = msgspec.structs.replace(reply, annotation=protocol.stripped(reply.annotation))
                protocol.write(replies, reply)
                if not gives_way and isinstance(reply, Result) and not reply.final:
                    os.nice(NICE)
                    gives_way = True
        except BrokenPipeError:
            return
        except AkaError as error:
            protocol.write(replies, Failed(job.job, str(error)))
        except Exception as error:  # one bad document must not end the others
            name = job.document.source or "The document"
            reason = str(error).strip() or type(error).__name__
            protocol.write(replies, Failed(job.job, f"{name} could not be annotated: {reason}"))


def _in_its_language(job: Submit) -> Submit:
    """The job, its document with the language that it is in."""
    document = msgspec.structs.replace(job.document, language=language_of(job.document))
    return msgspec.structs.replace(job, document=document)


def _prepare(recogniser: Recogniser) -> None:
    """Load what the first annotation needs; it and the first pipeline stay, and no collection need look at them
    again."""
    recogniser.prepare()
    gc.freeze()
    gc.enable()


def _listen(requests: BinaryIO, jobs: SimpleQueue[Submit], looks: dict[int, int]) -> None:
    """Queue the jobs as they come, and keep where readers look; end the process when no more can come, whatever it is
    doing."""
    decoder: msgspec.msgpack.Decoder[Request] = msgspec.msgpack.Decoder(Request)
    try:
        while (request := protocol.read(requests, decoder)) is not None:
            if isinstance(request, Look):
                looks[request.job] = request.offset
            else:
                jobs.put(request)
    except protocol.BadMessage:
        print("what it was told is no message", file=sys.stderr, flush=True)
        os._exit(1)
    os._exit(0)


def main() -> None:
    """Take the two pipes and leave nothing on them to libraries: what they print goes to standard error."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    serve(requests, replies)
    sys.stderr.flush()
    os._exit(0)  # nothing is left to do, and the listener may still hold its pipe


if __name__ == "__main__":
    main()
