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
from annotate.errors import AkaError
from annotate.labels import LABELS
from annotate.recognize import models, protocol
from annotate.recognize.memory import flat
from annotate.recognize.pieces import BATCH, Piece, batches, cut, outwards, piece, portions
from annotate.recognize.protocol import Failed, Found, Progress, Ready, Reply, Result, Start, Submit
from annotate.recognize.provenance import pipeline_of
from annotate.recognize.spans import Span
from annotate.sources.blocks import blocks_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from annotate.book import Book
    from annotate.recognize.fast import Fast
    from annotate.recognize.neural import model as neural

    Reading = Doc | neural.Doc

FIRST = 4  # blocks of the first batch while streaming: a screen's worth


class Recogniser:
    """A loaded pipeline with its book: documents in, replies out."""

    def __init__(self, nlp: Language | neural.Tagger | Fast, model: models.Model, start: Start) -> None:
        self._nlp = nlp
        self._pipeline = pipeline_of(model, tuple(map(Path, start.books)), start.without)
        self._start = start
        self._book: Book | None = None
        self._notice = ""

    def replies(self, job: Submit) -> Iterator[Reply]:
        """Annotate one document: what the client is told about it, the final Result last."""
        document = job.document
        blocks = blocks_of(document)
        parts = portions(document.text, blocks)  # a text of one endless line comes step by step too
        spans: list[Span] = []
        low, high, done, reported = len(parts), 0, 0, 0
        for run in outwards(parts, job.first, FIRST if job.stream else BATCH):
            some = self.spans(document.text, parts[slice(*run)])
            spans += some
            low, high, done = min(low, run[0]), max(high, run[1]), done + run[1] - run[0]
            yield Progress(job.job, done, len(parts))
            if job.stream and done < len(parts):
                yield Found(job.job, tuple(some))
                if done >= 2 * reported:
                    yield Result(job.job, self._part(document, sorted(spans), parts[low:high]), final=False)
                    reported = done
        annotation = self._annotate(document, sorted(spans), blocks)
        yield Result(job.job, annotation, final=True, notice=self._notice)

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
                    entity.label_,
                    score=getattr(entity, "score", None),
                )
                for batch in batches(pieces)
                for one, doc in zip(batch, self._read(batch), strict=True)
                for entity in doc.ents
                if entity.label_ in LABELS
            ]

    def _read(self, batch: Sequence[Piece]) -> Iterable[Reading]:
        return self._nlp.pipe([one.text for one in batch])

    def _annotate(self, document: Document, spans: list[Span], blocks: tuple[Block, ...]) -> Annotation:
        # Only now: the first names do not wait for the passes and the book.
        from annotate.book import Book, left_out, load
        from annotate.pipeline import annotate

        if self._book is None:
            without_book = protocol.BOOK in self._start.without
            self._book = Book() if without_book else load(tuple(map(Path, self._start.books)))
            self._notice = left_out(self._book.problems)
        return annotate(
            document, spans, self._book, blocks=blocks, without=self._start.without, pipeline=self._pipeline
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


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer requests until they end."""
    start = protocol.read(requests, msgspec.msgpack.Decoder(Start))
    if start is None:
        return
    jobs: SimpleQueue[Submit] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests, jobs), daemon=True).start()
    try:
        model = models.find(start.model)
        recogniser = Recogniser(models.load(model), model, start)
        gc.freeze()  # the pipeline's objects stay: no collection need look at them again
    except AkaError as error:
        protocol.write(replies, Failed(None, str(error)))
        return
    protocol.write(replies, Ready(model.name, model.version, model.notice))
    while True:
        job = jobs.get()
        try:
            for reply in recogniser.replies(job):
                if isinstance(reply, Result):
                    reply = msgspec.structs.replace(reply, annotation=protocol.stripped(reply.annotation))
                protocol.write(replies, reply)
        except BrokenPipeError:
            return
        except AkaError as error:
            protocol.write(replies, Failed(job.job, str(error)))
        except Exception as error:  # one bad document must not end the others
            name = job.document.source or "The document"
            reason = str(error).strip() or type(error).__name__
            protocol.write(replies, Failed(job.job, f"{name} could not be annotated: {reason}"))


def _listen(requests: BinaryIO, jobs: SimpleQueue[Submit]) -> None:
    """Queue the jobs as they come; end the process when no more can, whatever it is doing."""
    decoder = msgspec.msgpack.Decoder(Submit)
    while (job := protocol.read(requests, decoder)) is not None:
        jobs.put(job)
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
