"""Addresses on the web: what is fetched from a server here, and what never is."""

import gzip
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest

from annotate.errors import BadSource
from annotate.sources import fetching
from annotate.sources.connecting import is_public
from annotate.sources.fetching import fetch
from annotate.sources.loading import load
from annotate.sources.reading import from_raw
from tests import sample_sources as samples

PAGE = samples.page()


class Handler(BaseHTTPRequestHandler):
    """Answers as the path says; the server counts what it is asked."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        name = self.path.strip("/").split("/")[0].partition("?")[0]
        getattr(self, f"get_{name}", self.get_missing)()

    def answer(self, body, media_type="text/html; charset=utf-8", status=200, **headers):
        self.send_response(status)
        if media_type:
            self.send_header("Content-Type", media_type)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def get_page(self):
        self.answer(PAGE)

    def get_text(self):
        self.answer("Ada met Charles – in Москва.".encode("cp1251"), "text/plain; charset=windows-1251")

    def get_pdf(self):
        self.answer(samples.pdf(), "application/octet-stream")

    def get_packed(self):
        self.answer(gzip.compress(PAGE), Content_Encoding="gzip")

    def get_bomb(self):
        self.answer(gzip.compress(bytes(fetching.MOST_BYTES + 1)), Content_Encoding="gzip")

    def get_brotli(self):
        self.answer(b"...", Content_Encoding="br")

    def get_large(self):
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(bytes(1 << 20))
        except OSError:
            self.close_connection = True

    def get_short(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"<html>")
        self.close_connection = True

    def get_slow(self):
        self.send_response(200)
        self.end_headers()
        try:
            while not self.server.ended.wait(0.05):
                self.wfile.write(b"a")
        except OSError:
            self.close_connection = True

    def get_header(self):
        """A header that never ends, a byte at a time."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        self.get_slow_bytes()

    def get_slow_bytes(self):
        try:
            while not self.server.ended.wait(0.05):
                self.wfile.write(b"a")
        except OSError:
            self.close_connection = True

    def get_to(self):
        """A redirect to whatever the query says."""
        self.answer(b"", status=302, Location=self.path.partition("?")[2])

    def get_loop(self):
        self.answer(b"", status=301, Location="/to?/loop")

    def get_many(self):
        number = int(self.path.rpartition("/")[2])
        self.answer(b"", status=307, Location=f"/many/{number + 1}")

    def get_garbage(self):
        self.wfile.write(b"\x00\xff no HTTP\r\n\r\n")
        self.close_connection = True

    def get_missing(self):
        self.answer(b"<html>nothing here</html>", status=404)

    def get_image(self):
        self.answer(b"\x89PNG\r\n\x1a\n", "image/png")

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked, server.ended = [], threading.Event()
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.address = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.ended.set()
    server.shutdown()
    server.server_close()


def said(call, *arguments, **options):
    with pytest.raises(BadSource) as caught:
        call(*arguments, **options)
    return str(caught.value)


# What is read


def test_a_page_is_read_as_its_article(server):
    reading = from_raw(load(f"{server.address}/page?x=1#part", private=True))
    assert reading.document.title == samples.TITLE
    assert reading.document.source == f"{server.address}/page?x=1#part"
    assert reading.notices == ()
    path, headers = server.asked[-1]
    assert path == "/page?x=1"
    assert headers["User-Agent"].startswith("aka/")
    assert headers["Host"] == server.address.removeprefix("http://")
    assert not {"Cookie", "Referer", "Authorization"} & set(headers)


def test_the_kind_is_that_of_the_content(server):
    document = from_raw(load(f"{server.address}/pdf", private=True)).document
    assert document.blocks[-1].origin == "page 1"


def test_the_encoding_that_the_server_says(server):
    assert (
        from_raw(load(f"{server.address}/text", private=True)).document.text == "Ada met Charles – in Москва."
    )


def test_what_comes_packed_is_unpacked(server):
    assert fetch(f"{server.address}/packed", private=True).data == PAGE


def test_redirects_are_followed_and_said(server):
    address = f"{server.address}/to?/to?/page"
    raw = fetch(address, private=True)
    assert raw.data == PAGE
    assert raw.source == f"{server.address}/page"
    assert raw.notices == (
        f"{address} was redirected to {server.address}/to?/page, then to {server.address}/page.",
    )


