"""A reconciliation service on this machine: a good one, and those that are slow, lie, or are none."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

HUMAN, PLACE = {"id": "Q5", "name": "human"}, {"id": "Q515", "name": "city"}
HOSTILE = "\x1b]0;owned\x07\x9b31mnot\u202eme\nnext\tline"
MANIFEST = {
    "versions": ["0.1", "0.2"],
    "name": "A few things",
    "identifierSpace": "http://www.wikidata.org/entity/",
    "schemaSpace": "http://www.wikidata.org/prop/direct/",
}
KNOWN = {
    "Barack Obama": [
        {"id": "Q76", "name": "Barack Obama", "description": "president of the United States", "type": [HUMAN],
         "score": 100, "match": True},
        {"id": "Q649593", "name": "Barack Obama Sr.", "description": "economist", "type": [HUMAN], "score": 61.5,
         "match": False},
    ],
    "Vladimir Putin": [{"id": "Q7747", "name": "Vladimir Putin", "type": [HUMAN], "score": 100, "match": True}],
    "Geneva": [
        {"id": "Q71", "name": "Geneva", "description": HOSTILE, "type": [PLACE], "score": 88, "match": False},
        {"id": "Q2", "name": HOSTILE, "type": ["Q2"], "score": None, "match": False},
    ],
}  # fmt: skip


class Handler(BaseHTTPRequestHandler):
    """Each path is a service of its own: its manifest for a GET, its answers for a POST of the form ``queries``."""

    protocol_version = "HTTP/1.1"

    @property
    def name(self) -> str:
        return self.path.strip("/")

    def do_GET(self):
        self.server.asked.append((self.name, None))
        getattr(self, f"manifest_{self.name}", self.manifest)()

    def do_POST(self):
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode(), strict_parsing=True)
        queries = json.loads(form["queries"][0])
        self.server.asked.append((self.name, queries))
        self.server.headers.append(self.headers)
        getattr(self, f"answer_{self.name}", self.answer)(queries)

    def say(self, body, media_type="application/json", status=200, **headers):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for key, value in {"Content-Type": media_type, "Content-Length": len(data), **headers}.items():
            self.send_header(key.replace("_", "-"), str(value))
        self.end_headers()
        self.wfile.write(data)

    # Manifests

    def manifest(self):
        self.say(MANIFEST)

    def manifest_small(self):
        types = [{"id": "company", "name": "Companies"}, {"id": "person", "name": "People"}, "place"]
        self.say({"name": "Small", "defaultTypes": types, "batchSize": 2})

    def manifest_page(self):
        self.say(b"<html>Welcome</html>", "text/html")

    def manifest_array(self):
        self.say([1, 2])

    def manifest_deep(self):
        self.say(b"[" * 200_000)

    def manifest_gone(self):
        self.say(b"gone", "text/plain", 410)

    def manifest_elsewhere(self):
        self.say(b"", status=302, Location="http://127.0.0.1:1/\x1b[31m")

    # Answers

    def answer(self, queries):
        self.say({key: {"result": KNOWN.get(query["query"], [])} for key, query in queries.items()})

    answer_small = answer

    def answer_html(self, queries):
        self.say(b"<html>Sorry</html>", "text/html")

    def answer_error(self, queries):
        self.say({"message": "no"}, status=500)

    def answer_list(self, queries):
        self.say([[]])

    def answer_huge(self, queries):
        self.say(b"[" + b" " * (5 << 20) + b"]")

    def answer_redirects(self, queries):
        self.say(b"", status=307, Location="http://169.254.169.254/latest")

    def answer_slow(self, queries):
        self.send_response(200)
        self.end_headers()
        try:
            while not self.server.ended.wait(0.05):
                self.wfile.write(b" ")
        except OSError:
            self.close_connection = True

    def answer_busy(self, queries):
        """Busy, until it is asked again."""
        if sum(name == "busy" for name, _ in self.server.asked) < 4:
            self.say(b"", status=429, Retry_After="0")
        else:
            self.answer(queries)

    def answer_later(self, queries):
        self.say(b"", status=503, Retry_After="3600")

    def answer_always(self, queries):
        self.say(b"", status=429, Retry_After="Wed, 21 Oct 2015 07:28:00 GMT")

    def answer_others(self, queries):
        """Answers for what was not asked, and only for the first that was."""
        self.say({"q0": {"result": KNOWN["Barack Obama"]}, "q99": {"result": KNOWN["Geneva"]}, "x": 1})

    def answer_liars(self, queries):
        """Whatever a candidate must not be, and between them one that is."""
        wrong = [
            1, None, "Q1", [], {}, {"id": 7, "name": "number"}, {"id": "", "name": ""}, {"id": "Q 1", "name": "two"},
            {"id": "Q1\x1b[2J", "name": "acts"}, {"id": "Q" * 300, "name": "long"}, {"id": "Q1"},
            {"id": "Q1", "name": ["list"]}, {"id": "Q1", "name": "x", "score": "high"},
            {"id": "Q1", "name": "x", "type": {"id": "Q5"}}, {"id": "Q1", "name": "x", "match": "perhaps"},
        ]  # fmt: skip
        right = {"id": "Q76", "name": "Barack Obama"}
        answers = {key: {"result": wrong} for key in queries}
        answers["q0"] = {"result": [*wrong, right, right]}
        answers["q1"] = {"result": "nothing"}
        self.say(answers)

    def log_message(self, *_):
        pass


@contextmanager
def service():
    """The server: its ``address``, what was ``asked`` of it (path, and queries or None), with which ``headers``."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked, server.headers, server.ended = [], [], threading.Event()
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    server.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield server
    finally:
        server.ended.set()
        server.shutdown()
        server.server_close()
