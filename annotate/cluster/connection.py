"""The connection to a cluster."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from importlib import import_module
from types import TracebackType
from typing import Any

import msgspec

from annotate.annotation import Document
from annotate.cluster import judging
from annotate.cluster.annotating import Order, There
from annotate.cluster.failing import reason
from annotate.corpus import Link, Pair
from annotate.errors import NoModel
from annotate.recognize.client import Recogniser
from annotate.recognize.provenance import Plans

_ADDRESS = re.compile(r"(?:(?:tcp|tls)://)?[^/\s]+:\d{1,5}")
_PATIENCE = "5s"  # for a scheduler to answer, and for its first worker to come
_AHEAD = 2  # documents for each thread of the cluster: one is on its way while another is annotated


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
            if name.startswith("distributed"):
                logging.getLogger(name).setLevel(logging.CRITICAL)  # what they say is said in a sentence
        self.address = address
        self._recogniser = recogniser
        self._books = tuple(path.read_bytes() for path in recogniser.books)
        self._plans = Plans(recogniser)
        if not _ADDRESS.fullmatch(address):
            raise NoModel(f"{address} is no address of a scheduler, which looks like tcp://HOST:8786.")
        try:
            self._client: Any = distributed.Client(
                address, timeout=_PATIENCE, set_as_default=False, name="aka"
            )
        except (OSError, ValueError) as error:
            raise NoModel(
                f"No scheduler answers at {address} ({reason(error)}): start one with `dask scheduler`, and workers "
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

    def annotator(self) -> There:
        """An annotator for a thread; it raises NoModel where the cluster is gone or cannot annotate."""
        return There(self._client, self._order, self.address)

    def judge(self, pairs: Sequence[Pair]) -> list[Link]:
        """The pairs of names that may be one entity's, as :func:`annotate.corpus.score` finds them with a person's own
        books, in their order. Raises NoModel where the cluster is gone or has another aka."""
        return judging.judge(self._client, self.address, pairs)

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
        _, pipeline = self._plans.of(document)
        return msgspec.msgpack.encode(
            Order(document, recogniser.model, self._books, recogniser.without, pipeline)
        )
