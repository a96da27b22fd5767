"""Calibration: shares by hand, and a trial that knows nothing of its future."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.forecasting.lessons import experience
from whowhom.engine.frailty import Frailty
from whowhom.forecasting import calibration
from whowhom.forecasting.baserate import BaseRate
from whowhom.forecasting.calibration import Trial, base_means, learn, mix, try_out
from whowhom.forecasting.horizon import Horizon
from whowhom.forecasting.origins import BANDS, EDGES, Experience

FLAT = Frailty(size=0.0, slope=0.0, lasting=0.5)
NOBODY = Horizon(((None,) * 4,) * 4, (FLAT,) * 4, 0)


def trial_of(seen: Experience, model: np.ndarray, base: np.ndarray) -> Trial:
    rate = BaseRate(np.full(4, 0.1), np.full(4, 0.1), np.ones(4), (FLAT,) * 4)
    n = len(seen)
    return Trial(seen, model, base, np.zeros(n, dtype=np.int64), ((NOBODY, rate),))


def made(n: int = 400) -> tuple[Experience, np.ndarray, np.ndarray]:
    """Entries with or without acts, expectations that know which and ones that do not."""
    busy = np.arange(n) % 2 == 0
    counts = np.where(busy, 2.0, 0.0) * np.ones((4, 4, 1))
    model = np.where(busy, 5.0, 0.01) * np.ones((4, 4, 1))
    return experience([1] * n, [0] * n, counts=counts), model, np.ones((4, 4, n))


def test_the_better_one_is_trusted() -> None:
    seen, good, plain = made()
    found = learn(trial_of(seen, good, plain))
    assert found.stack == pytest.approx([1.0] * 4)
    assert found.acts == pytest.approx([200 * 2 * 4.0] * 4)
    assert learn(trial_of(seen, good[:, :, ::-1], plain)).stack.max() < 0.3


def test_a_short_trial_does_not_decide() -> None:
    seen, good, plain = made(10)
    found = learn(trial_of(seen, good[:, :, ::-1], plain))
    assert found.acts[0] == 40.0
    assert found.stack == pytest.approx([1.0] * 4)


def test_bands_that_are_not_over_or_not_fitted_say_nothing() -> None:
    seen, good, plain = made()
    wrong = good[:, :, ::-1].copy()
    wrong[:, :2] = good[:, :2]
    counts = seen.counts.copy()
    counts[:, 2:] = np.nan
    assert learn(trial_of(replace(seen, counts=counts), wrong, plain)).stack[0] == 1.0
    wrong[:, 2:] = np.nan
    found = learn(trial_of(seen, wrong, plain))
    assert found.stack[0] == 1.0 and found.acts[0] == 200 * 2 * 2.0


def test_mix_by_hand() -> None:
    model, base = np.array([4.0, np.nan]), np.array([2.0, 7.0])
    assert mix(0.25, model, base) == pytest.approx([2.5, 7.0])


def test_a_single_share_by_hand() -> None:
    """The score of a share is its log likelihood of any act, less a doubt of twenty (1 - a)^2."""
    counts, model, base = np.full((1, 300), 0.0), np.full((1, 300), 3.0), np.full((1, 300), 1.0)
    weight = np.full(300, 0.2)
    shares = np.linspace(0, 1, 21)
    mean = shares * 3.0 + (1 - shares)
    score = 60 * -0.5 * np.log1p(mean / 0.5) - 20 * (1 - shares) ** 2
    best = shares[np.argmax(score)]
    assert 0.0 < best < 1.0
    assert calibration._best_share(counts, model, base, weight) == pytest.approx(best)


@pytest.fixture(scope="module")
def light(seen: Experience) -> Experience:
    """Every sixth entry, for quick fits."""
    return seen.take(np.arange(0, len(seen), 6))


@pytest.fixture(scope="module")
def trial(light: Experience) -> Trial:
    return try_out(light, 1600)


def test_every_entry_after_the_first_refit_is_forecast_once(
    light: Experience, trial: Trial
) -> None:
    first = int(light.origin.min())
    start = first + int(0.4 * (1600 - first))
    assert len(trial.fits) == 3
    assert len(trial.seen) == (light.origin >= start).sum()
    for i, (horizon, _) in enumerate(trial.fits):
        assert trial.seen.origin[trial.refit == i].min() >= horizon.until
    np.testing.assert_allclose(
        trial.base[2][:, trial.refit == 1],
        base_means(trial.fits[1][1], trial.seen.take(np.flatnonzero(trial.refit == 1)), 2),
    )


@pytest.mark.parametrize("i", [0, 2])
def test_a_refit_never_uses_what_came_after_it(light: Experience, trial: Trial, i: int) -> None:
    """Changing all counts that were not over by a refit changes nothing fitted by then."""
    day = trial.fits[i][0].until
    counts = light.counts.copy()
    for b, high in enumerate(EDGES[1:]):
        late = light.origin + high > day
        counts[:, b, late] = 7.0 - counts[:, b, late]
    again = try_out(replace(light, counts=np.abs(counts)), 1600)
    for old, new in zip(trial.fits[: i + 1], again.fits[: i + 1], strict=True):
        assert repr(old) == repr(new)
    early = trial.refit <= i
    np.testing.assert_array_equal(trial.model[:, :, early], again.model[:, :, early])
    np.testing.assert_array_equal(trial.base[:, :, early], again.base[:, :, early])


def test_chances_are_those_of_each_refit(trial: Trial) -> None:
    for share in (1.0, 0.3):
        likely, usual = trial.likely(3, share)
        assert likely.shape == usual.shape == (len(BANDS), len(trial.seen))
        assert np.all((likely > 0) & (likely < 1)) and np.all(np.diff(likely, axis=0) >= 0)
    np.testing.assert_allclose(*trial.likely(3, 0.0)[:1], trial.likely(3, 0.0)[0])


@settings(max_examples=20, deadline=None)
@given(st.floats(0, 1), st.floats(0, 50), st.floats(0, 50))
def test_a_mix_lies_between(share: float, model: float, base: float) -> None:
    found = float(mix(share, np.array([model]), np.array([base]))[0])
    assert min(model, base) - 1e-9 <= found <= max(model, base) + 1e-9


def test_no_record_no_trial() -> None:
    trial = try_out(experience([], []), 100)
    assert not len(trial.seen) and trial.fits == ()
    assert learn(trial).stack == pytest.approx([1.0] * 4)
