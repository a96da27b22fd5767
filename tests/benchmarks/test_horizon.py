"""The horizon benchmark: a cell's figures by hand, Croston and the others beside statsforecast."""

import importlib.util
import json

import numpy as np
import pytest
from benchmarks.dyadsets import SETS, DyadSet
from benchmarks.horizon import SETTINGS, cell, deaths, summary

from benchmarks import horizon
from tests.forecasting.cases import acts_of, random_acts
from whowhom.forecasting.backtest import Plan, backtest
from whowhom.forecasting.baselines import baselines, historic_deaths
from whowhom.forecasting.earlier import Course
from whowhom.forecasting.slices import Sizes

COURSE = Course(Sizes(365, 50, 50, 50), refit_days=200, step_days=100, burn_in_days=200)


@pytest.fixture(scope="module")
def tables():
    made = {**baselines(COURSE)}
    made["model"] = baselines(COURSE)["historic rate"]
    return backtest(random_acts(5), made, Plan((900, 1000, 1100), (30, 90)))


def test_a_cell_tells_base_rate_best_and_skill(tables):
    told = cell(tables, 0, 30, 0)
    own = tables["model"].cell(0, 30, 0)
    assert told["n"] == len(own)
    assert told["base_rate"] == pytest.approx((own.truth > 0).mean())
    assert told["skill"]["brier against historic rate"]["value"] == 0
    assert told["skill"]["brier against best"]["value"] <= 0
    assert sum(told["calibration"]["pit"]) == pytest.approx(1)


def test_a_cell_that_nobody_was_asked_about_is_none(tables):
    assert cell(tables, 0, 7, 0) is None


def test_the_summary_counts_cells_with_events(tables):
    told = {"a, active": cell(tables, 0, 30, 0), "b, active": {"happened": 1}}
    assert summary(told)["counted"] == 1
    assert summary(told)["brier against historic rate"]["surely worse"] == 0


def test_deaths_of_a_model_equal_to_a_baseline_have_no_skill():
    acts = random_acts(6)
    data = DyadSet("made", acts, (), (3,), len(acts))
    told = deaths(data, Plan((900, 1000), (30,), (3,)), historic_deaths)
    assert told["active"]["skill"]["crps against historic"]["value"] == 0
    assert set(told["active"]["scores"]) == {"historic", "conflictology", "model"}


class _Peer:
    """A baseline in the model's place, as fast as the test needs."""

    separate = True

    def __init__(self, *_):
        self.forecast = baselines(COURSE)["conflictology"]

    def __call__(self, acts, origin, dyads, horizons):
        return self.forecast(acts, origin, dyads, horizons)

    def deaths(self, acts, origin, dyads, horizons):
        return historic_deaths(acts, origin, dyads, horizons)


@pytest.mark.long
def test_a_set_with_a_model_is_run_and_laid_out(shared_data, monkeypatch):
    monkeypatch.setattr(horizon, "intermittent", lambda *_: {})
    monkeypatch.setattr(horizon, "Refitted", _Peer)
    told = horizon.run("ged2021", shared_data)
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert "surely better" in horizon.text(told) and "crps against historic" in horizon.text(told)


@pytest.mark.parametrize("name", list(SETS))
def test_origins_lie_in_the_last_two_fifths(shared_data, name):
    data = SETS[name](shared_data)
    plan = SETTINGS[name].plan(data)
    first, last = int(data.acts.day[0]), int(data.acts.day[-1])
    assert plan.origins[0] >= first + 0.59 * (last - first) and len(plan.origins) >= 4
    assert plan.origins[-1] + plan.horizons[-1] <= last + 1


@pytest.mark.skipif(
    not importlib.util.find_spec("statsforecast"), reason="statsforecast is not installed"
)
def test_flat_rates_are_those_of_statsforecast():
    from benchmarks.intermittent import FlatRate
    from statsforecast.models import CrostonClassic

    acts = acts_of([(day, 0, 1, 3) for day in (0, 95, 130, 300, 310, 400)])
    raw, _ = FlatRate(lambda: [CrostonClassic()])(acts, 450, np.unique(acts.dyad), 90)
    series = np.array([1.0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 2, 0, 0, 1, 0])
    expected = CrostonClassic().forecast(series, 1)["mean"][0]
    assert raw[0, 0, 3] == pytest.approx(3 * expected)
