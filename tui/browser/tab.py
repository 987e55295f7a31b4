"""The process of one tab, as the server sees it."""

from __future__ import annotations

import asyncio
from asyncio.subprocess import PIPE, Process
from typing import Any

from textual_serve.app_service import AppService

PATIENCE = 5  # seconds that a reader has for leaving, before it is ended
_MOST = 1 << 16  # bytes that are read at a time


class Tab(AppService):
    """A reader in a session of its own, so that a ctrl+c in the server's terminal is for the server alone.

    ``command`` is the program with its arguments; ``options`` are those of Textual's service.
    """

    def __init__(self, command: list[str], **options: Any) -> None:
        super().__init__("", **options)
        self._command = command
        self._leaving: asyncio.Task[None] | None = None

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        environment = self._build_environment(width, height)
        self._process = await asyncio.create_subprocess_exec(
            *self._command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment, start_new_session=True
        )
        self._stdin = self._process.stdin
        return self._process

    async def end(self) -> None:
        """Let the reader keep where it is and leave; end it, where it does not. May be called more than once."""
        if self._leaving is None:
            self._leaving = asyncio.create_task(self._leave())
        await asyncio.wait([self._leaving], timeout=PATIENCE)
        self._leaving.cancel()
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def _leave(self) -> None:
        await self.stop()
        if self._process is not None and self._process.stdout is not None:
            while await self._process.stdout.read(
                _MOST
            ):  # which nobody takes any more, where the tab is closed
                pass
            await self._process.wait()
