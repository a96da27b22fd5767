"""Horizon: what each band rests on, and what is missing where the record is thin."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.forecasting.exciting import DAYS
from whowhom.engine.drivers import DRIVERS, Dyads
from whowhom.engine.weights import DAMPER_CENTRE, Prior
from whowhom.forecasting.fitted import Fitted
from whowhom.forecasting.horizon import Horizon, pace
from whowhom.forecasting.origins import BANDS, Experience


@pytest.fixture(scope="module")
def light(seen: Experience) -> Experience:
    return seen.take(np.arange(0, len(seen), 6))


def test_entries_and_traces_give_the_same_expectation(fitted: Fitted, seen: Experience) -> None:
    """What was kept at an origin is what a forecast there would have read."""
    origin = int(seen.origin[len(seen) // 2])
    rows = np.flatnonzero(seen.origin == origin)[:40]
    then = replace(fitted, until=origin, acts=fitted.acts.before(origin))
    for quad in range(4):
        asked = Dyads.of(then.traces, seen.dyad[rows])
        np.testing.assert_allclose(
            fitted.horizon.means(then.traces, asked, quad),
            fitted.horizon.expected(seen.take(rows), quad),
            rtol=1e-4,
        )


def test_expected_acts_over_the_past_are_about_the_acts(fitted: Fitted, seen: Experience) -> None:
    for quad in range(4):
        means = fitted.horizon.expected(seen, quad)
        for b in range(len(BANDS)):
            there = ~np.isnan(seen.counts[quad, b])
            weight = seen.weight[there]
            total = weight @ seen.counts[quad, b, there]
            assert weight @ means[b, there] == pytest.approx(total, rel=0.25)


def test_bands_of_few_acts_are_not_fitted(light: Experience) -> None:
    counts = light.counts.copy()
    counts[1] = 0.0
    counts[2, 2] = np.nan
    found = Horizon.of(replace(light, counts=counts), DAYS)
    assert found.weights[1] == (None,) * 4 and found.frailty[1] is None
    assert found.weights[2][2] is None and found.weights[2][1] is not None
    means = found.expected(light, 2)
    assert np.isnan(means[2]).all() and np.all(means[[0, 1, 3]] > 0)
    assert np.isfinite(pace(found.expected(light, 1))).all()


def test_a_prior_fills_what_is_not_fitted(light: Experience) -> None:
    drive = np.full(len(DRIVERS), 0.02)
    each = Prior(drive, np.ones(len(DRIVERS)), np.zeros(len(DAMPER_CENTRE)), 30.0)
    counts = light.counts.copy()
    counts[1] = 0.0
    found = Horizon.of(replace(light, counts=counts), DAYS, ((each,) * 4,) * 4, scatter=False)
    for weights in found.weights[1]:
        assert weights is not None
        np.testing.assert_array_equal(weights.drive, drive)
    assert found.frailty == (None,) * 4
