"""Tabs of a browser that shows ``aka serve``: of a real Chromium, and of a client that only speaks to its websocket."""

from __future__ import annotations

import asyncio
import base64
import itertools
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pyte

from tests.terminal.screen import PATIENCE, REQUESTS, lines_of

COLUMNS, ROWS = 120, 40


class Seen:
    """What a tab shows, as a terminal in memory; told of whatever happens."""

    def __init__(self) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self.screen)
        self._changed = asyncio.Condition()

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(lines_of(self.screen))

    async def wait_for(self, wanted, what: str = "") -> None:
        """Wait until a text stands on the screen, or a condition holds for this tab."""
        condition = (lambda seen: wanted in seen.text) if isinstance(wanted, str) else wanted
        try:
            async with asyncio.timeout(PATIENCE), self._changed:
                await self._changed.wait_for(lambda: condition(self))
        except TimeoutError:
            raise AssertionError(f"never saw {what or wanted!r}; the screen is:\n{self.text}") from None

    async def feed(self, data: bytes) -> None:
        """Take what the tab was sent."""
        self._stream.feed(REQUESTS.sub(b"", data))
        await self.tell()

    async def tell(self) -> None:
        """Something has happened."""
        async with self._changed:
            self._changed.notify_all()


class Tab(Seen):
    """A tab without a browser: it has opened the ``address`` that was printed, and then the page's websocket."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address
        self.closed = False

    async def __aenter__(self) -> Tab:
        self._client = aiohttp.ClientSession(
            cookie_jar=aiohttp.CookieJar(unsafe=True)
        )  # of an address, no name
        (await self._client.get(self._address)).raise_for_status()
        root = self._address.split("?")[0]
        self._socket = await self._client.ws_connect(f"{root}ws?width={COLUMNS}&height={ROWS}")
        self._listening = asyncio.create_task(self._listen())
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()
        await self._listening
        await self._client.close()

    async def press(self, keys: str) -> None:
        """Type characters."""
        await self._socket.send_json(["stdin", keys])

    async def say(self, text: str) -> None:
        """Send what no page of ours would."""
        await self._socket.send_str(text)

    async def _listen(self) -> None:
        async for message in self._socket:
            if message.type is aiohttp.WSMsgType.BINARY:
                await self.feed(message.data)
        self.closed = True
        await self.tell()


class Chromium:
    """A browser without a window, steered through its DevTools protocol; its profile is in ``home``."""

    def __init__(self, program: str, home: Path) -> None:
        self._command = [
            *(program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
            *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
            *(
                "--window-size=1200,900",
                "--remote-debugging-port=0",
                f"--user-data-dir={home / 'profile'}",
                "about:blank",
            ),
        ]
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future] = {}
        self._pages: dict[str, Page] = {}

    async def __aenter__(self) -> Chromium:
        self._process = await asyncio.create_subprocess_exec(
            *self._command, stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE, start_new_session=True
        )
        said = b""
        async with asyncio.timeout(PATIENCE):
            while b"DevTools listening on " not in said:
                said = await self._process.stderr.readline()
                assert said, "Chromium has ended"
        self._client = aiohttp.ClientSession()
        address = said.decode().split()[-1]
        self._socket = await self._client.ws_connect(address, max_msg_size=0)
        self._tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._process.stderr.read())]
        return self

    async def __aexit__(self, *_: object) -> None:
        with suppress(Exception):
            await self.call("Browser.close")
        try:
            async with asyncio.timeout(PATIENCE):
                await self._process.wait()
        finally:
            if self._process.returncode is None:
                self._process.kill()
            await self._socket.close()
            await self._client.close()
            await asyncio.gather(*self._tasks)

    async def call(self, method: str, session: str | None = None, **parameters: object) -> dict:
        """Do something, and return what the browser says of it."""
        number = next(self._numbers)
        self._answers[number] = asyncio.get_running_loop().create_future()
        message = {"id": number, "method": method, "params": parameters}
        await self._socket.send_json(message if session is None else {**message, "sessionId": session})
        async with asyncio.timeout(PATIENCE):
            return await self._answers[number]

    async def open(self, address: str) -> Page:
        """A page in a tab of its own."""
        target = (await self.call("Target.createTarget", url="about:blank"))["targetId"]
        session = (await self.call("Target.attachToTarget", targetId=target, flatten=True))["sessionId"]
        page = self._pages[session] = Page(self, session)
        for domain in ("Network", "Page", "Runtime"):
            await page.call(f"{domain}.enable")
        await page.call("Page.navigate", url=address)
        return page

    async def _listen(self) -> None:
        async for message in self._socket:
            said = message.json()
            if "id" in said:
                self._answers.pop(said["id"]).set_result(said.get("result", {"error": said.get("error")}))
            elif (page := self._pages.get(said.get("sessionId", ""))) is not None:
                await page.take(said["method"], said["params"])


class Page(Seen):
    """A tab of Chromium: what it asked for, and what its terminal was sent."""

    def __init__(self, browser: Chromium, session: str) -> None:
        super().__init__()
        self._browser, self._session = browser, session
        self.asked: list[str] = []
        self.complaints: list[str] = []

    async def call(self, method: str, **parameters: object) -> dict:
        """Do something in this tab."""
        return await self._browser.call(method, self._session, **parameters)

    async def press(self, key: str) -> None:
        """A key of the keyboard, with the character that it types."""
        await self.call("Input.dispatchKeyEvent", type="keyDown", key=key, text=key, unmodifiedText=key)
        await self.call("Input.dispatchKeyEvent", type="keyUp", key=key)

    async def picture(self) -> str:
        """What the tab looks like."""
        return (await self.call("Page.captureScreenshot"))["data"]

    async def evaluates(self, expression: str) -> None:
        """Wait until an expression of the page's is true."""
        waiting = (
            "new Promise(done => { const look = () => "
            f"({expression}) ? done() : requestAnimationFrame(look); look(); }})"
        )
        answer = await self.call("Runtime.evaluate", expression=waiting, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer

    async def focused(self) -> None:
        """Wait until keys are for the terminal."""
        await self.evaluates("document.activeElement.matches('.xterm-helper-textarea')")

    async def take(self, method: str, said: dict) -> None:
        """Take what the browser says of this tab."""
        if method == "Network.requestWillBeSent":
            self.asked.append(said["request"]["url"])
        elif method == "Network.webSocketCreated":
            self.asked.append(said["url"])
            size = parse_qs(urlsplit(said["url"]).query)
            self.screen.resize(int(size["height"][0]), int(size["width"][0]))
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(str(said["exceptionDetails"]))
        elif method == "Network.webSocketFrameReceived" and said["response"]["opcode"] == 2:
            await self.feed(base64.b64decode(said["response"]["payloadData"]))
        await self.tell()
