"""What the model found in each piece of a text the last time: after an edit only the pieces that changed are read."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol

import msgspec

from annotate import cache

_MOST = 100  # texts are remembered


class Entity(NamedTuple):
    """``text[start_char:end_char]`` (code points of the piece) names something; named as spaCy names them."""

    start_char: int
    end_char: int
    label_: str
    score: float | None


class _Reader(Protocol):
    def pipe(self, texts: list[str], /) -> Iterable[Any]: ...


_Found = dict[bytes, tuple[Entity, ...]]


class Remembered:
    """The pieces of the text in a file, and what a model found in them; a piece is known by its text alone.

    ``path`` is the file's real one, and None for a text without one, of which nothing is remembered; ``model`` is all
    that decides what is found.
    """

    def __init__(self, path: str | None, model: str) -> None:
        self._before: _Found = {}
        self._now: _Found = {}
        self._file = ""
        if path is None:
            return
        whole = hashlib.sha256(f"{model}\0{path}".encode())
        whole.update(cache.state_of_program("recognize"))
        self._file = f"pieces-{whole.hexdigest()[:32]}.msgpack"
        if (data := cache.load(self._file)) is not None:
            with contextlib.suppress(msgspec.DecodeError):
                self._before = msgspec.msgpack.decode(data, type=_Found)

    def read(self, nlp: _Reader, texts: Sequence[str]) -> Iterator[tuple[Entity, ...]]:
        """What there is in each piece: read by ``nlp`` where it is not remembered."""
        keys = [
            hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest() for text in texts
        ]
        fresh = [text for text, key in zip(texts, keys, strict=True) if key not in self._before]
        docs = iter(nlp.pipe(fresh) if fresh else ())
        for key in keys:
            found = self._before.get(key)
            if found is None:
                found = tuple(
                    Entity(entity.start_char, entity.end_char, entity.label_, getattr(entity, "score", None))
                    for entity in next(docs).ents
                )
            self._now[key] = found
            yield found

    def keep(self) -> None:
        """Remember all that was read, and nothing else."""
        if self._file and self._now.keys() - self._before.keys():
            cache.keep(self._file, msgspec.msgpack.encode(self._now), most=_MOST)
