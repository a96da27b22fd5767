"""Skill on the record: by hand, with an interval over dyads, and silent where little happened."""

from __future__ import annotations

import numpy as np
import pytest

from tests.forecasting.lessons import experience
from tests.forecasting.test_calibration import FLAT, trial_of
from whowhom.forecasting.calibration import Calibration, Trial
from whowhom.forecasting.record_skill import _interval, measure

TRUST = Calibration(np.ones(4), np.full(4, 1000.0))


def made(n: int, right: float, wrong: float, dyads: int = 50) -> Trial:
    """Half of the entries act in every band; the model expects `right` of them."""
    busy = np.arange(n) % 2 == 0
    counts = np.where(busy, 1.0, 0.0) * np.ones((4, 4, 1))
    model = np.where(busy, right, wrong) * np.ones((4, 4, 1))
    seen = experience([1] * n, [0] * n, counts=counts, dyad=np.arange(n) // 2 % dyads)
    return trial_of(seen, model, np.ones((4, 4, n)))


def test_by_hand() -> None:
    """Size 1 and one band: any = mean / (1 + mean); log score against the base rate's 1/2."""
    found = {(s.quad, s.days): s for s in measure(made(200, 3.0, 0.25), TRUST)}
    first = found[3, 7]
    ours = -(np.log(3 / 4) + np.log(1 - 0.2)) / 2
    assert first.value == pytest.approx(1 - ours / np.log(2), rel=1e-6)
    assert first.n == 200 and first.verdict == "better"
    assert first.low <= first.value <= first.high
    assert set(found) == {(q, d) for q in range(4) for d in (7, 30, 90, 365)}
    # At the second band both bands count: (1 + 2M)^-(1/2) (1 + M)^-1 by half-lasting scatter.
    base = 1 - FLAT.none(np.ones((2, 1)), np.array([30.0]))[1, 0]
    none = FLAT.none(np.array([[3.0], [3.0]]), np.array([6.0]))[1, 0]
    few = FLAT.none(np.array([[0.25], [0.25]]), np.array([0.5]))[1, 0]
    ours = -(np.log(1 - none) + np.log(few)) / 2
    theirs = -(np.log(base) + np.log(1 - base)) / 2
    assert found[3, 30].value == pytest.approx(1 - ours / theirs, rel=1e-6)


def test_no_better_than_the_base_rate() -> None:
    for right, wrong in ((1.0, 1.0), (0.25, 3.0)):
        found = measure(made(200, right, wrong), TRUST)
        assert {s.verdict for s in found} == {"not better"}
    same = measure(made(200, 1.0, 1.0), TRUST)[0]
    assert (same.value, same.low, same.high) == pytest.approx((0.0, 0.0, 0.0), abs=1e-12)


def test_too_little_happened_to_tell() -> None:
    found = measure(made(58, 3.0, 0.25), TRUST)
    assert {s.verdict for s in found} == {"unknown"}
    assert all(np.isnan(s.value) and s.n == 58 for s in found)
    assert {s.verdict for s in measure(made(60, 3.0, 0.25), TRUST)} == {"better"}


def test_horizons_that_were_not_reached_are_not_scored() -> None:
    trial = made(200, 3.0, 0.25)
    trial.seen.counts[:, 3] = np.nan
    trial.model[1, 2:] = np.nan
    found = {(s.quad, s.days) for s in measure(trial, TRUST)}
    assert (3, 365) not in found and (3, 90) in found and (1, 90) not in found


def test_the_interval_is_over_dyads() -> None:
    """Copies of the same dyads tell nothing new."""
    rng = np.random.default_rng(0)
    score, against = rng.gamma(2, 0.2, 60), rng.gamma(2, 0.3, 60)
    one = np.zeros(60, dtype=np.int64)
    few = _interval(score, against, np.arange(60), one)
    nine = np.tile(score, 9), np.tile(against, 9)
    many = _interval(*nine, np.tile(np.arange(60), 9), np.tile(one, 9))
    assert many == pytest.approx(few)
    alone = _interval(*nine, np.arange(540), np.tile(one, 9))
    assert alone[1] - alone[0] < 0.5 * (few[1] - few[0])
    truth = 1 - score.sum() / against.sum()
    assert few[0] < truth < few[1]


def test_the_interval_is_over_periods_too() -> None:
    """One bad season in six widens it, though every dyad tells the same."""
    period, dyad = np.repeat(np.arange(6), 50), np.tile(np.arange(50), 6)
    score = np.where(period == 5, 2.0, 0.5)
    against = np.ones(300)
    over_time = _interval(score, against, dyad, period)
    over_dyads = _interval(score, against, dyad, np.zeros(300, dtype=np.int64))
    assert over_time[1] - over_time[0] > over_dyads[1] - over_dyads[0]
