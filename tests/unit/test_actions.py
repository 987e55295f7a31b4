"""The registry of actions: what bindings, help, palette and README rest on."""

from collections import Counter

from tui.actions import ACTIONS, BY_ID, bindings, key_table, of_scope


def test_no_key_means_two_things_in_one_place():
    for scope in ("reader", "sidebar", "documents"):
        keys = Counter(key for action in ACTIONS if action.scope == scope for key in action.keys.split(","))
        assert [key for key, count in keys.items() if count > 1] == []


def test_ids_are_unique_and_every_action_is_described():
    assert len(BY_ID) == len(ACTIONS)
    for action in ACTIONS:
        assert action.does
        assert action.shown
        assert action.do.__doc__


def test_keys_that_terminals_and_tmux_keep_are_left_alone():
    taken = {"ctrl+b", "ctrl+i", "ctrl+m", "ctrl+h", "shift+enter"}
    for binding in bindings("reader") + bindings("sidebar") + bindings("documents"):
        assert not taken & set(binding.key.split(","))
        assert not any(key.startswith("alt+") for key in binding.key.split(","))


def test_the_key_table_has_every_action_of_the_reader():
    for scope in ("reader", "documents"):
        table = key_table(scope)
        for action in of_scope(scope):
            assert f"| `{action.shown}` | {action.does} |" in table
