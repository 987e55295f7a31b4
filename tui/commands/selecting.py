"""Selecting words of the text with the keyboard or the mouse, and adding them as names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.annotation import Mention
from annotate.edits import everywhere
from annotate.names import surface
from annotate.text import one_line
from tui.caret import Caret, Extent
from tui.choice import Choice, Option
from tui.correcting import making
from tui.correcting.labels import LETTERS
from tui.correcting.making import now

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen

_LONGEST_SHOWN = 40


def select(reader: ReaderScreen, _: int | None) -> None:
    """Add what the mouse has selected; without that, go and select with the caret."""
    article, session = reader.article, reader.session
    if article.selected_span is not None:
        _ask_label(reader, article.selected_span)
        return
    reader.focus_article()
    text, here = session.document.text, session.current
    if here is not None:
        article.go_to(here[0], where="visible")
        caret: Caret | None = Caret.over(text, here)
    else:
        caret = Caret.at(text, article.top_offset)
    if caret is None:
        reader.say("There are no words in this text.")
    else:
        reader.keys.begin(Selecting(reader, caret))


class Selecting:
    """The caret in the article. A mode of the reader."""

    def __init__(self, reader: ReaderScreen, caret: Caret) -> None:
        self._reader, self._caret = reader, caret
        self._show()

    async def take(self, key: str, character: str) -> None:
        """Move the caret, anchor it, add what is selected, or leave."""
        caret = self._caret
        match character or key:
            case "h" | "left":
                caret.by_letter(-1)
            case "l" | "right":
                caret.by_letter(1)
            case "w":
                caret.by_word(1)
            case "b":
                caret.by_word(-1)
            case "j" | "down":
                caret.to(self._reader.article.offset_in_line(caret.point, 1))
            case "k" | "up":
                caret.to(self._reader.article.offset_in_line(caret.point, -1))
            case "v" | " ":
                caret.hold()
            case "o":
                caret.swap()
            case "escape" | "q":
                self._reader.keys.end()
                self._reader.show_trail()
                return
            case "enter":
                span = caret.span
                self._reader.keys.end()
                _ask_label(self._reader, span)
                return
        self._show()

    def close(self) -> None:
        """Take the caret off the text."""
        self._reader.article.set_caret(None)

    def _show(self) -> None:
        caret, article = self._caret, self._reader.article
        article.go_to(caret.point, where="visible")
        article.set_caret(caret.span)
        how = (
            "h l w b j k o extend it · v lets go"
            if caret.anchor
            else "h l w b j k move · v selects from here"
        )
        said = _short(caret.text[slice(*caret.span)])
        self._reader.say(f"“{said}” · Enter adds · {how} · Esc leaves")


def _ask_label(reader: ReaderScreen, span: Extent) -> None:
    """Ask what is named there, with a preview of how many places bear the name."""
    session, index = reader.session, reader.session.index
    text = session.document.text[slice(*span)]
    over = index.over(*span)
    spans = everywhere(index, *span)
    scopes = [spans, (span,)] if len(spans) > 1 else [(span,)]
    words = [f"{len(spans)} places", "only here"] if len(spans) > 1 else ["only here"]
    known = _known_label(reader, text, over)

    def doing(label: str) -> Option:
        letter = next(letter for letter in LETTERS if letter.label == label)

        async def do(scope: int) -> None:
            decision = making.add(index, scopes[scope], label, over, now())
            if await reader.correcting.do(decision, len(scopes[scope])):
                said = reader.status.notice
                reader.clear_selection()
                reader.jump(span)
                reader.say(said)

        return Option(letter.key, letter.word, do, letter.short)

    options = [doing(letter.label) for letter in LETTERS]
    default = next((letter.key for letter in LETTERS if letter.label == known), "")
    article = reader.article
    article.set_caret(span)
    verb = f"{'Replace by' if over else 'Add'} “{_short(text)}”:"
    reader.keys.choose(Choice(verb, words, options, default=default, left=lambda: article.set_caret(None)))


def _known_label(reader: ReaderScreen, text: str, over: tuple[Mention, ...]) -> str:
    """The label under which the name, or what it replaces, is known already; "" for none."""
    for entity in reader.session.index.entities.values():
        if any(alias.name == surface(text) for alias in entity.aliases):
            return entity.label
    return over[0].label if over else ""


def _short(text: str) -> str:
    shown = one_line(text)
    return shown if len(shown) <= _LONGEST_SHOWN else f"{shown[: _LONGEST_SHOWN - 1]}…"
