"""The weights that ship with aka, each in a folder with its card: what they are, on what they stand, their hashes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from annotate.errors import NoModel

FOLDER = Path(__file__).parent


class Card(msgspec.Struct, frozen=True):
    """What ``card.json`` says of a folder of weights; ``files`` are the SHA-256 of each, in hexadecimal."""

    name: str
    version: str
    made: str
    base: str
    base_version: str
    files: dict[str, str]


def read_card(folder: Path) -> Card:
    """The card of a folder of weights, whose files are all there and as they were made.

    Raises NoModel with a sentence that says what is wrong.
    """
    again = "Installing aka again brings the weights back."
    try:
        card = msgspec.json.decode((folder / "card.json").read_bytes(), type=Card)
        digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in card.files}
    except (OSError, msgspec.DecodeError):
        raise NoModel(f"The weights of the model {folder.name} are missing. {again}") from None
    if digests != card.files:
        raise NoModel(f"The weights of the model {folder.name} are damaged. {again}")
    return card


def write_card(folder: Path, card: Card) -> None:
    """Describe the weights in a folder; the hashes are taken from its files (what people read has none)."""
    names = sorted(path.name for path in folder.iterdir() if path.name not in ("card.json", "README.md"))
    files = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    data = msgspec.json.encode(msgspec.structs.replace(card, files=files))
    (folder / "card.json").write_bytes(msgspec.json.format(data, indent=2) + b"\n")
