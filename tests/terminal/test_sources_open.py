"""A source of every kind from the command line and in the reader: the real program, as a person starts it."""

import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from annotate.annotation import decode
from tests import sample_sources as samples
from tests.sample_sources import SAMPLES
from tests.terminal.home import AKA, environment
from tests.terminal.screen import Terminal


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    for file, make in SAMPLES.values():
        (folder / file).write_bytes(make())
    (folder / "letters").mkdir()
    (folder / "letters" / "two.txt").write_text("Ada Lovelace wrote to London.")
    (folder / "letters" / "one.md").write_text("# Paris\n\nCharles Babbage went to Paris.")
    (folder / "letters" / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "letters.zip").write_bytes(
        samples.archive({"b.txt": "Ada went to Paris.", "a.eml": samples.message()})
    )
    (folder / "locked.pdf").write_bytes(samples.pdf(password="secret"))
    (folder / "garbled.txt").write_text("The mayorâ€™s office in ZÃ¼rich thanked Angela Merkel.")
    return folder


@pytest.fixture(scope="module")
def aka(home):
    def run(*arguments, status=0):
        done = subprocess.run(
            [AKA, *arguments],
            cwd=home,
            env=environment(home),
            capture_output=True,
            check=False,
        )
        assert b"Traceback" not in done.stderr
        assert done.returncode == status, done.stderr.decode()
        return done.stdout, done.stderr.decode()

    return run


FEED = b"""<rss version="2.0"><channel><title>The Daily</title><item><title>Lost</title><link>/lost</link></item>
<item><title>Engines</title><link>/new</link><pubDate>Sun, 10 Jul 2016 10:00:00 GMT</pubDate></item></channel></rss>"""


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/old":
            self.send_response(301)
            self.send_header("Location", "/new")
            self.end_headers()
            return
        if self.path == "/lost":
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(FEED if self.path == "/feed" else samples.page())

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def address():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def documents(output):
    return [decode(line).document for line in output.splitlines()]


def test_a_file_of_every_kind_is_annotated(aka):
    files = [file for file, _ in SAMPLES.values()]
    output, _ = aka("annotate", *files, "--to", "jsonl")
    annotations = [decode(line) for line in output.splitlines()]
    assert [annotation.document.source for annotation in annotations] == files
    for annotation in annotations:
        assert "Charles Babbage" in {entity.name for entity in annotation.entities}, (
            annotation.document.source
        )


@pytest.mark.parametrize("kind", [kind for kind in SAMPLES if kind != "plain text"])
def test_a_file_of_every_kind_opens_in_the_reader(home, kind):
    with Terminal(SAMPLES[kind][0], home=home) as reader:
        reader.wait_for("Charles Babbage")
        reader.press("q")
        assert reader.wait_for_exit() == 0


def test_a_folder_and_an_archive_are_several_sources(aka):
    output, said = aka("annotate", "letters", "letters.zip")
    assert [document.source for document in documents(output)] == [
        *("letters/one.md", "letters/two.txt", "letters.zip/a.eml", "letters.zip/b.txt"),
    ]
    assert "In letters letters/picture.png is left out: no text to read." in said


@pytest.mark.parametrize("source", ["letters", "letters.zip"])
def test_of_a_folder_and_of_an_archive_one_is_chosen(home, source):
    with Terminal(source, home=home) as reader:
        reader.wait_for(f"{source} · 2 texts")
        reader.press("j")
        reader.press("\r")
        reader.wait_for("Ada Lovelace wrote to London." if source == "letters" else "Ada went to Paris.")
        reader.press("q")
        assert reader.wait_for_exit() == 0


def test_nothing_need_be_chosen(home):
    with Terminal("letters", home=home) as reader:
        reader.wait_for("letters · 2 texts")
        reader.press("q")
        assert reader.wait_for_exit() == 0


def test_of_a_feed_an_article_is_chosen(home, address):
    with Terminal("--private", f"{address}/feed", home=home) as reader:
        reader.wait_for("Lost")
        reader.press("\r")
        reader.wait_for(f"{address}/lost cannot be fetched: the server says 404 Not Found.")
        reader.press("j")
        reader.wait_for(f"2016-07-10 · {address}/new")
        reader.press("\r")
        reader.wait_for(samples.HEADING)
        reader.press("q")
        assert reader.wait_for_exit() == 0


def test_of_several_sources_the_others_are_done(aka):
    output, said = aka("annotate", "locked.pdf", "letters/two.txt", "none.pdf", "--to", "jsonl", status=1)
    assert [document.source for document in documents(output)] == ["letters/two.txt"]
    assert "locked.pdf is locked with a password" in said
    assert "none.pdf cannot be read" in said


def test_an_archive_is_not_written_over(aka, home):
    before = (home / "letters.zip").read_bytes()
    _, said = aka("annotate", "letters.zip", "-o", "letters.zip", status=2)
    assert "is a source" in said
    assert (home / "letters.zip").read_bytes() == before


def test_garbled_letters_are_repaired_on_request(aka):
    assert "mayorâ€™s office" in decode(aka("annotate", "garbled.txt")[0]).document.text
    output, said = aka("annotate", "garbled.txt", "--repair")
    assert "mayor’s office in Zürich" in decode(output).document.text
    assert "In garbled.txt 1 line was repaired." in said


def test_an_address_is_read_with_the_flag_alone(aka, home, address):
    _, said = aka("annotate", f"{address}/old", status=1)
    assert f"{address}/old leads into a private network (127.0.0.1)" in said
    output, said = aka("annotate", f"{address}/old", "--private")
    assert decode(output).document.source == f"{address}/new"
    assert f"{address}/old was redirected to {address}/new." in said
    with Terminal("--private", f"{address}/new", home=home) as reader:
        reader.wait_for(samples.HEADING)
        reader.press("q")
        assert reader.wait_for_exit() == 0
