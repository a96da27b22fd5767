"""Turning points: found where planted, and rarely where there is none."""

import numpy as np
import pytest
import ruptures

from tests.reference import best_stretch
from whowhom.questions.turning import FALSE_ALARMS, strongest, turning_points

WEEK = 7.0


def share_of_alarms(draw, periods, replicates):
    alarms = 0
    for seed in range(replicates):
        counts = draw(np.random.default_rng([seed, periods]), periods).astype(float)
        alarms += bool(turning_points(counts, np.full(periods, WEEK), FALSE_ALARMS, seed))
    return alarms / replicates


HOMOGENEOUS = {
    "poisson": lambda rng, n: rng.poisson(1.0, n),
    "rare": lambda rng, n: rng.poisson(0.15, n),
    "frequent": lambda rng, n: rng.poisson(20.0, n),
    "clustered": lambda rng, n: rng.negative_binomial(0.5, 0.1, n),
}


@pytest.mark.parametrize("kind", sorted(HOMOGENEOUS))
@pytest.mark.parametrize("periods", [28, 53])
def test_false_alarms_on_homogeneous_series_stay_below_five_percent(kind, periods):
    assert share_of_alarms(HOMOGENEOUS[kind], periods, 200) <= 0.05


@pytest.mark.long
@pytest.mark.parametrize("kind", sorted(HOMOGENEOUS))
def test_false_alarms_over_many_series(kind):
    assert share_of_alarms(HOMOGENEOUS[kind], 53, 1500) <= 0.05


def bursts(rng, n):
    """A homogeneous self-exciting record: half of all acts follow from earlier ones."""
    counts, state = [], 0.0
    for _ in range(n + 50):
        now = rng.poisson(1.0 + 0.25 * state)
        state = state * 0.5 + now
        counts.append(now)
    return np.array(counts[50:])


def test_bursts_are_seldom_taken_for_turning_points():
    # Dependence weakens the guarantee; at the level used for one series it holds to about 10 %.
    alarms = 0
    for seed in range(200):
        counts = bursts(np.random.default_rng(seed), 53).astype(float)
        alarms += bool(turning_points(counts, np.full(53, WEEK), 0.02, seed))
    assert alarms / 200 <= 0.12


def test_the_ordinary_permutation_test_would_raise_three_times_as_many():
    # What the blocks are for: permuting single periods takes bursts for change.
    rng = np.random.default_rng(0)
    alarms = 0
    for seed in range(100):
        x = np.sqrt(bursts(np.random.default_rng(seed), 53) + 0.375)
        null = strongest(rng.permuted(np.tile(x, (200, 1)), axis=1))[0]
        alarms += (1 + (null >= strongest(x[None])[0]).sum()) / 201 <= 0.02
    assert alarms / 100 > 0.15


@pytest.mark.parametrize("at", [14, 26, 40])
def test_a_planted_change_is_found_near_its_place(at):
    rng = np.random.default_rng(at)
    counts = np.concatenate([rng.poisson(1.0, at), rng.poisson(9.0, 53 - at)]).astype(float)
    found = turning_points(counts, np.full(53, WEEK), 0.02)
    assert any(abs(b.at - at) <= 1 for b in found)


def test_two_planted_changes():
    rng = np.random.default_rng(5)
    counts = np.concatenate([rng.poisson(r, 30) for r in (1.0, 12.0, 2.0)]).astype(float)
    found = [b.at for b in turning_points(counts, np.full(90, WEEK), 0.02)]
    assert len(found) == 2
    assert abs(found[0] - 30) <= 1
    assert abs(found[1] - 60) <= 1


def test_short_and_empty_series_have_none():
    assert turning_points(np.zeros(0), np.zeros(0), 0.04) == []
    assert turning_points(np.zeros(50), np.full(50, WEEK), 0.04) == []
    assert turning_points(np.array([0.0, 9.0] * 3), np.full(6, WEEK), 0.04) == []


def test_half_observed_periods_are_left_out():
    counts = np.concatenate([np.full(20, 5.0), [0.0]])
    days = np.concatenate([np.full(20, 30.0), [3.0]])
    assert turning_points(counts, days, 0.04) == []


def test_the_statistic_against_ruptures_and_the_oracle():
    rng = np.random.default_rng(11)
    for _ in range(20):
        series = rng.normal(size=24)
        (drop,), (start,), (length,) = strongest(series[None])
        assert (start, length) == best_stretch(series)[:2]
        assert drop == pytest.approx(best_stretch(series)[2])
        # The same drop by the cost that ruptures computes, outside of the stretch put together.
        outside = np.delete(series, np.arange(start, start + length))
        costs = [
            ruptures.costs.CostL2().fit(part).error(0, len(part))
            for part in (series, series[start : start + length], outside)
        ]
        assert drop == pytest.approx(costs[0] - costs[1] - costs[2])
