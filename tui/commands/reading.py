"""Moving through the text (or through the list of names, where that has the focus)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen


def _scroll(reader: ReaderScreen, lines: int) -> None:
    if reader.in_sidebar:
        reader.sidebar.list.move(lines)
    else:
        reader.article.scroll_lines(lines)


def _scroll_pages(reader: ReaderScreen, pages: float) -> None:
    if reader.in_sidebar:
        reader.sidebar.list.move(round(pages * reader.sidebar.list.page()))
    else:
        # One line of the screen before stays, as a place to read on from.
        reader.article.scroll_lines(round(pages * max(1, reader.article.size.height - 1)))


def line_down(reader: ReaderScreen, count: int | None) -> None:
    """Scroll down by lines."""
    _scroll(reader, count or 1)


def line_up(reader: ReaderScreen, count: int | None) -> None:
    """Scroll up by lines."""
    _scroll(reader, -(count or 1))


def page_down(reader: ReaderScreen, count: int | None) -> None:
    """Scroll down by screens."""
    _scroll_pages(reader, count or 1)


def page_up(reader: ReaderScreen, count: int | None) -> None:
    """Scroll up by screens."""
    _scroll_pages(reader, -(count or 1))


def half_down(reader: ReaderScreen, count: int | None) -> None:
    """Scroll down by half screens."""
    _scroll_pages(reader, (count or 1) / 2)


def half_up(reader: ReaderScreen, count: int | None) -> None:
    """Scroll up by half screens."""
    _scroll_pages(reader, -(count or 1) / 2)


def start(reader: ReaderScreen, _: int | None) -> None:
    """Go to the start."""
    if reader.in_sidebar:
        reader.sidebar.list.move_to_end(last=False)
    else:
        reader.go_to(0)


def end(reader: ReaderScreen, _: int | None) -> None:
    """Go to the end."""
    if reader.in_sidebar:
        reader.sidebar.list.move_to_end(last=True)
    else:
        reader.go_to(len(reader.session.document.text))


def percent(reader: ReaderScreen, count: int | None) -> None:
    """Go to a percentage of the text; without a number, say how that is done."""
    if count is None:
        reader.say("Type a number before %, as in 50%.")
    else:
        reader.go_to(len(reader.session.document.text) * min(count, 100) // 100)


async def next_paragraph(reader: ReaderScreen, count: int | None) -> None:
    """Go to a paragraph further down."""
    await _paragraph(reader, count or 1)


async def previous_paragraph(reader: ReaderScreen, count: int | None) -> None:
    """Go to a paragraph further up."""
    await _paragraph(reader, -(count or 1))


async def _paragraph(reader: ReaderScreen, steps: int) -> None:
    paragraphs = await reader.paragraphs()
    below = reader.article.top_offset + (1 if steps > 0 else 0)
    step = paragraphs.walk(steps, after=None, top=below)
    if step is None:
        return
    if step.wrapped:
        reader.article.go_to(len(reader.session.document.text) if steps > 0 else 0, where="top")
    else:
        reader.article.go_to(paragraphs.spans[step.place][0], where="top")


async def outline(reader: ReaderScreen, _: int | None) -> None:
    """Choose a heading, chapter or page to go to."""
    # Here and not above: the first line that is scrolled does not wait for it.
    from annotate.sources import outline as outlines
    from tui.screens.outline import OutlineScreen

    await reader.divided.wait()
    text = reader.session.document.text
    entries = outlines.outline(text, reader.blocks)
    if entries:
        screen = OutlineScreen(entries, len(text), reader.article.top_offset)
        reader.app.push_screen(screen, lambda offset: None if offset is None else reader.go_to(offset))
    else:
        reader.say("This text has no headings, chapters or pages to go to.")


def mark(reader: ReaderScreen, _: int | None) -> None:
    """Wait for the letter of a mark to set."""
    reader.keys.wait_for_letter("m", lambda letter: _set_mark(reader, letter))


def to_mark(reader: ReaderScreen, _: int | None) -> None:
    """Wait for the letter of a mark to go to."""
    reader.keys.wait_for_letter("'", lambda letter: _go_to_mark(reader, letter))


def _set_mark(reader: ReaderScreen, letter: str) -> None:
    reader.places.mark(letter, reader.article.top_offset)
    reader.save_place()
    reader.say(f"Mark {letter} is set here.")


def _go_to_mark(reader: ReaderScreen, letter: str) -> None:
    offset = reader.places.marks.get(letter)
    if offset is not None:
        reader.go_to(offset)
    elif letter == "'":
        reader.say("No jump to go back from yet.")
    else:
        reader.say(f"There is no mark {letter}; m{letter} sets it.")
