"""Base rate: by hand on a few entries, and what it is shrunk to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.forecasting.lessons import experience
from whowhom.engine.drivers import DAMPERS, DRIVERS
from whowhom.forecasting.baserate import BaseRate, rate
from whowhom.forecasting.origins import Experience

EVER = [d.name for d in DRIVERS].index("inertia ever")
STRANGER = list(DAMPERS).index("stranger")


def test_by_hand() -> None:
    """(N + a) / (T + a / m) of 6 acts in 300 days, with a = 2 and m = 0.05; a stranger's own."""
    seen = experience(acts=[6, 0, 0], stranger=[0, 0, 1], age=300)
    found = rate(seen, 3, known=0.05, strange=0.001, strength=2.0)
    assert found == pytest.approx([8 / 340, 2 / 340, 0.001], rel=1e-6)


def test_means_of_known_dyads_and_of_strangers() -> None:
    counts = np.zeros((4, 4, 4))
    counts[3, 0] = [3, 1, 1, 0]
    counts[3, 3] = np.nan  # not over yet: 90 days were seen
    seen = experience([5, 5, 0, 0], [0, 0, 1, 1], counts=counts, weight=[1.0, 2.0, 1.0, 9.0])
    found = BaseRate.fit(seen)
    assert found.known[3] == pytest.approx((3 + 2 * 1) / (3 * 90))
    assert found.strange[3] == pytest.approx(1 / (10 * 90))
    # Nothing of another class was ever seen.
    assert found.known[0] == 1e-6 and found.strange[0] == 1e-8


def test_its_figures_are_those_of_its_entries(seen: Experience) -> None:
    base = BaseRate.fit(seen)
    for quad in range(4):
        drivers, damped = (x[quad].astype(float) for x in (seen.drivers, seen.dampers))
        np.testing.assert_allclose(
            base.rate(drivers, damped, seen.age.astype(float), quad), base.of(seen, quad), rtol=1e-6
        )
        assert np.all(base.of(seen, quad) > 0)


def test_a_record_teaches_how_much_to_shrink() -> None:
    """Dyads of lasting, very different paces need less shrinking than dyads that are all alike."""
    rng = np.random.default_rng(0)
    found = []
    for paces in (rng.gamma(0.2, 0.5, 3000), np.full(3000, 0.1)):
        counts = np.zeros((4, 4, 3000))
        for b, days in enumerate((7, 23, 60, 275)):
            counts[3, b] = rng.poisson(paces * days)
        past = rng.poisson(paces * 100)
        seen = experience(list(past), [0] * 3000, age=100, counts=counts)
        found.append(BaseRate.fit(seen).strength[3])
    assert found[0] < found[1] == 3.0


def test_no_entries_leave_something_to_say() -> None:
    empty = experience([], [])
    base = BaseRate.fit(empty)
    assert np.all(base.known > 0) and np.all(base.strange > 0)
    assert base.of(empty, 3).shape == (0,)


def test_later_counts_do_not_reach_an_earlier_fit(seen: Experience) -> None:
    day = 900
    changed = seen.counts.copy()
    for b, high in enumerate((7, 30, 90, 365)):
        changed[:, b, seen.origin + high > day] += 5.0
    one = BaseRate.fit(seen.until(day))
    two = BaseRate.fit(replace(seen, counts=changed).until(day))
    for name in ("known", "strange", "strength"):
        np.testing.assert_array_equal(getattr(one, name), getattr(two, name))
    assert one.frailty == two.frailty
