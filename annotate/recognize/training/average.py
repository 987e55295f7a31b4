"""Several runs -> one: the mean of their weights, and only a part of the way there from the base.

Runs that begin at the same weights end in one basin, and the mean over random seeds is better than each (Wortsman
et al. 2022, Model soups, section 3); a step part of the way keeps what the base knows and the new data do not teach
(Wortsman et al. 2022, Robust fine-tuning of zero-shot models, section 3). As a script::

    python -m annotate.recognize.training.average RUN... -o FOLDER --part 0.6
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotate.recognize import models, weights
from annotate.recognize.training.ner import parameters, save

if TYPE_CHECKING:
    from spacy.language import Language
    from thinc.types import FloatsXd


def approach(
    nlp: Language, base: Sequence[FloatsXd], runs: Sequence[Sequence[FloatsXd]], part: float
) -> None:
    """Set the weights of the ``ner`` to ``part`` of the way from the base's to the mean of the runs'."""
    for (node, name, _), start, *ends in zip(list(parameters(nlp)), base, *runs, strict=True):
        node.set_param(name, start + part * (sum(ends) / len(ends) - start))


def snapshot(nlp: Language) -> list[FloatsXd]:
    """A copy of the weights of the ``ner``, in the order of :func:`annotate.recognize.training.ner.parameters`."""
    return [value.copy() for _, _, value in parameters(nlp)]


@click.command()
@click.argument("folders", nargs=-1, required=True, metavar="RUN...", type=click.Path(path_type=Path))
@click.option("--part", default=0.6, show_default=True, help="How much of the way from the base to the mean.")
@click.option("--base", help="The pipeline that the runs began with (default: the preferred one).")
@click.option("--version", default="1", show_default=True, help="For the card.")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path))
def main(folders: tuple[Path, ...], part: float, base: str | None, version: str, output: Path) -> None:
    """Average the runs in RUN... and save the ner with its card in the folder OUTPUT."""
    model = models.find(base)
    nlp = models.pipeline(model)
    start = snapshot(nlp)
    runs = []
    for folder in folders:
        nlp.get_pipe("ner").from_disk(folder, exclude=["vocab"])  # type: ignore[attr-defined]
        runs.append(snapshot(nlp))
    approach(nlp, start, runs, part)
    save(nlp, output)
    made = date.today().isoformat()
    weights.write_card(output, weights.Card(output.name, version, made, model.name, model.version, {}))


if __name__ == "__main__":
    main()
