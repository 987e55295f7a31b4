"""The list of ordinary words that ships (``annotate/recognize/wordnet``), from the index files of WordNet 3.0. As a
script, given the folder that holds them (``dict`` of the distribution, /usr/share/wordnet of Debian's wordnet-base)::

    python -m annotate.recognize.training.lexicon FOLDER
"""

from __future__ import annotations

import gzip
from pathlib import Path

import click

from annotate.recognize.words import FILE


def words(index: Path) -> set[str]:
    """The words of one index file: no numbers, abbreviations or names of several words."""
    lines = index.read_text(encoding="utf-8").splitlines()
    return {word for line in lines if not line.startswith(" ") and (word := line.split()[0]).isalpha()}


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("-o", "--output", default=FILE, type=click.Path(path_type=Path))
def main(folder: Path, output: Path) -> None:
    """Write the words of the index files in FOLDER: verbs, adjectives and adverbs, then what is a noun alone."""
    plain = set().union(*(words(folder / f"index.{part}") for part in ("adj", "adv", "verb")))
    nouns = words(folder / "index.noun") - plain
    text = "\n".join((" ".join(sorted(plain)), " ".join(sorted(nouns)), ""))
    output.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
