"""The server: one page, on this machine alone, and a reader behind each tab that shows it."""

from __future__ import annotations

import asyncio
import errno
import signal
import socket
import sys
from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path
from string import Template

from aiohttp import WSCloseCode, web
from textual_serve.server import Server

from annotate.errors import AkaError
from tui.browser.guard import guard, protect
from tui.browser.tab import Tab

HOST = "127.0.0.1"
_FAREWELL = 1.0  # seconds that a browser has to say that it has heard of the end
_HERE = Path(__file__).parent
_PAGE = Template((_HERE / "page.html").read_text("utf-8"))


class ReaderServer(Server):
    """Textual's server with a page that asks nobody else, a guard before it, and an end that leaves no process.

    ``arguments`` are those of ``aka`` in each tab; ``token`` is what lets somebody in, None for everybody.
    """

    def __init__(self, arguments: list[str], title: str, port: int, token: str | None) -> None:
        super().__init__("aka", HOST, port, title)
        # -P: no module of the folder we stand in, which may hold anything, is taken for one of ours.
        self._arguments = [sys.executable, "-P", "-m", "tui.browser", *arguments]
        self._token = token
        self._open: dict[web.WebSocketResponse, Tab] = {}

    @property
    def address(self) -> str:
        """Where a browser finds the reader."""
        return f"{self.public_url}/" + (f"?token={self._token}" if self._token else "")

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.router.add_get("/page.js", self.handle_script)
        app.middlewares.append(guard(self._token, self.port))
        app.on_response_prepare.append(protect)
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing: whoever starts the server says where it is."""

    async def on_shutdown(self, app: web.Application) -> None:
        """End the readers, and tell the browsers."""
        await asyncio.gather(*(tab.end() for tab in self._open.values()))
        await asyncio.gather(*(one.close(code=WSCloseCode.GOING_AWAY) for one in self._open))

    async def handle_index(self, request: web.Request) -> web.Response:
        """The page."""
        page = _PAGE.substitute(title=escape(self.title), socket=f"ws://{request.host}/ws")
        return web.Response(text=page, content_type="text/html")

    async def handle_script(self, request: web.Request) -> web.FileResponse:
        """The page's own script."""
        return web.FileResponse(_HERE / "page.js")

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Open a reader for a tab, which stays as long as the tab does."""
        websocket = web.WebSocketResponse(heartbeat=15, timeout=_FAREWELL)
        await websocket.prepare(request)
        tab = Tab(
            self._arguments,
            write_bytes=websocket.send_bytes,
            write_str=websocket.send_str,
            close=websocket.close,
            download_manager=self.download_manager,
        )
        self._open[websocket] = tab
        try:
            await tab.start(*(_cells(request, name) for name in ("width", "height")))
            await self._process_messages(websocket, tab)
        except OSError as error:  # no more processes, no more files
            await websocket.send_bytes(f"The reader cannot be started: {error.strerror}.".encode())
        except (AssertionError, AttributeError, LookupError, TypeError, ValueError):
            await websocket.close(code=WSCloseCode.UNSUPPORTED_DATA)  # it is not our page that speaks
        finally:
            await tab.end()
            del self._open[websocket]
        return websocket


def _cells(request: web.Request, name: str) -> int:
    """How wide or high the tab is, so that it is painted but once."""
    return max(1, min(int(request.query[name]), 1000))


def serve(
    arguments: list[str], title: str, *, port: int, token: str | None, tell: Callable[[str], None]
) -> int:
    """Serve ``aka ARGUMENTS`` until a signal comes, and return the exit status; ``tell`` gets the address once it
    answers. ``port`` is 0 for any that is free. Raises AkaError for one that cannot be had."""
    try:
        listening = socket.create_server((HOST, port))
    except OSError as error:
        why = "is taken" if error.errno == errno.EADDRINUSE else f"cannot be had ({error.strerror})"
        raise AkaError(
            f"The port {port} {why}: name another with --port, or 0 for any that is free."
        ) from None
    with listening:
        server = ReaderServer(arguments, title, listening.getsockname()[1], token)
        return asyncio.run(_run(server, listening, partial(tell, server.address)))


async def _run(server: ReaderServer, listening: socket.socket, ready: Callable[[], None]) -> int:
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[int] = loop.create_future()

    def end(number: int) -> None:
        if not ended.done():
            ended.set_result(128 + number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, end, number)
    runner = web.AppRunner(await server._make_app(), access_log=None)
    await runner.setup()
    try:
        await web.SockSite(runner, listening).start()
        ready()
        return await ended
    finally:
        await runner.cleanup()
