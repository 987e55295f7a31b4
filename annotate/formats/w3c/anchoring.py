"""A position and a quotation -> a place in the text."""

from __future__ import annotations

from annotate.errors import BadAnnotation


def place(
    text: str, start: int | None, end: int | None, exact: str | None, prefix: str, suffix: str
) -> tuple[int, int]:
    """Where the text is that a position and a quotation speak of, each of which may be missing.

    A quotation that does not stand at the position is looked for: offsets of other programs are often other units.
    Of several places the one with the most of its surroundings counts, then the nearest. Raises BadAnnotation where
    there is none.
    """
    if exact is None:
        return start or 0, end or 0
    if start is not None and text[start:end] == exact and exact:
        return start, start + len(exact)
    best: tuple[int, int, int] | None = None
    found = text.find(exact) if exact else -1
    while found >= 0:
        last = found + len(exact)
        before = text[max(0, found - len(prefix)) : found]
        around = _common(before[::-1], prefix[::-1]) + _common(text[last : last + len(suffix)], suffix)
        better = (-around, abs(found - (start or 0)), found)
        best = better if best is None else min(best, better)
        found = text.find(exact, found + 1)
    if best is None:
        raise BadAnnotation(f"“{exact}” does not stand in the text, so that the two do not belong together")
    return best[2], best[2] + len(exact)


def _common(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
