"""``aka serve``: the reader in a browser, who may come in, and that nothing stays behind."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
from click.testing import CliRunner

from annotate.cli.serve import command
from annotate.errors import AkaError
from tests.terminal.browser import Chromium, Tab
from tests.terminal.home import AKA, environment
from tests.terminal.screen import PATIENCE

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WORDS = "Turkish President Recep Tayyip Erdogan"


@contextlib.contextmanager
def served(home: Path, *arguments: str):
    """The server's process and its address, while it serves; it has ended and left nothing behind afterwards."""
    process = subprocess.Popen(
        [AKA, "serve", "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=home,
        env=environment(home),
        start_new_session=True,
    )
    try:
        yield process, process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(PATIENCE)
        process.stdout.close()


def processes(home: Path) -> dict[int, str]:
    """The commands that run with this home, by process id."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"HOME={home}\0" in (folder / "environ").read_text(errors="replace"):
                found[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")
    return found


@pytest.fixture
def home(tmp_path):
    return tmp_path


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The address of a server with the sample article, for what needs no server of its own."""
    with served(tmp_path_factory.mktemp("site")) as (_, address):
        yield address


# In a browser


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
async def test_chromium_shows_the_reader_and_asks_nobody_else(home, tmp_path_factory):
    profile = tmp_path_factory.mktemp("chromium")
    async with Chromium(CHROMIUM, profile) as browser:
        with served(home) as (server, address):
            page = await browser.open(address)
            await page.wait_for(WORDS)
            await page.wait_for(lambda page: "Finding names" not in page.text)
            before = await page.picture()
            await page.focused()
            await page.press("G")
            await page.wait_for("100%")
            assert await page.picture() != before
            assert WORDS not in page.text
            hosts = {(url.scheme, url.netloc) for url in map(urlsplit, page.asked)}
            host = urlsplit(address).netloc
            assert hosts == {("http", host), ("ws", host)}
            assert not page.complaints
            server.terminate()
            server.wait(PATIENCE)
            assert not processes(home)
            await page.evaluates("document.body.innerText.includes('Open it again')")


async def test_two_tabs_are_two_readers_and_share_what_is_corrected(home):
    with served(home) as (_, address):
        async with Tab(address) as one, Tab(address) as other:
            for tab in (one, other):
                await tab.wait_for("78 mentions")
            await one.press("/Jarablus\r")
            await one.wait_for("/Jarablus 1/2")
            await one.press("CTel Jarablus\r")
            await one.wait_for("Tel Jarablus")
            await other.wait_for("Tel Jarablus")
            assert "/Jarablus" not in other.text


async def test_a_closed_tab_keeps_where_one_was_and_ends_its_reader(home):
    with served(home) as (server, address):
        async with Tab(address) as tab:
            await tab.wait_for(WORDS)
            await tab.press("G")
            await tab.wait_for("100%")
        async with Tab(address) as again:
            await again.wait_for("100%")
            assert WORDS not in again.text
        assert server.poll() is None


async def test_of_a_folder_one_text_is_chosen_and_read_in_the_same_tab(home):
    folder = home / "texts"
    folder.mkdir()
    (folder / "one.txt").write_text("Angela Merkel met Barack Obama.\n")
    (folder / "two.txt").write_text("Lagos is in Nigeria.\n")
    with served(home, "texts") as (_, address):
        async with Tab(address) as tab:
            await tab.wait_for("2 texts")
            await tab.press("j\r")
            await tab.wait_for("Lagos is in Nigeria.")
            await tab.press("\x1a")
            await tab.wait_for("no shell")
            await tab.press("q")
            await tab.wait_for(lambda tab: tab.closed)


async def test_what_can_no_longer_be_read_is_a_sentence_in_the_tab(home):
    file = home / "gone.txt"
    file.write_text("Lagos is in Nigeria.\n")
    with served(home, "gone.txt") as (_, address):
        file.unlink()
        async with Tab(address) as tab:
            await tab.wait_for("gone.txt")
            assert "Traceback" not in tab.text


async def test_what_no_page_of_ours_says_ends_that_tab_alone(home):
    with served(home) as (_, address):
        async with Tab(address) as tab:
            await tab.wait_for(WORDS)
            for nonsense in ("nothing", '{"stdin": 1}', '["stdin"]', '["stdin", 3]', '["resize", {}]'):
                async with Tab(address) as hostile:
                    await hostile.say(nonsense)
                    await hostile.wait_for(lambda tab: tab.closed)
            await tab.press("G")
            await tab.wait_for("100%")


# The end


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
async def test_a_signal_leaves_no_process_behind(home, number):
    with served(home) as (server, address):
        async with Tab(address) as one, Tab(address) as other:
            for tab in (one, other):
                await tab.wait_for(WORDS)
            assert (
                len(processes(home)) >= 3
            )  # the server, two readers, and what finds the names, until it has
            server.send_signal(number)
            assert server.wait(PATIENCE) == 128 + number
            assert not processes(home)


async def test_a_server_that_is_killed_leaves_no_process_behind(home):
    with served(home) as (server, address), contextlib.suppress(aiohttp.ClientError):
        async with Tab(address) as tab:
            await tab.wait_for(WORDS)
            ending = [os.pidfd_open(pid) for pid in processes(home)]
            server.kill()
            loop = asyncio.get_running_loop()
            for descriptor in ending:
                ended = asyncio.Event()
                loop.add_reader(descriptor, ended.set)
                await asyncio.wait_for(ended.wait(), PATIENCE)
                loop.remove_reader(descriptor)
                os.close(descriptor)


async def test_a_reader_that_hangs_is_ended_with_the_server(home):
    with served(home) as (server, address):
        async with Tab(address) as tab:
            await tab.wait_for(WORDS)
            hanging = [pid for pid, line in processes(home).items() if "tui.browser" in line]
            for pid in hanging:
                os.kill(pid, signal.SIGSTOP)
            server.terminate()
            assert server.wait(PATIENCE) == 128 + signal.SIGTERM
            assert not set(hanging) & processes(home).keys()


# Who may come in


async def status(address: str, path: str = "", **headers: str) -> int:
    root, _, query = address.partition("?")
    url = f"{root}{path}" + (f"?{query}" if query else "")
    async with aiohttp.ClientSession() as client, client.get(url, headers=headers) as response:
        return response.status


async def test_nobody_comes_in_without_the_token(site):
    root = site.split("?")[0]
    assert await status(site) == 200
    for path in ("", "ws", "page.js", "static/js/textual.js", "download/1", "nothing"):
        for query in ("", "?token=", "?token=ä", "?token=" + "A" * 43):
            assert await status(root + path + query) == 403, path + query
        assert await status(root + path, Cookie=f"aka-{urlsplit(site).port}=A") == 403


async def test_another_page_does_not_come_in_even_with_the_token(site):
    port = urlsplit(site).port
    assert await status(site, Origin=f"http://127.0.0.1:{port}") == 200
    assert await status(site, Host=f"localhost:{port}") == 200
    for origin in (
        "http://evil.example",
        "null",
        f"http://127.0.0.1:{port + 1}",
        f"https://127.0.0.1:{port}",
    ):
        assert await status(site, Origin=origin) == 403
    for host in (
        "evil.example",
        f"evil.example:{port}",
        f"127.0.0.1.evil.example:{port}",
        f"a@127.0.0.1:{port}",
    ):
        assert await status(site, Host=host) == 403


async def test_the_page_may_ask_this_server_only_and_its_cookie_stays_here(site):
    async with aiohttp.ClientSession() as client, client.get(site) as response:
        policy = response.headers["Content-Security-Policy"]
        cookie = response.headers["Set-Cookie"]
        page = await response.text()
    assert "default-src 'none'" in policy
    sources = {word for rule in policy.split(";") for word in rule.split()[1:]}
    host = urlsplit(site).netloc
    assert sources == {"'none'", "'self'", "'unsafe-inline'", "data:", f"ws://{host}"}
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert page.replace(f"ws://{host}/ws", "").count("://") == 0


async def test_without_a_token_the_page_opens_and_still_for_no_other_page(home):
    with served(home, "--no-token") as (_, address):
        assert "token" not in address
        assert await status(address) == 200
        assert await status(address, "ws", Origin="http://evil.example") == 403
        assert await status(address, Host="evil.example") == 403


def test_only_this_machine_is_listened_to(site):
    port = urlsplit(site).port
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    listening = {row[1] for row in rows if row[3] == "0A" and row[1].endswith(f":{port:04X}")}
    assert listening == {f"0100007F:{port:04X}"}


# What cannot be served


def complaint(*arguments: str) -> str:
    """The sentence with which the command ends."""
    error = CliRunner().invoke(command, arguments).exception
    assert isinstance(error, AkaError)
    return str(error)


def test_without_the_extra_a_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    monkeypatch.delitem(sys.modules, "tui.browser.server", raising=False)
    assert "pip install 'aka-reader[serve]'" in complaint()


def test_a_port_that_is_taken_is_a_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert complaint("--port", str(port)).startswith(f"The port {port} is taken")


def test_what_cannot_be_read_is_said_before_anything_is_served(tmp_path):
    assert "nothing.txt" in complaint(str(tmp_path / "nothing.txt"))
    assert "standard input" in complaint("-")
