"""The names that the worker finds, shown while they come in, and never at the cost of a key."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from annotate.recognize.protocol import Reply
from tui.session import News
from tui.stream import Stream

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen

UPDATES_PER_SECOND = 30
# Showing what the worker found takes no more of the time than this share, but for what nobody notices.
SHARE_FOR_UPDATES = 0.04
UNNOTICED = 0.016  # seconds


class Arriving:
    """What comes of a stream, to the reader."""

    def __init__(self, reader: ReaderScreen, stream: Stream) -> None:
        self._reader, self._stream = reader, stream
        self._replies: list[Reply] = []
        self._next_update = 0.0
        self._looked = reader.places.offset  # where the worker was told that the reader is

    def start(self) -> None:
        """Show what comes from now on."""
        self._timer = self._reader.set_interval(1 / UPDATES_PER_SECOND, self._take)

    def close(self) -> None:
        """End the worker; nothing comes any more."""
        self._timer.stop()
        self._stream.close()

    def _take(self) -> None:
        self._look()
        self._replies += self._stream.fetch()
        if not self._replies or time.monotonic() < self._next_update:
            return
        began = time.thread_time()
        reader, session = self._reader, self._reader.session
        said = reader.status.notice
        heard = session.notice
        news = session.take(self._replies)
        self._replies = []
        if news is News.ENTITIES:
            reader.show_names()
        elif news is News.MENTIONS:
            reader.article.set_mentions(session.shown, session.longest)
            reader.show_trail()
        reader.show_work()
        reader.say(said)  # the machine's news are no move of the reader, who may not have read it yet
        if session.notice != heard:
            reader.say(session.notice)
        if not session.finding:
            self._timer.stop()
            reader.say(session.complaint or session.notice)
            reader.watch_lists()
        excess = max(0.0, time.thread_time() - began - UNNOTICED)
        self._next_update = time.monotonic() + excess / SHARE_FOR_UPDATES

    def _look(self) -> None:
        """Tell the worker where the reader has gone."""
        offset = self._reader.article.top_offset
        if offset != self._looked:
            self._looked = offset
            self._stream.look(offset)
