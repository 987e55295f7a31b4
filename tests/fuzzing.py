"""Damaged bytes for every reader of bytes that aka has, and what each may do with them.

A reader gives a value, or raises an AkaError that is one sentence on one line; it raises nothing else, ends soon, and
takes no more memory than it is left. The samples are small and sound, made as those of the other tests are; the
mutations are drawn with a seed, so that whatever is found can be made again.
"""

from __future__ import annotations

import io
import resource
import shutil
import signal
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple

import msgspec

from annotate import book, config
from annotate.annotation import check
from annotate.errors import AkaError
from annotate.formats import FORMATS, Input
from annotate.recognize import protocol
from annotate.sources.reading import from_bytes
from annotate.sources.several import expand
from annotate.store import Journal
from annotate.store.corrections import Row
from annotate.store.entries import Understanding
from annotate.watchlists.importing import keep_list
from tests import sample_lists as lists
from tests import sample_sources as sources
from tests.sample_annotation import annotation
from tests.sample_decisions import document, note

TEXT = "Obama 😀 met Mr Putin,\nObama said."
SECONDS = 10
"""Of the processor, for one input; a reader that takes more hangs."""
ROOM = 2 << 30
"""Bytes that a reader may take beside what the process has."""

# What has a meaning to one reader or another, or has none to any.
_TOKENS = (
    *(b"\x00", b"\xff", b"\xff\xfe", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"\x1b[2J", b"\r", b"\n\n", b"\t", b" "),
    *(b"<", b">", b"</", b"<!--", b"]]>", b"<![CDATA[", b"&#xd800;", b"&#0;", b"&amp;", b"&a;", b'"', b"'", b"\\"),
    *(b"<!DOCTYPE a [<!ENTITY a 'aa'>]>", b'<?xml version="1.0" encoding="utf-16"?>', b"\\ud800", b"\\u0000"),
    *(b"{", b"}", b"[", b"]", b"(", b")", b",", b":", b";", b"=", b"#", b"null", b"true", b"{}", b"[]", b'""'),
    *(b"-1", b"0", b"1e999", b"NaN", b"9" * 25, b"2147483648", b"18446744073709551616", b"0.5", b"-0"),
    *(b"[" * 3000, b"{" * 300, b"<a>" * 1000, b"(" * 3000, b"{\\b" * 1000, b"> " * 300, b"a=[" * 200),
    *(b"=?utf-8?q?=ff?=", b"Content-Type: text/plain; charset=idna\n", b"00:00:61,000 --> 99:99:99", b"\\u-1?", b"\\'"),
)  # fmt: skip


class Reader(NamedTuple):
    """Something that reads bytes, and sound ones for it."""

    read: Callable[[bytes], object]
    samples: tuple[bytes, ...]


def readers(folder: Path) -> dict[str, Reader]:
    """Every reader by its kind. Those that read files have them in the folder, where nothing else may be, and which
    is to be the data folder of aka too."""
    file = folder / "file"
    (folder / "text.txt").write_text(TEXT, "utf-8")
    found = {
        f"source: {kind}": Reader(partial(_source, name), (make(),))
        for kind, (name, make) in sources.SAMPLES.items()
    }
    found["source: WebVTT"] = Reader(partial(_source, "a.vtt"), (sources.webvtt(),))
    found["source: feed"] = Reader(partial(_source, "a.xml"), (sources.rss(), sources.atom()))
    articles = {"one.txt": sources.FIRST, "in/two.html": sources.page(), "three.txt": ""}
    found["source: zip archive"] = Reader(partial(_archive, folder / "a.zip"), (sources.archive(articles),))
    for entry in FORMATS.values():
        if entry.reads and entry.writes:
            found[f"format: {entry.name}"] = Reader(
                partial(_annotations, entry.name, str(folder / "text.data")), (_written(entry.name),)
            )
    for name in ("SDN", "ALT", "FTM", "SIMPLE", "UN", "SPARQL", "DOWNLOADED", "OWN"):
        found[f"watch list: {name}"] = Reader(partial(_list, file), (getattr(lists, name).encode(),))
    found["alias book"] = Reader(partial(_book, file), (_BOOK,))
    found["configuration"] = Reader(partial(_config, file), (_CONFIG,))
    found["journal: file"] = Reader(partial(_journal, folder / "journal"), (_database(folder / "made"),))
    found["journal: decision"] = Reader(_decision, (msgspec.json.encode(note(TEXT, "Obama", "A note")),))
    found["pipe: request"] = Reader(partial(_message, protocol.Request), _requests())
    found["pipe: reply"] = Reader(partial(_message, protocol.Reply), _replies())
    return found


