"""The keys that a person has set for actions in config.toml, in the place of those that aka comes with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.binding import Binding, InvalidBinding
from textual.keys import Keys, key_to_character

from annotate.config import Config, Setting
from annotate.text import one_line
from tui.action import Action

TABLE = "keys."
_MODIFIERS = ("ctrl", "alt", "shift")
_NAMED = frozenset(key.value for key in Keys)
_SHOWN = {
    "down": "↓", "up": "↑", "left": "←", "right": "→", "pagedown": "PgDn", "pageup": "PgUp", "escape": "Esc",
    "space": "Space",
}  # fmt: skip
_WAITS = " + letter"  # what is shown behind the key of an action that waits for another


def remapped(actions: Iterable[Action], found: Config) -> tuple[tuple[Action, ...], tuple[str, ...]]:
    """The actions with the keys that are set for them, and a sentence about each that cannot be had: such an action
    keeps its own.

    No two actions of one scope come to have the same key, if none had before.
    """
    wanted = {
        name.removeprefix(TABLE): setting
        for name, setting in found.settings.items()
        if name.startswith(TABLE)
    }
    by_id = {action.id: action for action in actions}
    mistakes: dict[str, str] = {}
    keys: dict[str, list[str]] = {}
    for id_, setting in wanted.items():
        try:
            if id_ not in by_id:
                raise ValueError(f"there is no action {one_line(id_)!r}; `man aka` has the names of all.")
            keys[id_] = [_normal(key) for key in setting.value]
        except ValueError as error:
            mistakes[id_] = str(error)
    while clash := _clash(by_id, keys, wanted):
        id_, sentence = clash
        del keys[id_]
        mistakes[id_] = sentence
    changed = {
        id_: by_id[id_]._replace(keys=",".join(own), shown=_shown(own, by_id[id_]))
        for id_, own in keys.items()
    }
    return (
        tuple(changed.get(id_, action) for id_, action in by_id.items()),
        tuple(f"{found.path}, line {wanted[id_].line}: {mistakes[id_]}" for id_ in wanted if id_ in mistakes),
    )


def _normal(key: str) -> str:
    """A key as Textual names it; raises ValueError for what is none, or has a meaning of its own."""
    try:
        (binding,) = Binding.make_bindings([Binding("comma" if key == "," else key, "", "")])
    except (InvalidBinding, ValueError):
        raise ValueError(f"{one_line(key)!r} is no key.") from None
    *modifiers, name = binding.key.split("+")
    character = key_to_character(name)
    if name.isdecimal():
        raise ValueError(f"{one_line(key)!r} cannot be had: digits before a key repeat it.")
    if not all(modifier in _MODIFIERS for modifier in modifiers) or not (
        name in _NAMED or (character is not None and character.isprintable())
    ):
        raise ValueError(f"{one_line(key)!r} is no key: they are written as l, L, ctrl+l, f5, pagedown.")
    return binding.key


def _clash(
    by_id: Mapping[str, Action], keys: Mapping[str, list[str]], wanted: Mapping[str, Setting]
) -> tuple[str, str] | None:
    """An action whose key another one has too, the last that was set, with a sentence; None where there is none."""
    taken: dict[tuple[str, str], str] = {}
    in_order = sorted(by_id, key=lambda id_: wanted[id_].line if id_ in keys else 0)
    for id_ in in_order:
        action = by_id[id_]
        for key in keys.get(id_, action.keys.split(",")):
            other = taken.setdefault((action.scope, key), id_)
            if other != id_ and id_ in keys:
                name = _shown([key], action).removesuffix(_WAITS)
                return id_, f"{name} for {id_} cannot be had: {other} has it ({by_id[other].does})."
    return None


def _shown(keys: Iterable[str], action: Action) -> str:
    """The keys as people read them."""
    shown = []
    for key in keys:
        *modifiers, name = key.split("+")
        character = key_to_character(name)
        last = _SHOWN.get(name) or (character if character and character.isprintable() else name.capitalize())
        shown.append("+".join((*(modifier.capitalize() for modifier in modifiers), last)))
    return " ".join(shown) + (_WAITS if action.shown.endswith(_WAITS) else "")
