"""Negative binomial counts against scipy, and draws against their distribution."""

import numpy as np
import pytest
from scipy.stats import nbinom, poisson

from whowhom.forecasting.negative_binomial import (
    SIZES,
    any_probability,
    best_size,
    draws,
    log_likelihood,
)


@pytest.mark.parametrize("k", [0.05, 1.0, 30.0, np.inf])
def test_likelihood_and_zero_probability_against_scipy(k):
    counts, mean = np.arange(8), np.geomspace(0.01, 50, 8)
    law = poisson(mean) if np.isinf(k) else nbinom(k, k / (k + mean))
    assert log_likelihood(counts, mean, k) == pytest.approx(law.logpmf(counts))
    assert any_probability(mean, k) == pytest.approx(law.sf(0))


def test_the_dispersion_is_found():
    rng = np.random.default_rng(0)
    for k in (0.3, np.inf):
        mean = np.full(20_000, 2.0)
        counts = (
            rng.poisson(mean) if np.isinf(k) else rng.negative_binomial(k, k / (k + 2.0), 20_000)
        )
        found = SIZES[best_size(counts, mean, np.ones(20_000))[0]]
        assert found > 30 if np.isinf(k) else abs(np.log(found / k)) < 0.3


@pytest.mark.parametrize("mean", [0.003, 0.4, 25.0])
@pytest.mark.parametrize("place", [10, 25, 41])
def test_draws_have_the_mean_and_the_zeros(mean, place):
    drawn = draws(np.full(2000, mean), np.full(2000, place), 100, np.random.default_rng(0))
    any_ = any_probability(np.array(mean), SIZES[place])
    assert (drawn > 0).mean() == pytest.approx(float(any_), rel=0.05, abs=5e-4)
    assert drawn.mean() == pytest.approx(mean, rel=0.08 if mean < 0.1 else 0.03)
