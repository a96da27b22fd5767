"""Refitted: as the backtest asks it, equal to what a fresh fit says, and blind to the future."""

from __future__ import annotations

import numpy as np
import pytest

from tests.forecasting.cases import random_acts
from tests.forecasting.conftest import fit_quickly
from whowhom.engine.acts import Acts
from whowhom.forecasting.fitted import Fitted
from whowhom.forecasting.refitted import Refitted

HORIZONS = (30, 90, 365)
ORIGIN = 1200


@pytest.fixture(scope="module")
def acts() -> Acts:
    return random_acts(7, rows=1500, n_actors=6)


@pytest.fixture(scope="module")
def standing(acts: Acts) -> Refitted:
    """Fitted once, quickly, on the acts before the origin."""
    with pytest.MonkeyPatch.context() as patch:
        fit_quickly(patch)
        model = Refitted()
        model.at(acts.before(ORIGIN), ORIGIN)
    return model


@pytest.mark.usefixtures("few_origins")
def test_an_outlook_is_the_fitted_forecast(acts: Acts, standing: Refitted) -> None:
    past = acts.before(ORIGIN)
    dyads = np.unique(past.dyad)[:12]
    outlook = standing(past, ORIGIN, dyads, HORIZONS)
    fresh = Fitted.fit(past, ORIGIN)
    for h, days in enumerate(HORIZONS):
        found = fresh.prospect(dyads, days, intervals=False)
        np.testing.assert_allclose(outlook.mean[:, :, h], found.mean[:4].T, rtol=1e-9)
        np.testing.assert_allclose(outlook.any[:, :, h], found.any[:4].T, atol=0.02)
    assert np.all(np.diff(outlook.draws, axis=2) >= 0)
    assert outlook.draws.mean() == pytest.approx(outlook.mean.mean(), rel=0.1)


@pytest.mark.long
@pytest.mark.usefixtures("few_origins")
def test_weights_stay_between_refits_and_the_record_goes_on(acts: Acts) -> None:
    model = Refitted(refit_days=100)
    first = model.at(acts.before(1000), 1000)
    later = model.at(acts.before(1050), 1050)
    assert later.horizon is first.horizon and later.until == 1050
    assert len(later.acts) > len(first.acts) and later.traces.day == 1050
    assert model.at(acts.before(1050), 1050) is later
    assert model.at(acts.before(1100), 1100).horizon is not first.horizon
    # Back in time: fitted again, on nothing later.
    assert model.at(acts.before(900), 900).horizon.until == 900


def test_deaths_are_drawn_along_the_horizons(acts: Acts, standing: Refitted) -> None:
    past = acts.before(ORIGIN)
    dyads = np.unique(past.dyad)[:5]
    drawn = standing.deaths(past, ORIGIN, dyads, HORIZONS)
    assert drawn.shape == (5, 3, 100) and np.all(np.diff(drawn, axis=1) >= 0)
    np.testing.assert_array_equal(drawn, standing.deaths(past, ORIGIN, dyads, HORIZONS))
