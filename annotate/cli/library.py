"""``aka library``: the texts that were read, and who is named in them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from annotate.cli import options, writing
from annotate.cli.company import least_option, print_links
from annotate.cli.decided import decided
from annotate.cli.recogniser import recogniser
from annotate.cli.terminal import print_table, print_tsv, say
from annotate.errors import AkaError
from annotate.labels import LABELS
from annotate.library import Hit, Item, Known, Library
from annotate.library.company import company_of
from annotate.names import key
from annotate.text import one_line, visible
from annotate.timeline import sparkline, timeline

_SHORT = 8  # digits of an id are enough to tell a text by
_WIDTH = 40  # code points of the text on either side of a mention
_DATES = 24  # cells for the two dates beside a timeline
_MOST_PARTS = 1000  # of a timeline that is not looked at
_MOST_OTHERS = 3
_LEFT = 12  # code points before what was found, in a narrow table

_query = click.argument("query", nargs=-1, metavar="[WORD]...")
_documents = click.argument("documents", nargs=-1, required=True, metavar="TEXT...")
_tag = click.option("--tag", default="", metavar="TAG", help="Only the texts with this tag.")


@click.group(invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """List, search, tag and export the texts that were read, and who is named in them. Without a command: choose one to
    read.

    What is opened in the reader is kept in the library, and `aka library add` puts more into it. A TEXT is named by its
    id, as `list` shows it, or the beginning of that, or by its source.

    \b
      aka library add archive/ https://example.org/feed.xml
      aka library search ceasefire "free syrian army"
      aka library mentions Daesh                 under all its names, in all texts
      aka library search Aleppo | tail -n +2 | cut -f1 | xargs aka library tag aleppo
      aka library export --tag aleppo --to jsonl -o aleppo.jsonl

    On a terminal each prints a table; otherwise tab-separated values under a header.
    """
    if ctx.invoked_subcommand is None:
        from annotate.cli.reader import read

        read(None, library=True)


@command.command("list")
@_query
@_tag
def list_documents(query: tuple[str, ...], tag: str) -> None:
    """List the texts, or those that the WORDs find; the newest first.

    \b
      aka library list
      aka library list --tag aleppo
    """
    with Library() as library:
        items = library.documents(" ".join(query), tag=tag)
        _say(library)
    columns = ("title", "date", "source", "author", "language", "words", "entities", "mentions", "reviewed")
    _print(
        ("id", *columns, "progress", "read", "added", "tags"),
        [(item.sha256, *(getattr(item, name) for name in columns), *_more(item)) for item in items],
        ("id", "title", "date", "words", "names", "read", "tags"),
        [
            (
                *(_id(item.sha256), item.title, item.date, item.words, item.entities),
                *(f"{item.progress:.0%}" if item.read else "", ", ".join(item.tags)),
            )
            for item in items
        ],
        give_way=("title", "tags"),
        none="The library has no such text." if query or tag else _EMPTY,
    )


_EMPTY = (
    "The library is empty. What is opened in the reader comes into it, and what `aka library add` is given."
)


def _more(item: Item) -> tuple[object, ...]:
    return round(item.progress, 3), item.read, item.added, " ".join(item.tags)


@command.command()
@click.argument("query", nargs=-1, required=True, metavar="WORD...")
def search(query: tuple[str, ...]) -> None:
    """Search texts, titles and names; the best first, each with a passage.

    Each WORD is somewhere in the text or the title, or in a name of somebody whom the text names, be it under another
    name. Case and accents do not count; the last WORD may be the beginning of one, and an argument of several
    words is a phrase. Of Chinese and Japanese only the beginning of what stands without a blank is found.

    \b
      aka library search ceasefire
      aka library search "free syrian army" alep
    """
    words = " ".join(f'"{word}"' if len(word.split()) > 1 else word for word in query)
    with Library() as library:
        hits = library.search(words)
        _say(library)
    _print(
        ("id", "title", "date", "start", "passage"),
        [(hit.sha256, hit.title, hit.date, hit.start, hit.passage) for hit in hits],
        ("id", "title", "date", "passage"),
        [(_id(hit.sha256), hit.title, hit.date, _nearer(hit)) for hit in hits],
        give_way=("passage", "title"),
        none="The library has no such text.",
    )


def _nearer(hit: Hit) -> str:
    """The passage from shortly before what was found, which a table would else cut off."""
    first = hit.marks[0][0] - hit.start if hit.marks else 0
    return hit.passage[max(0, hit.passage.rfind(" ", 0, max(0, first - _LEFT)) + 1) :]


@command.command()
@_query
@click.option("--label", type=click.Choice(LABELS), metavar="LABEL", help="Only those with this label.")
def entities(query: tuple[str, ...], label: str | None) -> None:
    """List who and what the texts name, or those with each WORD in a name; who is in the most texts first.

    When piped there is a line for each name of an entity.

    \b
      aka library entities
      aka library entities obama --label PERSON
    """
    with Library() as library:
        found = library.entities(" ".join(query), label=label)
        _say(library)
    _print(
        ("name", "label", "texts", "mentions", "reference", "alias", "alias count"),
        [
            (known.name, known.label, known.documents, known.mentions, known.reference, *alias)
            for known in found
            for alias in known.aliases
        ],
        ("name", "label", "texts", "mentions", "also called"),
        [
            (*(known.name, known.label, known.documents, known.mentions), ", ".join(_others(known)))
            for known in found
        ],
        give_way=("also called", "name"),
        none="The library names nobody of that kind." if query or label else _EMPTY,
    )


def _others(known: Known) -> list[str]:
    return [name for name, _ in known.aliases if name != known.name]


@command.command()
@click.argument("name")
def mentions(name: str) -> None:
    """Show where somebody is mentioned, under whatever name, by the dates of the texts.

    Where nobody has just that NAME, whoever has its words in a name.

    \b
      aka library mentions "Islamic State"
      aka library mentions Daesh | cut -f7 | sort | uniq -c
    """
    with Library() as library:
        found = _called(library, name)
        rows = [
            (known, occurrence, line)
            for known in found
            for occurrence, line in library.in_context(library.mentions_of(known.id), _WIDTH)
        ]
        _say(library)
    _print(
        ("id", "title", "date", "start", "end", "entity", "name", "label", "state", "before", "after"),
        [
            (
                *(at.sha256, at.title, at.date, at.start, at.end, known.name, at.name, at.label, at.state),
                *(before, after),
            )
            for known, at, (_, _, before, _, after) in rows
        ],
        ("title", "date", "before", "name", "after"),
        [(at.title, at.date, before, at.name, after) for _, at, (_, _, before, _, after) in rows],
        give_way=("title", "after", "before"),
        none=f"Nobody in the library is called {one_line(name)}.",
    )


def _called(library: Library, name: str) -> list[Known]:
    """The entities of a name, else those with its words in one of theirs."""
    fitting = library.entities(name)
    exact = [known for known in fitting if key(name) in {key(alias) for alias, _ in known.aliases}]
    return exact or fitting


def _one(library: Library, name: str) -> Known:
    """The entity of a name that is in the most texts, and tells of others; raises AkaError where there is none."""
    found = _called(library, name)
    if not found:
        raise AkaError(f"Nobody in the library is called {one_line(name)}.")
    if others := [f"{known.name} ({known.label})" for known in found[1:]]:
        more = f" and {len(others) - _MOST_OTHERS} more" if len(others) > _MOST_OTHERS else ""
        say(f"This is {found[0].name}. Others: {', '.join(others[:_MOST_OTHERS])}{more}.")
    return found[0]


@command.command()
@click.argument("name")
@least_option
def company(name: str, least: int) -> None:
    """Show who and what is named in the same paragraphs as somebody, in the texts that name them.

    Those come first that are together more often than chance would have it, as `aka company` has it for one text.

    \b
      aka library company Daesh
      aka library company "Free Syrian Army" --least 3
    """
    with Library() as library:
        known = _one(library, name)
        found = company_of(library, known.id, least)
        of = {each.id: each for each in library.known([known.id, *(link.other for link in found)])}
        _say(library)
    print_links(found, of, f"No other name shares a paragraph with {one_line(known.name)}.")


@command.command("timeline")
@click.argument("name")
def show_timeline(name: str) -> None:
    """Show how often somebody is mentioned over the dates of the texts.

    When piped there is a line for each day, week, month or year, whichever fits, from the first to the last; what has
    no date that is as fine comes last.

    \b
      aka library timeline "Islamic State"
    """
    with Library() as library:
        known = _one(library, name)
        dates = library.dates_of(known.id)
        _say(library)
    to_read = sys.stdout.isatty()
    line = timeline(dates, shutil.get_terminal_size().columns - _DATES if to_read else _MOST_PARTS)
    undated = line.undated if line else known.mentions
    if not to_read:
        parts = zip(line.begins, line.counts, strict=True) if line else ()
        print_tsv([("from", "mentions"), *parts, *([("", undated)] if undated else [])])
        return
    texts = f"{known.documents} text{'' if known.documents == 1 else 's'}"
    click.echo(f"{one_line(known.name)}: {known.mentions} mentions in {texts}")
    if line is None:
        click.echo("None of them has a date.")
    else:
        click.echo(f"{line.first} {sparkline(line.counts)} {line.last}")
        without = f"; {undated} without such a date" if undated else ""
        click.echo(f"A bar for each {line.each}{without}.")


@command.command()
@click.argument("name", metavar="TAG")
@_documents
def tag(name: str, documents: tuple[str, ...]) -> None:
    """Give texts a tag.

    \b
      aka library tag aleppo 3f2a91c0 news/talks.txt
    """
    if not name.split():
        raise click.UsageError("A tag has at least one letter.")
    with Library() as library:
        for item in _found(library, documents):
            library.tag(item.sha256, one_line(name))


@command.command()
@click.argument("name", metavar="TAG")
@_documents
def untag(name: str, documents: tuple[str, ...]) -> None:
    """Take a tag from texts.

    \b
      aka library untag aleppo 3f2a91c0
    """
    with Library() as library:
        for item in _found(library, documents):
            library.untag(item.sha256, one_line(name))


@command.command()
@_documents
def remove(documents: tuple[str, ...]) -> None:
    """Take texts out of the library, with their tags.

    The files that they were read from stay, and so does what you corrected: it holds when the text is read again.

    \b
      aka library remove 3f2a91c0
    """
    with Library() as library:
        for item in _found(library, documents):
            library.remove(item.sha256)
            click.echo(f"Removed {_id(item.sha256)} {one_line(item.title)} ({one_line(item.source)}).")


@command.command()
@_query
@_tag
@writing.to_option
@options.output
def export(query: tuple[str, ...], tag: str, to: str | None, output: Path | None) -> None:
    """Write the annotations of all texts, or of those that the WORDs find or that have a tag, with your corrections.

    \b
      aka library export -o all.jsonl
      aka library export --tag aleppo --to parquet -o aleppo.parquet
      aka library export ceasefire --to brat -o ceasefire/
    """
    with Library() as library:
        items = library.documents(" ".join(query), tag=tag)
        _say(library)
        if not items:
            raise AkaError("The library has no such text." if query or tag else _EMPTY)
        chosen = writing.choose(to, output, len(items))
        there = (library.annotation(item.sha256) for item in items)
        annotations = decided(annotation for annotation in there if annotation)
        writing.write(annotations, chosen, output, len(items))


@command.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@options.recognition
@options.sources
@options.jobs
def add(
    sources: tuple[str, ...],
    model: str | None,
    aliases: tuple[Path, ...],
    without: tuple[str, ...],
    private: bool,
    repair: bool,
    jobs: int | None,
) -> None:
    """Find the names in SOURCE... (files of any kind, folders, zip archives, feeds, addresses, or - for standard input)
    and put them into the library; an annotation is put there as it is.

    What cannot be read is named on standard error, and the rest is still done. The same command again leaves out what
    is there already and would come out the same, also after ctrl+c.

    \b
      aka library add archive/
      aka library add https://example.org/feed.xml
    """
    from annotate.cli.adding import add as add_sources

    add_sources(sources, recogniser(model, aliases, without), jobs=jobs, private=private, repair=repair)


def _found(library: Library, words: Sequence[str]) -> list[Item]:
    """The texts that are meant, each once; raises AkaError for a word that means none or several."""
    items = library.documents()
    found: dict[str, Item] = {}
    for word in words:
        meant = [item for item in items if word == item.source or item.sha256.startswith(word)]
        if len(meant) != 1:
            what = f"{len(meant)} texts of the library" if meant else "No text of the library"
            raise AkaError(
                f"{what} {'are' if meant else 'is'} meant by {one_line(word)}: name one by its id, as "
                "`aka library list` shows it."
            )
        found[meant[0].sha256] = meant[0]
    return list(found.values())


def _id(sha256: str) -> str:
    return sha256[:_SHORT]


def _say(library: Library) -> None:
    for notice in library.notices:
        say(notice)


def _print(
    header: Sequence[str],
    rows: Sequence[Sequence[object]],
    header_to_read: Sequence[str],
    rows_to_read: Sequence[Sequence[object]],
    *,
    give_way: Sequence[str],
    none: str,
) -> None:
    """Print rows under a header: to a terminal those to read, of which the columns ``give_way`` are shortened first."""
    if not sys.stdout.isatty():
        print_tsv([header, *rows])
    elif rows_to_read:
        print_table([header_to_read, *rows_to_read], shrink=[header_to_read.index(name) for name in give_way])
    else:
        click.echo(visible(none))
