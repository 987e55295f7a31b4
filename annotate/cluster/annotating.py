"""Documents to a cluster's workers, and their annotations back.

Sources are read here, and what a person decided is made on the annotations here: a worker sees a document and the
books, and keeps a recogniser for each of its threads until it ends.
"""

from __future__ import annotations

import contextlib
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import msgspec

from annotate.annotation import Annotation, Document, Pipeline
from annotate.cluster.failing import gone
from annotate.errors import AkaError, NoModel
from annotate.recognize import protocol
from annotate.recognize.annotator import OnProgress, OwnProcess
from annotate.recognize.client import Recogniser
from annotate.recognize.provenance import Plans


class Order(msgspec.Struct, frozen=True):
    """What a worker of the cluster is sent: a document, what to annotate it with, and what that must be there."""

    document: Document
    model: str | None
    books: tuple[bytes, ...]
    without: frozenset[str]
    pipeline: Pipeline


class _Delivery(msgspec.Struct, frozen=True):
    """What it sends back: an annotation, or a sentence why there is none (``for_all``: of no document)."""

    annotation: Annotation | None
    sentence: str
    for_all: bool
    notices: frozenset[str]


class There:
    """An annotator that has it done by the cluster."""

    def __init__(self, client: Any, order: Callable[[Document], bytes], address: str) -> None:
        self.notices: set[str] = set()
        self._client, self._order, self._address = client, order, address
        self._future: Any = None
        self._closed = False

    def annotate(
        self, source: str, document: Document, on_progress: OnProgress | None
    ) -> Annotation | AkaError:
        """See :class:`annotate.recognize.annotator.Annotator`."""
        from distributed import KilledWorker

        sent = protocol.clean(document)
        try:
            # Each call counts, also of the same document: nothing is taken from what the cluster may remember.
            self._future = self._client.submit(annotate_there, self._order(sent), pure=False)
            delivery = msgspec.msgpack.decode(self._future.result(), type=_Delivery)
        except KilledWorker:
            return AkaError(
                f"{source}: each worker of the cluster that took it ended; it may be too large for them."
            )
        except (
            Exception
        ) as error:  # whatever distributed raises when the scheduler goes: it has no name for that
            if self._closed:
                return AkaError(f"{source}: the cluster was left.")
            raise gone(self._address, error) from None
        self.notices |= delivery.notices
        if delivery.annotation is not None:
            return protocol.restored(delivery.annotation, document, sent)
        if delivery.for_all:
            raise NoModel(delivery.sentence)
        return AkaError(delivery.sentence)

    def close(self) -> None:
        """End what is waited for."""
        self._closed = True
        if self._future is not None:
            with contextlib.suppress(Exception):  # the cluster may be gone
                self._future.cancel()


# What runs in the cluster's workers.


class _Bench:
    """The recognisers of a process for one kind of order: those that no thread uses just now, and their books."""

    def __init__(self, asked: Order) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="aka-")  # which goes when this does
        self.books = tuple(Path(self._folder.name) / f"{number}.toml" for number in range(len(asked.books)))
        for path, content in zip(self.books, asked.books, strict=True):
            path.write_bytes(content)
        self.asked = Recogniser(asked.model, self.books, asked.without)
        self._idle: SimpleQueue[OwnProcess] = SimpleQueue()

    @contextlib.contextmanager
    def recogniser(self) -> Iterator[OwnProcess]:
        """One for this thread alone."""
        try:
            recogniser = self._idle.get_nowait()
        except Empty:
            recogniser = OwnProcess(self.asked)
        try:
            yield recogniser
        finally:
            self._idle.put(recogniser)

    def close(self) -> None:
        """End the recognisers that nobody uses."""
        with contextlib.suppress(Empty):
            while True:
                self._idle.get_nowait().close()


_benches: dict[tuple[Any, ...], _Bench] = {}
_making = threading.Lock()


def _bench(asked: Order) -> _Bench:
    key = (asked.model, asked.books, asked.without)
    with _making:
        if key not in _benches:
            for other in list(_benches):  # another run's: nobody knows whether that comes again
                _benches.pop(other).close()
            _benches[key] = _Bench(asked)
        return _benches[key]


def annotate_there(order: bytes) -> bytes:
    """Annotate a document in a worker of a cluster; an order and a delivery as MessagePack."""
    asked = msgspec.msgpack.decode(order, type=Order)
    try:
        bench = _bench(asked)
        _, here = Plans(bench.asked).of(asked.document)
        if here != asked.pipeline:
            return _delivered(
                sentence=f"A worker of the cluster has another aka or model ({here.model} {here.model_version}, aka "
                f"{here.aka}) than this machine ({asked.pipeline.model} {asked.pipeline.model_version}, aka "
                f"{asked.pipeline.aka}): install the same everywhere.",
                for_all=True,
            )
        with bench.recogniser() as recogniser:
            result = recogniser.annotate(asked.document.source, asked.document, None)
            notices = frozenset(recogniser.notices)
    except NoModel as error:
        return _delivered(sentence=f"A worker of the cluster: {error}", for_all=True)
    if isinstance(result, Annotation):
        return _delivered(annotation=protocol.stripped(result), notices=notices)
    return _delivered(sentence=str(result), notices=notices)


def _delivered(
    *,
    annotation: Annotation | None = None,
    sentence: str = "",
    for_all: bool = False,
    notices: frozenset[str] = frozenset(),
) -> bytes:
    return msgspec.msgpack.encode(_Delivery(annotation, sentence, for_all, notices))
