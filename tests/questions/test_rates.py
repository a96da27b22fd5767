"""Rates and ratios: coverage of their intervals."""

import numpy as np
import pytest

from whowhom.questions.rates import dispersion, rate_interval, ratio_interval


@pytest.mark.parametrize("clusters", [1.0, 4.0])
def test_rate_intervals_cover_at_their_level(clusters):
    rng = np.random.default_rng(2)
    covered = 0
    for _ in range(600):
        months = rng.poisson(5.0 / clusters, 24) * clusters
        _, low, high = rate_interval(months.sum(), 24, dispersion(months), 0.9)
        covered += low <= 5.0 <= high
    assert 0.85 <= covered / 600 <= 0.95


def test_ratio_intervals_cover_at_their_level():
    rng = np.random.default_rng(4)
    covered = 0
    for _ in range(600):
        now, before = rng.poisson(30), rng.poisson(20)
        _, low, high = ratio_interval(now, before, 1.0, 0.9)
        covered += low <= 1.5 <= high
    assert 0.85 <= covered / 600 <= 0.95


def test_nothing_before_has_no_ratio():
    assert ratio_interval(3, 0, 1.0, 0.9) is None
