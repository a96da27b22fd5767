"""Weights: the slope of the loss, planted weights found again, what a prior does, and doubt."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime
from scipy.stats import nbinom

from whowhom.engine import weights
from whowhom.engine.acts import Float, Int
from whowhom.engine.weights import DAMPER_CENTRE, Prior, Weights, log_likelihood

M, P, DAYS = 4, len(DAMPER_CENTRE), 23.0
TRUE = np.array([0.5, 0.0, 0.2, 0.02])


def made(
    seed: int = 0, n: int = 4000, drive: Float = TRUE, tilt: Float | None = None
) -> dict[str, np.ndarray]:
    """Counts drawn under known weights."""
    rng = np.random.default_rng(seed)
    drivers = rng.gamma(0.5, 0.1, (M, n)) * (rng.random((M, n)) < 0.6)
    drivers[-1] = 1.0
    dampers = DAMPER_CENTRE[:, None] + rng.normal(0, 1, (P, n))
    tilt = np.zeros(P) if tilt is None else tilt
    mean = (drive @ drivers) * np.exp(tilt @ (dampers - DAMPER_CENTRE[:, None])) * DAYS
    count = rng.poisson(rng.gamma(2.0, mean / 2.0))
    return {
        "drivers": drivers,
        "dampers": dampers,
        "count": count.astype(np.float64),
        "weight": rng.uniform(0.5, 1.5, n),
        "cluster": rng.integers(0, n // 10, n),
    }


def fitted(rows: dict[str, np.ndarray], prior: Prior | None = None) -> Weights:
    return weights.fit(**rows, days=DAYS, prior=prior)


@pytest.fixture(scope="module")
def plain() -> Weights:
    return fitted(made())


def prior_of(acts: float = 30.0, drive: Float | None = None) -> Prior:
    drive = np.array([0.1, 0.3, 0.1, 0.05]) if drive is None else drive
    return Prior(drive, np.array([1.0, 2.0, 1.0, 4.0]), np.linspace(-0.3, 0.3, P), acts)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.booleans())
def test_the_slope_of_the_loss_is_its_finite_difference(seed: int, with_prior: bool) -> None:
    rows = made(seed % 50, n=60)
    rng = np.random.default_rng(seed)
    scale = rng.uniform(0.5, 2.0, M)
    task = weights._Task(
        rows["drivers"] * DAYS / scale[:, None],
        rows["dampers"],
        rows["count"],
        rows["weight"],
        scale,
        prior_of() if with_prior else None,
        5.0,
    )
    x = np.concatenate(
        [rng.uniform(0.05, 1, M), rng.normal(0, 0.2, P), rng.uniform([-1, 0], [1, 0.8])]
    )
    slope = approx_fprime(x, lambda y: task.loss(y)[0], 1e-7)
    np.testing.assert_allclose(task.loss(x)[1], slope, rtol=2e-4, atol=2e-5)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_the_loss_is_the_likelihood_per_row(seed: int) -> None:
    rows = made(seed % 50, n=60)
    rng = np.random.default_rng(seed)
    names = ("drivers", "dampers", "count", "weight")
    task = weights._Task(*(rows[name] for name in names), np.ones(M), None, 0.0)
    x = np.concatenate([rng.uniform(0.05, 1, M), rng.normal(0, 0.2, P), rng.uniform(-0.5, 0.8, 2)])
    mean = (x[:M] @ rows["drivers"]) * weights.tilted(x[M : M + P], rows["dampers"])
    each = log_likelihood(rows["count"], mean, np.exp(x[-2] + x[-1] * np.log(mean)))
    assert task.loss(x)[0] == pytest.approx(-(rows["weight"] @ each) / 60, rel=1e-6)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 40), st.floats(1e-3, 1e3), st.floats(1e-2, 1e3))
def test_the_likelihood_is_that_of_the_negative_binomial(y: int, mean: float, size: float) -> None:
    found = log_likelihood(np.array([float(y)]), np.array([mean]), np.array([size]))
    assert found[0] == pytest.approx(nbinom.logpmf(y, size, size / (size + mean)), rel=1e-6)


def test_planted_weights_are_found_again(plain: Weights) -> None:
    np.testing.assert_allclose(plain.drive, TRUE, atol=0.06)
    assert np.abs(plain.tilt).max() < 0.1
    tilt = np.array([-0.4, 0.0, 0.3, 0.0, 0.0, 0.0, 0.2, 0.0, 0.0])
    tilted = fitted(made(1, 8000, tilt=tilt))
    np.testing.assert_allclose(tilted.tilt, tilt, atol=0.06)
    np.testing.assert_allclose(tilted.drive, TRUE, atol=0.08)
    # The scatter, as a size, was 2 whatever the mean.
    np.testing.assert_allclose(tilted.size, [np.log(2), 0.0], atol=0.25)


def test_expected_acts_add_up_to_the_acts(plain: Weights) -> None:
    rows = made()
    mean = plain.mean(rows["drivers"], rows["dampers"], DAYS)
    assert rows["weight"] @ mean == pytest.approx(rows["weight"] @ rows["count"], rel=0.02)
    credit = plain.drive * plain.exposure
    assert credit.sum() == pytest.approx(1.0, rel=0.1)


def test_fitting_twice_gives_the_same(plain: Weights) -> None:
    again = fitted(made())
    for name in ("drive", "tilt", "size", "exposure", "spread"):
        np.testing.assert_array_equal(getattr(plain, name), getattr(again, name))


def test_the_order_of_rows_does_not_matter(plain: Weights) -> None:
    order = np.random.default_rng(5).permutation(4000)
    other = fitted({name: column[..., order] for name, column in made().items()})
    np.testing.assert_allclose(other.drive, plain.drive, atol=2e-3)
    np.testing.assert_allclose(other.tilt, plain.tilt, atol=5e-3)
    np.testing.assert_allclose(other.exposure, plain.exposure, rtol=1e-3)
    assert other.acts == pytest.approx(plain.acts)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("prior", [None, prior_of()])
def test_weights_are_never_negative_and_doubt_is_a_covariance(
    seed: int, prior: Prior | None
) -> None:
    found = fitted(made(seed, 400), prior)
    assert np.all(found.drive >= 0.0)
    np.testing.assert_allclose(found.spread, found.spread.T, atol=1e-12)
    eigenvalues = np.linalg.eigvalsh(found.spread)
    assert eigenvalues.min() > -1e-9 * eigenvalues.max()
    # A weight at its bound is not in doubt.
    assert not found.spread[:M, :M][found.drive == 0.0].any()
    doubt = found.doubt(made(seed, 400)["drivers"], made(seed, 400)["dampers"])
    assert np.all((doubt >= 0) & (doubt <= 2))


def test_doubt_falls_with_rows_and_covers_the_truth() -> None:
    """Over repeated draws the standard deviation is about that of the estimates."""
    drives, spreads = [], []
    for seed in range(20):
        found = fitted(made(100 + seed, 600, drive=np.array([0.5, 0.3, 0.2, 0.1])))
        drives.append(found.drive)
        spreads.append(np.diag(found.spread)[:M])
    ratio = np.sqrt(np.mean(spreads, axis=0)) / np.std(drives, axis=0)
    assert np.all((ratio > 0.6) & (ratio < 1.6)), ratio


def test_no_acts_leave_the_prior_itself() -> None:
    rows = made(n=50)
    for count in (0.0 * rows["count"], rows["count"][:0]):
        n = len(count)
        prior = prior_of()
        found = fitted(
            {name: c[..., :n] for name, c in rows.items() if name != "count"} | {"count": count},
            prior,
        )
        np.testing.assert_array_equal(found.drive, prior.drive)
        np.testing.assert_array_equal(found.tilt, prior.tilt)
        assert found.acts == 0.0
    with pytest.raises(ValueError, match="no acts to learn from"):
        fitted(rows | {"count": 0.0 * rows["count"]})


def test_a_prior_pulls_as_many_acts_as_it_is_worth(plain: Weights) -> None:
    rows = made()
    strong = fitted(rows, prior_of(1e7))
    np.testing.assert_allclose(strong.drive, prior_of().drive, rtol=0.02)
    weak = fitted(rows, prior_of(1e-6))
    np.testing.assert_allclose(weak.drive, plain.drive, atol=0.03)
    away = [
        float(np.abs(fitted(rows, prior_of(a)).drive - prior_of().drive).sum())
        for a in (1.0, 100.0, 1e4, 1e6)
    ]
    assert all(np.diff(away) < 0)


def test_what_the_record_never_shows_keeps_the_weight_of_the_prior() -> None:
    rows = made()
    rows["drivers"] = rows["drivers"].copy()
    rows["drivers"][1] = 0.0
    assert fitted(rows, prior_of()).drive[1] == pytest.approx(prior_of().drive[1])
    assert fitted(rows).drive[1] == 0.0


def test_the_prior_alone_is_best_at_its_own_weights() -> None:
    prior, tilt = prior_of(), prior_of().tilt
    none: Int = np.zeros(0, dtype=np.int64)
    scale = np.array([1.0, 2.0, 0.5, 3.0])
    task = weights._Task(
        np.zeros((M, 0)), np.zeros((P, 0)), none.astype(float), none.astype(float), scale, prior, 5
    )
    _, slope = task._penalty(prior.drive * scale, tilt)
    np.testing.assert_allclose(slope, 0.0, atol=1e-12)
    best = task._penalty(prior.drive * scale, tilt)[0]
    for i in range(M):
        for step in (0.8, 1.2):
            moved = prior.drive * scale
            moved[i] *= step
            assert task._penalty(moved, tilt)[0] > best


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([0.0, 0.0, 0.0, 2.0, np.nan]), max_size=40), st.integers(1, 12))
def test_condensed_rows_stand_for_all(counts: list[float], most: int) -> None:
    count, weight = np.array(counts), 1.0 + np.arange(len(counts)) % 3
    rows, kept = weights.condensed(count, weight, most)
    acted = np.flatnonzero(count > 0)
    assert np.isin(acted, rows).all() and len(np.unique(rows)) == len(rows)
    assert len(rows) <= len(acted) + most
    assert kept.sum() == pytest.approx(weight.sum())
    place = {int(r): w for r, w in zip(rows, kept, strict=True)}
    assert all(place[int(r)] == weight[r] for r in acted)
