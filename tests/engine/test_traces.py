"""What the past has left in every dyad: against loops over acts, and streamed in steps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.records import records
from tests.engine.reference_drivers import HALF_LIVES, Record
from whowhom.engine import traces as traces_
from whowhom.engine.acts import Acts
from whowhom.engine.traces import Traces


def at(acts: Acts, *days: int) -> Traces:
    traces = Traces(acts)
    for day in days:
        traces.advance(day)
    return traces


def test_the_half_lives_are_those_of_the_oracle() -> None:
    assert traces_.HALF_LIVES == HALF_LIVES


@settings(max_examples=40, deadline=None)
@given(records(), st.integers(1, 60), st.integers(0, 5), st.integers(-1, 3))
def test_rates_of_dyads_and_sides(acts: Acts, ahead: int, k: int, quad: int) -> None:
    day = int(acts.day[0]) + 2 * ahead
    traces, record = at(acts, day), Record(acts, day)
    wanted = range(4) if quad < 0 else (quad,)

    def rate(chosen) -> float:
        return record.rate(HALF_LIVES[k], lambda a: chosen(a) if a.quad in wanted else 0)

    for i in range(len(traces.keys)):
        s, t, way = int(traces.source[i]), int(traces.target[i]), bool(traces.directed[i])
        found = traces.rate(k, quad)[i]
        assert found == pytest.approx(rate(lambda a, s=s, t=t, w=way: a.of(s, t, w)))
        first = record.first(lambda a, s=s, t=t, w=way: a.of(s, t, w))
        assert (traces.first[i] == first) if first is not None else traces.first[i] > day
    sent, received = traces.side_rate(k, quad, True), traces.side_rate(k, quad, False)
    for actor in range(acts.n_actors):
        assert sent[actor] == pytest.approx(rate(lambda a, x=actor: a.sent_by(x)))
        assert received[actor] == pytest.approx(rate(lambda a, x=actor: a.done_to(x)))


@settings(max_examples=40, deadline=None)
@given(records(), st.integers(1, 120))
def test_shared_partners(acts: Acts, ahead: int) -> None:
    day, n = int(acts.day[0]) + ahead, acts.n_actors
    source, target = (x.reshape(-1) for x in np.indices((n, n)))
    found, record = at(acts, day).shared_partners(source, target), Record(acts, day)
    slow = [record.shared(int(s), int(t), n) for s, t in zip(source, target, strict=True)]
    np.testing.assert_allclose(found, slow, atol=1e-12)
    assert np.all((found >= 0) & (found <= 1 + 1e-12))


@settings(max_examples=40, deadline=None)
@given(records(), st.lists(st.integers(0, 40), min_size=1, max_size=6))
def test_steps_equal_one_step(acts: Acts, steps: list[int]) -> None:
    days = int(acts.day[0]) + 1 + np.cumsum(steps)
    slow, quick = at(acts, *(int(d) for d in days)), at(acts, int(days[-1]))
    np.testing.assert_allclose(slow.counts, quick.counts, rtol=1e-9, atol=1e-300)
    np.testing.assert_array_equal(slow.last, quick.last)
    np.testing.assert_array_equal(slow.first, quick.first)
    for k in range(6):
        np.testing.assert_allclose(slow.rate(k, -1), quick.rate(k, -1), rtol=1e-9, atol=1e-300)
        for sending in (True, False):
            np.testing.assert_allclose(
                slow.side_rate(k, 3, sending), quick.side_rate(k, 3, sending), rtol=1e-9, atol=1e-18
            )


@settings(max_examples=40, deadline=None)
@given(records(), st.integers(1, 100), st.integers(1, 60))
def test_who_was_active(acts: Acts, ahead: int, days: int) -> None:
    day = int(acts.day[0]) + ahead
    traces = at(acts, day)
    recent = acts.take((acts.day < day) & (acts.day >= day - days))
    np.testing.assert_array_equal(traces.active(days), np.isin(traces.keys, recent.dyad))


def test_places_of_dyads_that_never_act() -> None:
    one = np.array([1])
    acts = Acts(0 * one, 0 * one, one, 0 * one, one > 0, one, -one, 3, (3,))
    traces = Traces(acts)
    np.testing.assert_array_equal(traces.places(np.array([3, 2, 99])), [0, -1, -1])
    empty = Traces(acts.before(0))
    np.testing.assert_array_equal(empty.places(np.array([3, 2])), [-1, -1])
    assert not len(empty.active(30))


def test_time_only_moves_forward() -> None:
    one = np.array([1])
    traces = Traces(Acts(one, 0 * one, one, 0 * one, one > 0, one, -one, 3, (3,)))
    traces.advance(9)
    with pytest.raises(ValueError, match="only move forward, got 8"):
        traces.advance(8)
