"""The mixture's likelihood: EM from its formula, the proof of the maximum, intervals."""

from __future__ import annotations

import numpy as np
import pytest

from tests.engine import reference_rates as reference
from whowhom.engine.likelihood import em_step, information, intervals, log_likelihood, maximise


def test_em_step_equals_the_formula_and_never_loses() -> None:
    rng = np.random.default_rng(0)
    x, mass = rng.random((30, 5)) * (rng.random((30, 5)) < 0.7), rng.uniform(5, 20, 5)
    x[:, 0] += 0.1
    weight, before = np.ones(5), -np.inf
    for _ in range(20):
        np.testing.assert_allclose(em_step(x, mass, weight), reference.em(x, mass, weight))
        weight = em_step(x, mass, weight)
        now = log_likelihood(x, mass, weight)
        assert now >= before - 1e-12
        before = now
    best = maximise(x, mass, np.zeros(5, bool), 1.0, 1e-9)
    for _ in range(20_000):
        weight = em_step(x, mass, weight)
    far = log_likelihood(x, mass, weight)
    assert log_likelihood(x, mass, best.weight) == pytest.approx(far, abs=1e-5)
    assert log_likelihood(x, mass, best.weight) >= far - 1e-9


def test_the_gap_bounds_what_better_weights_add() -> None:
    rng = np.random.default_rng(1)
    x, mass = rng.random((40, 4)), rng.uniform(5, 20, 4)
    rough = maximise(x, mass, np.zeros(4, bool), 1.0, 1e-2)
    best = maximise(x, mass, np.zeros(4, bool), 1.0, 1e-10)
    lost = log_likelihood(x, mass, best.weight) - log_likelihood(x, mass, rough.weight)
    assert lost + 1e-9 >= 0.0 and lost <= 40 * rough.gap + 1e-9


def test_information_is_the_curvature_of_the_log_likelihood() -> None:
    rng = np.random.default_rng(2)
    x, mass, weight = rng.random((20, 3)) + 0.1, np.full(3, 5.0), np.array([0.5, 1.0, 2.0])
    step = 1e-4
    for a in range(3):
        for b in range(3):
            corners = [
                (i * j)
                * log_likelihood(x, mass, weight + step * (i * np.eye(3)[a] + j * np.eye(3)[b]))
                for i in (-1, 1)
                for j in (-1, 1)
            ]
            bend = -sum(corners) / (4 * step * step)
            assert information(x, weight)[a, b] == pytest.approx(bend, rel=1e-3)


def test_intervals_of_one_rate_are_those_of_a_poisson_count() -> None:
    x, mass = np.ones((100, 1)), np.array([50.0])
    weight = maximise(x, mass, np.zeros(1, bool), 1.0).weight
    low, high = intervals(weight, np.zeros(1), information(x, weight), 0.9)
    assert weight[0] == pytest.approx(2.0)
    assert (low[0], high[0]) == pytest.approx((2.0 - 1.645 * 0.2, 2.0 + 1.645 * 0.2), abs=1e-3)


def test_a_weight_of_zero_has_an_upper_bound_alone() -> None:
    low, high = intervals(np.array([1.0, 0.0]), np.array([0.0, -3.0]), np.diag([4.0, 1e-12]), 0.9)
    assert low[1] == 0.0
    assert high[1] == pytest.approx(0.5 * 1.645**2 / 3.0, rel=1e-3)


def test_columns_without_mass_get_no_weight() -> None:
    best = maximise(np.ones((4, 2)), np.array([2.0, 0.0]), np.zeros(2, bool), 1.0)
    assert best.weight.tolist() == pytest.approx([2.0, 0.0])
