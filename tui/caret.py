"""The caret: which words of a text a reader selects with the keyboard. Plain data; offsets are code points."""

from __future__ import annotations

from tui.article.cells import joins
from tui.article.words import word_after, word_at, word_before

Extent = tuple[int, int]


class Caret:
    """A word (or a letter) of the text, and from ``anchor`` on all that lies between the two.

    Without an anchor the caret is where ``head`` is, and that is selected.
    """

    def __init__(self, text: str, head: Extent, anchor: Extent | None = None) -> None:
        self.text, self.head, self.anchor = text, head, anchor

    @classmethod
    def at(cls, text: str, offset: int) -> Caret | None:
        """The caret on the word at an offset, or the next one; None in a text without words."""
        head = word_at(text, offset) or word_after(text, offset) or word_before(text, offset)
        return cls(text, head) if head else None

    @classmethod
    def over(cls, text: str, span: Extent) -> Caret:
        """The caret with a span selected, its end to be moved."""
        return cls(text, _letter(text, span[1] - 1), _letter(text, span[0]))

    @property
    def span(self) -> Extent:
        """What is selected."""
        if self.anchor is None:
            return self.head
        return min(self.anchor[0], self.head[0]), max(self.anchor[1], self.head[1])

    @property
    def point(self) -> int:
        """The offset that moves: the selection's end that is not anchored."""
        ahead = self.anchor is not None and self.head[0] >= self.anchor[0]
        return self.head[1] - 1 if ahead else self.head[0]

    def hold(self) -> None:
        """Anchor the selection here, or let it go again."""
        self.anchor = self.head if self.anchor is None else None

    def swap(self) -> None:
        """Move the selection's other end from now on."""
        if self.anchor is not None:
            self.head, self.anchor = self.anchor, self.head

    def by_word(self, steps: int) -> None:
        """Go so many words on, back when negative, as far as there are any."""
        for _ in range(abs(steps)):
            found = word_after(self.text, self.head[1]) if steps > 0 else word_before(self.text, self.head[0])
            self.head = found or self.head

    def by_letter(self, steps: int) -> None:
        """Go so many letters on, back when negative, within the text."""
        for _ in range(abs(steps)):
            start, end = _letter(self.text, self.point)
            self.head = _letter(self.text, min(end, len(self.text) - 1) if steps > 0 else max(start - 1, 0))

    def to(self, offset: int) -> None:
        """Go to the word at an offset, or the letter where there is none."""
        self.head = word_at(self.text, offset) or _letter(self.text, min(offset, len(self.text) - 1))


def _letter(text: str, offset: int) -> Extent:
    """What a reader takes for one letter: the code point at an offset with what joins it."""
    start, end = offset, offset + 1
    while joins(text, start):
        start -= 1
    while joins(text, end):
        end += 1
    return start, end
