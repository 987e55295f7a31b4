"""``aka library``: who is named in the texts, and who is one."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Literal

import click

from annotate.cli.company import least_option, print_links
from annotate.cli.opened import EMPTY, gather, opened
from annotate.cli.terminal import print_rows, print_tsv, say
from annotate.errors import AkaError
from annotate.evidence import explain
from annotate.labels import LABELS
from annotate.library import Known, Library
from annotate.library.company import company_of
from annotate.names import key
from annotate.text import one_line
from annotate.timeline import sparkline, timeline

if TYPE_CHECKING:
    from annotate.corpus import Who

_WIDTH = 40  # code points of the text on either side of a mention
_DATES = 24  # cells for the two dates beside a timeline
_MOST_PARTS = 1000  # of a timeline that is not looked at
_MOST_OTHERS = 3


@click.command()
@click.argument("query", nargs=-1, metavar="[WORD]...")
@click.option("--label", type=click.Choice(LABELS), metavar="LABEL", help="Only those with this label.")
def entities(query: tuple[str, ...], label: str | None) -> None:
    """List who and what the texts name, or those with each WORD in a name; who is in the most texts first.

    When piped there is a line for each name of an entity.

    \b
      aka library entities
      aka library entities obama --label PERSON
    """
    with opened() as library:
        found = library.entities(" ".join(query), label=label)
    print_rows(
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
        none="The library names nobody of that kind." if query or label else EMPTY,
    )


def _others(known: Known) -> list[str]:
    return [name for name, _ in known.aliases if name != known.name]


@click.command()
@click.argument("name")
def mentions(name: str) -> None:
    """Show where somebody is mentioned, under whatever name, by the dates of the texts.

    Where nobody has just that NAME, whoever has its words in a name.

    \b
      aka library mentions "Islamic State"
      aka library mentions Daesh | cut -f7 | sort | uniq -c
    """
    with opened() as library:
        found = _called(library, name)
        rows = [
            (known, occurrence, line)
            for known in found
            for occurrence, line in library.in_context(library.mentions_of(known.id), _WIDTH)
        ]
    print_rows(
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


@click.command()
@click.argument("name")
@least_option
def company(name: str, least: int) -> None:
    """Show who and what is named in the same paragraphs as somebody, in the texts that name them.

    Those come first that are together more often than chance would have it, as `aka company` has it for one text.

    \b
      aka library company Daesh
      aka library company "Free Syrian Army" --least 3
    """
    with opened() as library:
        known = _one(library, name)
        found = company_of(library, known.id, least)
        of = {each.id: each for each in library.known([known.id, *(link.other for link in found)])}
    print_links(found, of, f"No other name shares a paragraph with {one_line(known.name)}.")


@click.command("timeline")
@click.argument("name")
def show_timeline(name: str) -> None:
    """Show how often somebody is mentioned over the dates of the texts.

    When piped there is a line for each day, week, month or year, whichever fits, from the first to the last; what has
    no date that is as fine comes last.

    \b
      aka library timeline "Islamic State"
    """
    with opened() as library:
        known = _one(library, name)
        dates = library.dates_of(known.id)
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


@click.command()
def suggestions() -> None:
    """List who may be one but is not taken for one, and why; the likeliest first.

    `aka library merge` says that they are one, `aka library apart` that they are not.

    \b
      aka library suggestions
    """
    with opened() as library:
        found = library.suggestions()
    print_rows(
        ("name", "label", "texts", "other", "other texts", "rule", "with", "score"),
        [
            (
                *(one.name, one.label, one.documents, other.name, other.documents),
                *(evidence.rule, evidence.with_, evidence.score),
            )
            for one, other, evidence in found
        ],
        ("name", "label", "texts", "other", "texts", "reason"),
        [
            (
                *(one.name, one.label, one.documents, other.name, other.documents),
                explain(evidence, other.name),
            )
            for one, other, evidence in found
        ],
        give_way=("reason", "other", "name"),
        none="Nobody in the library may be one with another.",
    )


_two = click.argument("names", nargs=2, metavar="NAME NAME")
_label = click.option(
    "--label",
    type=click.Choice(LABELS),
    metavar="LABEL",
    help="Where a person and a place share a name: who is meant.",
)


@click.command()
@_two
@_label
def merge(names: tuple[str, str], label: str | None) -> None:
    """Say that two names are one entity, in all texts from now on.

    The same NAME twice says so of all who are called that.

    \b
      aka library merge "Anvil Group" "Anvil Holding"
      aka library merge "Jane Doe" "Jane Doe"
    """
    _decide("merge", names, label)


@click.command()
@_two
@_label
def apart(names: tuple[str, str], label: str | None) -> None:
    """Say that two names are two entities, in all texts from now on.

    \b
      aka library apart "Anvil Group" "Anvil Holding"
    """
    if key(names[0]) == key(names[1]):
        raise click.UsageError("These are one name: nothing tells the two apart.")
    _decide("apart", names, label)


def _decide(said: Literal["merge", "apart"], names: tuple[str, str], label: str | None) -> None:
    with opened() as library:
        one, other = (_who(library, name, label) for name in names)
        library.decide(said, one, other)
        gather(library)
        for known in dict.fromkeys(known for name in names for known in _called(library, name)):
            click.echo(f"{one_line(known.name)}: {known.documents} texts, {known.mentions} mentions")


def _who(library: Library, name: str, label: str | None) -> Who:
    """Whom a person means by a name; raises AkaError where nobody is called so, or entities of different kinds."""
    from annotate.corpus import Who  # with the rules of the corpus, which no other command needs

    labels = {known.label for known in _called(library, name) if label in (None, known.label)}
    if len(labels) == 1:
        return Who(name, labels.pop())
    if not labels:
        raise AkaError(f"Nobody in the library is called {one_line(name)}.")
    raise AkaError(f"{one_line(name)} is {' and '.join(sorted(labels))}: say which with --label.")
