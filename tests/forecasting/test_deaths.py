"""Deaths: what was reported, drawn act by act; sums, thresholds, and where there are none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.forecasting.cases import acts_of
from whowhom.engine.acts import DEATHS_UNKNOWN, Acts
from whowhom.forecasting.deaths import Toll
from whowhom.forecasting.fitted import Fitted


def killing(deaths: list[int], count: list[int] | None = None) -> Acts:
    n = len(deaths)
    rows = [(i, 0, 1, 3) for i in range(n)]
    return acts_of(rows, deaths=np.array(deaths), count=np.array(count or [1] * n))


def test_a_record_without_deaths_gives_none(fitted: Fitted) -> None:
    acts = killing([DEATHS_UNKNOWN] * 3)
    assert Toll.fit(acts, acts.dyad) is None
    assert Toll.fit(acts.before(0), acts.dyad) is None
    assert Toll.fit(killing([1, 2]), acts.dyad, fine_from=2) is None
    none = replace(fitted.acts, deaths=np.full(len(fitted.acts), DEATHS_UNKNOWN))
    assert replace(fitted, acts=none).deaths(fitted.acts.dyad[:2], 30) is None


def test_by_hand() -> None:
    acts = killing([4, 9, DEATHS_UNKNOWN, 0], count=[1, 3, 1, 1])
    toll = Toll.fit(acts, acts.dyad[:1])
    assert toll is not None
    assert toll.pool.tolist() == [4, 3, 3, 3, 0]
    assert toll.own[int(acts.dyad[0])].tolist() == [4, 3, 3, 3, 0]
    late = Toll.fit(acts, acts.dyad[:1], fine_from=1)
    assert late is not None and late.pool.tolist() == [3, 3, 3, 0]


def test_only_the_last_acts_count() -> None:
    acts = killing([7] * 50 + [1] * 200, count=[1000] * 50 + [1] * 200)
    toll = Toll.fit(acts, acts.dyad[:1])
    assert toll is not None
    assert toll.own[int(acts.dyad[0])].tolist() == [1] * 200
    assert len(toll.pool) == 10_000 and toll.pool.sum() == 200


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 40), min_size=1, max_size=8),
    st.lists(st.integers(0, 5), min_size=1, max_size=4),
    st.integers(0, 10**6),
)
def test_deaths_never_fall_and_keep_to_what_was_reported(
    deaths: list[int], new: list[int], seed: int
) -> None:
    acts = killing(deaths)
    toll = Toll.fit(acts, acts.dyad[:1])
    assert toll is not None
    counts = np.cumsum(np.array(new)[:, None] * np.ones((1, 20), dtype=np.int64), axis=0)
    drawn = toll.draw(int(acts.dyad[0]), counts, np.random.default_rng(seed))
    assert np.all(np.diff(drawn, axis=0) >= 0)
    assert np.all((drawn >= counts * min(deaths)) & (drawn <= counts * max(deaths)))
    # The first horizons are drawn alike, whatever comes after.
    short = toll.draw(int(acts.dyad[0]), counts[:1], np.random.default_rng(seed))
    np.testing.assert_array_equal(short, drawn[:1])


def test_own_deaths_weigh_as_documented() -> None:
    """Ten own acts of 6 deaths, ninety of others without: half own, half of all acts."""
    rows = [(i, 0, 1, 3) for i in range(10)] + [(i, 1, 2, 3) for i in range(90)]
    table = acts_of(rows)
    acts = replace(table, deaths=np.where(table.source == 0, 6, 0))
    key = int(acts.dyad[acts.source == 0][0])
    toll = Toll.fit(acts, np.array([key]))
    assert toll is not None
    one = np.ones((1, 20_000), dtype=np.int64)
    own = toll.draw(key, one, np.random.default_rng(0)).mean()
    assert own == pytest.approx(0.5 * 6 + 0.5 * 0.6, abs=0.1)
    other = toll.draw(-1, one, np.random.default_rng(0)).mean()
    assert other == pytest.approx(0.6, abs=0.06)


def test_a_great_many_acts() -> None:
    acts = killing([0, 1, 2, 3])
    toll = Toll.fit(acts, acts.dyad[:1])
    assert toll is not None
    drawn = toll.draw(int(acts.dyad[0]), np.full((1, 100), 10**6), np.random.default_rng(0))
    assert drawn.mean() == pytest.approx(1.5e6, rel=1e-3)


def test_of_a_fitted_record(fitted: Fitted) -> None:
    dyads = np.unique(fitted.acts.dyad)[::12]
    found = {days: fitted.deaths(dyads, days, seed=2) for days in (7, 30, 90, 365)}
    for few, many in ((7, 30), (30, 90), (90, 365)):
        less, more = found[few], found[many]
        assert less is not None and more is not None
        for a, b in zip(less, more, strict=True):
            assert np.all(a <= b)
    expected, low, high, chance = found[365]  # type: ignore[misc]
    assert np.all(low <= high) and np.all(expected >= 0)
    # At least 1, 25, 1,000: rarer and rarer.
    assert chance.shape == (3, len(dyads)) and np.all(np.diff(chance, axis=0) <= 0)
    assert np.all((low >= 1) <= (chance[0] >= 0.95))
    # As many as the expected acts, times what an act costs on average, roughly.
    lethal = fitted.acts.deaths.mean()
    acts = fitted.prospect(dyads, 365, intervals=False).mean[:4].sum()
    assert expected.sum() == pytest.approx(acts * lethal, rel=0.35)
    again = fitted.deaths(dyads[3:4], 365, seed=2)
    assert again is not None and again[0][0] == expected[3]
