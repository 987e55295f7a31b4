"""Many texts in the reader: the real program on a folder, as a person goes through it."""

import pytest

from annotate.annotation import encode
from tests.terminal.screen import Terminal
from tests.unit.test_documents_screen import TEXTS, document


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "archive"
    folder.mkdir()
    for name, about in TEXTS.items():
        (folder / f"{name}.json").write_bytes(encode(document(*about)))
    (folder / "loop.txt").symlink_to("loop.txt")
    return tmp_path


def test_one_goes_from_text_to_text_and_what_was_read_is_in_the_library(home):
    with Terminal("archive", home=home) as reader:
        reader.wait_for("archive · 4 texts")
        reader.wait_for("Talks in Geneva")
        reader.press("\r")
        reader.wait_for("Barack Obama met")
        reader.press("n*")
        reader.wait_for(lambda screen: "Barack Obama 2/2" in screen.status)
        reader.press("ljj\r")  # typed ahead
        reader.wait_for("The United Nations will meet.")
        reader.press("l\r")
        reader.wait_for(lambda screen: "Barack Obama 2/2" in screen.status)
        reader.press("&l")
        reader.wait_for("in 2 documents")
        reader.press("q")
        reader.press("q")
        assert reader.wait_for_exit() == 0
    with Terminal("library", home=home) as reader:
        reader.wait_for("the library · 2 texts")
        reader.press("/vote\r\r")
        reader.wait_for("The United Nations will meet.")
        reader.press("q")
        assert reader.wait_for_exit() == 0


def test_what_cannot_be_read_is_said_and_the_rest_goes_on(home):
    with Terminal("archive", home=home, columns=80, rows=24) as reader:
        reader.wait_for("! ")
        reader.press("j\r")
        reader.wait_for("archive/loop.txt cannot be read: Too many levels of symbolic links.")
        reader.press("G\r")
        reader.wait_for("Nobody said a word.")
        reader.press("q")
        assert reader.wait_for_exit() == 0
