"""The client: it has sources looked into one after the other, in the order in which a person wants to know."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterable
from queue import SimpleQueue
from select import select
from typing import BinaryIO, cast

import msgspec
from msgspec.structs import asdict, replace

from annotate.glance.facts import Facts
from annotate.recognize import protocol
from annotate.sources.loading import shown

LONGEST = 1000  # code points of a title, or of a sentence
PATIENCE = 15.0  # seconds for one file: an article takes some hundredths


class Look(msgspec.Struct, frozen=True):
    """Ask what is in a source, whose name may be any bytes."""

    source: bytes


def clean(facts: Facts) -> Facts:
    """The facts with what no encoding carries (half of a character) replaced, and no longer than a list can show."""
    texts = {name: value for name, value in asdict(facts).items() if isinstance(value, str)}
    return replace(
        facts,
        **{name: text[:LONGEST].encode("utf-8", "replace").decode() for name, text in texts.items()},
    )


class Glances:
    """Looks into sources in the background. A file over which the process breaks, or thinks too long, is said to be so,
    and the next one is for another process."""

    def __init__(self, sources: Iterable[str]) -> None:
        self._waiting = dict.fromkeys(sources)
        self._first: list[str] = []
        self._found: SimpleQueue[tuple[str, Facts]] = SimpleQueue()
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = threading.Event()
        self._changing = threading.Lock()  # held while a process is started or ended
        self._thread = threading.Thread(target=self._work, name="aka-glances", daemon=True)
        self._thread.start()

    def first(self, sources: Iterable[str]) -> None:
        """Have these looked into before the others."""
        self._first = [source for source in sources if source in self._waiting]

    def fetch(self) -> dict[str, Facts]:
        """What was found since the last call, by source."""
        found: dict[str, Facts] = {}
        while not self._found.empty():
            source, facts = self._found.get_nowait()
            found[source] = facts
        return found

    @property
    def left(self) -> int:
        """How many are not looked into yet."""
        return len(self._waiting)

    def close(self) -> None:
        """End it at once."""
        self._closed.set()
        self._end()

    def _work(self) -> None:
        while self._waiting and not self._closed.is_set():
            first = self._first
            source = next((one for one in first if one in self._waiting), None) or next(iter(self._waiting))
            facts = self._ask(source)
            if not self._closed.is_set():
                self._found.put((source, facts))
                del self._waiting[source]
        self._end()

    def _ask(self, source: str) -> Facts:
        """What is in a source, as the process says."""
        try:
            process = self._started()
            protocol.write(cast(BinaryIO, process.stdin), Look(os.fsencode(source)))
            answers = cast(BinaryIO, process.stdout)
            in_time = bool(select([answers], [], [], PATIENCE)[0])
            facts = protocol.read(answers, msgspec.msgpack.Decoder(Facts)) if in_time else None
        except ValueError:  # the pipes were closed meanwhile: nobody waits for this any more
            return Facts()
        except protocol.BadMessage:
            in_time, facts = True, None
        except OSError as error:
            self._end()
            return Facts(trouble=f"{shown(source)} was not looked into: {error.strerror}.")
        if facts is not None:
            return facts
        self._end()
        why = "it breaks what reads it" if in_time else f"that takes longer than {PATIENCE:.0f} seconds"
        return Facts(trouble=f"{shown(source)} was not looked into: {why}.")

    def _started(self) -> subprocess.Popen[bytes]:
        with self._changing:
            if self._process is None:
                self._process = subprocess.Popen(
                    # -P: no module of the folder we stand in, which may hold anything, is taken for one of ours.
                    [sys.executable, "-P", "-m", "annotate.glance"],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    bufsize=0,
                    start_new_session=True,  # ctrl+c is for the reader
                )
            return self._process

    def _end(self) -> None:
        with self._changing:
            process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                cast(BinaryIO, pipe).close()
