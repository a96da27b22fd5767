"""The test of two periods: hand-computed distances, no alarms without a change, planted changes."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from whowhom.questions.divergence import divergence, moved, parts, shares
from whowhom.questions.homogeneity import apart, inflated, roughly

COUNTS = arrays(np.float64, (2, 5), elements=st.integers(0, 50).map(float))


def records(rng, rates, blocks=20):
    return rng.poisson(rates, (blocks, len(rates))).astype(float)


def test_divergence_by_hand():
    # m = (3/4, 1/4): (log2(4/3) + (log2(2/3) + log2(2)) / 2) / 2.
    p, q = np.array([1.0, 0.0]), np.array([0.5, 0.5])
    by_hand = (math.log2(4 / 3) + (math.log2(2 / 3) + 1) / 2) / 2
    assert float(divergence(p, q)) == pytest.approx(by_hand)
    assert moved(p, q) == 0.5


@given(COUNTS)
def test_divergence_is_a_symmetric_distance_between_0_and_1(counts):
    p, q = shares(counts + 1e-3)
    assert 0 <= divergence(p, q) <= 1
    assert divergence(p, q) == pytest.approx(float(divergence(q, p)))
    assert (parts(p, q) >= -1e-15).all()
    assert divergence(p, p) == pytest.approx(0)


def test_a_planted_change_is_found_and_its_interval_holds_the_truth():
    rng = np.random.default_rng(0)
    before, after = records(rng, [12, 4, 4]), records(rng, [4, 12, 4])
    truth = float(divergence(np.array([0.6, 0.2, 0.2]), np.array([0.2, 0.6, 0.2])))
    found = apart([np.concatenate([before, after])], 20, 0.9, 0.04, 0)[0]
    assert found.p == pytest.approx(0.001)
    assert found.low <= truth <= found.high
    assert found.chance < found.distance < 1


def test_records_without_a_change_rarely_raise_an_alarm_even_when_one_is_louder():
    alarms = []
    for seed in range(80):
        rng = np.random.default_rng(seed)
        facets = [
            np.concatenate([records(rng, r), 6 * 1.0 * records(rng, r)])
            for r in (np.array([3.0, 2, 1]), np.array([2.0, 4]))
        ]
        alarms.append(min(a.p for a in apart(facets, 20, 0.9, 0.04, seed)) <= 0.04)
    assert np.mean(alarms) <= 0.08


def test_runs_of_like_blocks_raise_what_chance_gives():
    rng = np.random.default_rng(3)
    turns = records(rng, [10, 10], 40)
    runs = turns + np.repeat([[30, 0], [0, 30], [30, 0], [0, 30]], 10, axis=0)
    shuffled = runs[rng.permutation(40)]
    assert inflated([runs], 20) > 2 * inflated([shuffled], 20)
    assert roughly(runs, 20) <= roughly(shuffled, 20)


def test_the_same_seed_gives_the_same_answer():
    x = records(np.random.default_rng(5), [5, 5, 5], 40)
    one, other = (apart([x], 20, 0.9, 0.04, 7)[0] for _ in range(2))
    assert (one.p, one.low, one.high) == (other.p, other.low, other.high)


def test_a_change_of_the_size_said_is_mostly_found():
    found = []
    for seed in range(60):
        rng = np.random.default_rng(seed)
        rates = np.array([6.0, 4, 2, 0])
        x = np.concatenate([records(rng, rates), records(rng, rates)])
        share = apart([x[:, :3]], 20, 0.9, 0.04, seed)[0].power.to_new()[1]
        planted = np.append(rates[:3] * (1 - share), rates.sum() * share)
        x = np.concatenate([records(rng, rates), records(rng, planted)])
        found.append(apart([x], 20, 0.9, 0.04, seed)[0].p <= 0.04)
    assert 0.6 <= np.mean(found) <= 0.98
