"""Reliability: calibrated forecasts pass, others do not; CORP adds up; the PIT is uniform."""

import numpy as np
import pytest
from scipy.stats import kstest, nbinom

from whowhom.forecasting.reliability import corp, pit, reliability
from whowhom.forecasting.scores import brier


def made(n=4000, seed=0):
    rng = np.random.default_rng(seed)
    p = rng.beta(1, 4, n)
    return p, rng.random(n) < p, np.arange(n) // 10


def test_calibrated_passes_and_inflated_fails():
    p, y, dyad = made()
    assert reliability(p, y, dyad).passed
    assert not reliability(np.minimum(p * 1.8, 1), y, dyad).passed


def test_bins_are_about_equal_and_equal_forecasts_stay_together():
    p, y, dyad = made()
    assert np.ptp(reliability(p, y, dyad).n) <= 2
    bins = reliability(np.repeat([0.0, 0.5], [3900, 100]), y, dyad)
    assert bins.n.tolist() == [3900, 100]


def test_the_error_by_hand():
    # Two dyads of two rows, residuals 0.5 and -0.5 within each bin: (1)^2 + (-1)^2, times 2 / 1.
    bins = reliability(np.full(4, 0.5), np.array([1, 1, 0, 0]), np.array([0, 0, 1, 1]), bins=1)
    assert bins.error == pytest.approx([np.sqrt(2 * 2) / 4])


def test_clustered_errors_are_larger_where_dyads_repeat_themselves():
    p, y, _ = made()
    repeated = reliability(np.repeat(p, 10), np.repeat(y, 10), np.repeat(np.arange(4000), 10))
    apart = reliability(np.repeat(p, 10), np.repeat(y, 10), np.arange(40_000))
    assert repeated.error.mean() == pytest.approx(apart.error.mean() * np.sqrt(10), rel=0.1)


def test_corp_adds_up_and_is_monotone():
    p, y, _ = made()
    told = corp(p, y)
    assert np.all(np.diff(told.recalibrated[np.argsort(p)]) >= 0)
    total = told.miscalibration - told.discrimination + told.uncertainty
    assert total == pytest.approx(brier(p, y).mean())
    assert min(told.miscalibration, told.discrimination, told.uncertainty) >= 0


def test_pit_of_the_right_law_is_uniform():
    rng = np.random.default_rng(0)
    law = nbinom(0.5, 0.2)
    y = law.rvs(5000, random_state=rng)
    assert kstest(pit(law.cdf(y - 1), law.cdf(y)), "uniform").pvalue > 0.01
    wrong = nbinom(0.5, 0.4)
    assert kstest(pit(wrong.cdf(y - 1), wrong.cdf(y)), "uniform").pvalue < 0.01
