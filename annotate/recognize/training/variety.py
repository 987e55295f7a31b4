"""One marked paragraph -> others like it: names swapped, datelines in front, other ways to write it.

A recogniser that has seen "Ankara" only in Turkish news learns the word, not the sentence; swapped names make it
read the sentence. Names come from the corpora themselves and from the alias book.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from random import Random
from typing import NamedTuple

from annotate.book import Book
from annotate.recognize.training.data import Marked

_SWAPPED = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP"})
_AGENCIES = (
    "AP",
    "Reuters",
    "AFP",
    "VOA",
    "dpa",
    "Xinhua",
    "TASS",
    "BBC News",
    "UPI",
    "Anadolu Agency",
    "RIA Novosti",
)
_DAYS = ("May 12", "12 March", "Aug. 3", "July 4, 2016", "Monday", "Sept 30", "21 November")
_acronym = re.compile(r"[A-Z]{2,5}").fullmatch
_dotted = re.compile(r"(?:[A-Z]\.){2,5}").fullmatch
_name = re.compile(r"[^\W\d_]").search

Piece = tuple[str, tuple[tuple[int, int, str], ...]]


class Edit(NamedTuple):
    """``text[start:end]`` gives way to ``new`` with spans of its own (offsets in ``new``)."""

    start: int
    end: int
    new: str
    spans: tuple[tuple[int, int, str], ...]


class Names:
    """Names to put in the place of others, by label and by how many words they have."""

    def __init__(self, texts: Iterable[Marked], book: Book) -> None:
        pool: dict[tuple[str, bool], set[str]] = defaultdict(set)
        for text in texts:
            for start, end, label in text.spans:
                _add(pool, label, text.text[start:end])
        self.long_and_short: list[tuple[str, str, str]] = []
        for entry in book.entries:
            for name in (entry.name, *entry.aliases):
                if entry.label != "NORP" or " " not in name:  # "Syrian Kurds" are two mentions to a corpus
                    _add(pool, entry.label, name)
            for name in entry.people:
                _add(pool, "NORP", name)
            self.long_and_short += [
                (entry.name, alias, entry.label)
                for alias in entry.aliases
                if _acronym(alias) and " " in entry.name
            ]
        self._pool = {key: sorted(names) for key, names in pool.items()}
        self._acronyms = [name for name in self._pool.get(("ORG", True), []) if _acronym(name)]

    def like(self, name: str, label: str, random: Random) -> str:
        """Another name of that label; as short as this one is, when it has one word."""
        if label == "ORG" and self._acronyms and random.random() < 0.15:
            return random.choice(self._acronyms)
        return random.choice(self._pool.get((label, " " not in name)) or [name])


def _add(pool: dict[tuple[str, bool], set[str]], label: str, name: str) -> None:
    if label in _SWAPPED and name[:1].isupper() and len(name) < 60 and "\n" not in name:
        pool[label, " " not in name].add(name)


def vary(text: Marked, names: Names, random: Random) -> Marked:
    """The paragraph, or one like it. What is known of it, and what is not, moves along."""
    if random.random() < 0.35:
        text = rewrite(text, _swaps(text, names, random))
    elif random.random() < 0.3:
        text = rewrite(text, _dots(text))
    if random.random() < 0.06 and len(text.text) > 60:
        text = rewrite(text, [_dateline(names, random)])
    dice = random.random()
    if dice < 0.16:
        return _written(text, text.text.lower())
    if dice < 0.18:
        return _written(text, re.sub(r"\b[a-z](?=[a-z]{3})", lambda match: match[0].upper(), text.text))
    if dice < 0.21:
        for start, end, label in text.spans:
            if label in _SWAPPED:
                raised = text.text[:start] + text.text[start:end].upper() + text.text[end:]
                text = _written(text, raised)
    return text


def rewrite(text: Marked, edits: Sequence[Edit]) -> Marked:
    """Carry out edits, sorted and free of overlaps. Spans and missing stretches inside an edit go."""
    parts: list[str] = []
    spans: list[tuple[int, int, str]] = []
    at, shift, moves = 0, 0, list[tuple[int, int]]()
    for edit in edits:
        parts += [text.text[at : edit.start], edit.new]
        spans += [(edit.start + shift + s, edit.start + shift + e, label) for s, e, label in edit.spans]
        shift += len(edit.new) - (edit.end - edit.start)
        at = edit.end
        moves.append((edit.end, shift))

    def moved(offset: int) -> int:
        return offset + next((by for end, by in reversed(moves) if offset >= end), 0)

    def free(start: int, end: int) -> bool:
        return not any(start < edit.end and end > edit.start for edit in edits)

    spans += [(moved(s), moved(e), label) for s, e, label in text.spans if free(s, e)]
    missing = [(moved(s), moved(e)) for s, e in text.missing if free(s, e)]
    return Marked(text.id, "".join([*parts, text.text[at:]]), tuple(sorted(spans)), tuple(sorted(missing)))


def _swaps(text: Marked, names: Names, random: Random) -> list[Edit]:
    edits, chosen = [], dict[tuple[str, str], Piece]()
    for start, end, label in text.spans:
        old = text.text[start:end]
        if label not in _SWAPPED or not old[0].isupper() or random.random() < 0.4:
            continue
        if (old, label) not in chosen:
            if label == "ORG" and names.long_and_short and random.random() < 0.12:
                chosen[old, label] = _introduced(*random.choice(names.long_and_short))
            else:
                new = names.like(old, label, random)
                chosen[old, label] = new, ((0, len(new), label),)
        edits.append(Edit(start, end, *chosen[old, label]))
    return edits


def _introduced(name: str, acronym: str, label: str) -> Piece:
    """A long name and its acronym, as a text introduces them: two mentions."""
    new = f"{name} ({acronym})"
    return new, ((0, len(name), label), (len(name) + 2, len(new) - 1, label))


def _dots(text: Marked) -> list[Edit]:
    """Acronyms with dots for those without, and without for those with."""
    edits = []
    for start, end, label in text.spans:
        old = text.text[start:end]
        if _dotted(old):
            new = old.replace(".", "")
        elif _acronym(old) and len(old) < 4 and not text.text.startswith(".", end):
            new = "".join(f"{letter}." for letter in old)
        else:
            continue
        edits.append(Edit(start, end, new, ((0, len(new), label),)))
    return edits


def _dateline(names: Names, random: Random) -> Edit:
    """Where and whence a report comes: "ANKARA, Turkey (AP) - ", "Beirut, 12 May (Reuters) — "."""
    parts: list[tuple[str, str]] = []
    place = names.like("Ankara", "GPE", random)
    parts.append((place.upper() if random.random() < 0.6 else place, "GPE"))
    if random.random() < 0.3:
        parts += [(", ", ""), (names.like("Turkey", "GPE", random), "GPE")]
    if random.random() < 0.3:
        parts += [(", ", ""), (random.choice(_DAYS), "DATE")]
    if random.random() < 0.5:
        parts += [(" (", ""), (random.choice(_AGENCIES), "ORG"), (")", "")]
    parts.append((random.choice((" - ", " — ", " – ", " -- ", ": ")), ""))
    new, spans = "", []
    for part, label in parts:
        if label:
            spans.append((len(new), len(new) + len(part), label))
        new += part
    return Edit(0, 0, new, tuple(spans))


def _written(text: Marked, new: str) -> Marked:
    """The same paragraph written otherwise, if every offset stays."""
    return Marked(text.id, new, text.spans, text.missing) if len(new) == len(text.text) else text
