"""The backtest: what a forecaster gets, what counts as truth, and rows in one order."""

import numpy as np
import pytest

from tests.forecasting.cases import acts_of, random_acts
from whowhom.forecasting.backtest import Plan, backtest, monthly
from whowhom.forecasting.outlook import Outlook
from whowhom.forecasting.slices import Sizes

NOBODY_NEW = Sizes(onset_size=0)


def constant(value, draws=4, **marks):
    def forecast(acts, origin, dyads, horizons):
        shape = (len(dyads), 4, len(horizons))
        return Outlook(
            np.full(shape, float(value)),
            np.full(shape, 0.5),
            np.full((*shape, draws), value, dtype=np.int64),
        )

    for name, mark in marks.items():
        setattr(forecast, name, mark)
    return forecast


def test_truth_by_hand():
    acts = acts_of(
        [(0, 0, 1, 3), (10, 0, 1, 3), (12, 0, 1, 0), (14, 0, 1, 3), (15, 0, 1, 3), (40, 2, 3, 0)],
        count=np.array([1, 2, 1, 3, 5, 1]),
    )
    table = backtest(acts, {"one": constant(1)}, Plan((10,), (5, 6), (0, 3), NOBODY_NEW))["one"]
    assert table.quad.tolist() == [0, 0, 3, 3]
    assert table.horizon.tolist() == [5, 6, 5, 6]
    assert table.truth.tolist() == [1, 1, 5, 10]
    assert table.crps.tolist() == [0, 0, 4, 9]
    assert table.below.tolist() == [0, 0, 1, 1]
    assert table.upto.tolist() == [1, 1, 1, 1]


def test_a_forecaster_gets_nothing_from_the_origin_on():
    seen = []

    def spy(acts, origin, dyads, horizons):
        seen.append((acts.day.max(), origin))
        return constant(0)(acts, origin, dyads, horizons)

    backtest(random_acts(0), {"spy": spy}, Plan(monthly(700, 1000), (30,)))
    assert all(last < origin for last, origin in seen) and len(seen) == 11


def test_horizons_asked_together_or_apart_give_the_same_rows():
    acts, plan = random_acts(0), Plan((900, 1100), (30, 90, 365), sizes=NOBODY_NEW)
    tables = backtest(acts, {"a": constant(1), "b": constant(1, separate=True)}, plan)
    for name in ("origin", "dyad", "quad", "horizon", "truth", "crps", "below", "upto"):
        assert np.array_equal(getattr(tables["a"], name), getattr(tables["b"], name)), name


def test_a_horizon_beyond_the_acts_is_refused():
    with pytest.raises(ValueError, match="beyond the acts"):
        backtest(random_acts(0), {}, Plan((1490,), (30,)))


@pytest.mark.parametrize(
    ("mean", "any_", "draws", "message"),
    [
        (np.zeros((1, 3, 1)), np.zeros((1, 3, 1)), np.zeros((1, 3, 1, 2)), "mean must be"),
        (np.zeros((1, 4, 1)), np.zeros((1, 4, 2)), np.zeros((1, 4, 1, 2)), "any must be"),
        (-np.ones((1, 4, 1)), np.zeros((1, 4, 1)), np.zeros((1, 4, 1, 2)), "at least 0"),
        (np.zeros((1, 4, 1)), np.full((1, 4, 1), 1.5), np.zeros((1, 4, 1, 2)), "0..1"),
        (np.zeros((1, 4, 2)), np.zeros((1, 4, 2)), -np.arange(16).reshape(1, 4, 2, 2), "fall"),
    ],
)
def test_an_outlook_that_cannot_be_is_refused(mean, any_, draws, message):
    with pytest.raises(ValueError, match=message):
        Outlook(mean, any_, draws)
