"""Baselines: no look ahead, no certainty, and each beside its definition."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime

from tests.forecasting.cases import acts_of, random_acts
from whowhom.forecasting.baselines import (
    _choose,
    _loss,
    baselines,
    conflictology_deaths,
    fit_line,
    historic,
    historic_deaths,
    last_period,
)
from whowhom.forecasting.earlier import Course, lessons
from whowhom.forecasting.negative_binomial import log_likelihood
from whowhom.forecasting.slices import Sizes
from whowhom.forecasting.tallies import windows

COURSE = Course(Sizes(365, 50, 50, 50), refit_days=200, step_days=100, burn_in_days=200)


@pytest.mark.parametrize("name", list(baselines()))
@settings(max_examples=4, deadline=None)
@given(seed=st.integers(0, 10**6), origin=st.integers(700, 1200))
def test_acts_from_the_origin_on_change_no_forecast(name, seed, origin):
    acts = random_acts(3)
    later = acts.day >= origin
    rng = np.random.default_rng(seed)
    other = replace(
        acts,
        kind=np.where(later, rng.integers(0, 4, len(acts)), acts.kind),
        target=np.where(later, (acts.source + 1) % acts.n_actors, acts.target),
        count=np.where(later, 50, acts.count),
    )
    dyads = np.unique(acts.dyad)
    # The second forecaster is new, so that nothing kept can hide a look ahead.
    one, two = (baselines(COURSE)[name](a, origin, dyads, (30, 90)) for a in (acts, other))
    assert np.array_equal(one.mean, two.mean)
    assert np.array_equal(one.any, two.any)
    assert np.array_equal(one.draws, two.draws)


@pytest.mark.parametrize("name", list(baselines()))
def test_nothing_is_certain_and_mean_any_and_draws_agree(name):
    acts = random_acts(1, 3000)
    dyads = np.append(np.unique(acts.dyad), (7 * 8 + 6) * 2 + 1)
    outlook = baselines(COURSE)[name](acts, 1400, np.unique(dyads), (30,))
    assert np.all((outlook.any > 0) & (outlook.any < 1))
    drawn = outlook.draws.mean(axis=3)
    assert drawn.mean() == pytest.approx(outlook.mean.mean(), rel=0.05)
    if name != "conflictology":  # whose draws are the periods, whose probability is smoothed
        assert (outlook.draws > 0).mean() == pytest.approx(outlook.any.mean(), abs=0.02)


@pytest.mark.parametrize("name", list(baselines()))
def test_what_is_kept_changes_no_forecast(name):
    acts = random_acts(2)
    dyads, kept = np.unique(acts.dyad), baselines(COURSE)[name]
    kept(acts, 1300, dyads, (30,))
    fresh = baselines(COURSE)[name](acts, 800, dyads, (30,))
    assert np.array_equal(kept(acts, 800, dyads, (30,)).mean, fresh.mean)


def test_historic_rates_by_hand():
    acts = acts_of([(0, 2, 3, 0), (60, 0, 1, 3), (80, 0, 1, 3)])
    raw, weight = historic(acts, 100, acts.dyad[1:2], 30)
    assert raw[:, 0, 3].tolist() == pytest.approx([30 * 2 / 100, 30 * 2 / 40])
    assert weight[:, 0].tolist() == [100, 40]


def test_last_period_by_hand():
    acts = acts_of([(69, 0, 1, 3), (70, 0, 1, 3), (99, 0, 1, 3)])
    assert last_period(acts, 100, acts.dyad[:1], 30)[0][0, 0].tolist() == [0, 0, 0, 2]


def test_conflictology_draws_are_the_last_twelve_periods_or_what_there_is():
    acts = random_acts(4)
    dyads, maker = np.unique(acts.dyad), baselines(COURSE)["conflictology"]
    for horizon, n in ((30, 12), (365, 3)):
        outlook = maker(acts, 1300, dyads, (horizon,))
        told = windows(acts, dyads, 1300, horizon, n)
        assert np.array_equal(np.sort(outlook.draws[:, :, 0]), np.sort(told))
        assert outlook.mean[:, :, 0] == pytest.approx(told.mean(axis=2))


def test_the_choice_has_the_highest_likelihood_of_all_tried():
    rng = np.random.default_rng(0)
    truth, weight = rng.negative_binomial(1, 0.3, 400), rng.random(400) + 0.5
    raw, seen = rng.random((2, 400)) * 4, np.ones((2, 400))
    strengths = np.array([0.1, 1.0, 10.0])
    best = _choose(truth, weight, raw, seen, strengths)
    prior = (weight @ truth + 0.5) / weight.sum()

    def fit(variant, strength, k):
        mean = (raw[variant] + strength * prior) / (1 + strength)
        mean *= (weight @ truth + 0.5) / (weight @ mean + 0.5)
        return weight @ log_likelihood(truth, mean, k)

    tried = {(v, a): max(fit(v, a, k) for k in (0.3, 1.0, 3.0)) for v in (0, 1) for a in strengths}
    assert max(tried, key=tried.get) == (best.variant, best.strength)
    assert best.mean(raw, seen) @ weight == pytest.approx(weight @ truth, rel=0.01)


def test_regression_recovers_planted_slopes():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(8000, 2))
    mean = np.exp(0.3 + x @ np.array([0.5, -0.8]))
    counts = rng.negative_binomial(2.0, 2.0 / (2.0 + mean))
    for quasi in (False, True):
        line = fit_line(x, counts, np.ones(8000), quasi)
        assert line.slope[1:] / line.scale == pytest.approx([0.5, -0.8], abs=0.06)
        assert np.log(line.mean(np.zeros((1, 2))))[0] == pytest.approx(0.3, abs=0.06)


@pytest.mark.parametrize("quasi", [False, True])
def test_the_gradient_is_that_of_the_loss(quasi):
    rng = np.random.default_rng(1)
    x = np.column_stack([np.ones(50), rng.normal(size=(50, 3))])
    rest = (x, rng.poisson(1.5, 50), rng.random(50), quasi)
    at = rng.normal(size=5) * 0.3
    numeric = approx_fprime(at, lambda a: _loss(a, *rest)[0], 1e-7)
    assert _loss(at, *rest)[1] == pytest.approx(numeric, abs=1e-3)


def test_lessons_end_before_the_refit():
    acts = random_acts(0)
    known = acts.before(COURSE.refit(acts, 1100))
    for horizon in (30, 365):
        told = lessons(known, horizon, COURSE)
        assert told and all(each.origin + horizon <= known.day[-1] + 1 for each in told)


def test_deaths_of_earlier_periods_by_hand():
    acts = acts_of([(0, 0, 1, 3), (65, 0, 1, 3), (95, 0, 1, 3)], deaths=np.array([5, 2, 9]))
    drawn = conflictology_deaths(acts, 100, acts.dyad[:1], (30,))
    assert drawn.shape == (1, 1, 12)
    assert sorted(set(drawn.ravel().tolist())) == [0, 2, 9]
    assert historic_deaths(acts, 100, acts.dyad[:1], (30, 90)).shape == (1, 2, 120)
