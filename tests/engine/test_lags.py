"""Lags: counted whole, as the baseline counts them, and what moves them."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.records import every_dyad, records
from whowhom.engine.acts import Acts
from whowhom.engine.drivers import Dyads
from whowhom.engine.lags import LAGS, lags, moved
from whowhom.engine.traces import Traces
from whowhom.forecasting.baselines import Regression


def at(acts: Acts, day: int) -> Traces:
    traces = Traces(acts)
    traces.advance(day)
    return traces


@settings(max_examples=60, deadline=None)
@given(records(fewest=2), st.integers(1, 120))
def test_lags_are_those_of_the_baseline(acts: Acts, ahead: int) -> None:
    day = int(acts.day[0]) + ahead
    past, traces = acts.before(day), at(acts, day)
    keys = np.unique(past.dyad)
    told = lags(traces, Dyads.of(traces, keys))
    slow = np.expm1(Regression().features(past, day, keys)).transpose(1, 2, 0)
    np.testing.assert_allclose(told, slow, atol=1e-9)
    strange = np.setdiff1d(every_dyad(acts.n_actors), keys)
    assert np.isnan(lags(traces, Dyads.of(traces, strange))).all()


def test_an_empty_record_has_none() -> None:
    none = np.zeros(0, dtype=np.int64)
    traces = Traces(Acts(none, none, none, none, none > 0, none, none, 3, (3,)))
    assert np.isnan(lags(traces, Dyads.of(traces, np.array([3])))).all()
    assert lags(traces, Dyads.of(traces, none)).shape == (4, len(LAGS), 0)


@settings(max_examples=30, deadline=None)
@given(records(fewest=2), st.data())
def test_what_comes_is_counted_for_both_sides_of_a_pair(acts: Acts, data: st.DataObject) -> None:
    traces = at(acts, int(acts.day[-1]) + 1)
    n = len(traces.keys)
    come = np.array(data.draw(st.lists(st.integers(-2, 3), min_size=4 * n, max_size=4 * n)))
    come = come.reshape(4, n).astype(np.float64)
    every = every_dyad(acts.n_actors)
    asked = Dyads.of(traces, every)
    found = moved(traces.holding(come), asked)
    sides = list(zip(*acts.sides(traces.keys), strict=True))
    for i, (s, t, _) in enumerate(zip(*acts.sides(every), strict=True)):
        sent = sum(
            come[:, k] * ((a == s) + (not w and b == s)) for k, (a, b, w) in enumerate(sides)
        )
        got = sum(come[:, k] * ((b == t) + (not w and a == t)) for k, (a, b, w) in enumerate(sides))
        np.testing.assert_allclose(found.sent[:, i], sent)
        np.testing.assert_allclose(found.received[:, i], got)
        own = come[:, traces.keys == every[i]].sum(axis=1)
        np.testing.assert_allclose(found.own[:, i], own)
