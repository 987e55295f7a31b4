"""A service that is asked, politely: one request at a time, some names in each, and nothing twice within a month."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlencode

import msgspec

from annotate import cache
from annotate.errors import AkaError, BadService
from annotate.reconcile.kinds import type_of
from annotate.reconcile.protocol import Candidate, Manifest, Query, form_of, read_answers, read_manifest
from annotate.sources.connecting import Patience
from annotate.sources.fetching import GOOD, REDIRECTS, Answer, ask, parsed
from annotate.text import one_line

VARIABLE = "AKA_SERVICE"
"""The environment variable with the address of the service to ask."""

LIMIT = 5  # candidates for a name
_BATCH = 10  # names in a request
_MOST = 4 << 20  # bytes of an answer
_SECONDS = 30.0  # for an answer
_LONGEST_WAIT = 60.0  # seconds that a service may ask to be left alone for
_TRIES = 3
_FAILURES = 3  # requests that fail one after the other, after which no more is asked
_FRESH = 30 * 86400  # seconds
_KEPT = 2000  # answers
_BUSY = (429, 503)

Outcome = tuple[Query, list[Candidate] | AkaError]


class _Kept(msgspec.Struct, frozen=True):
    """An answer in the cache, with the time (seconds since 1970) at which it came."""

    at: float
    candidates: list[Candidate]


def address(named: str | None = None) -> str:
    """The address of the service to ask, the one that is named or that of the environment; raises AkaError for none."""
    found = named or os.environ.get(VARIABLE, "").strip()
    if not found:
        raise AkaError(
            "No service is asked for references unless you name one: with --service ADDRESS, or for the reader too in "
            f"{VARIABLE} (Wikidata's is https://wikidata.reconci.link/en/api)."
        )
    return found


class Service:
    """The service at an address, which may be in a private network: a person has named it. No redirect is followed.

    Answers are kept in the user's cache. :meth:`close` ends what is being asked, from any thread. An answer that takes
    more than ``seconds`` is none.
    """

    def __init__(self, address: str, *, seconds: float = _SECONDS) -> None:
        self._address, self._seconds = address, seconds
        self._target = parsed(address, address)
        self._manifest: Manifest | None = None
        self._closed = threading.Event()
        self._patience: Patience | None = None

    def candidates(self, queries: Iterable[Query]) -> Iterator[Outcome]:
        """The candidates for each query, or why there are none; first those that are known, then as they come.

        Raises AkaError where the address is not that of a service.
        """
        unknown = []
        for query in dict.fromkeys(queries):
            known = self._known(query)
            if known is None:
                unknown.append(query)
            else:
                yield query, known
        if not unknown:
            return
        if self._manifest is None:
            self._manifest = read_manifest(self._address, self._asked(None))
        size = max(1, min(_BATCH, self._manifest.batch_size or _BATCH))
        failures = 0
        for start in range(0, len(unknown), size):
            batch = unknown[start : start + size]
            try:
                if failures == _FAILURES:
                    raise BadService(f"{self._address} failed {_FAILURES} times and was not asked any more.")
                answers = self._answers(self._manifest, batch)
                failures = 0
            except AkaError as error:
                failures = min(failures + 1, _FAILURES)
                yield from ((query, error) for query in batch)
                continue
            for query, answer in zip(batch, answers, strict=True):
                if not isinstance(answer, BadService):
                    self._keep(query, answer)
                yield query, answer

    def close(self) -> None:
        """Ask nothing any more, and wait for no answer."""
        self._closed.set()
        if self._patience is not None:
            self._patience.end()

    def _answers(self, manifest: Manifest, batch: Sequence[Query]) -> list[list[Candidate] | BadService]:
        types = [type_of(manifest, query.label) for query in batch]
        form = urlencode({"queries": form_of(batch, types, LIMIT)})
        return read_answers(self._address, self._asked(form), len(batch))

    def _asked(self, form: str | None) -> bytes:
        """What the service answers, where need be after it was left alone for as long as it says."""
        for tries in range(1, _TRIES + 1):
            answer = self._ask(form)
            if answer.status in GOOD:
                return answer.body
            if answer.status in REDIRECTS and answer.location:
                where = one_line(answer.location)
                raise BadService(f"{self._address} leads to {where}: name that one if you trust it.")
            wait = _seconds_of(answer.retry_after) if answer.status in _BUSY else None
            if wait is None or wait > _LONGEST_WAIT or tries == _TRIES:
                break
            self._closed.wait(wait)
        later = f", and to come again in {wait:.0f} seconds" if wait else ""
        raise BadService(f"{self._address} says {answer.status} {answer.reason}".rstrip() + f"{later}.")

    def _ask(self, form: str | None) -> Answer:
        if self._closed.is_set():
            raise BadService(f"{self._address} is not asked any more.")
        with Patience(self._seconds) as self._patience:
            return ask(
                self._address,
                self._target,
                self._patience,
                lambda machine: True,
                form=form,
                accepted="application/json",
                most=_MOST,
            )

    def _known(self, query: Query) -> list[Candidate] | None:
        """What was answered within the last month."""
        with suppress(msgspec.MsgspecError):
            kept = msgspec.msgpack.decode(cache.load(self._file(query)) or b"", type=_Kept)
            if 0 <= time.time() - kept.at < _FRESH:
                return kept.candidates
        return None

    def _keep(self, query: Query, candidates: list[Candidate]) -> None:
        cache.keep(self._file(query), msgspec.msgpack.encode(_Kept(time.time(), candidates)), most=_KEPT)

    def _file(self, query: Query) -> str:
        whole = repr((self._address, query.name, query.label, LIMIT))
        return f"candidates-{hashlib.sha256(whole.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}.msgpack"


def _seconds_of(retry_after: str) -> float | None:
    """How long a service asks to be left alone for; None where it does not say."""
    said = retry_after.strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])
    with suppress(ValueError, TypeError, OverflowError):
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
    return None
