"""Reasons: they add up, delete to exactly what they claim, and name what moves the forecast."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from benchmarks.dyadsets import casia
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr

from tests.engine import reference_drivers as slow
from tests.engine.records import every_dyad, records
from tests.forecasting.exciting import without
from tests.forecasting.faithfulness import cells_of, falls
from whowhom.engine.acts import Acts
from whowhom.engine.drivers import DRIVERS, Dyads, level
from whowhom.engine.traces import HALF_LIVES, Traces
from whowhom.forecasting.fitted import Fitted
from whowhom.forecasting.reasons import split


def carriers(acts: Acts, who: tuple[int, int, bool], quad: int, day: int, start: int, levels):
    """Every driver by loops, the levels held at what they were."""
    record = slow.Record(acts, day)
    record.age = max(day - start, 1)
    s, t, directed = who
    ways = [(s, t)] if directed else [(s, t), (t, s)]
    return np.array(
        [
            sum(
                slow.carrier(record, d, quad, a, b, directed) * levels[i][way]
                for way, (a, b) in enumerate(ways)
            )
            / len(ways)
            for i, d in enumerate(DRIVERS)
        ]
    )


@settings(max_examples=40, deadline=None)
@given(records(fewest=4), st.integers(1, 120), st.integers(0, 3), st.data())
def test_deleting_what_is_credited_removes_its_credit(
    acts: Acts, ahead: int, quad: int, data
) -> None:
    """Exactly its part of every driver's carrier, the level held fixed: pairs and one-way dyads."""
    day, start = int(acts.day[0]) + ahead, int(acts.day[0])
    past, traces = acts.before(day), Traces(acts)
    traces.advance(day)
    key = data.draw(st.sampled_from(list(every_dyad(acts.n_actors))))
    asked = Dyads.of(traces, np.array([key]))
    who = (int(asked.source[0]), int(asked.target[0]), bool(asked.directed[0]))
    levels = [
        tuple(float(level(traces, asked, d, quad, way)[0]) for way in (False, True))
        for d in DRIVERS
    ]
    before = carriers(past, who, quad, day, start, levels)
    gone = data.draw(st.sets(st.integers(0, len(past) - 1), min_size=1, max_size=3))
    after = carriers(without(past, np.array(sorted(gone))), who, quad, day, start, levels)
    for i, driver in enumerate(DRIVERS):
        rows, shares = split(past, driver, quad, who, day, levels[i])
        if driver.carrier == "none" or before[i] == 0.0:
            assert not len(rows)
            continue
        assert shares.sum() == pytest.approx(1.0, abs=1e-9)
        assert np.all(np.diff(shares) <= 0)
        credit = sum(x for row, x in zip(rows, shares, strict=True) if int(row) in gone)
        assert before[i] - after[i] == pytest.approx(before[i] * credit, abs=1e-12)


def test_shares_add_up_and_acts_are_the_forecasts(fitted: Fitted) -> None:
    for dyad, quad, days in cells_of(fitted, 60, seed=1):
        why = fitted.reasons(dyad, quad, days)
        assert sum(r.share for r in why.reasons) == pytest.approx(1.0, abs=1e-9)
        mean = fitted.prospect(np.array([dyad]), days, intervals=False).mean[quad, 0]
        assert sum(r.acts for r in why.reasons) == pytest.approx(mean, rel=1e-5)
        for reason in why.reasons:
            assert reason.acts == pytest.approx(reason.share * mean, rel=1e-5)
            total = sum(share for _, share in reason.events)
            assert not reason.events or total == pytest.approx(1.0, abs=1e-9)
            assert all(fitted.acts.day[row] < fitted.until for row, _ in reason.events)
        shares = [r.share for r in why.reasons]
        assert shares == sorted(shares, reverse=True)
        assert all(c.factor > 0 for c in why.contrasts)


def test_pull_of_the_base_rate_is_a_reason(fitted: Fitted) -> None:
    leaning = replace(fitted, calibration=replace(fitted.calibration, stack=np.full(4, 0.6)))
    dyad, quad, days = cells_of(fitted, 1, seed=2)[0]
    why = leaning.reasons(dyad, quad, days)
    pull = [r for r in why.reasons if r.name == "base rate"]
    base = leaning.prospect(np.array([dyad]), days, intervals=False).base_mean[quad, 0]
    assert pull[0].acts == pytest.approx(0.4 * base)
    assert sum(r.share for r in why.reasons) == pytest.approx(1.0, abs=1e-9)


def test_contrasts_multiply_to_the_factor_of_one_band(fitted: Fitted) -> None:
    for dyad, quad, _ in cells_of(fitted, 20, seed=3):
        why = fitted.reasons(dyad, quad, 7)
        driven = np.prod([c.factor for c in why.contrasts])
        weights = fitted.horizon.weights[quad][0]
        assert weights is not None
        from whowhom.engine.drivers import dampers

        asked = Dyads.of(fitted.traces, np.array([dyad]))
        factor = weights.factor(dampers(fitted.traces, asked, quad))[0]
        assert driven == pytest.approx(factor, rel=1e-6)


def test_a_dyad_never_seen_has_reasons_that_add_up(fitted: Fitted) -> None:
    acts = fitted.acts
    strange = np.setdiff1d(every_dyad(acts.n_actors), acts.dyad)[:5]
    assert len(strange)
    for dyad in strange:
        why = fitted.reasons(int(dyad), 3, 90)
        assert sum(r.share for r in why.reasons) == pytest.approx(1.0, abs=1e-9)
        assert not any("inertia" in r.name for r in why.reasons)


@pytest.mark.parametrize(
    ("k", "cells"), [pytest.param(1, 320, marks=pytest.mark.long), (5, 80), (20, 80)]
)
def test_forecasts_fall_by_what_is_credited(fitted: Fitted, k: int, cells: int) -> None:
    # What a single act takes away scatters: of 80 cells the rank correlation is a matter of luck.
    found = falls(fitted, cells_of(fitted, cells), k)
    check(found)
    ratio = sum(f.actual for f in found) / sum(f.credited for f in found)
    assert 0.85 < ratio < 1.2


def check(found) -> None:
    credited = [f.credited for f in found]
    assert spearmanr(credited, [f.actual for f in found])[0] >= 0.9
    assert spearmanr(credited, [f.actual_any for f in found])[0] >= 0.9
    assert np.mean([abs(f.random) for f in found]) < 0.03 * np.mean([f.actual for f in found])
    assert np.mean([abs(f.random_any) for f in found]) < 0.03 * np.mean(
        [f.actual_any for f in found]
    )


@pytest.mark.long
def test_forecasts_of_central_asia_fall_by_what_is_credited(shared_data: Path) -> None:
    acts = casia(shared_data).acts
    central = Fitted.fit(acts, int(acts.day[-1]) + 1)
    for k in (1, 5, 20):
        check(falls(central, cells_of(central, 200), k))


def test_half_lives_of_the_drivers_are_known() -> None:
    assert all(0 <= d.memory < len(HALF_LIVES) for d in DRIVERS)
