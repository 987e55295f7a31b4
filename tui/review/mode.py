"""The review as a mode of the reader: what its keys do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from annotate.decisions import Decision
from annotate.review import Item, above, accept_all
from tui.correcting.making import now
from tui.prompt import Question
from tui.review.accept import AcceptScreen
from tui.review.bar import ReviewBar, Shown
from tui.review.round import Round

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen

_OFFERED = "0.9"
_SECONDS_BETWEEN_LOOKS = 0.25
# By how many lines and screens these keys scroll.
_SCROLL = {
    **dict.fromkeys(("j", "down"), (1, 0)),
    **dict.fromkeys(("k", "up"), (-1, 0)),
    **dict.fromkeys(("f", "pagedown"), (0, 1)),
    **dict.fromkeys(("b", "pageup"), (0, -1)),
}


class Review:
    """A mode of the reader: the article goes from question to question, and nothing is decided but by y, n and A."""

    def __init__(self, reader: ReaderScreen) -> None:
        self._reader = reader
        self._round = Round(reader.session.index)
        self._place = 0  # of the places of the question, where the article is
        self._bar: ReviewBar | None = None
        self._deciding = False  # an answer is being kept: what is shown changes when it is

    @property
    def is_done(self) -> bool:
        """Whether there is nothing to ask."""
        return self._round.item is None

    @property
    def summary(self) -> str:
        """How far the review has come, in a sentence."""
        decided, total = self._round.progress
        left = total - decided
        if not left:
            return f"Nothing is left to be reviewed; {decided} decided." if decided else "Nothing to review."
        return f"{decided} of {total} decided; V goes on."

    def open(self) -> None:
        """Take the keys and show the question."""
        reader = self._reader
        reader.focus_article()
        reader.keys.begin(self)
        reader.add_class("-asking")
        self._show()

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.remove()
            self._bar = None

    async def take(self, key: str, character: str) -> None:
        """Answer, skip, undo, look around, or leave."""
        article, item = self._reader.article, self._round.item
        if key == "escape" or item is None:
            self._leave()
        elif character == "u":
            await self._undo()
        elif not self._catch_up():
            pass  # the key was for another question
        elif character in ("y", "n"):
            await self._decide((item.accept if character == "y" else item.reject)(now()), len(item.spans))
        elif character == "A":
            self._ask_score()
        elif key == "space":
            anew = self._round.skip()
            self._show("Once more from the beginning: these were skipped." if anew else "")
        elif key in ("tab", "shift+tab"):
            self._show(step=1 if key == "tab" else -1)
        elif key in _SCROLL:
            lines, screens = _SCROLL[key]
            article.scroll_lines(lines + screens * max(1, article.size.height - 1))

    def _catch_up(self) -> bool:
        """Take in what was decided elsewhere; whether the question that is shown is still open."""
        index = self._reader.session.index
        if self._deciding or index is self._round.index:
            return True
        is_open = self._round.renew(index)
        if is_open and self._bar is not None and self._round.item is not None:
            self._bar.show(self._shown(self._round.item, ""))
        else:
            self._show("That is decided already.")
        return is_open

    async def _decide(self, decision: Decision, mentions: int) -> None:
        """Keep a decision and go on to the next question."""
        self._deciding = True
        kept = await self._reader.correcting.do(decision, mentions)
        self._deciding = False
        if kept and self._round.renew(self._reader.session.index):
            self._round.skip()  # it would be asked for ever
        self._show(self._reader.status.notice)

    async def _undo(self) -> None:
        """Undo the last correction, and ask again what it had answered."""
        self._deciding = True
        await self._reader.correcting.undo()
        self._deciding = False
        self._round.reopen(self._reader.session.index)
        self._show(self._reader.status.notice)

    def _leave(self) -> None:
        self._reader.keys.end()
        self._reader.show_trail()
        self._reader.say(self.summary)

    # Accepting all above a score

    def _ask_score(self) -> None:
        reader, items = self._reader, self._round.items
        highest = max((item.score for item in items if item.score is not None), default=0.0)

        def typed(answer: str) -> None:
            score = _score(answer)
            reader.keys.prompt.tell("" if score is None else f"{len(above(items, score))} of {len(items)}")

        async def entered(answer: str) -> str | None:
            score = _score(answer)
            if score is None:
                return "Type a number from 0 to 1."
            chosen = above(items, score)
            if not chosen:
                return f"None of them; the highest score is {highest:.2f}."
            self.open()  # at once, which closes the line: the keys that follow are for the list and the review
            reader.app.push_screen(AcceptScreen(chosen, score), partial(self._accept, chosen))
            return ""

        reader.keys.ask(Question("Accept all with a score from", entered, _OFFERED, typed, self.open))
        typed(_OFFERED)

    def _accept(self, chosen: tuple[Item, ...], yes: bool | None) -> None:
        """The list of what would be accepted was closed."""
        if yes:
            mentions = sum(len(item.spans) for item in chosen)
            self._reader.app.call_later(self._decide, accept_all(chosen, now()), mentions)

    # What is shown

    def _show(self, notice: str = "", *, step: int = 0) -> None:
        """Show the question, and go to where its name stands; ``step`` places further than the last time."""
        reader, item = self._reader, self._round.item
        if item is None:
            self._leave()
            return
        places = (*item.spans, *item.beside)
        self._place = (self._place + step) % len(places) if step else 0
        reader.jump(places[self._place])
        if self._bar is None:
            self._bar = ReviewBar(reader.session.document.text, self._shown(item, notice), self._press)
            reader.mount(self._bar)
            self._bar.set_interval(_SECONDS_BETWEEN_LOOKS, self._catch_up)
        else:
            self._bar.show(self._shown(item, notice))
        reader.call_after_refresh(reader.keep_current_visible)

    def _shown(self, item: Item, notice: str) -> Shown:
        """The question, with the place where the article is and one of the other side."""
        places, at = (*item.spans, *item.beside), self._place
        sides = [places[at] if at < len(item.spans) else item.spans[0]]
        if item.beside:
            sides.append(places[at] if at >= len(item.spans) else item.beside[0])
        round_ = self._round
        heading = f"{item.kind} {round_.place}/{len(round_.items)} · {round_.progress.decided} decided"
        return Shown(item, heading, tuple(sides), notice)

    async def _press(self, key: str) -> None:
        """A key of the bar was clicked."""
        await self.take(key, key if len(key) == 1 else "")


def _score(answer: str) -> float | None:
    """What was typed as a score: 0.9, .9 or 90%; None for anything else."""
    percent = answer.strip().endswith("%")
    try:
        score = float(answer.strip().removesuffix("%")) / (100 if percent else 1)
    except ValueError:
        return None
    return score if 0 <= score <= 1 else None
