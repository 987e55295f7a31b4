"""Texts and annotations of strangers: no byte of them acts on the terminal, and nothing is fetched or sent for them."""

from __future__ import annotations

import subprocess
import sys

import pytest
from msgspec.structs import replace

from annotate.annotation import encode
from annotate.sources import sample
from tests.sample_annotation import annotation
from tests.terminal.home import AKA, environment
from tests.terminal.screen import Terminal

C0 = "".join(map(chr, [*range(1, 9), *range(11, 32), 127]))
C1 = "".join(map(chr, range(128, 160)))
TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
COMMANDS = (
    "\x1b]52;c;U3RvbGVu\x07",  # into the clipboard
    "\x1b]8;;http://evil.example\x1b\\",  # a link
    "\x1b]0;owned\x07",  # the window's title
    "\x9d2;owned\x9c",
    "\x1b[31mEVIL",
    "\x9b2J",
    "\x1b[6n",  # a question that the terminal answers, as if typed
    '\x1bP$q"p\x1b\\',
)
EVIL = C0 + C1 + TURNING + "".join(COMMANDS)
SENT_BY_TEXTUAL = b"\x1b\r\n\a"  # and the bell, where a key does nothing


def assert_harmless(received: bytes) -> None:
    """Whether nothing of what is evil went to the terminal as it is."""
    for command in COMMANDS:
        assert command.encode() not in received, command
    for character in C1 + TURNING:
        assert character.encode() not in received, hex(ord(character))
    for character in C0.encode():
        assert character in SENT_BY_TEXTUAL or character not in received, hex(character)


def hostile():
    """An annotation with all that in every string of it, and between the words of its text."""
    whole = annotation(
        f"Barack Obama {EVIL} met Vladimir Putin in Geneva.\n\n{EVIL}\n\nPutin and Obama in Geneva.\n"
    )
    entities = tuple(
        replace(
            entity,
            name=f"{entity.name} {EVIL}",
            note=f"A note {EVIL}",
            reference=f"Q1{EVIL}",
            label=f"{entity.label}{EVIL}",
            aliases=tuple(
                replace(alias, evidence=replace(alias.evidence, rule=f"rule {EVIL}"))
                for alias in entity.aliases
            ),
        )
        for entity in whole.entities
    )
    labels = {entity.id: entity.label for entity in entities}
    return replace(
        whole,
        document=replace(whole.document, source=f"{EVIL}.txt", title=f"Title {EVIL}", author=EVIL),
        entities=entities,
        mentions=tuple(replace(mention, label=labels[mention.entity]) for mention in whole.mentions),
    )


def test_no_byte_of_an_annotation_acts_on_the_terminal_in_the_reader(tmp_path):
    name = f"talks {EVIL.replace('/', '')[:60]}.json"
    (tmp_path / name).write_bytes(encode(hostile()))
    with Terminal(name, home=tmp_path, columns=100, rows=30) as terminal:
        terminal.wait_for("min ·")
        terminal.wait_for("Barack Obama")
        terminal.press("n*i")
        terminal.wait_for("A note")
        terminal.press("\x1b")
        terminal.wait_for("filter")
        for key in "&+VKLlhoe":
            terminal.press(key)
            terminal.wait_for(lambda t: True, "the next screen")
            terminal.press("\x1b")
        terminal.press("\x03")
        terminal.wait_for("min ·")
        received = terminal.received
    assert_harmless(received)


def test_no_byte_of_a_name_or_an_error_acts_on_the_terminal_of_a_command(tmp_path):
    name = f"{EVIL.replace('/', '')[:60]}.json"
    (tmp_path / name).write_bytes(encode(hostile()))
    for arguments in (["names", name], ["check", name], ["read", "--plain", name], ["annotate", f"no{name}"]):
        with Terminal(*arguments, home=tmp_path) as terminal:
            terminal.wait_for_exit()
            assert terminal.received.strip()
            assert_harmless(terminal.received)


NO_NETWORK = """
import os, sys
def refuse(event, arguments):
    # An address of a network is a tuple; urllib3 asks whether there is IPv6 by a socket that it connects with nothing.
    to = event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple)
    if to or event in ("socket.getaddrinfo", "socket.gethostbyname"):
        with open(os.environ["TRIED"], "a") as file:
            file.write(f"{event} {sys.argv}\\n")
        raise PermissionError("there is no network here")
sys.addaudithook(refuse)
"""


@pytest.fixture
def offline(tmp_path):
    """Variables under which no process can open a socket to a network, and the file that tells who tried."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(NO_NETWORK)
    return {"PYTHONPATH": str(tmp_path / "site"), "TRIED": str(tmp_path / "tried")}


def test_nothing_asks_the_network_unless_a_person_does(tmp_path, offline):
    tried = tmp_path / "tried"
    variables = environment(tmp_path, **offline)
    refused = subprocess.run(
        [sys.executable, "-c", "import socket; socket.create_connection(('127.0.0.1', 9))"],
        env=variables,
        check=False,
    )
    assert refused.returncode == 1
    assert tried.exists()  # so the test can fail
    tried.unlink()
    (tmp_path / "article.txt").write_text(sample().document.text, encoding="utf-8")
    for arguments in (
        ["names", "article.txt"],
        ["annotate", "--fresh", "--model", "fast", "--to", "html", "-o", "article.html", "article.txt"],
        ["library", "add", "article.txt"],
        ["library", "entities"],
        ["models"],
        ["config"],
    ):
        subprocess.run([AKA, *arguments], env=variables, cwd=tmp_path, check=True, capture_output=True)
    with Terminal("article.txt", home=tmp_path, **offline) as terminal:
        terminal.wait_for("PEOPLE")
        terminal.press("n*i")
        terminal.wait_for("Also known as")
        terminal.press("\x1b")
        terminal.wait_for(lambda t: "Also known as" not in t.text, "the end of the card")
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
    assert not tried.exists(), tried.read_text()
