"""The line in which one thing is typed, in the place of the status line: a search, a name, a note, a path."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from annotate.text import visible
from tui.field import Field


class Question(NamedTuple):
    """What is asked for, and what becomes of the answer.

    ``entered`` gets the answer and returns a sentence when it cannot be taken: the line stays open and shows it.
    ``changed`` is told while it is typed, ``left`` when it is not answered.
    """

    sign: str
    entered: Callable[[str], Awaitable[str | None]]
    value: str = ""
    changed: Callable[[str], None] = lambda value: None
    left: Callable[[], None] = lambda: None


class PromptField(Field):
    """The answer."""

    def __init__(self) -> None:
        super().__init__(id="answer", compact=True, select_on_focus=False)

    async def entered(self) -> None:
        """Answer."""
        await self.screen.query_one(Prompt).enter()

    def left(self) -> bool:
        """Do not answer."""
        self.screen.query_one(Prompt).leave()
        return True


class Prompt(Horizontal):
    """The sign of the question, the field, and a word on what was typed. A mode of the reader."""

    DEFAULT_CSS = """
    Prompt {
        dock: bottom; height: 1; display: none; background: $panel;
        & #sign { width: auto; padding: 0 1; text-style: bold; }
        & PromptField { width: 1fr; min-width: 10; background: $panel; }
        & #tally {
            width: auto; max-width: 75%; padding: 0 1; color: $quiet;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        &.-open { display: block; layout: horizontal; }
    }
    """

    def __init__(self, ended: Callable[[], None]) -> None:
        super().__init__(id="prompt")
        self._field = PromptField()
        self._ended = ended
        self._question: Question | None = None

    def compose(self) -> ComposeResult:
        """Sign, field, tally."""
        yield Static("", id="sign", markup=False)
        yield self._field
        yield Static("", id="tally", markup=False)

    @property
    def is_open(self) -> bool:
        """Whether something is being typed."""
        return self._question is not None

    @property
    def value(self) -> str:
        """What is typed so far."""
        return self._field.value

    def ask(self, question: Question) -> None:
        """Open the line for an answer."""
        self._question = question
        self.query_one("#sign", Static).update(visible(question.sign))
        self._field.value = question.value
        self._field.select_all()  # what is typed takes its place; an arrow key keeps it
        self.tell("")
        self.add_class("-open")
        self.screen.set_focus(self._field)  # at once: the keys that follow are for this line

    def tell(self, word: str) -> None:
        """Say something of what is typed."""
        self.query_one("#tally", Static).update(visible(word))

    async def enter(self) -> None:
        """Take the answer."""
        if self._question is None:
            return
        sentence = await self._question.entered(self._field.value)
        if sentence is None:
            self._ended()
        else:
            self.tell(sentence)

    def leave(self) -> None:
        """Give the line back without an answer."""
        question = self._question
        self._ended()
        if question is not None:
            question.left()

    async def take(self, key: str, character: str) -> None:
        """A key for the field."""
        await self._field.press(key, character)

    def close(self) -> None:
        """Close the line."""
        self._question = None
        self.remove_class("-open")

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._question is not None:
            self.tell("")
            self._question.changed(event.value)
