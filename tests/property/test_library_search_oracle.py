"""A search of the library finds what a slow and obvious one finds, whatever is added, changed and removed before it."""

from __future__ import annotations

import tempfile
import unicodedata
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from annotate.annotation import Annotation, Document, text_sha256
from annotate.library import Library
from tests.sample_annotation import annotation

WORDS = ("zorg", "Zorgan", "kävu", "KAVU", "kav", "mip", "mi", "Żed", "zed")  # no book knows them
# Entities by their first name; the same one in several texts is one, and has all the names it has in any of them.
NAMES = {
    "Qanu Vost": "Qanu Vost",
    "Brolt": "Qanu Vost",
    "Sarl Vep": "Sarl Vep",
    "Vep": "Sarl Vep",
    "Tuun Ark": "Tuun Ark",
}

pieces = st.sampled_from([*WORDS, *NAMES])
texts = st.lists(pieces, max_size=8).map(lambda words: " - ".join(words) + ".")
terms = st.sampled_from([*WORDS, *NAMES, "qan", "sarl", "ve", "zor", "nobody"])
queries = st.lists(
    st.one_of(terms, st.lists(terms, min_size=1, max_size=2).map(lambda words: f'"{" ".join(words)}"')),
    min_size=1,
    max_size=3,
).map(" ".join)


def annotated(text: str, title: str) -> Annotation:
    named = {owner: {} for owner in NAMES.values()}
    for name, owner in NAMES.items():
        named[owner][name] = "canonical name"
    made = annotation(text, [("ORG", names) for names in named.values()])
    return replace(made, document=Document(text, title, "en", text_sha256(text), text))


def tokens(text: str) -> list[str]:
    plain = "".join(each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each))
    return "".join(each.lower() if each.isalnum() else " " for each in plain).split()


def stands(wanted: list[str], begins: bool, text: str) -> bool:
    """Whether some words stand in a text one behind the other, the last perhaps only as the beginning of one."""
    words = tokens(text)
    for at in range(len(words) - len(wanted) + 1):
        *here, last = words[at : at + len(wanted)]
        if here == wanted[:-1] and (last.startswith(wanted[-1]) if begins else last == wanted[-1]):
            return True
    return False


def asked(query: str) -> list[tuple[list[str], bool]]:
    """The words and the phrases of a query, and whether each is the beginning of something."""
    found = []
    for number, piece in enumerate(query.split('"')):
        if number % 2:
            found.append((tokens(piece), False))
        else:
            found += [(tokens(word), False) for word in piece.split()]
    if not query.endswith('"'):
        found[-1] = found[-1][0], True
    return found


def oracle(shelf: dict[str, Annotation], query: str) -> set[str]:
    called: dict[str, set[str]] = {}
    for made in shelf.values():
        for entity in made.entities:
            called.setdefault(entity.name, set()).update(alias.name for alias in entity.aliases)

    def by_name(made: Annotation, wanted: list[str], begins: bool) -> bool:
        return any(stands(wanted, begins, name) for entity in made.entities for name in called[entity.name])

    def fits(made: Annotation) -> bool:
        parts = asked(query)
        whole = [word for words, _ in parts for word in words]
        return by_name(made, whole, parts[-1][1]) or all(
            stands(*part, made.document.title) or stands(*part, made.document.text) or by_name(made, *part)
            for part in parts
        )

    return {sha256 for sha256, made in shelf.items() if fits(made)}


@settings(max_examples=40)
@given(
    st.lists(st.tuples(texts, pieces), min_size=1, max_size=6),
    st.lists(st.integers(0, 5), max_size=2),
    st.lists(queries, min_size=1, max_size=6),
)
def test_a_search_finds_what_an_obvious_one_finds(added, removed, asked_for):
    shelf: dict[str, Annotation] = {}
    with tempfile.TemporaryDirectory() as folder, Library(Path(folder) / "library.db") as library:
        for text, title in added:
            made = annotated(text, title)
            library.add(made, gather=False)
            shelf[made.document.sha256] = made
        for number in removed:
            gone = annotated(*added[number % len(added)]).document.sha256
            assert library.remove(gone) == (shelf.pop(gone, None) is not None)
        library.gather()
        for query in asked_for:
            hits = library.search(query)
            assert {hit.sha256 for hit in hits} == oracle(shelf, query), query
            for hit in hits:
                text = shelf[hit.sha256].document.text
                assert text[hit.start : hit.start + len(hit.passage)] == hit.passage
                assert all(
                    hit.start <= start < end <= hit.start + len(hit.passage) for start, end in hit.marks
                )
                assert list(hit.marks) == sorted(hit.marks)
