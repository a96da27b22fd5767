"""Interventions: nothing changes nothing, signs that are fixed hold, planted effects come back."""

from itertools import pairwise

import numpy as np
import pytest

from tests.forecasting.exciting import DAYS, N_ACTORS, exciting
from tests.forecasting.planted import continued, touching
from whowhom.forecasting.intervening import STEPS, Add, Scale, Stop, intervene, lags
from whowhom.forecasting.origins import EDGES
from whowhom.forecasting.paired import draw

KEY = (0 * N_ACTORS + 1) * 2 + 1


@pytest.mark.parametrize("what", [[], [Scale(0, 1.0)], [Add(0, 4, KEY)], [Scale(2, 1.0, 3)]])
@pytest.mark.parametrize("days", [7, 45, 90, 365])
def test_nothing_changes_nothing_to_the_last_digit(fitted, what, days):
    dyads = fitted.candidates(1)
    changed = intervene(fitted, what, dyads, days)
    assert np.array_equal(changed.without, changed.given)
    assert not changed.moved.any()
    plain = fitted.prospect(dyads, days, intervals=False)
    asked = changed.without[..., changed.asked].sum(axis=1)
    assert asked == pytest.approx(plain.mean[:4], rel=1e-12)
    paths = draw(fitted, changed)
    assert np.array_equal(paths.without, paths.given)


def test_plain_paths_are_those_of_the_forecast(fitted):
    changed = intervene(fitted, [Scale(0, 2.0)], fitted.candidates(1), 90)
    paths = draw(fitted, changed, seed=5)
    means, _ = fitted.means(_asked(fitted, paths.dyad), 3)
    for n in (0, 3):
        own = fitted._paths(means[:, [n]], int(paths.dyad[n]), 3, 90, 5)[-1]
        assert np.array_equal(paths.without[3, n], own)


def _asked(fitted, dyads):
    from whowhom.engine.drivers import Dyads

    return Dyads.of(fitted.traces, dyads)


@pytest.mark.parametrize("actor", [0, 3])
@pytest.mark.parametrize("days", [7, 90])
def test_more_of_one_is_never_less_of_another(fitted, actor, days):
    dyads = fitted.candidates(actor + 1)
    factors = (0.0, 0.4, 1.0, 1.5, 10.0)
    found = [intervene(fitted, [Scale(actor, f)], dyads, days) for f in factors]
    for less, more in pairwise(found):
        assert (more.given >= less.given - 1e-9).all()
        assert (less.given >= 0).all()
    paths = draw(fitted, found[-2], paths=50)
    assert (paths.given >= paths.without).all()
    paths = draw(fitted, found[1], paths=50)
    assert (paths.given <= paths.without).all()


def test_scaled_dyads_stand_at_the_factor_and_target_alone_where_named(fitted):
    dyads = fitted.candidates(0)
    changed = intervene(fitted, [Scale(0, 3.0, 1)], dyads, 90)
    source, target, directed = fitted.acts.sides(changed.dyad)
    held = (source == 0) & (target == 1)
    assert held.any()
    assert changed.given[..., held] == pytest.approx(3.0 * changed.without[..., held])
    other = (source == 0) & (target == 2) & directed
    assert (changed.given[..., other].sum() / changed.without[..., other].sum()) < 1.5


def test_parts_add_up_to_the_difference(fitted):
    dyads = fitted.candidates(1)
    for what in ([Scale(0, 2.0)], [Stop(0)], [Add(7, 4, KEY)], [Stop(3), Scale(0, 0.5)]):
        changed = intervene(fitted, what, dyads, 90)
        whole = (changed.given - changed.without)[..., changed.asked].sum()
        told = changed.brought
        total = sum(told.drivers.values()) + told.factor + told.direct
        assert total == pytest.approx(whole, rel=1e-6, abs=1e-6)


def test_who_is_gone_acts_no_more_and_is_acted_on_no_more(fitted):
    changed = intervene(fitted, [Stop(0)], fitted.candidates(1), 90)
    source, target, _ = fitted.acts.sides(changed.dyad)
    own = (source == 0) | (target == 0)
    assert (changed.given[..., own] == 0).all()
    assert (changed.given[..., ~own].sum()) > 0


