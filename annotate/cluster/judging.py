"""Pairs of names to a cluster's workers, and back those that may be one entity's."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import msgspec

from annotate import __version__
from annotate.book import Book, check, load_texts, personal
from annotate.cluster.failing import gone
from annotate.corpus import Link, Pair, score
from annotate.errors import NoModel

_PART = 5000  # pairs: a second's work


class _Asked(msgspec.Struct, frozen=True):
    """Pairs to judge, with the text of each of a person's own books, by just this aka."""

    pairs: list[Pair]
    books: tuple[str, ...]
    aka: str


class _Judged(msgspec.Struct, frozen=True):
    """What may be one, or a sentence why nothing was judged."""

    links: list[Link]
    sentence: str = ""


def judge(client: Any, address: str, pairs: Sequence[Pair]) -> list[Link]:
    """See :meth:`annotate.cluster.Cluster.judge`."""
    books = tuple(path.read_bytes().decode() for path in personal() if not check(path))
    parts = [pairs[at : at + _PART] for at in range(0, len(pairs), _PART)]
    orders = [msgspec.msgpack.encode(_Asked(list(part), books, __version__)) for part in parts]
    try:
        done = client.gather(client.map(judge_there, orders, pure=False))
    except Exception as error:  # see There.annotate
        raise gone(address, error) from None
    links: list[Link] = []
    for judged in (msgspec.msgpack.decode(data, type=_Judged) for data in done):
        if judged.sentence:
            raise NoModel(judged.sentence)
        links += judged.links
    return links


def judge_there(order: bytes) -> bytes:
    """Judge pairs in a worker of a cluster; what is asked and what is judged as MessagePack."""
    asked = msgspec.msgpack.decode(order, type=_Asked)
    if asked.aka != __version__:
        here = f"A worker of the cluster has aka {__version__}, this machine {asked.aka}"
        return msgspec.msgpack.encode(_Judged([], f"{here}: install the same everywhere."))
    return msgspec.msgpack.encode(_Judged(score(asked.pairs, _book(asked.books))))


@lru_cache(maxsize=2)
def _book(texts: tuple[str, ...]) -> Book:
    return load_texts({f"{number}.toml": text for number, text in enumerate(texts)})
