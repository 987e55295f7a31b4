"""The trail against a slow obvious oracle: write the spans down and count."""

from hypothesis import given
from hypothesis import strategies as st

from tui.trail import Step, Trail

SPANS = st.lists(st.integers(0, 200), unique=True, max_size=12).map(
    lambda starts: [(s, s + 1) for s in sorted(starts)]
)


def step_by_step(spans, steps, after, top):
    """One step at a time, looking at every span each time."""
    wrapped = False
    for number in range(abs(steps)):
        here = after[0] if after else top
        inclusive = after is None and number == 0
        if steps > 0:
            ahead = [s for s in spans if s[0] > here or (inclusive and s[0] == here)]
            wrapped |= not ahead
            after = ahead[0] if ahead else spans[0]
        else:
            behind = [s for s in spans if s[0] < here]
            wrapped |= not behind
            after = behind[-1] if behind else spans[-1]
    return Step(spans.index(after), wrapped)


@given(SPANS, st.integers(-15, 15).filter(bool), st.integers(0, 200), st.integers(0, 15))
def test_walk_is_step_by_step(spans, steps, top, at):
    trail = Trail("mentions", "", spans)
    after = spans[at % len(spans)] if spans and at else None
    if not spans:
        assert trail.walk(steps, after=after, top=top) is None
    else:
        assert trail.walk(steps, after=after, top=top) == step_by_step(spans, steps, after, top)


@given(SPANS)
def test_forward_reaches_every_span_in_order_and_comes_round(spans):
    trail = Trail("mentions", "", spans)
    here, visited = None, []
    for _ in spans:
        step = trail.walk(1, after=here, top=0)
        assert not step.wrapped
        here = trail.spans[step.place]
        visited.append(here)
    assert visited == spans
    if spans:
        assert trail.walk(1, after=here, top=0) == Step(0, True)


def test_place_of():
    trail = Trail("mentions", "", [(1, 2), (5, 9)])
    assert trail.place_of((5, 9)) == 1
    assert trail.place_of((5, 8)) is None
    assert trail.place_of(None) is None
