"""Looking over what was said: the review of what the machine is least sure of, the doctor, and the decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen

# What these open is imported when it is: the reader opens without the sieve and the books.
_NOT_YET = "The names are still being found; that can be done when they are."


def review(reader: ReaderScreen, _: int | None) -> None:
    """Go through what the machine is least sure of."""
    from tui.review.mode import Review

    if reader.session.finding:
        reader.say(_NOT_YET)
        return
    mode = Review(reader)
    if mode.is_done:
        reader.say(mode.summary)
    else:
        mode.open()


def doctor(reader: ReaderScreen, _: int | None) -> None:
    """List what is wrong."""
    from tui.screens.doctor import DoctorScreen

    if reader.session.finding:
        reader.say(_NOT_YET)
    else:
        reader.app.push_screen(DoctorScreen(reader), reader.go_to_span)


def decisions(reader: ReaderScreen, _: int | None) -> None:
    """List what was decided."""
    from tui.screens.decisions import DecisionsScreen

    reader.app.push_screen(DecisionsScreen(reader.session.history), reader.go_to_span)
