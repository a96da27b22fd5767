"""Stance against its formulas, and the properties that an analyst counts on."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.questions.columns import columns
from tests.reference import decayed_weight, posterior_mean
from whowhom.questions.stance import decayed, stance

ROWS = st.lists(st.tuples(st.integers(0, 900), st.integers(0, 400), st.integers(1, 50)), max_size=6)


@given(ROWS, st.floats(10, 500))
def test_decay_equals_the_sum_over_days(rows, half_life):
    at = 1400
    some = columns(
        date=[a for a, _, _ in rows],
        date_end=[a + b for a, b, _ in rows],
        count=[c for _, _, c in rows],
    )
    expected = [decayed_weight(c, a, a + b, at, half_life) for a, b, c in rows]
    assert decayed(some, at, half_life) == pytest.approx(expected, rel=1e-9)


SCORED = st.lists(st.tuples(st.floats(-10, 10), st.floats(0, 100)), max_size=6)


@settings(deadline=None)
@given(SCORED)
def test_value_is_the_posterior_mean_and_lies_in_its_interval(pairs):
    scores = np.array([s for s, _ in pairs])
    weights = np.array([w for _, w in pairs])
    value, low, high, _ = stance(scores, weights, 0.95, 0)
    assert value == pytest.approx(posterior_mean(scores, weights), abs=1e-9)
    assert -10 <= low <= high <= 10
    assert low - 0.5 <= value <= high + 0.5


def test_more_acts_narrow_the_interval_and_none_leave_it_open():
    widths = []
    for acts in (0.0, 1.0, 10.0, 100.0):
        _, low, high, _ = stance(np.array([-9.0]), np.array([acts]), 0.9, 0)
        widths.append(high - low)
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > 12
    assert stance(np.array([]), np.array([]), 0.9, 0)[3] == "unclear"


def test_the_interval_covers_the_mean_of_the_process_at_its_level():
    rng = np.random.default_rng(3)
    covered = 0
    for _ in range(200):
        # The model's own world: a distribution drawn from the prior, acts drawn from it.
        sticks = rng.beta(1.0, 1.0, 60)
        shares = sticks * np.cumprod(np.concatenate([[1.0], 1 - sticks[:-1]]))
        atoms = rng.uniform(-10, 10, 60)
        truth = float((shares * atoms).sum())
        acts = rng.choice(atoms, size=8, p=shares / shares.sum())
        _, low, high, _ = stance(acts, np.ones(8), 0.9, int(rng.integers(1 << 30)))
        covered += low <= truth <= high
    assert 0.85 <= covered / 200 <= 0.95


def test_the_seed_decides():
    args = (np.array([-9.0, 2.5]), np.array([3.0, 1.0]), 0.9)
    assert stance(*args, 1) == stance(*args, 1) != stance(*args, 2)
