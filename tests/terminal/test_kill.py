"""The reader is killed while a person corrects: whatever correction the screen had shown is there on reopening.

Fifty times; with AKA_TEST_KILLS=200, which takes minutes, as often as one wants to be sure.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import re
import shutil
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from annotate.annotation import (
    Alias,
    Annotation,
    Document,
    Entity,
    Evidence,
    Mention,
    Pipeline,
    encode,
    text_sha256,
)
from annotate.edits import apply, describe
from annotate.store import Entry, Journal, active
from tests.terminal.screen import Terminal

READERS = 2  # at once
KILLS = int(os.environ.get("AKA_TEST_KILLS", "50")) // READERS  # of each
KILLS_OF_ONE = 15  # then another document is opened
# What is read while one sentence is painted over another begins like the one and ends like the other, and is no name.
NAMES = [letter.upper() + 3 * letter for letter in "abcdefghijklmnopqrstuvwxy"]
HEADINGS = {"PERSON": "PEOPLE", "ORG": "ORGANISATIONS"}
# What is typed for one correction of the mention that n went to; the likelier more often.
CORRECTIONS = ["y", "y", "ro", "ro", "rp", "xx", "u", "u", "\x12", "."]
DONE = re.compile(
    rf" ?(Undone: )?(confirmed|relabelled|deleted) one mention of ({'|'.join(NAMES)})\b", re.IGNORECASE
)
NOT_DONE = re.compile(r" (There is no|Nothing was|That is)\b")
STANDS = re.compile(r" \d+/\d+ ")


def annotation(names: list[str]) -> Annotation:
    """A text with a line and an entity for each name."""
    text = "".join(f"Then {name} spoke.\n" for name in names)
    starts = [text.index(f" {name} ") + 1 for name in names]
    return Annotation(
        format="aka/1",
        document=Document("no file", "Speakers", "en", text_sha256(text), text),
        pipeline=Pipeline("none", "0", "0"),
        entities=tuple(
            Entity(name, name, "PERSON", None, "", (Alias(name, 1, Evidence("canonical name", name, None)),))
            for name in names
        ),
        mentions=tuple(
            Mention(start, start + len(name), name, "PERSON", name, "model", "suggested")
            for start, name in zip(starts, names, strict=True)
        ),
    )


def names_on(terminal: Terminal) -> dict[str, tuple[str, bool]]:
    """Each name in the sidebar with the heading that it stands under, and whether it is confirmed."""
    heading, names = "", {}
    for line in terminal.lines:
        if found := re.search(rf"\b({'|'.join(HEADINGS.values())})\b", line):
            heading = found[1]
        elif found := re.search(r"▸ (\w+) +(✓?) *1\b", line):
            names[found[1]] = heading, bool(found[2])
    return names


def names_in(corrected: Annotation) -> dict[str, tuple[str, bool]]:
    """The same of an annotation."""
    confirmed = {mention.entity for mention in corrected.mentions if mention.state == "confirmed"}
    return {each.name: (HEADINGS[each.label], each.id in confirmed) for each in corrected.entities}


def said_of(entries: list[Entry]) -> Iterator[tuple[str, ...]]:
    """What the screen says of each entry: whether it is undone, what was done, and to whom."""
    for number, entry in enumerate(entries, 1):
        done, undone = active(entries[:number])
        if entry.verb == "undo":
            yield said(f"Undone: {describe(undone[-1])}")
        else:
            yield said(describe(done[-1]))


def said(sentence: str) -> tuple[str, ...]:
    """That of one sentence; nothing for another."""
    found = DONE.match(sentence)
    return tuple(part.lower() for part in found.groups("")) if found else ()


class Person:
    """Who corrects one document until the reader is killed, again and again, and remembers what it has shown."""

    def __init__(self, home: Path, seed: int) -> None:
        self.home, self.chance = home, random.Random(seed)
        names = self.chance.sample(NAMES, len(NAMES))
        self.annotation = annotation(names)
        (home / "speakers.json").write_bytes(encode(self.annotation))
        self.checked = 0  # entries of the journal that are known to be the same as those that were shown
        self.shown: list[tuple[str, ...]] = []  # since then

    def correct_until_killed(self) -> None:
        """Open the document, where all must be as it was; correct some, and let the reader be killed."""
        decisions, _ = active(self.kept())
        expected = names_in(apply(self.annotation, decisions).annotation)
        with Terminal("speakers.json", home=self.home, columns=100, rows=len(NAMES) + 8) as terminal:
            terminal.wait_for(lambda t: names_on(t) == expected, f"{expected}")
            for _ in range(self.chance.randrange(6)):
                terminal.press("n")
                terminal.wait_for(lambda t: STANDS.search(t.status), "the next mention")
                terminal.press(self.chance.choice(CORRECTIONS))
                terminal.wait_for(self.hears, "what was done")
            # In a row, without a look at the screen; how far that gets, chance tells.
            terminal.press("".join(f"n{self.chance.choice(CORRECTIONS)}" for _ in range(3)))
            for _ in range(self.chance.randrange(3)):
                terminal.wait_for(lambda t: STANDS.search(t.status) or self.hears(t), "something")
            terminal.end(signal.SIGKILL)

    def hears(self, terminal: Terminal) -> bool:
        """Whether the screen says what a correction did; it is noted down."""
        found = said(terminal.status)
        if found and self.shown[-1:] != [found]:
            self.shown.append(found)
        return bool(found or NOT_DONE.match(terminal.status))

    def kept(self) -> list[Entry]:
        """What the journal holds, after a look whether all that was shown is in it.

        It is read from a copy: the reader is the first to open what the kill has left.
        """
        copy = self.home / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir()
        for each in (self.home / "data" / "aka").glob("aka.db*"):
            if not each.name.endswith("-shm"):
                shutil.copy(each, copy)
        journal = Journal(self.annotation.document, copy / "aka.db")
        entries = journal.read()
        assert journal.notices == []
        journal.close()
        written = list(said_of(entries))[self.checked :]
        later = iter(written)
        assert all(each in later for each in self.shown), f"shown: {self.shown}, kept: {written}"
        self.checked, self.shown = len(entries), []
        return entries


def kill_again_and_again(home: Path, seed: int) -> int:
    """Let the reader be killed as often as is wanted; gives how many corrections were kept."""
    kept = 0
    for first in range(0, KILLS, KILLS_OF_ONE):
        person = Person(home, seed * KILLS + first)
        for _ in range(min(KILLS_OF_ONE, KILLS - first)):
            person.correct_until_killed()
        kept += len(person.kept())
    return kept


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9")
def test_after_many_kills_every_correction_that_was_shown_is_there(tmp_path):
    homes = [tmp_path / str(number) for number in range(READERS)]
    for home in homes:
        home.mkdir()
    with ProcessPoolExecutor(READERS, multiprocessing.get_context("spawn")) as pool:
        kept = list(pool.map(kill_again_and_again, homes, range(READERS)))
    assert all(number > KILLS for number in kept)


def test_a_damaged_database_is_told_of_and_its_corrections_are_on_the_screen(tmp_path):
    person = Person(tmp_path, 0)
    while len(active(person.kept())[0]) < 3:
        person.correct_until_killed()
    decisions, _ = active(person.kept())
    expected = names_in(apply(person.annotation, decisions).annotation)
    database = tmp_path / "data" / "aka" / "aka.db"
    journal = Journal(person.annotation.document, database)
    journal.read()
    journal.close()  # puts all that is in the log into the database
    with database.open("r+b") as file:
        file.write(bytes(4096))
    with Terminal("speakers.json", home=tmp_path, columns=100, rows=len(NAMES) + 12) as terminal:
        terminal.wait_for(lambda t: "was damaged" in t.words, "the damage")
        terminal.wait_for(lambda t: names_on(t) == expected, f"{expected}")
    assert [each for each in database.parent.iterdir() if "damaged" in each.name]
