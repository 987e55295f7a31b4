"""Damaged bytes for every reader of bytes, as many as there is time for: what ``tests/property/test_fuzzing.py`` does
for some seconds.

Run it by hand: ``python tests/benchmarks/fuzz.py [INPUTS [SEED [KIND ...]]]``, with a part of a kind's name as KIND
("format", "source: PDF"). It ends a kind after ``--seconds`` and prints a table; the exit status is 1 where a reader
failed.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.fuzzing import Reader, bounded_memory, failure, mutated, readers


def fuzz(
    kind: str, reader: Reader, inputs: int, seed: int, seconds: float
) -> tuple[int, float, Counter[str]]:
    """How many inputs a reader was given in what time, and how often it failed in which way. The first input of each
    way is shown."""
    began, failures = time.monotonic(), Counter[str]()
    for number in range(inputs):
        if (taken := time.monotonic() - began) > seconds:
            return number, taken, failures
        dice = random.Random(f"{seed} {kind} {number}")
        data = mutated(dice.choice(reader.samples), dice)
        if wrong := failure(reader, data):
            way = wrong[:60]
            if way not in failures:
                print(f"{kind}, input {number}: {wrong}\n  {data[:2000]!r}", file=sys.stderr, flush=True)
            failures[way] += 1
    return inputs, time.monotonic() - began, failures


def main() -> None:
    """Do what the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("inputs", type=int, nargs="?", default=1000)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    parser.add_argument("kinds", nargs="*")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="the most for one kind")
    asked = parser.parse_args()
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = os.environ["XDG_CACHE_HOME"] = folder
        chosen = {
            kind: reader
            for kind, reader in readers(Path(folder)).items()
            if not asked.kinds or any(part in kind for part in asked.kinds)
        }
        print(f"{'kind':30} {'inputs':>8} {'seconds':>8} {'failures':>8}", flush=True)
        with bounded_memory():
            for kind, reader in chosen.items():
                inputs, taken, failures = fuzz(kind, reader, asked.inputs, asked.seed, asked.seconds)
                print(f"{kind:30} {inputs:8} {taken:8.1f} {failures.total():8}", flush=True)
                failed = failed or bool(failures)
    sys.exit(failed)


if __name__ == "__main__":
    main()