def test_a_dyad_that_never_acted_can_be_given_acts(fitted):
    known = set(fitted.traces.keys.tolist())
    never = next(
        (s * N_ACTORS + t) * 2 + 1
        for s in range(N_ACTORS - 1, 0, -1)
        for t in range(N_ACTORS - 1, 0, -1)
        if s != t and (s * N_ACTORS + t) * 2 + 1 not in known
    )
    changed = intervene(fitted, [Add(5, 4, never)], np.array([never]), 90)
    assert changed.given[..., changed.asked].sum() > changed.without[..., changed.asked].sum()


def test_days_out_of_range_are_refused(fitted):
    for days in (0, 366):
        with pytest.raises(ValueError, match="days must lie"):
            intervene(fitted, [], fitted.candidates(0), days)


def test_lags_cover_every_pair_of_days_once():
    for a, b, c, d in ((0, 7, 7, 30), (0, 7, 0, 7), (30, 60, 60, 90), (0, 7, 180, 270)):
        found = lags((a, b), (c, d))
        whole = (d - c) if c >= b else (d - c) / 2
        assert found.sum() == pytest.approx(whole)
        assert (found >= 0).all()
    tau, t = np.meshgrid(np.arange(0, 7, 0.01) + 0.005, np.arange(7, 30, 0.01) + 0.005)
    counted = np.histogram(t - tau, np.array(EDGES, dtype=float))[0] * 1e-4 / 7
    assert lags((0, 7), (7, 30)) == pytest.approx(counted, rel=0.01, abs=0.01)
    assert set(EDGES) <= set(STEPS)


@pytest.mark.long
def test_planted_acts_bring_what_they_were_planted_to_bring(fitted):
    """Ten acts of 0 on 1 bring 18.8 acts of 1 within 90 days by the record's own rules."""
    from whowhom.engine.acts import Acts

    one = np.array([1])
    seed = Acts(one * DAYS - 1, 0 * one, one, 4 * one, one > 0, 10 * one, -one, N_ACTORS,
                exciting().quad)  # fmt: skip
    truth = np.mean(
        [touching(continued(seed, DAYS, DAYS + 90, s, pace=0.0), 1) for s in range(300)]
    )
    changed = intervene(fitted, [Add(10, 4, KEY)], fitted.candidates(1), 90)
    found = (changed.given - changed.without)[..., changed.asked].sum()
    assert found == pytest.approx(truth, rel=0.3)


@pytest.mark.long
def test_an_actor_taken_away_leaves_what_it_was_planted_to_leave(fitted):
    acts, paths, ahead = exciting(), 80, DAYS + 90

    def own(s, t, directed):
        return s == 0 or (t == 0 and not directed)

    def free(rows):
        return sum(not own(s, t, w) for _, s, t, _, w in rows)

    plain = [continued(acts, DAYS, ahead, s) for s in range(paths)]
    halted = [continued(acts, DAYS, ahead, s, barred=own) for s in range(paths)]
    truth = np.mean([free(r) for r in plain]) - np.mean([free(r) for r in halted])
    changed = intervene(fitted, [Scale(0, 0.0)], fitted.candidates(1), 90)
    sides = zip(*acts.sides(changed.dyad), strict=True)
    others = np.array([not own(s, t, w) for s, t, w in sides])
    found = (changed.without - changed.given)[..., others].sum()
    assert found == pytest.approx(truth, rel=0.6)

    rest = acts.take((acts.source != 0) & (acts.target != 0))
    gone = [
        continued(rest, DAYS, ahead, s, barred=lambda s, t, _: 0 in (s, t)) for s in range(paths)
    ]
    before = np.mean([sum(0 not in row[1:3] for row in r) for r in plain])
    truth = before - np.mean([len(r) for r in gone])
    changed = intervene(fitted, [Stop(0)], fitted.candidates(1), 90)
    source, target, _ = acts.sides(changed.dyad)
    others = (source != 0) & (target != 0)
    found = (changed.without - changed.given)[..., others].sum()
    assert found == pytest.approx(truth, rel=0.6)
