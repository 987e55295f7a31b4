"""What a person tells of an entity: its name, a note, a reference; and what is told on, to a file or the alias book."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.annotation import Entity
from annotate.decisions import Apart, Batch, Decision, Merge, Move
from annotate.errors import AkaError
from annotate.formats import FORMATS, Replacement
from annotate.query import Index
from annotate.sources import STDIN
from annotate.text import one_line, visible
from tui.commands.finding import NO_ENTITY
from tui.correcting import making
from tui.correcting.about import said_of
from tui.correcting.making import now
from tui.prompt import Question

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen


def name(reader: ReaderScreen, _: int | None) -> None:
    """Ask for the canonical name; in the sidebar the alias under the cursor is offered."""
    entity = reader.session.entity
    current = reader.sidebar.list.current() if reader.in_sidebar else None
    offered = (current and current[1]) or (entity.name if entity else "")
    _ask(reader, "Call it:", offered, making.rename, needed=True)


def note(reader: ReaderScreen, _: int | None) -> None:
    """Ask for a note."""
    entity = reader.session.entity
    _ask(reader, f"Note on {entity.name}:" if entity else "", entity.note if entity else "", making.note)


def reference(reader: ReaderScreen, _: int | None) -> None:
    """Ask for a reference."""
    entity = reader.session.entity
    sign = f"Reference of {entity.name} (Q…):" if entity else ""
    _ask(reader, sign, (entity.reference or "") if entity else "", making.refer, word=True)


def candidates(reader: ReaderScreen, _: int | None) -> None:
    """Ask the service that was named what the entity refers to, and keep what is chosen."""
    index, entity = reader.session.index, reader.session.entity
    if entity is None:
        reader.say(NO_ENTITY)
        return
    # Here and not above: the reader opens without what asks on the web.
    from annotate.reconcile import Service, address
    from tui.screens.candidates import CandidatesScreen

    known: Entity = entity

    async def chosen(reference: str | None) -> None:
        decision = making.refer(index, known, reference, now()) if reference else None
        if decision is not None:
            await reader.correcting.do(decision, 0)
        elif reference:
            reader.say("That is so already.")

    try:
        screen = CandidatesScreen(Service(address()), known)
    except AkaError as error:
        reader.say(str(error))
    else:
        reader.app.push_screen(screen, chosen)


def _ask(
    reader: ReaderScreen,
    sign: str,
    value: str,
    make: Callable[[Index, Entity, str, str], Decision | None],
    *,
    needed: bool = False,
    word: bool = False,
) -> None:
    index, entity = reader.session.index, reader.session.entity
    if entity is None:
        reader.say(NO_ENTITY)
        return
    known: Entity = entity

    async def entered(answer: str) -> str | None:
        said = one_line(answer)
        if needed and not said:
            return "Type a name, or Esc."
        if word and " " in said:
            return "A reference is one word, such as Q794 or an address."
        decision = make(index, known, said, now())
        if decision is None:
            reader.say("That is so already.")
        else:
            await reader.correcting.do(decision, 0)
        return None

    reader.keys.ask(Question(sign, entered, value))


async def learn(reader: ReaderScreen, _: int | None) -> None:
    """Teach the alias book what was merged or split here, or the entity as it stands where nothing was."""
    index, entity = reader.session.index, reader.session.entity
    if entity is None:
        reader.say(NO_ENTITY)
        return
    if len(entity.aliases) < 2 and not entity.reference and not said_of(index, entity.id):
        reader.say(
            f"There is nothing to teach of {one_line(entity.name)}: it has one name, and you said nothing of it."
        )
        return
    # Here and not above: the reader opens without the books.
    from annotate.book import learned

    known: Entity = entity
    lessons = tuple(
        decision
        for decision in said_of(index, known.id)
        if isinstance(decision, Merge | Move | Apart | Batch)
    )
    when = now()
    try:
        if lessons:
            batch = Batch(when=when, decisions=lessons)
            said = await asyncio.to_thread(learned.learn_from, index.annotation, batch)
        else:
            said = await asyncio.to_thread(learned.learn_entity, index.annotation, known, when)
    except AkaError as error:
        said = str(error)
    reader.say(said)


async def save(reader: ReaderScreen, _: int | None) -> None:
    """Ask where to write a copy of the annotation, beside the source at first."""
    session = reader.session
    if session.complaint:
        reader.say("The names are not all there, so that nothing can be saved. Open the text again.")
        return
    if session.finding:
        reader.say("The names are still being found; save when they are.")
        return
    agreed: list[str] = []  # the existing file that the reader has been asked about

    async def entered(answer: str) -> str | None:
        if not answer.strip():
            return "Type a path, or Esc."
        path = Path(answer.strip()).expanduser()
        try:
            if path.is_dir():
                return "That is a directory; name a file in it."
            if path.exists() and path.resolve() == Path(session.document.source).resolve():
                return "That is the source; choose another name."
            if path.exists() and agreed != [answer]:
                agreed[:] = [answer]
                return "It is there already; Enter once more replaces it."
            await asyncio.to_thread(_write, session.index, path)
        except (AkaError, OSError, RuntimeError, ValueError) as error:
            return str(error)
        reader.say(f"Saved {visible(str(path))}.")
        return None

    reader.keys.ask(Question("Save a copy to:", entered, _beside(session.document.source)))


def _beside(source: str) -> str:
    """NAME.aka.json in the source's directory; in the working directory where it is no file."""
    path = Path("text" if source == STDIN else source)
    if not path.exists():
        path = Path(path.name or "text")
    stem = path.name.removesuffix(".aka.json").removesuffix(path.suffix)
    return str(path.with_name(f"{stem or 'text'}.aka.json"))


def _write(index: Index, path: Path) -> None:
    with Replacement(path) as file:
        FORMATS["json"].write([index.annotation], file)
