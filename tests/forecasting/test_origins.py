"""Past origins: truths against a slow count, weights that add up, and no sight of the future."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.records import every_dyad, records
from tests.forecasting.cases import random_acts
from tests.forecasting.exciting import joined
from whowhom.engine.acts import Acts
from whowhom.forecasting import origins
from whowhom.forecasting.origins import BANDS, Experience, collect

AS_OF = 1450


@pytest.fixture(scope="module")
def drawn() -> tuple[Acts, Experience]:
    acts = random_acts(3, rows=700, n_actors=12)
    return acts, collect(acts, AS_OF, cap=6000)


def same(one: Experience, two: Experience) -> bool:
    names = ("origin", "dyad", "weight", "drivers", "dampers", "counts")
    return (one.start, one.step) == (two.start, two.step) and all(
        np.array_equal(getattr(one, n), getattr(two, n), equal_nan=True) for n in names
    )


def slow_counts(acts: Acts, dyad: int, origin: int, as_of: int) -> np.ndarray:
    found = np.zeros((4, len(BANDS)))
    for b, (low, high) in enumerate(BANDS):
        if origin + high > as_of:
            found[:, b] = np.nan
            continue
        for row in range(len(acts)):
            if acts.dyad[row] == dyad and origin + low <= acts.day[row] < origin + high:
                found[acts.classes[row], b] += acts.count[row]
    return found


def test_truths_equal_a_slow_count(drawn: tuple[Acts, Experience]) -> None:
    acts, seen = drawn
    some = np.random.default_rng(0).choice(len(seen), 60, replace=False)
    ends = np.flatnonzero(seen.origin == seen.origin.max())[:10]
    for i in [*some, *ends]:
        slow = slow_counts(acts, int(seen.dyad[i]), int(seen.origin[i]), AS_OF)
        np.testing.assert_array_equal(seen.counts[:, :, i], slow)


def test_until_is_what_was_known_then(drawn: tuple[Acts, Experience]) -> None:
    acts, seen = drawn
    day = 900
    known = seen.until(day)
    assert known.origin.max() < day
    for i in np.random.default_rng(1).choice(len(known), 60, replace=False):
        slow = slow_counts(acts, int(known.dyad[i]), int(known.origin[i]), day)
        np.testing.assert_array_equal(known.counts[:, :, i], slow)
    # Nothing of the original is changed.
    assert np.isnan(known.counts).sum() > np.isnan(seen.counts[:, :, seen.origin < day]).sum()


def test_weights_add_up_to_all_known_dyads(drawn: tuple[Acts, Experience]) -> None:
    acts, seen = drawn
    for origin in np.unique(seen.origin):
        past = np.unique(acts.before(int(origin)).dyad)
        own = (seen.origin == origin) & np.isin(seen.dyad, past)
        coming = np.unique(acts.before(AS_OF).before(int(origin) + 365).dyad)
        # Newcomers share a stratum with dyads that come back: those are held apart.
        if np.isin(coming, past).all() or (seen.weight[own] == 1.0).all():
            assert seen.weight[own].sum() == pytest.approx(len(past))


def test_weights_add_up_on_average() -> None:
    """Over many seeds: known dyads, dyads to come, and strangers, each to their true number."""
    acts = random_acts(4, rows=250, n_actors=9)
    origin = 700
    past = acts.before(origin)
    known = np.unique(past.dyad)
    busy = np.unique(np.concatenate([past.source, past.target]))
    keys = every_dyad(9)
    source, target, _ = acts.sides(keys)
    strange = keys[np.isin(source, busy) & np.isin(target, busy) & ~np.isin(keys, known)]
    sums = {"known": [], "strange": []}
    for seed in range(300):
        traces, later = origins.Traces(acts), origins.Later(acts)
        traces.advance(origin)
        rng = np.random.default_rng(seed)
        dyad, weight = origins._draw(traces, later, origin, AS_OF, 40, rng)
        is_known = np.isin(dyad, known)
        assert np.isin(dyad[~is_known], strange).all()
        sums["known"].append(weight[is_known].sum())
        sums["strange"].append(weight[~is_known].sum())
    for name, true in (("known", len(known)), ("strange", len(strange))):
        error = np.std(sums[name]) / np.sqrt(len(sums[name]))
        assert abs(np.mean(sums[name]) - true) < 4 * error + 1e-9, (name, np.mean(sums[name]), true)


@settings(max_examples=15, deadline=None)
@given(records(fewest=3), records(), st.integers(30, 110))
def test_acts_on_or_after_the_day_change_nothing(acts: Acts, others: Acts, as_of: int) -> None:
    few = others.take((others.source < acts.n_actors) & (others.target < acts.n_actors))
    later = replace(few, day=few.day + as_of, n_actors=acts.n_actors)
    before = acts.before(as_of)
    assert same(collect(before, as_of), collect(joined(before, later), as_of))


@settings(max_examples=15, deadline=None)
@given(records(fewest=3), records(), st.integers(20, 70))
def test_acts_after_an_origin_change_no_statistic_at_it(
    acts: Acts, others: Acts, origin: int
) -> None:
    if not len(acts.before(origin)):
        return
    as_of, n = 130, acts.n_actors
    few = others.take((others.source < n) & (others.target < n))
    changed = joined(acts.before(origin), replace(few, day=few.day + origin, n_actors=n))
    parts = []
    for record in (acts, changed):
        start = replace(
            record,
            day=np.maximum(record.day, 1),
        )
        traces, later = origins.Traces(start), origins.Later(start)
        if origin < traces.start:
            return
        part = origins._at_origin(traces, later, origin, as_of, 40, np.random.default_rng(0))
        parts.append(
            dict(
                zip(
                    part.dyad.tolist(),
                    np.vstack(
                        [
                            part.drivers.reshape(-1, len(part.dyad)),
                            part.dampers.reshape(-1, len(part.dyad)),
                        ]
                    ).T,
                    strict=True,
                )
            )
        )
    for key in set(parts[0]) & set(parts[1]):
        np.testing.assert_allclose(parts[0][key], parts[1][key], rtol=1e-6)


def test_the_same_seed_draws_the_same(drawn: tuple[Acts, Experience]) -> None:
    acts, seen = drawn
    assert same(seen, collect(acts, AS_OF, cap=6000))
    assert not same(seen, collect(acts, AS_OF, cap=6000, seed=1))


def test_no_origin_before_acts_are_dated_to_the_day() -> None:
    acts = random_acts(5, rows=300)
    for fine_from in (100, 800):
        seen = collect(acts, AS_OF, fine_from=fine_from)
        assert seen.origin.min() >= fine_from and seen.start == acts.day[0]


@pytest.mark.parametrize("rows", [0, 1, 2])
def test_hardly_any_record(rows: int) -> None:
    acts = random_acts(6).take(slice(0, rows))
    seen = collect(acts, AS_OF)
    assert seen.drivers.shape[2] == len(seen)
    assert len(seen.until(AS_OF)) == len(seen) and np.all(seen.age >= 1)
