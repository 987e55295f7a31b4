"""The entities: the sidebar, the card, the concordance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.query import ORDERS
from tui.commands.finding import NO_ENTITY
from tui.company.screen import CompanyScreen
from tui.concordance import Lines, Place, by_document, in_library, in_text
from tui.correcting.about import of_spans
from tui.correcting.corrector import Make
from tui.marks import mentions_of
from tui.screens.card import CardScreen
from tui.screens.concordance import ConcordanceScreen
from tui.screens.verdict import VerdictScreen
from tui.session import mentions_in_words

if TYPE_CHECKING:
    from annotate.library import Known
    from tui.documents.librarian import Elsewhere
    from tui.screens.reader import ReaderScreen


def enter(reader: ReaderScreen, _: int | None) -> None:
    """Make an entity the trail; from the sidebar, jump to it as well."""
    if reader.in_sidebar:
        reader.sidebar.list.entered()
    elif reader.session.follow(reader.session.selected):
        reader.show_trail()
    else:
        reader.say(NO_ENTITY)


def other_panel(reader: ReaderScreen, _: int | None) -> None:
    """Go to the sidebar, or back to the article."""
    if reader.in_names:
        reader.focus_article()
    else:
        names = reader.open_sidebar().list
        reader.set_focus(names)
        if not reader.session.selected:
            names.chosen()


def filter_(reader: ReaderScreen, _: int | None) -> None:
    """Type a filter for the names."""
    reader.set_focus(reader.open_sidebar().filter)


def sort(reader: ReaderScreen, _: int | None) -> None:
    """Sort the names by the next order."""
    order = ORDERS[(ORDERS.index(reader.sidebar.order) + 1) % len(ORDERS)]
    reader.sidebar.set_order(order)
    reader.say(f"Names sorted by {order}.")


def numbers(reader: ReaderScreen, _: int | None) -> None:
    """Show or hide dates and numbers."""
    reader.session.show_numbers(not reader.session.numbers)
    reader.show_names()
    reader.say(f"Dates and numbers are {'shown' if reader.session.numbers else 'hidden'}.")


def card(reader: ReaderScreen, _: int | None) -> None:
    """Show all about the selected entity."""
    session = reader.session
    if session.entity is not None:
        elsewhere = _elsewhere(reader, session.selected)
        reader.app.push_screen(CardScreen(session.index, reader.blocks, session.entity, elsewhere))
    else:
        reader.say(NO_ENTITY)


def company(reader: ReaderScreen, _: int | None) -> None:
    """Show who and what is named in the same paragraphs as the selected entity."""
    session = reader.session
    if session.entity is not None:
        screen = CompanyScreen(session.index, reader.blocks, session.entity)
        reader.app.push_screen(screen, reader.company_closed)
    else:
        reader.say(NO_ENTITY)


def why(reader: ReaderScreen, _: int | None) -> None:
    """Ask why an entity is not one with another: the first time mark it, the second time answer."""
    session = reader.session
    index, entity = session.index, session.entity
    others = [index.entities.get(mark.entity) for mark in session.marks.of(index)]
    other = next((one for one in reversed(others) if one is not None and one != entity), None)
    if entity is None:
        reader.say(NO_ENTITY)
    elif other is not None:
        reader.app.push_screen(VerdictScreen(other, entity, reader.books))
    else:
        if entity not in others:
            session.marks.toggle(index, "entity", mentions_of(index, entity.id)[0].start)
            reader.show_marks()
        reader.say(f"Why is {entity.name} not one with … go to the other name and press W there.")


def concordance(reader: ReaderScreen, _: int | None) -> None:
    """Show the selected entity's mentions, or the hits of the search, in their context."""
    session = reader.session
    follows = session.trail.kind == "search" or session.trail.entity == session.selected != ""
    trail = session.trail if follows else session.trail_of(session.selected)
    if trail is None:
        reader.say(NO_ENTITY)
        return
    document = session.document
    lines = in_text(document.sha256, document.text, trail.spans)
    screen = ConcordanceScreen(trail.name, lines, trail.place_of(session.span) or 0)
    if trail.kind == "entity":
        screen = ConcordanceScreen(
            trail.name,
            lines,
            trail.place_of(session.span) or 0,
            widen=lambda: _everywhere(reader, trail.entity),
            correct=lambda places, make: _correct(reader, places, make),
        )
    reader.app.push_screen(screen, reader.go_to_place)


async def _known(reader: ReaderScreen, entity: str) -> Known | None:
    """What the library knows of an entity of this text (its id)."""
    await reader.shelve()
    return await reader.librarian.known(reader.session.document.sha256, entity)


async def _elsewhere(reader: ReaderScreen, entity: str) -> Elsewhere | None:
    """What the library knows of an entity of this text (its id), and when it was named."""
    await reader.shelve()
    return await reader.librarian.elsewhere(reader.session.document.sha256, entity)


async def _everywhere(reader: ReaderScreen, entity: str) -> Lines | None:
    """The mentions of an entity in all documents; None where this one alone has it."""
    known = await _known(reader, entity)
    if known is None or known.documents < 2:
        return None
    return in_library(await reader.librarian.lines(known))


async def _correct(reader: ReaderScreen, places: list[Place], make: Make) -> tuple[str, bool]:
    """Make a correction on places of this document and of others; a sentence on it, and whether it was made."""
    spans = by_document(places)
    about = of_spans(reader.session.index, spans.pop(reader.session.document.sha256, ()))
    here = bool(about.parts) and await reader.correcting.make(about, make)
    done = await reader.librarian.correct(spans, make)
    if here and not spans:
        return reader.status.notice, True
    if not here and not done.documents:
        return reader.librarian.notice or "There is nothing here to be corrected so.", False
    mentions, documents = done.mentions + len(about.mentions) * here, done.documents + here
    left = f" {len(places) - mentions} of {len(places)} stay as they are." if mentions < len(places) else ""
    word = f"{documents} document{'' if documents == 1 else 's'}"
    return f"Corrected {mentions_in_words(mentions)} in {word}; u undoes it in each.{left}", True
