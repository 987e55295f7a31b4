"""``aka library``: the texts that were read, and who is named in them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from annotate.cli import options, who, writing
from annotate.cli.decided import decided
from annotate.cli.opened import EMPTY, opened
from annotate.cli.recogniser import Asked, recogniser
from annotate.cli.terminal import print_rows
from annotate.errors import AkaError
from annotate.formats.opening import OpenAs
from annotate.library import Hit, Item, Library
from annotate.text import one_line

_SHORT = 8  # digits of an id are enough to tell a text by
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
    with opened() as library:
        items = library.documents(" ".join(query), tag=tag)
    columns = ("title", "date", "source", "author", "language", "words", "entities", "mentions", "reviewed")
    print_rows(
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
        none="The library has no such text." if query or tag else EMPTY,
    )


def _more(item: Item) -> tuple[object, ...]:
    return round(item.progress, 3), item.read, item.added, ", ".join(item.tags)


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
    with opened() as library:
        hits = library.search(words)
    print_rows(
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
@click.argument("name", metavar="TAG")
@_documents
def tag(name: str, documents: tuple[str, ...]) -> None:
    """Give texts a tag.

    \b
      aka library tag aleppo 3f2a91c0 news/talks.txt
    """
    if not name.split():
        raise click.UsageError("A tag has at least one letter.")
    with opened() as library:
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
    with opened() as library:
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
    with opened() as library:
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
    with opened() as library:
        items = library.documents(" ".join(query), tag=tag)
        if not items:
            raise AkaError("The library has no such text." if query or tag else EMPTY)
        chosen = writing.choose(to, output, len(items))
        there = (library.annotation(item.sha256) for item in items)
        annotations = decided(annotation for annotation in there if annotation)
        writing.write(annotations, chosen, output, len(items))


@command.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@options.recognition
@options.sources
@options.jobs
@options.cluster
def add(
    sources: tuple[str, ...],
    asked: Asked,
    opening: OpenAs,
    jobs: int | None,
    cluster: str | None,
) -> None:
    """Find the names in SOURCE... (files of any kind, folders, zip archives, feeds, addresses, or - for standard input)
    and put them into the library; an annotation is put there as it is.

    With --cluster its workers also judge who is one in all texts. What cannot be read is named on standard error, and
    the rest is still done. The same command again leaves out what is there already and would come out the same, also
    after ctrl+c.

    \b
      aka library add archive/
      aka library add https://example.org/feed.xml
    """
    from annotate.cli.adding import add as add_sources

    add_sources(
        sources,
        recogniser(*asked),
        jobs=jobs,
        cluster=cluster,
        opening=opening,
    )


def _found(library: Library, words: Sequence[str]) -> list[Item]:
    """The texts that are meant, each once; raises AkaError for a word that means none or several."""
    items = library.documents()
    found: dict[str, Item] = {}
    for word in words:
        meant = [item for item in items if word and (word == item.source or item.sha256.startswith(word))]
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


for each in (
    who.entities, who.mentions, who.company, who.show_timeline, who.suggestions, who.merge, who.apart,
):  # fmt: skip
    command.add_command(each)
