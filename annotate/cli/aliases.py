"""``aka aliases``: a person's own alias books, of which aka writes one, and the watch lists of others."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from annotate.book import Entry, Origin, check, learned, left_out, own_folder, personal
from annotate.book.toml import parse
from annotate.cli.terminal import clear_progress, print_table, print_tsv, say, show_progress
from annotate.errors import AkaError
from annotate.evidence import day as day_of
from annotate.formats import Replacement
from annotate.text import visible
from annotate.watchlists.entry import Fault

HEADER = ("name", "label", "alias", "role", "title", "source", "day", "file")
HEADER_TO_READ = ("name", "label", "alias", "role", "learned from", "file")
LISTS = ("list", "kind", "entries", "names", "imported", "from")
GIVE_WAY = ("file", "learned from", "alias", "name")  # what is shortened first where the terminal is narrow


@click.group()
def command() -> None:
    """List, edit and check your alias books; import watch lists.

    The books are the files in the folder `books` of aka's configuration. The reader writes one of them, learned.toml,
    when you teach it what you merged or kept apart (B). A watch list says of whom you want to be told.
    """


@command.command("list")
def list_books() -> None:
    """List the names in your books.

    Each with its role, which is the field of the book that it stands in ("alias" is always the entity, "ambiguous" only
    beside another of its names, "not" never), and where those that aka learned come from. On a terminal the result is
    a table; otherwise tab-separated values under a header.
    """
    problems = {path: check(path) for path in personal()}
    for found in problems.values():
        if found:
            say(left_out(found))
    sound = [path for path, found in problems.items() if not found]
    if not sys.stdout.isatty():
        print_tsv([HEADER, *_rows(sound)])
    elif rows := list(_rows_to_read(sound)):
        print_table([HEADER_TO_READ, *rows], shrink=[HEADER_TO_READ.index(name) for name in GIVE_WAY])
    else:
        click.echo(
            f"Your books have no names yet. They are the files *.toml in {visible(str(own_folder()))}."
        )
    sys.exit(1 if any(problems.values()) else 0)


def _rows(books: list[Path]) -> Iterator[tuple[object, ...]]:
    """A row for each name that an entity has beside its own, or one where it has no other."""
    for path in books:
        for entry in parse(path).entries:
            _, *others = [(str(role), name) for role, name in entry.roles()]  # the first is what it is called
            for role, alias in others or [("", "")]:
                origin = _origin(entry, alias or entry.name)
                where = (origin.title, origin.source, origin.day) if origin else ("", "", "")
                yield (entry.name, entry.label, alias, role, *where, path)


def _rows_to_read(books: list[Path]) -> Iterator[tuple[object, ...]]:
    """The same, in fewer columns; an entity is named in the first of its rows."""
    last = None
    for name, label, alias, role, title, source, day, path in _rows(books):
        known = (name, label) if (name, label, path) != last else ("", "")
        last = (name, label, path)
        yield (*known, alias, role, f"{title or source}, {day}" if day else "", path)


def _origin(entry: Entry, name: str) -> Origin | None:
    return next((origin for origin in entry.learned if name in origin.names), None)


@command.command("edit")
def edit_book() -> None:
    """Edit the book that aka writes.

    It is opened in your editor ($VISUAL or $EDITOR), and then looked through for mistakes. Whatever you write is kept;
    with a mistake in it the book is left out until that is mended.
    """
    book = learned.path()
    if not book.exists():
        book.parent.mkdir(parents=True, exist_ok=True)
        with Replacement(book) as file:
            file.write(learned.HEADER.encode())
    while True:
        try:
            click.edit(filename=str(book))
        except click.ClickException as error:
            raise AkaError(f"{error.format_message()}. ($VISUAL or $EDITOR names the editor.)") from None
        if not _problems([book]):
            return
        say(f"What you wrote is kept in {book}, which is left out until this is mended.")
        if not sys.stdin.isatty() or not click.confirm("Edit it again?", default=True, err=True):
            sys.exit(1)


@command.command("remove")
@click.argument("name")
@click.option("--alias", metavar="ALIAS", help="Take out only this one of its names.")
def remove_entry(name: str, alias: str | None) -> None:
    """Take NAME out of the book that aka writes.

    NAME is what an entity is called there.
    """
    say(learned.remove(name, alias))


@command.command("check")
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
def check_books(files: tuple[Path, ...]) -> None:
    """Look for what is wrong in alias books.

    That is: what is no TOML, unknown fields, a name that two entities claim. Without a FILE, your own books are looked
    at.
    """
    sys.exit(1 if _problems(files or personal()) else 0)


def _problems(books: tuple[Path, ...] | list[Path]) -> int:
    """Say what is wrong in books, and give how much that is."""
    problems = [problem for path in books for problem in check(path)]
    for problem in problems:
        say(str(problem))
    return len(problems)


@command.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--name", metavar="NAME", help="What the list is called; by default as its first FILE.")
def import_list(files: tuple[Path, ...], name: str | None) -> None:
    """Import a watch list: names that you want to be told of.

    FILE... is FollowTheMoney or OpenSanctions (entities.ftm.json, targets.nested.json, targets.simple.csv), OFAC's
    SDN.CSV with its ALT.CSV, the consolidated list of the UN (XML), a result of a Wikidata query (JSON, with ?item,
    ?itemLabel and ?alias), or a table whose first line has a column `name`, and others for aliases. What it holds
    tells which. Several FILEs are one list.

    The names of every text are looked up in it from now on, by `aka annotate`, `aka names` and in the reader. A match
    is only shown: it changes no entity. The list takes the place of what had its name before.
    """
    from annotate.watchlists.importing import keep_list, name_of

    faults = _Faults()
    called = name_of(files[0]) if name is None else name
    done = keep_list(files, called, on_fault=faults.say, tell=show_progress)
    clear_progress()
    faults.finish()
    kept, before = done.kept, done.before
    entries, names = _counted(kept.entries, "entry", "entries"), _counted(kept.names, "name", "names")
    what = f"The watch list {kept.name} ({kept.kind}) has {entries} with {names}"
    if before is None:
        say(f"{what}.")
    elif done.new or done.gone or done.changed:
        say(
            f"{what}: {done.new:,} new, {done.gone:,} gone, {done.changed:,} changed since {day_of(before.imported)}."
        )
    else:
        say(f"{what}, the same as on {day_of(before.imported)}.")
    if kept.kind == "OFAC SDN":
        for beside in sorted(files[0].absolute().parent.iterdir()):
            if beside.name.lower() == "alt.csv":
                say(f"{beside}, with the alternate names, stands beside it: name both to have these too.")
    sys.exit(1 if faults.lost else 0)


class _Faults:
    """What is wrong in the files of a list, said as it is found; of very many not each."""

    MOST = 20

    def __init__(self) -> None:
        self.lost = self.joined = 0

    def say(self, fault: Fault) -> None:
        """Say one, or only count it."""
        if self.lost + self.joined < self.MOST:
            say(str(fault))
        self.lost += fault.lost
        self.joined += not fault.lost

    def finish(self) -> None:
        """Say how many there are in all."""
        if self.lost:
            say(f"{_counted(self.lost, 'place', 'places')} could not be used; the rest is kept.")
        if self.joined and self.lost + self.joined > self.MOST:
            say(f"{self.joined:,} entries had the id of another, and their names are put together.")


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


@command.command("lists")
def show_lists() -> None:
    """List the watch lists that you have imported."""
    from annotate.watchlists.keeping import kept_lists

    kept, problems = kept_lists()
    for problem in problems:
        say(problem)
    rows = [(each.name, each.kind, each.entries, each.names, each.imported, each.source) for each in kept]
    if not sys.stdout.isatty():
        print_tsv([LISTS, *rows])
    elif rows:
        shown = [(*row[:4], day_of(str(row[4])), row[5]) for row in rows]
        print_table([LISTS, *shown], shrink=[LISTS.index("from"), LISTS.index("kind")])
    else:
        click.echo("You have no watch lists. `aka aliases import FILE` imports one.")
    sys.exit(1 if problems else 0)


@command.command("forget")
@click.argument("name")
def forget_list(name: str) -> None:
    """Remove the watch list NAME."""
    from annotate.watchlists.keeping import forget

    say(forget(name))
