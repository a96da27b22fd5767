"""Frailty: chances against numerical integration and simulation, and a fit that finds it again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.optimize import approx_fprime
from scipy.special import expit, gammaln
from scipy.stats import gamma, nbinom, poisson

from whowhom.engine import frailty as frailties
from whowhom.engine.frailty import Frailty, poisson_at

PATHS = 40_000


def laplace(shape: float, at: float) -> float:
    """E exp(-at G) for G ~ Gamma(shape, 1), by integration."""
    if shape > 60.0:  # the integral runs over; the parts of a sum multiply
        return laplace(shape / 2.0, at) ** 2
    if shape < 0.02:  # half of it lies below 1e-15; integration is of no use
        return float((1.0 + at) ** -shape)
    if shape >= 1.0:
        found, _ = quad(lambda x: x ** (shape - 1.0) * np.exp(-(1.0 + at) * x), 0.0, 90.0)
        return float(found / np.exp(gammaln(shape)))
    # Over y = G^shape, where the density has no pole at 0.
    found, _ = quad(lambda y: np.exp(-(1.0 + at) * y ** (1.0 / shape)), 0.0, 60.0**shape)
    return float(found / np.exp(gammaln(shape + 1.0)))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.floats(0.01, 5.0), min_size=1, max_size=3),
    st.floats(0.0, 1.0),
    st.floats(0.3, 5.0),
    st.floats(0.0, 1.5),
)
def test_no_act_by_integration_over_the_gammas(
    means: list[float], lasting: float, k: float, growth: float
) -> None:
    frailty = Frailty(float(np.log(k)), 0.0, lasting, growth)
    pace = np.array([1.0])
    found = frailty.none(np.array(means)[:, None], pace)[:, 0]
    sizes = [k * (days / 7) ** growth for days in (7, 23, 60, 275)]
    for b in range(len(means)):
        ratio = [mean / size for mean, size in zip(means[: b + 1], sizes, strict=False)]
        slow = laplace(lasting * k, sum(ratio))
        for each, size in zip(ratio, sizes, strict=False):
            slow *= laplace(size - lasting * k, each)
        assert found[b] == pytest.approx(slow, rel=1e-5)


def test_no_act_of_one_small_system_by_double_integration() -> None:
    """Two bands, everything integrated at once, without the Laplace transform."""
    k, rho, means = 1.5, 0.6, (0.8, 1.7)
    grid = (np.arange(400) + 0.5) / 400
    common = gamma.ppf(grid, rho * k)
    own = gamma.ppf(grid, (1 - rho) * k)
    first = np.exp(-means[0] * (common[:, None] + own) / k).mean(axis=1)
    second = np.exp(-means[1] * (common[:, None] + own) / k).mean(axis=1)
    found = Frailty(np.log(k), 0.0, rho).none(np.array(means)[:, None], np.array([1.0]))[:, 0]
    np.testing.assert_allclose(found, [first.mean(), (first * second).mean()], rtol=2e-3)


@pytest.mark.parametrize("lasting", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("size", [-1.0, 1.0])
@pytest.mark.parametrize("growth", [0.0, 0.8])
def test_draws_agree_with_the_exact_law(lasting: float, size: float, growth: float) -> None:
    frailty = Frailty(size, 0.2, lasting, growth)
    means = np.array([[0.3, 2.0, 0.0], [0.5, 4.0, 0.0], [1.0, 8.0, 3.0]])
    pace = np.array([0.8, 6.0, 0.1])
    drawn = frailty.draw(means, pace, PATHS, np.random.default_rng(1))
    assert np.all(np.diff(drawn, axis=0) >= 0)
    np.testing.assert_allclose((drawn > 0).mean(axis=2), frailty.any(means, pace), atol=0.01)
    # Variance of a sum: Poisson, lasting and passing parts.
    k, total = frailty.sizes(pace)[:3], np.cumsum(means, axis=0)
    shape, ratio = lasting * k[0], means / k
    variance = total + shape * np.cumsum(ratio, axis=0) ** 2
    variance += np.cumsum((k - shape) * ratio**2, axis=0)
    noise = 6 * np.sqrt(variance / PATHS)
    assert np.all(np.abs(drawn.mean(axis=2) - total) <= noise)
    np.testing.assert_allclose(drawn.var(axis=2), variance, rtol=0.12, atol=0.01)


def test_stretches_that_cut_bands_share_their_bursts() -> None:
    """Paths up to a horizon do not depend on what is asked before it."""
    frailty, pace = Frailty(0.5, 0.0, 0.4, 0.6), np.array([1.0])
    means = np.array([[1.5], [3.0]])
    cut = np.array([[1.0, 0.0], [0.0, 0.4], [0.0, 0.6]])
    drawn = frailty.draw(means, pace, PATHS, np.random.default_rng(5), pieces=cut)
    whole = frailty.draw(means, pace, PATHS, np.random.default_rng(6))
    assert drawn.shape == (3, 1, PATHS) and np.all(np.diff(drawn, axis=0) >= 0)
    np.testing.assert_allclose(drawn[2].mean(), whole[1].mean(), rtol=0.03)
    np.testing.assert_allclose(drawn[2].var(), whole[1].var(), rtol=0.06)
    part = frailty.any(means * [[1.0], [0.4]], pace)[1, 0]
    assert (drawn[1] > 0).mean() == pytest.approx(part, abs=0.01)


def test_each_band_is_negative_binomial() -> None:
    frailty, pace = Frailty(0.5, 0.0, 0.4, 0.6), np.array([1.0])
    sizes = frailty.sizes(pace)[:, 0]
    np.testing.assert_allclose(sizes, np.exp(0.5) * (np.array([7, 23, 60, 275]) / 7) ** 0.6)
    drawn = frailty.draw(np.array([[1.5], [3.0]]), pace, PATHS, np.random.default_rng(2))
    each = ((drawn[0, 0], 1.5, sizes[0]), (drawn[1, 0] - drawn[0, 0], 3.0, sizes[1]))
    for counts, mean, k in each:
        seen = np.bincount(counts, minlength=12)[:12] / PATHS
        np.testing.assert_allclose(seen, nbinom.pmf(np.arange(12), k, k / (k + mean)), atol=0.01)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(0.0, 50.0), min_size=1, max_size=4),
    st.floats(0.0, 1.0),
    st.floats(-4.0, 4.0),
    st.floats(0.0, 1.0),
    st.floats(1.0, 3.0),
    st.floats(0.0, 2.0),
)
def test_chances_rise_with_horizon_and_mean(
    means: list[float], lasting: float, size: float, slope: float, times: float, growth: float
) -> None:
    frailty, pace = Frailty(size, slope, lasting, growth), np.array([2.0])
    given_ = np.array(means)[:, None]
    any_ = frailty.any(given_, pace)
    assert np.all((any_ >= 0) & (any_ <= 1)) and np.all(np.diff(any_, axis=0) >= 0)
    assert np.all(frailty.any(given_ * times, pace) >= any_ - 1e-15)
    # Scatter only makes 'none' likelier.
    assert np.all(any_ <= -np.expm1(-np.cumsum(given_, axis=0)) + 1e-12)
    np.testing.assert_allclose(any_, 1.0 - frailty.none(given_, pace))


@settings(max_examples=60, deadline=None)
@given(st.floats(1e-9, 1.0 - 1e-9), st.floats(0.0, 1e7))
def test_quantiles_of_poisson_laws(level: float, mean: float) -> None:
    found = int(poisson_at(np.array([level]), np.array([mean]))[0])
    assert poisson.cdf(found, mean) >= level * (1 - 1e-9)
    assert found == 0 or poisson.cdf(found - 1, mean) <= level * (1 + 1e-9)


def test_few_paths_tell_the_law() -> None:
    """Stratified draws of a Poisson-like law: the mean of 50 paths is nearly exact."""
    frailty, pace = Frailty(8.0, 0.0, 0.5), np.full(200, 3.0)
    drawn = frailty.draw(np.full((1, 200), 3.0), pace, 50, np.random.default_rng(3))[0]
    assert drawn.mean(axis=1).std() < 0.3 * np.sqrt(3.0 / 50)


@pytest.mark.parametrize("growth", [0.0, 0.5])
@pytest.mark.parametrize(("size", "lasting"), [(-0.5, 0.8), (1.0, 0.2)])
def test_a_fit_finds_its_law_again(size: float, lasting: float, growth: float) -> None:
    rng = np.random.default_rng(4)
    pace = rng.gamma(1.0, 1.5, 4000) + 0.05
    means = np.stack([pace * d / 30 for d in (7, 23, 60, 275)])
    drawn = Frailty(size, 0.2, lasting, growth).draw(means, pace, 1, rng)[:, :, 0]
    counts = np.diff(drawn, axis=0, prepend=0).astype(np.float64)
    found = frailties.fit(counts, means, pace, np.ones(4000))
    assert found.size == pytest.approx(size, abs=0.25)
    assert found.slope == pytest.approx(0.2, abs=0.15)
    assert found.lasting == pytest.approx(lasting, abs=0.2)
    assert found.growth == pytest.approx(growth, abs=0.15)
    # A band that is not over yet takes nothing away from the others.
    counts[3, ::2] = np.nan
    again = frailties.fit(counts, means, pace, np.ones(4000))
    assert again.size == pytest.approx(size, abs=0.3)


def test_nothing_seen_leaves_the_centre() -> None:
    found = frailties.fit(np.zeros((2, 0)), np.zeros((2, 0)), np.zeros(0), np.zeros(0))
    assert found == Frailty(-0.7, 0.3, 0.5, 0.3)


def made_task(seed: int) -> frailties._Task:
    """Counts of a few dyads in three bands, some of them not over yet."""
    rng = np.random.default_rng(seed)
    means = rng.gamma(0.5, 2.0, (3, 12)) + 1e-3
    counts = rng.poisson(means).astype(np.float64)
    seen = np.arange(3)[:, None] < rng.integers(1, 4, 12)
    return frailties._Task.of(
        np.where(seen, counts, np.nan), means, rng.gamma(0.5, 2.0, 12), rng.uniform(0.5, 2.0, 12)
    )


POINTS = st.tuples(
    st.floats(-3.0, 3.0), st.floats(-0.5, 1.5), st.floats(-4.0, 4.0), st.floats(0.0, 2.0)
)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), POINTS)
def test_the_slope_of_the_loss_is_its_finite_difference(
    seed: int, point: tuple[float, float, float, float]
) -> None:
    task, x = made_task(seed), np.array(point)
    slope = approx_fprime(x, lambda y: task.loss(y)[0], 1e-7)
    np.testing.assert_allclose(task.loss(x)[1], slope, rtol=1e-3, atol=1e-3)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), POINTS)
def test_the_loss_is_the_likelihood_as_documented(
    seed: int, point: tuple[float, float, float, float]
) -> None:
    """Entry by entry, with the law of SciPy and the chances of `Frailty`."""
    task, x = made_task(seed), np.array(point)
    frailty = Frailty(x[0], x[1], float(expit(x[2])), x[3])
    pace = np.exp(task.log_pace)
    none = frailty.none(task.means, pace)
    total = 0.0
    for i, sizes in enumerate(frailty.sizes(pace).T):
        for b, k in enumerate(sizes[:3]):
            if not task.weight[b, i]:
                break
            mean, acted = task.means[b, i], task.count[: b + 1, i].any()
            each = nbinom.logpmf(task.count[b, i], k, k / (k + mean))
            each += np.log(1.0 - none[b, i]) if acted else np.log(none[b, i])
            total += task.weight[b, i] * each
    away = x - frailties.START
    assert task.loss(x)[0] == pytest.approx(away @ away / 2.0 - total, rel=1e-9, abs=1e-9)