def test_an_address_with_letters_of_the_world(server):
    assert "404" in said(fetch, f"{server.address}/straße/ä b?q=é", private=True)
    assert server.asked[-1][0] == "/stra%C3%9Fe/%C3%A4%20b?q=%C3%A9"


# What is not


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("missing", "the server says 404 Not Found"),
        ("loop", "its redirects have no end"),
        ("many/0", "its redirects have no end"),
        ("to?file:///etc/passwd", "is not on the web"),
        ("to?ftp://127.0.0.1/x", "is not on the web"),
        ("to?javascript:alert(1)", "is not on the web"),
        ("to?http://[nonsense", "is no address"),
        ("brotli", "it comes packed as br"),
        ("short", "damaged"),
        ("garbage", "damaged"),
    ],
)
def test_a_failure_is_a_sentence_with_the_reason(server, path, reason):
    sentence = said(fetch, f"{server.address}/{path}", private=True)
    assert sentence.startswith(f"{server.address}/{path} ")
    assert reason in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize("path", ["large", "bomb"])
def test_no_more_than_the_limit_is_taken(server, path):
    assert "is larger than" in said(fetch, f"{server.address}/{path}", private=True)


@pytest.mark.parametrize("path", ["slow", "header"])
def test_time_has_a_limit_however_the_bytes_come(server, path):
    assert "takes more than 0.5 seconds" in said(fetch, f"{server.address}/{path}", private=True, seconds=0.5)


def test_a_picture_is_a_sentence(server):
    assert "is an image" in said(from_raw, load(f"{server.address}/image", private=True))


@pytest.mark.parametrize(
    "address",
    [
        "http://",
        "https:///x",
        "http://a:b@127.0.0.1/",
        "http://[::1",
        "http://a:x/",
        "http://" + "a" * 70 + ".é/",
    ],
)
def test_what_is_no_address_is_not_asked(address):
    assert said(fetch, address, private=True).startswith(address)


def test_a_server_that_is_not_there():
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))  # and does not listen
        assert "there is no connection" in said(
            fetch, f"http://127.0.0.1:{bound.getsockname()[1]}/", private=True
        )


def test_a_server_that_speaks_no_tls(server):
    assert "cannot be fetched" in said(fetch, server.address.replace("http", "https"), private=True)


# Private networks


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"],
)
def test_this_machine_is_asked_only_with_the_flag(server, host):
    before = len(server.asked)
    sentence = said(load, f"http://{host}:{server.server_port}/page")
    assert "private network" in sentence or "no machine" in sentence  # where a system has no such address
    assert len(server.asked) == before


@pytest.mark.parametrize(
    "address",
    [
        *(
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "127.0.0.1",
            "0.0.0.0",
            "224.0.0.1",
        ),
        *("255.255.255.255", "192.0.2.1", "::", "::1", "fe80::1", "fc00::1", "ff02::1", "::ffff:10.0.0.1"),
        *("64:ff9b::a00:1", "2002:a00:1::", "2001:db8::1"),
    ],
)
def test_addresses_that_are_not_public(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_addresses_that_are(address):
    assert is_public(ip_address(address))


def test_every_redirect_is_checked(server):
    asked = []

    def only_the_first(machine):
        asked.append(str(machine))
        return str(machine) == "127.0.0.1"

    address = f"{server.address}/to?http://127.0.0.2:{server.server_port}/page"
    assert "leads into a private network (127.0.0.2)" in said(fetch, address, allowed=only_the_first)
    assert asked == ["127.0.0.1", "127.0.0.2"]


def test_a_name_that_means_another_machine_later_gains_nothing(server, monkeypatch):
    """The connection goes to the machine that was checked: the name is looked up once for each request."""
    answers = [["127.0.0.1"], ["127.0.0.2"], ["127.0.0.3"]]
    looked_up = []

    def changing(host, port, *_, **__):
        if host != "rebound.example":  # an address by its number, on the way to the connection
            return real(host, port, type=socket.SOCK_STREAM)
        looked_up.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers[len(looked_up) - 1][0], port))]

    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", changing)
    raw = fetch(
        f"http://rebound.example:{server.server_port}/page", allowed=lambda ip: str(ip) == "127.0.0.1"
    )
    assert raw.data == PAGE
    assert looked_up == ["rebound.example"]
    assert server.asked[-1][1]["Host"] == f"rebound.example:{server.server_port}"


def test_no_thread_stays_behind(server):
    fetch(f"{server.address}/page", private=True)
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join(30)
            assert not thread.is_alive()
