"""What a person has set in ``config.toml``: each value, the line it stands on, and each mistake as a sentence.

A value with a mistake in it is left out, and what holds without it holds: no mistake keeps anybody from reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from platformdirs import user_config_path

from annotate.column import WIDTHS
from annotate.labels import GROUPS, GROUPS_OF_NAMES, LABELS
from annotate.text import one_line

THEMES = ("aka-dark", "aka-light", "aka-contrast", "aka-terminal")
_LINE = re.compile(r"\(at line (\d+)")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class Setting(NamedTuple):
    """A value, and the line of the file that it stands on."""

    value: Any
    line: int


class Config(NamedTuple):
    """What is set in the file at ``path``, by name ("theme", "colours.people"); ``mistakes`` are sentences."""

    path: Path
    settings: Mapping[str, Setting]
    mistakes: tuple[str, ...] = ()

    def get(self, name: str, default: Any = None) -> Any:
        """The value that is set, or the default."""
        return self.settings[name].value if name in self.settings else default

    def table(self, name: str) -> dict[str, Any]:
        """What is set in a table, by the names in it."""
        begin = f"{name}."
        return {
            key.removeprefix(begin): setting.value
            for key, setting in self.settings.items()
            if key.startswith(begin)
        }


def path() -> Path:
    """Where the file is, or would be: in aka's configuration folder."""
    return user_config_path("aka", appauthor=False) / "config.toml"


def load(file: Path | None = None) -> Config:
    """Read the file; nothing is set where there is none. Raises nothing for what is in it."""
    file = file or path()
    try:
        source = file.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return Config(file, {})
    except OSError as error:
        return Config(file, {}, (f"{file} cannot be read: {error.strerror}.",))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return Config(file, {}, (f"{file}, line {line}: this is not UTF-8 text. Nothing in it is used.",))
    return _parsed(file, source)


@lru_cache(maxsize=1)  # a command asks for the model and for the books: the same text is parsed once
def _parsed(file: Path, source: str) -> Config:
    """What a file with this text sets."""
    import tomllib  # which most starts can do without: there is no file

    try:
        data = tomllib.loads(source)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = _LINE.search(str(error))
        line = int(found[1]) if found else source.count("\n") + 1
        what = _LINE.split(str(error))[0].strip() or "too deeply nested"
        return Config(file, {}, (f"{file}, line {line}: this is not TOML ({what}). Nothing in it is used.",))
    lines = source.splitlines()
    settings: dict[str, Setting] = {}
    mistakes: list[str] = []
    for name, value in _flat(data):
        line = _line_of(lines, name)
        try:
            settings[name] = Setting(_checked(name, value, file.parent), line)
        except ValueError as error:
            mistakes.append(f"{file}, line {line}: {one_line(str(error))}")
    return Config(file, settings, tuple(mistakes))


def _flat(data: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The values of a file and of the tables in it, each with its whole name."""
    flat: list[tuple[str, Any]] = []
    for name, value in data.items():
        if name in _TABLES and isinstance(value, dict):
            flat += [(f"{name}.{key}", inner) for key, inner in value.items()]
        else:
            flat.append((name, value))
    return flat


def _line_of(lines: list[str], name: str) -> int:
    """The line that a value begins on; the first one where it is written in some other way."""
    table, _, key = name.rpartition(".")
    quoted = r"[\"']?{}[\"']?".format
    own = rf"\s*{quoted(re.escape(key))}\s*="
    dotted = rf"\s*{quoted(re.escape(table))}\s*\.{own}"
    here = ""
    for number, line in enumerate(lines, 1):
        if header := re.match(r"\s*\[\s*([\w.\-\"']+)\s*\]", line):
            here = header[1].strip("\"'")
        elif re.match(own, line) if here == table else not here and re.match(dotted, line):
            return number
    return 1


def _checked(name: str, value: Any, folder: Path) -> Any:
    """The value as it is used; raises ValueError with what is wrong and what would be right."""
    table, _, key = name.rpartition(".")
    check = _TABLES.get(table) if table else _VALUES.get(name)
    if check is None:
        raise ValueError(
            f"there is no setting {name!r}. The settings are: {', '.join((*_VALUES, *_TABLES))}."
        )
    return check(key, value, folder)


def _theme(_: str, value: Any, __: Path) -> str:
    if value not in THEMES:
        raise ValueError(f"theme is {value!r}: choose one of {', '.join(THEMES)}.")
    return str(value)


def _width(_: str, value: Any, __: Path) -> int:
    if type(value) is not int or value not in WIDTHS:  # true and false are integers too
        raise ValueError(f"width is {value!r}: it is a number of cells, {WIDTHS[0]} to {WIDTHS[-1]}.")
    return value


def _labels(_: str, value: Any, __: Path) -> tuple[str, ...]:
    known = (*GROUPS, *LABELS)
    if not isinstance(value, list) or not value or any(label not in known for label in value):
        raise ValueError(f"labels is {value!r}: it is a list of some of these: {', '.join(known)}.")
    return tuple(value)


def _model(_: str, value: Any, __: Path) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(f"model is {value!r}: it is the name of a model; `aka models` lists them.")
    return value


def _books(_: str, value: Any, folder: Path) -> tuple[Path, ...]:
    if not isinstance(value, list) or not all(isinstance(name, str) and name for name in value):
        raise ValueError(f"books is {value!r}: it is a list of files.")
    try:
        return tuple(folder / Path(name).expanduser() for name in value)
    except RuntimeError:  # "~name", and no such person
        raise ValueError(f"books is {value!r}: nobody's home folder is called so.") from None


def _colour(key: str, value: Any, _: Path) -> str:
    if key not in GROUPS_OF_NAMES:
        raise ValueError(f"{key!r} has no colour of its own. These have: {', '.join(GROUPS_OF_NAMES)}.")
    if not isinstance(value, str) or not _COLOUR.fullmatch(value):
        raise ValueError(f"the colour of {key} is {value!r}: it is written as #rrggbb.")
    return value


def _keys(key: str, value: Any, _: Path) -> tuple[str, ...]:
    """Whether there is such an action and such a key is for the reader to say (:mod:`tui.keymap`)."""
    keys = (value,) if isinstance(value, str) else value
    if (
        not isinstance(keys, list | tuple)
        or not keys
        or not all(isinstance(one, str) and one for one in keys)
    ):
        raise ValueError(f'the keys of {key} are {value!r}: they are one key, as "l", or a list of keys.')
    return tuple(keys)


_Check = Callable[[str, Any, Path], Any]
_VALUES: dict[str, _Check] = {
    "theme": _theme,
    "width": _width,
    "labels": _labels,
    "model": _model,
    "books": _books,
}
_TABLES: dict[str, _Check] = {"keys": _keys, "colours": _colour}
NAMES = tuple(_VALUES)
"""The settings that stand in no table."""
