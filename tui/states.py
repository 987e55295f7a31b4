"""What a person has said of mentions, taken together, and what lists say, as signs that need no colour."""

from __future__ import annotations

from collections.abc import Collection

from annotate.annotation import State

LISTED = "⚑"
"""The sign of what is on a watch list."""
SIGNS: dict[State, str] = {"confirmed": "✓", "rejected": "✗", "suggested": ""}


def state_of(states: Collection[State]) -> State:
    """The state of what has mentions in these states: rejected ones do not count beside others."""
    live = set(states) - {"rejected"}
    return "confirmed" if live == {"confirmed"} else "suggested" if live or not states else "rejected"