def mutated(sample: bytes, dice: Random) -> bytes:
    """The sample with some damage. Of an archive, it is mostly a file in it that is damaged: a damaged archive is
    seldom more than that."""
    if sample.startswith(b"PK\x03\x04") and dice.random() < 0.8:
        with zipfile.ZipFile(io.BytesIO(sample)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        chosen = dice.choice(list(members))
        members[chosen] = mutated(members[chosen], dice)
        return sources.archive(members, compression=zipfile.ZIP_STORED)
    data = bytearray(sample)
    for _ in range(dice.choice((1, 1, 1, 2, 3, 8))):
        dice.choice(_MUTATIONS)(data, dice)
    return bytes(data)


def _flip(data: bytearray, dice: Random) -> None:
    if data:
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def _cut(data: bytearray, dice: Random) -> None:
    del data[_place(data, dice) :]


def _drop(data: bytearray, dice: Random) -> None:
    at = _place(data, dice)
    del data[at : at + dice.randint(1, 60)]


def _put(data: bytearray, dice: Random) -> None:
    at = _place(data, dice)
    data[at:at] = dice.choice(_TOKENS)


def _replace(data: bytearray, dice: Random) -> None:
    at, token = _place(data, dice), dice.choice(_TOKENS)
    data[at : at + len(token)] = token


def _noise(data: bytearray, dice: Random) -> None:
    at = _place(data, dice)
    data[at : at + dice.randint(0, 8)] = dice.randbytes(dice.randint(1, 8))


def _number(data: bytearray, dice: Random) -> None:
    """Another digit, or a whole number that no file has."""
    digits = [at for at, each in enumerate(data) if 48 <= each <= 57]
    if digits:
        at = dice.choice(digits)
        data[at : at + 1] = dice.choice((b"0", b"9", b"-1", b"99999999999", b"1.5", b"x", b""))


def _move(data: bytearray, dice: Random) -> None:
    """A piece of it somewhere else once more."""
    start, to = _place(data, dice), _place(data, dice)
    data[to:to] = data[start : start + dice.randint(1, 200)]


def _repeat(data: bytearray, dice: Random) -> None:
    at = _place(data, dice)
    data[at:at] = data[at : at + dice.randint(1, 20)] * dice.choice((2, 50, 1000))


_MUTATIONS = (_flip, _cut, _drop, _put, _put, _replace, _replace, _noise, _number, _move, _repeat)


def _place(data: bytearray, dice: Random) -> int:
    return dice.randint(0, len(data))


class _TookTooLong(BaseException):
    """No Exception, so that nobody who catches those has it."""


def failure(reader: Reader, data: bytes) -> str:
    """What is wrong with how a reader takes these bytes; empty where nothing is. For the main thread alone."""

    def stop(*_: object) -> None:
        raise _TookTooLong

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        reader.read(data)
    except AkaError as error:
        said = str(error)
        return "" if _is_sentence(said) else f"no sentence on one line: {said!r}"
    except _TookTooLong:
        return f"more than {SECONDS} seconds"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return ""


def _is_sentence(said: str) -> bool:
    return bool(said.strip()) and len(said.splitlines()) == 1 and said.endswith((".", ":"))


@contextmanager
def bounded_memory() -> Iterator[None]:
    """No more memory for this process than what it has and ROOM: what asks for more gets a MemoryError."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + ROOM, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def _source(name: str, data: bytes) -> None:
    from_bytes(data, name).document.text.encode()


def _archive(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    assert all(_is_sentence(notice) for notice in expand([str(path)]).notices)


def _annotations(name: str, path: str, data: bytes) -> None:
    for each in (
        FORMATS[name]._replace(apart=False).read(Input(data, path))
    ):  # a process for each would take hours
        check(each)


def _written(name: str) -> bytes:
    file = io.BytesIO()
    FORMATS[name]._replace(apart=False).write([annotation(TEXT)], file)
    return file.getvalue()


def _list(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    keep_list([path], "fuzzed", on_fault=lambda fault: _on_one_line(str(fault)))


def _book(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    for problem in book.check(path):
        _on_one_line(str(problem))


def _config(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    for mistake in config.load(path).mistakes:
        _on_one_line(mistake)


def _on_one_line(said: str) -> None:
    assert len(said.splitlines()) == 1, said


def _journal(folder: Path, data: bytes) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path = folder / "aka.db"
    path.write_bytes(data)
    with closing(Journal(document(TEXT), path)) as journal:
        journal.read()
        journal.append("do", note(TEXT, "Putin", "One more"))
        assert all(_is_sentence(notice) for notice in journal.notices)


def _database(folder: Path) -> bytes:
    """A journal of three corrections, one of which was undone."""
    folder.mkdir()
    with closing(Journal(document(TEXT), folder / "aka.db")) as journal:
        for words in ("One", "Two", "Three"):
            journal.append("do", note(TEXT, "Obama", words))
        journal.append("undo")
    return (folder / "aka.db").read_bytes()


def _decision(data: bytes) -> None:
    meaning = Understanding()
    assert meaning.entry(Row("a", 1, "b", "c", "do", None, data)) or meaning.lost == 1


def _message(kind: object, data: bytes) -> None:
    pipe, decoder = io.BytesIO(data), msgspec.msgpack.Decoder(kind)
    while protocol.read(pipe, decoder) is not None:
        pass


def _sent(messages: Sequence[msgspec.Struct]) -> tuple[bytes, ...]:
    pipe = io.BytesIO()
    for message in messages:
        protocol.write(pipe, message)
    return (pipe.getvalue(),)


def _requests() -> tuple[bytes, ...]:
    return _sent((protocol.Submit(1, document(TEXT), True, 0), protocol.Look(1, 9)))


def _replies() -> tuple[bytes, ...]:
    made = protocol.Result(1, annotation(TEXT), (0, 9))
    return _sent(
        (protocol.Ready("a", "1"), protocol.Progress(1, 1, 2), made, protocol.Failed(1, "It failed."))
    )


_BOOK = """[[entity]]
name = "Zork Liberation Front"
label = "ORG"
names = ["ZLF", "Front of Zork"]

[[entity]]
name = "Igor Zorkov"
label = "PERSON"
names = ["Зорков"]
""".encode()
_CONFIG = b"""theme = "aka-light"
model = "en_core_web_sm"
books = ["people.toml", "~/more.toml"]

[colours]
people = "#aa00bb"
"""
