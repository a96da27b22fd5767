"""The model of sightings: against sums over histories, hand-made figures, and planted truths."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.forecasting.presence_oracle import by_histories
from whowhom.forecasting import presence as model
from whowhom.forecasting.presence import (
    CELLS,
    FIRST,
    RUNGS,
    Filter,
    Sightings,
    again,
    interval,
    own_weights,
    silence,
    steps,
    weigh,
)
from whowhom.forecasting.presence_trial import Gaps, trial

EVEN = np.full(len(CELLS), 1 / len(CELLS))


def record(*acts, unsure=None, months=None, observed=None):
    """One source, or several rows of acts."""
    acts = np.atleast_2d(np.array(acts, dtype=float))
    size = acts.shape[1]
    return Sightings(
        acts,
        np.zeros_like(acts) if unsure is None else np.atleast_2d(np.array(unsure, dtype=float)),
        np.ones(size) if months is None else np.array(months, dtype=float),
        np.ones(size) if observed is None else np.array(observed, dtype=float),
    )


@pytest.mark.parametrize(
    ("acts", "unsure", "months", "observed"),
    [
        ([2, 0, 0], [0, 0, 0], [1, 1, 1], [1, 1, 1]),
        ([1, 0, 3, 0], [0, 0, 0, 0], [12, 12, 1, 1], [1, 1, 1, 1]),
        ([1, 0, 0], [0, 2, 0], [1, 1, 1], [1, 1, 1]),
        ([1, 0, 0], [1, 0, 0], [1, 6, 1], [1, 0.5, 0]),
    ],
)
def test_the_filter_is_the_sum_over_all_histories(acts, unsure, months, observed):
    found = Filter(record(acts, unsure=unsure, months=months, observed=observed)).run()
    for at in (0, 17, 55, len(CELLS) - 1):
        on, likelihood = by_histories(acts, unsure, months, observed, RUNGS, FIRST, CELLS[at], 0.5)
        assert 1 - found.state[0, at, 0] == pytest.approx(on, rel=1e-9)
        assert np.exp(found.evidence[0, at]) == pytest.approx(likelihood, rel=1e-9)


def test_the_silence_is_what_the_filter_says():
    sightings = record([0, 4, 0, 2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0], unsure=[0] * 11 + [1, 0, 0])
    whole = Filter(sightings).run()
    weight = own_weights(whole.evidence, EVEN)
    one = silence(sightings, EVEN)
    assert one.mean(one.on) == pytest.approx(float(whole.on(weight)[0]), rel=1e-9)
    by_filter = float((again(whole.state, 12.0) * weight).sum())
    assert one.mean(one.again(12.0)) == pytest.approx(by_filter, rel=1e-9)


def test_a_steady_rate_that_never_ends_is_solows_silence():
    """With one rung, no bursts and no moves, P(silence | on) is exp(-rate x months)."""
    sightings = record([3, 0, 0, 0, 0, 0, 0])
    one = silence(sightings, EVEN)
    burst, drift = CELLS[:, 0], CELLS[:, 1]
    slowest = (drift == drift.min()) & (burst == burst.max())
    rung = int(np.flatnonzero(RUNGS == 0.125)[0])
    quiet = one.quiet[slowest][:, rung]
    # Bursts and the ladder move it a little off the pure Poisson process.
    assert quiet == pytest.approx(np.exp(-0.125 * 6), abs=0.05)


def test_longer_silence_never_makes_it_likelier():
    values = []
    for months in range(1, 60, 6):
        one = silence(record([2, 1, 3] + [0] * months), EVEN)
        values.append((one.mean(one.on), one.mean(one.again(12.0))))
    assert all(a > b for (a, _), (b, _) in pairwise(values))
    assert all(a > b for (_, a), (_, b) in pairwise(values))


def test_an_unobserved_silence_costs_only_time():
    looked = silence(record([5, 5, 0, 0, 0]), EVEN)
    blind = silence(record([5, 5, 0, 0, 0], observed=[1, 1, 0, 0, 0]), EVEN)
    assert blind.mean(blind.on) == pytest.approx(blind.mean(blind.unlooked, before=True))
    assert blind.mean(blind.on) > looked.mean(looked.on)


def test_an_uncertain_sighting_helps_more_the_more_it_is_trusted():
    def on(unsure, trust):
        one = silence(record([5, 5, 0, 0, 0, 0], unsure=[0, 0, 0, 0, 0, unsure]), EVEN, trust)
        return one.mean(one.on)

    assert on(0, 0.5) < on(1, 0.25) < on(1, 0.75) < on(2, 0.75) < 1


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(0, 40), min_size=1, max_size=20),
    st.lists(st.integers(0, 3), min_size=21, max_size=21),
    st.sampled_from([0.1, 1.0, 2.0, 12.0]),
)
def test_probabilities_are_probabilities_and_cohere(acts, unsure, months):
    acts = [1, *acts]
    sightings = record(acts, unsure=unsure[: len(acts)], months=[months] * len(acts))
    one = silence(sightings, EVEN)
    chances = [one.mean(one.again(h)) for h in (3.0, 12.0, 24.0)]
    assert 0 <= one.mean(one.on) <= 1 + 1e-12
    assert chances == sorted(chances)
    assert chances[0] > 0 and chances[-1] <= 1
    assert one.weight.sum() == pytest.approx(1)
    low, high = one.interval(one.on, 0.9)
    assert low <= high


def test_steps_of_a_year_are_twelve_of_a_month():
    month = np.linalg.matrix_power(steps(1.0), 12)
    assert np.allclose(month, steps(12.0), atol=1e-12)


def test_after_a_quiet_year_it_is_what_a_longer_record_says():
    short = silence(record([4, 2, 0, 0]), EVEN)
    longer = silence(record([4, 2, 0, 0] + [0] * 12), EVEN)
    on, seen = short.after_quiet(12.0, 12.0)
    assert on == pytest.approx(longer.mean(longer.on), rel=1e-9)
    assert seen == pytest.approx(longer.mean(longer.again(12.0)), rel=1e-9)


def test_shares_stay_near_even_in_a_short_record_and_follow_a_long_one():
    evidence = np.zeros((40, len(CELLS)))
    evidence[:, 3] = 5.0
    short, long = weigh(evidence, 12.0), weigh(evidence, 1200.0)
    assert short[3] < 0.2 < 0.6 < long[3]
    assert weigh(evidence, 12.0, histories=100)[3] == pytest.approx(long[3])
    assert short.sum() == pytest.approx(1)


def test_an_interval_leaves_the_same_mass_on_either_side():
    values = np.array([4.0, 1.0, 3.0, 2.0, 5.0])
    weight = np.array([0.3, 0.04, 0.3, 0.3, 0.06])
    assert interval(values, weight, 0.9) == (2.0, 5.0)
    assert interval(values, weight, 0.8) == (2.0, 4.0)


def made(seed, sources=40, months=180):
    """Records from the model itself, with the truth."""
    draw = np.random.default_rng(seed)
    acts, truth = np.zeros((sources, months)), np.zeros((sources, months), dtype=bool)
    for source in range(sources):
        burst, drift, off, back = CELLS[draw.integers(len(CELLS))]
        rung, on = int(draw.choice(len(RUNGS), p=FIRST)), True
        for at in range(months):
            on = draw.random() >= off if on else draw.random() < back
            rung = int(np.clip(rung + draw.choice([-1, 0, 1], p=_moves(drift)), 0, len(RUNGS) - 1))
            truth[source, at] = on
            if on:
                acts[source, at] = draw.negative_binomial(burst, burst / (burst + RUNGS[rung]))
    return acts, truth


def _moves(drift):
    part = (1 - np.exp(-drift)) / 2
    return [part, 1 - 2 * part, part]


def test_planted_truth_is_found_and_stated_probabilities_come_true():
    told, came = [], []
    for seed in (1, 2, 3):
        acts, truth = made(seed)
        sightings = record(*acts)
        state = Filter(sightings).run()
        live = np.flatnonzero(sightings.begins < acts.shape[1])
        told.append(state.on(own_weights(state.evidence, EVEN))[live])
        came.append(truth[live, -1])
    p, y = np.concatenate(told), np.concatenate(came)
    assert ((p - y) ** 2).mean() < 0.5 * y.var()
    for low, high in ((0.0, 0.3), (0.7, 1.01)):
        inside = (p >= low) & (p < high)
        assert inside.sum() > 20
        assert y[inside].mean() == pytest.approx(p[inside].mean(), abs=0.08)


def test_a_group_that_came_back_was_given_a_chance_while_silent():
    acts, _ = made(5)
    found = trial(record(*acts), 24.0)
    silent = found.silent >= 12
    came, forecast = found.happened[silent].mean(), found.probability[silent].mean()
    assert found.happened[silent].sum() > 10
    assert forecast == pytest.approx(came, abs=0.06)


def test_the_trial_knows_nothing_of_what_came_later():
    acts, _ = made(7, sources=12, months=120)
    whole = trial(record(*acts), 12.0)
    changed = acts.copy()
    changed[:, 84:] = 9.0
    other = trial(record(*changed), 12.0)
    early = whole.origin + 12 <= 84
    assert early.sum() > 20
    assert np.array_equal(whole.probability[early], other.probability[: early.sum()])
    assert np.array_equal(whole.baselines[:, early], other.baselines[:, : early.sum()])


def test_returns_are_counted_by_hand():
    #                 silences: 2 then back, 5 to the end; 3 then back, 0 then 3 to the end
    sightings = record([1, 0, 0, 1, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 1, 1, 0, 0])
    gaps = Gaps.of(sightings)
    found = gaps.returned(2.0, 2.0)
    # Reached 2 months: four of them but one short one; followed two months more: not the last.
    assert (found.reached, found.ever, found.sources) == (4, 2, 2)
    assert (found.silences, found.within) == (3, 2)
    assert gaps.returned(2.0, 2.0, but=0).reached == 3
    assert gaps.returned(50.0, 2.0).reached == 0


def test_a_record_of_others_leaves_the_grid_untouched():
    before = model.CELLS.copy()
    Filter(record([1, 0, 2])).run()
    assert np.array_equal(before, model.CELLS)
