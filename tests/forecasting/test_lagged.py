"""The regression on lags: learnt from the past alone, pooled, and split among acts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.forecasting.cases import random_acts
from tests.forecasting.exciting import DAYS, exciting, without
from whowhom.engine.acts import Acts
from whowhom.engine.drivers import Dyads
from whowhom.engine.lags import LAGS, Moved, lags
from whowhom.engine.traces import Traces
from whowhom.forecasting.baselines import Line
from whowhom.forecasting.credits import credits
from whowhom.forecasting.lagged import NOTHING, SHARE, Lagged, Lessons, pool
from whowhom.forecasting.origins import BANDS


def lagged_of(slope: float = 0.3, seed: int = 0, active_days: int = 365) -> Lagged:
    """Lines with slopes made up, steeper for longer horizons."""
    rng = np.random.default_rng(seed)
    n = len(LAGS)

    def line(band: int) -> Line:
        slopes = np.append(band - 2.0, slope * rng.random(n))
        return Line(np.zeros(n), np.ones(n), np.full(n, 9.0), slopes, 0, 1e6)

    return Lagged(tuple(tuple(line(b) for b in range(len(BANDS))) for _ in range(4)), active_days)


def standing(acts: Acts, day: int) -> Traces:
    traces = Traces(acts)
    traces.start = traces.day = 0
    traces.advance(day)
    return traces


@pytest.fixture(scope="module")
def lessons() -> Lessons:
    return Lessons.of(exciting(), DAYS)


def test_lessons_know_nothing_of_the_day_and_later(lessons: Lessons) -> None:
    acts = exciting()
    cut = Lessons.of(acts.before(DAYS - 200), DAYS - 200)
    again = Lessons.of(acts, DAYS - 200)
    np.testing.assert_array_equal(cut.lags, again.lags)
    np.testing.assert_array_equal(cut.counts, again.counts)
    assert lessons.origin.max() <= DAYS - 7
    early = lessons.until(1000)
    for b, (_, high) in enumerate(BANDS):
        over = early.origin + high > 1000
        assert np.isnan(early.counts[:, b, over]).all()
        assert not np.isnan(early.counts[:, b, ~over]).any()


def test_lessons_begin_where_acts_are_dated_to_the_day() -> None:
    assert Lessons.of(exciting(), DAYS, fine_from=1000).origin.min() > 1000
    none = exciting().before(0)
    assert not len(Lessons.of(none, 100).origin)
    assert Lagged.fit(Lessons.of(none, 100)).lines == NOTHING.lines


def test_expectations_are_about_what_comes(lessons: Lessons) -> None:
    lagged = Lagged.fit(lessons)
    for q in range(4):
        expected = lagged.means(lessons.lags.astype(np.float64), q)
        assert (expected >= 0.0).all()
        for b in range(2):
            there = ~np.isnan(lessons.counts[q, b])
            weight = lessons.weight[there]
            came = (weight * lessons.counts[q, b, there]).sum()
            assert (weight * expected[b, there]).sum() == pytest.approx(came, rel=0.25)


def test_too_few_acts_teach_nothing() -> None:
    few = exciting().take(slice(0, 60))
    assert Lagged.fit(Lessons.of(few, int(few.day[-1]) + 1)).lines == NOTHING.lines


def test_dyads_silent_for_long_or_never_met_are_none_of_its_business() -> None:
    acts = random_acts(3)
    traces = standing(acts, 1500)
    told = lags(traces, Dyads.of(traces, traces.keys))
    found = lagged_of(active_days=100).means(told, 0)
    silent = told[0, list(LAGS).index("days since")] > 100
    assert silent.any() and not silent.all()
    np.testing.assert_array_equal(np.isnan(found).all(axis=0), silent)
    model = np.ones_like(found)
    assert (pool(model, found)[:, silent] == 1.0).all()
    own = found[:, ~silent]
    np.testing.assert_allclose(pool(model, found)[:, ~silent], 1.0 - SHARE + SHARE * own)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 50), st.integers(0, 3), st.data())
def test_acts_are_credited_with_what_leaving_them_out_takes(seed: int, quad: int, data) -> None:
    acts = random_acts(seed, rows=60, n_actors=3, days=500)
    traces, lagged = standing(acts, 500), lagged_of(0.05, seed)
    asked = Dyads.of(traces, np.array([data.draw(st.sampled_from(traces.keys.tolist()))]))
    inside = np.array([1.0, 1.0, 0.5, 0.0])
    found = credits(lagged, traces, asked, quad, inside)
    whole = _expected(lagged, traces, asked, quad, inside)
    assert found.acts == pytest.approx(whole)
    assert found.credit.sum() <= whole * (1.0 + 1e-9)
    assert (np.diff(found.credit) <= 0.0).all() and (found.credit > 0.0).all()
    credit = dict(zip(found.rows.tolist(), found.credit, strict=True))
    lost = {}
    for row in range(len(acts)):
        other = standing(without(acts, np.array([row])), 500)
        key = (asked.source * 3 + asked.target) * 2 + asked.directed
        again = Dyads.of(other, key)
        lost[row] = max(whole - _expected(lagged, other, again, quad, inside), 0.0)
    scale = min(1.0, whole / max(sum(lost.values()), 1e-300))
    for row, acts_ in lost.items():
        assert credit.get(row, 0.0) == pytest.approx(scale * acts_, abs=1e-9)


def _expected(lagged: Lagged, traces: Traces, asked: Dyads, quad: int, inside) -> float:
    means = lagged.means(lags(traces, asked), quad)[:, 0]
    return float(inside @ np.nan_to_num(means))


def test_a_response_is_the_slope_and_never_negative() -> None:
    acts = random_acts(5)
    traces, lagged = standing(acts, 1500), lagged_of(0.2)
    told = lags(traces, Dyads.of(traces, traces.keys))
    n, little = told.shape[2], 1e-6
    none = np.zeros((4, n))
    active = lagged.active(told)
    names = list(LAGS)
    come = Moved(none + 0.0, none + 0.0, none + 0.0)
    come.own[2] = 1.0
    changed = told.copy()
    for days in (7, 30, 90, 365):
        changed[2, names.index(f"last {days} days")] += little
    changed[2, names.index("a year")] += little * 365 / traces.age
    changed[:, names.index("of any class")] += little
    found = lagged.response(told, come, traces.age, 2)
    slope = (lagged.means(changed, 2) - lagged.means(told, 2)) / little
    np.testing.assert_allclose(found[:, active], slope[:, active], rtol=1e-3, atol=1e-6)
    assert not found[:, ~active].any()
    twice = lagged.response(told, Moved(2 * come.own, none, none), traces.age, 2)
    np.testing.assert_allclose(twice, 2 * found)
    falling = replace(
        lagged,
        lines=tuple(tuple(replace(x, slope=-x.slope) for x in row if x) for row in lagged.lines),
    )
    assert (falling.response(told, come, traces.age, 2) >= 0.0).all()
