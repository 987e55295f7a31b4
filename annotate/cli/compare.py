"""``aka compare``: how far two annotations of the same texts agree."""

from __future__ import annotations

import json
from collections.abc import Mapping

import click

from annotate.cli.terminal import print_table, say
from annotate.compare import Comparison, Tally, compare, read_marked
from annotate.compare.comparison import mean_f1
from annotate.sources.reading import shown, source_bytes
from annotate.text import escape_json, one_line

NOTHING = "-"


@click.command()
@click.argument("gold")
@click.argument("predicted")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
def command(gold: str, predicted: str, as_json: bool) -> None:
    """Compare the annotations in PREDICTED with those in GOLD, taken as right.

    Both are files that aka wrote (json, jsonl), or have one object a line: {"id", "text", "mentions":
    [{"start", "end", "label", "entity"}]}. Documents are matched by name, else by their text.
    """
    sides = [read_marked(source_bytes(path), shown(path)) for path in (gold, predicted)]
    comparison = compare(*sides)
    for name in comparison.unknown:
        say(f"{name} is in {predicted} only, and is left out.")
    for name in comparison.unlike:
        say(f"{name} has another text in {predicted}: the places of its names may not be the same.")
    if as_json:
        data = json.dumps(_object(comparison), indent=2, ensure_ascii=False)
        click.echo(escape_json(data.encode("utf-8", "replace")))
    else:
        _print(comparison)


def _print(comparison: Comparison) -> None:
    """Tables for people, measures in per cent; the disagreements last."""
    click.echo(f"{comparison.documents} {'document' if comparison.documents == 1 else 'documents'}\n")
    header = ("", "P", "R", "F1", "gold", "predicted")
    for title, tallies in (
        ("mentions", comparison.mentions),
        ("labels", comparison.labels),
        ("aliases", comparison.aliases),
    ):
        rows = [
            (f"  {name}", *_percent(tally), int(tally.gold), int(tally.predicted))
            for name, tally in tallies.items()
        ]
        print_table([(title, *header[1:]), *rows])
        click.echo()
    for title, tallies in (
        ("entities", comparison.entities),
        ("entities, matched mentions", comparison.entities_matched),
    ):
        scores = [(f"  {name}", *_percent(tally)) for name, tally in tallies.items()]
        mean = f"{100 * mean_f1(tallies):.1f}" if any(map(_counts, tallies.values())) else NOTHING
        print_table([(title, *header[1:4]), *scores, ("  mean", "", "", mean)])
        click.echo()
    click.echo(f"Cohen's kappa on tokens: {comparison.kappa:.3f}\n")
    if comparison.disagreements:
        print_table([("document", "difference", "at", "gold", "predicted"), *comparison.disagreements])


def _counts(tally: Tally) -> bool:
    """Whether either side has something that the measure counts."""
    return bool(tally.gold or tally.predicted)


def _percent(tally: Tally) -> list[str]:
    """Precision, recall and F1; a measure that had nothing to count is not a bad one."""
    if not _counts(tally):
        return [NOTHING] * 3
    return [f"{100 * value:.1f}" for value in (tally.precision, tally.recall, tally.f1)]


def _object(comparison: Comparison) -> dict[str, object]:
    return {
        "documents": comparison.documents,
        "mentions": _values(comparison.mentions),
        "labels": _values(comparison.labels),
        "aliases": _values(comparison.aliases),
        "entities": {**_values(comparison.entities), "mean": mean_f1(comparison.entities)},
        "entities matched": {
            **_values(comparison.entities_matched),
            "mean": mean_f1(comparison.entities_matched),
        },
        "kappa": comparison.kappa,
        "disagreements": [
            {**one._asdict(), "gold": one_line(one.gold), "predicted": one_line(one.predicted)}
            for one in comparison.disagreements
        ],
    }


def _values(tallies: Mapping[str, Tally]) -> dict[str, object]:
    return {
        name: {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1}
        for name, tally in tallies.items()
    }
