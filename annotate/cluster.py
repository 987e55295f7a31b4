"""The same annotations by the workers of a Dask cluster: ``distributed`` of the extra ``cluster`` carries the documents
there and the annotations back.

Sources are read here, and what a person decided is made on the annotations here: a cluster's worker sees a document
and the books, and keeps a recogniser for each of its threads until it ends.
"""

from __future__ import annotations

import contextlib
import logging
import re
import tempfile
import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any

import msgspec

from annotate.annotation import Annotation, Document, Pipeline
from annotate.errors import AkaError, NoModel
from annotate.recognize import models, protocol
from annotate.recognize.annotator import OnProgress, OwnProcess
from annotate.recognize.client import Recogniser
from annotate.recognize.provenance import pipeline_of
from annotate.text import one_line

_ADDRESS = re.compile(r"(?:(?:tcp|tls)://)?[^/\s]+:\d{1,5}")
_PATIENCE = "5s"  # for a scheduler to answer, and for its first worker to come
_AHEAD = 2  # documents for each thread of the cluster: one is on its way while another is annotated


class _Order(msgspec.Struct, frozen=True):
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


class Cluster:
    """A connection to the scheduler at ``address`` (``tcp://host:port``), whose workers annotate as ``recogniser``
    says. A context manager.

    Raises NoModel when ``distributed`` is not installed, when there is no scheduler, and when it has no worker.
    """

    def __init__(self, address: str, recogniser: Recogniser) -> None:
        try:
            distributed = import_module("distributed")
        except ModuleNotFoundError:
            raise NoModel(
                "A cluster needs distributed, which is not installed: pip install 'aka-reader[cluster]'."
            ) from None
        for name in logging.root.manager.loggerDict:
            if name.startswith(
                "distributed"
            ):  # what these say, each at a level of its own, is said in a sentence
                logging.getLogger(name).setLevel(logging.CRITICAL)
        self.address = address
        self._recogniser = recogniser
        self._books = tuple(path.read_bytes() for path in recogniser.books)
        self._pipeline = pipeline_of(models.find(recogniser.model), recogniser.books, recogniser.without)
        if not _ADDRESS.fullmatch(address):
            raise NoModel(f"{address} is no address of a scheduler, which looks like tcp://HOST:8786.")
        try:
            self._client: Any = distributed.Client(
                address, timeout=_PATIENCE, set_as_default=False, name="aka"
            )
        except (OSError, ValueError) as error:
            raise NoModel(
                f"No scheduler answers at {address} ({_reason(error)}): start one with `dask scheduler`, and workers "
                "with `dask worker ADDRESS`."
            ) from None
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except OSError:
            self.close()
            raise NoModel(
                f"The scheduler at {address} has no worker: start one with `dask worker {address}`."
            ) from None

    def jobs(self) -> int:
        """How many documents to send at once."""
        threads: dict[str, int] = self._client.nthreads()
        return _AHEAD * max(1, sum(threads.values()))

    def annotator(self) -> _There:
        """An annotator for a thread; it raises NoModel where the cluster is gone or cannot annotate."""
        return _There(self._client, self._order, self.address)

    def close(self) -> None:
        """Leave the cluster; what it still does for us is dropped."""
        self._client.close()

    def __enter__(self) -> Cluster:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _order(self, document: Document) -> bytes:
        recogniser = self._recogniser
        return msgspec.msgpack.encode(
            _Order(document, recogniser.model, self._books, recogniser.without, self._pipeline)
        )


class _There:
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
        except ModuleNotFoundError as error:
            raise NoModel(
                f"A worker of the cluster has no {error.name}: install the same aka in its environment."
            ) from None
        except (
            Exception
        ) as error:  # whatever distributed raises when the scheduler goes: it has no name for that
            if self._closed:
                return AkaError(f"{source}: the cluster was left.")
            raise NoModel(
                f"The cluster at {self._address} does not answer any more ({_reason(error)})."
            ) from None
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


def _reason(error: BaseException) -> str:
    """What an exception of another library says, as far as it fits a sentence."""
    return one_line(str(error))[:200].rstrip(". ") or type(error).__name__


# What runs in the cluster's workers.


class _Bench:
    """The recognisers of a process for one kind of order: those that no thread uses just now, and their books."""

    def __init__(self, asked: _Order) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="aka-")  # which goes when this does
        self.books = tuple(Path(self._folder.name) / f"{number}.toml" for number in range(len(asked.books)))
        for path, content in zip(self.books, asked.books, strict=True):
            path.write_bytes(content)
        self._recogniser = Recogniser(asked.model, self.books, asked.without)
        self._idle: SimpleQueue[OwnProcess] = SimpleQueue()

    @contextlib.contextmanager
    def recogniser(self) -> Iterator[OwnProcess]:
        """One for this thread alone."""
        try:
            recogniser = self._idle.get_nowait()
        except Empty:
            recogniser = OwnProcess(self._recogniser)
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


def _bench(asked: _Order) -> _Bench:
    key = (asked.model, asked.books, asked.without)
    with _making:
        if key not in _benches:
            for other in list(_benches):  # another run's: nobody knows whether that comes again
                _benches.pop(other).close()
            _benches[key] = _Bench(asked)
        return _benches[key]


def annotate_there(order: bytes) -> bytes:
    """Annotate a document in a worker of a cluster; an order and a delivery as MessagePack."""
    asked = msgspec.msgpack.decode(order, type=_Order)
    try:
        bench = _bench(asked)
        here = pipeline_of(models.find(asked.model), bench.books, asked.without)
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
