"""Drivers and dampers: against loops over acts, relabelled, and without sight of the future."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine import reference_drivers as slow
from tests.engine.records import every_dyad, records
from whowhom.engine.acts import Acts, Float, Int
from whowhom.engine.drivers import DAMPERS, DRIVERS, Dyads, dampers, values
from whowhom.engine.traces import Traces


def statistics(acts: Acts, day: int, dyad: Int, quad: int) -> tuple[Float, Float]:
    traces = Traces(acts)
    traces.advance(day)
    asked = Dyads.of(traces, dyad)
    return values(traces, asked, quad), dampers(traces, asked, quad)


@settings(max_examples=60, deadline=None)
@given(records(), st.one_of(st.integers(1, 120), st.integers(300, 1000)), st.integers(0, 3))
def test_drivers_and_dampers_equal_the_formulas(acts: Acts, ahead: int, quad: int) -> None:
    day, n = int(acts.day[0]) + ahead, acts.n_actors
    keys = every_dyad(n)
    found, damped = statistics(acts, day, keys, quad)
    record = slow.Record(acts, day)
    for i, dyad in enumerate(zip(*acts.sides(keys), strict=True)):
        who = (int(dyad[0]), int(dyad[1]), bool(dyad[2]))
        wanted = slow.values(record, quad, who, n)
        np.testing.assert_allclose(found[:, i], wanted, rtol=1e-9, atol=1e-15, err_msg=str(who))
        np.testing.assert_allclose(
            damped[:, i], slow.dampers(record, quad, who), rtol=1e-9, atol=1e-12, err_msg=str(who)
        )


@settings(max_examples=60, deadline=None)
@given(records(), st.integers(1, 120), st.integers(0, 3), st.randoms(use_true_random=False))
def test_names_of_actors_do_not_matter(acts: Acts, ahead: int, quad: int, random) -> None:
    day, n = int(acts.day[0]) + ahead, acts.n_actors
    new = list(range(n))
    random.shuffle(new)
    number = np.array(new)
    other = replace(acts, source=number[acts.source], target=number[acts.target])
    source, target, directed = acts.sides(every_dyad(n))
    first, second = number[source], number[target]
    low = np.where(directed, first, np.minimum(first, second))
    high = np.where(directed, second, np.maximum(first, second))
    for one, two in zip(
        statistics(acts, day, every_dyad(n), quad),
        statistics(other, day, (low * n + high) * 2 + directed, quad),
        strict=True,
    ):
        np.testing.assert_allclose(one, two, rtol=1e-9, atol=1e-15)


@settings(max_examples=60, deadline=None)
@given(records(), records(), st.integers(1, 100), st.integers(0, 3))
def test_acts_on_or_after_the_day_are_not_seen(
    acts: Acts, others: Acts, ahead: int, quad: int
) -> None:
    day, n = int(acts.day[0]) + ahead, acts.n_actors
    before = acts.before(day)
    later = others.take((others.source < n) & (others.target < n))
    joined = {
        name: np.concatenate([getattr(before, name), getattr(later, name)])
        for name in ("source", "target", "kind", "directed", "count", "deaths")
    }
    changed = replace(before, day=np.concatenate([before.day, later.day + day]), **joined)
    for one, two in zip(
        statistics(before, day, every_dyad(n), quad),
        statistics(changed, day, every_dyad(n), quad),
        strict=True,
    ):
        np.testing.assert_allclose(one, two, rtol=1e-12, atol=0.0)


@settings(max_examples=30, deadline=None)
@given(records(), st.integers(1, 120), st.integers(0, 3), st.integers(2, 4))
def test_drivers_of_acts_are_linear_where_the_level_is_whole(
    acts: Acts, ahead: int, quad: int, times: int
) -> None:
    day, keys = int(acts.day[0]) + ahead, every_dyad(acts.n_actors)
    once, _ = statistics(acts, day, keys, quad)
    often, _ = statistics(replace(acts, count=times * acts.count), day, keys, quad)
    # A share of counts does not change when all counts grow alike: every carrier grows, no level.
    grows = [d.carrier != "none" for d in DRIVERS]
    np.testing.assert_allclose(often[grows], times * once[grows], rtol=1e-9)
    same = [not g for g in grows]
    np.testing.assert_allclose(often[same], once[same], rtol=1e-9)


def test_an_empty_record() -> None:
    none = np.zeros(0, dtype=np.int64)
    acts = Acts(none, none, none, none, none > 0, none, none, 3, (0, 1, 2, 3))
    found, damped = statistics(acts, 100, every_dyad(3), 3)
    assert found.shape == (len(DRIVERS), 9) and damped.shape == (len(DAMPERS), 9)
    base = [d.name for d in DRIVERS].index("base")
    assert found[base] == pytest.approx(1.0)
    assert not np.delete(found, base, axis=0).any()
    assert damped[list(DAMPERS).index("stranger")] == pytest.approx(1.0)
