"""Windows: the law of a sum of acts, held against scipy and against drawn paths."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nbinom

from tests.forecasting.exciting import DAYS
from whowhom.forecasting.windows import Law, Window, foresee


@pytest.mark.parametrize(("mean", "variance"), [(2.0, 6.0), (0.1, 0.4), (300.0, 9000.0)])
def test_law_against_scipy(mean, variance):
    law, size = Law(mean, variance), mean**2 / (variance - mean)
    other = nbinom(size, size / (size + mean))
    for count in (0, 1, 5, 40, 500):
        assert law.below(count) == pytest.approx(other.cdf(count), rel=1e-9)
        assert law.above(count) == pytest.approx(other.sf(count), rel=1e-6, abs=1e-300)
    for level in (0.05, 0.5, 0.95, 0.999):
        assert law.quantile(level) == other.ppf(level)


@given(st.floats(0.05, 500.0), st.floats(1.05, 30.0), st.integers(0, 200))
@settings(max_examples=60, deadline=None)
def test_scores_rise_with_the_count_and_with_the_dice(mean, ratio, count):
    law, dice = Law(mean, mean * ratio), np.linspace(0.01, 0.99, 9)
    here, more = law.score(count, dice), law.score(count + 1, dice)
    assert (np.diff(here) >= -1e-9).all()
    assert (more >= here[-1] - 1e-6).all()


def test_scores_of_draws_are_standard_normal():
    rng = np.random.default_rng(1)
    law = Law(3.0, 12.0)
    drawn = nbinom(1.0, 0.25).rvs(4000, random_state=rng)
    scores = np.array([law.score(int(x), rng.random(1))[0] for x in drawn])
    assert abs(scores.mean()) < 0.06
    assert abs(scores.std() - 1.0) < 0.05


def test_a_score_far_out_is_still_a_number():
    assert Law(1.0, 2.0).score(10_000, np.array([0.5]))[0] == pytest.approx(37.0)


def test_foreseen_law_matches_drawn_paths(fitted):
    dyads = fitted.candidates(0)[:6]
    seen = foresee(fitted, dyads, Window(DAYS, DAYS, DAYS + 90))
    for q in fitted.quads:
        means, _ = fitted.means(_asked(fitted, dyads), q)
        for n in range(len(dyads)):
            drawn = fitted._paths(means[:, [n]], int(dyads[n]), q, 90, 0)[-1]
            assert seen.mean[q, n] == pytest.approx(drawn.mean(), rel=0.1, abs=0.05)
            assert seen.variance[q, n] == pytest.approx(drawn.var(), rel=0.35, abs=0.1)


def _asked(fitted, dyads):
    from whowhom.engine.drivers import Dyads

    return Dyads.of(fitted.traces, dyads)


def test_two_windows_make_one(fitted):
    dyads = fitted.candidates(0)
    whole = foresee(fitted, dyads, Window(DAYS, DAYS, DAYS + 90))
    parts = [
        foresee(fitted, dyads, Window(DAYS, a, b))
        for a, b in ((DAYS, DAYS + 20), (DAYS + 20, DAYS + 90))
    ]
    assert sum(p.mean for p in parts) == pytest.approx(whole.mean)


def test_what_lies_farther_than_the_model_is_refused(fitted):
    with pytest.raises(ValueError, match="days must lie"):
        foresee(fitted, fitted.candidates(0), Window(DAYS, DAYS, DAYS + 366))
    with pytest.raises(ValueError, match="the model stands at"):
        foresee(fitted, fitted.candidates(0), Window(DAYS + 1, DAYS + 1, DAYS + 9))
    with pytest.raises(ValueError, match="origin <= start"):
        Window(5, 4, 9)
