"""Trained networks -> the weights that ship: averaged, fused, with 8-bit matrices. As a script::

    python -m annotate.recognize.training.export RUN [RUN ...] -o FOLDER --version 1.0.0

Several runs that began at the same point are averaged into one network of the same size. Needs the extra ``train``.
"""

from __future__ import annotations

import logging
import tempfile
from datetime import date
from importlib.metadata import version as package_version
from pathlib import Path

import click
import msgspec
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.optimizer import optimize_model
from transformers import PreTrainedModel

from annotate.labels import LABELS
from annotate.recognize.training.transformer import ENCODER, soup
from annotate.recognize.weights import Card, write_card

INPUTS = ("input_ids", "token_type_ids", "attention_mask")


class _Scores(torch.nn.Module):  # type: ignore[misc]
    """The network as onnx sees it: three tensors in, the scores out."""

    def __init__(self, model: PreTrainedModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, pieces: torch.Tensor, cases: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """The scores of every tag at every piece."""
        return self.model(input_ids=pieces, token_type_ids=cases, attention_mask=mask).logits


def export(model: PreTrainedModel, path: Path) -> None:
    """Write the network to ``path``, fused and with 8-bit weights."""
    example = (
        torch.ones(2, 7, dtype=torch.long),
        torch.zeros(2, 7, dtype=torch.long),
        torch.ones(2, 7, dtype=torch.long),
    )
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        torch.onnx.export(
            _Scores(model),
            example,
            str(plain),
            input_names=list(INPUTS),
            output_names=["scores"],
            dynamic_axes={name: {0: "windows", 1: "pieces"} for name in (*INPUTS, "scores")},
            opset_version=17,
            dynamo=False,
        )
        optimize_model(
            str(plain),
            model_type="bert",
            num_heads=model.config.num_attention_heads,
            hidden_size=model.config.hidden_size,
            opt_level=0,
        ).save_model_to_file(str(fused))
        # One bit less (reduce_range): processors without VNNI add two products in 16 bits, which overflow else.
        quantize_dynamic(
            fused,
            path,
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )


@click.command()
@click.argument("runs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path))
@click.option("--version", required=True)
@click.option(
    "--outside", default=0.0, show_default=True, help="Added to the score of no name: fewer are found."
)
def main(runs: tuple[Path, ...], output: Path, version: str, outside: float) -> None:
    """Average RUNS (folders of transformer.py) and write the weights to the folder OUTPUT."""
    logging.getLogger().setLevel(logging.ERROR)
    output.mkdir(parents=True, exist_ok=True)
    network = output / "model.onnx"
    model = soup(runs, "eager").eval()
    model.classifier.bias.data[0] += outside
    export(model, network)
    (output / "vocab.txt").write_bytes((runs[0] / "vocab.txt").read_bytes())
    (output / "labels.json").write_bytes(msgspec.json.encode(LABELS) + b"\n")
    made = date.today().isoformat()
    write_card(output, Card("accurate", version, made, ENCODER, package_version(ENCODER), {}))
    click.echo(f"{network}: {network.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
