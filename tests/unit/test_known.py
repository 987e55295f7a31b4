"""A text that was annotated before opens with what was found, as long as the same would be found again."""

import pytest
from msgspec.structs import replace

from annotate import cache
from annotate.annotation import Annotation, Pipeline
from annotate.book import Book
from annotate.known import Recipe
from annotate.pipeline import annotate
from annotate.recognize.spans import Span
from annotate.sources import blocks_of, sample


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture(scope="module")
def found() -> Annotation:
    document = sample().document
    at = document.text.index("DAESH")
    pipeline = Pipeline("accurate", "1", "0")
    return annotate(
        document, [Span(at, at + 5, "ORG", "model")], Book(), blocks=blocks_of(document), pipeline=pipeline
    )


def recipe(model=None, books=(), without=()) -> Recipe:
    return Recipe(model, tuple(books), frozenset(without))


def test_what_was_found_is_found_again(found):
    assert recipe().find(found.document) is None
    recipe().keep(found)
    assert recipe().find(found.document) == found


def test_another_recipe_finds_it_anew(found, tmp_path):
    book = tmp_path / "mine.toml"
    book.write_text('[[entity]]\nname = "Islamic State"\nlabel = "ORG"\n')
    recipe().keep(found)
    for other in (recipe("fast"), recipe(books=[book]), recipe(without=["book"])):
        assert other.find(found.document) is None
    recipe(books=[book]).keep(found)
    book.write_text('[[entity]]\nname = "Islamic State"\nlabel = "ORG"\naliases = ["DAESH"]\n')
    assert recipe(books=[book]).find(found.document) is None


def test_a_damaged_file_is_as_none(found):
    recipe().keep(found)
    (file,) = cache.folder().glob("annotation-*")
    file.write_bytes(file.read_bytes()[:-3])
    assert recipe().find(found.document) is None


def test_a_cache_that_cannot_be_written_is_no_error(found, tmp_path):
    (tmp_path / "cache").write_text("a file where the folder should be")
    recipe().keep(found)
    assert recipe().find(found.document) is None


def test_only_the_newest_of_a_kind_are_kept():
    for number in range(5):
        cache.keep(f"thing-{number}", b"%d" % number, most=3)
        cache.keep(f"other-{number}", b"%d" % number, most=9)
    assert len(list(cache.folder().glob("thing-*"))) == 3
    assert cache.load("thing-4") == b"4"
    assert len(list(cache.folder().glob("other-*"))) == 5


def test_half_of_a_character_is_kept_nowhere_and_is_no_error(found):
    document = replace(found.document, title="\ud800")
    recipe().keep(replace(found, document=document))
    assert recipe().find(document) is None
