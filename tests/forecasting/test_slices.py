"""Who is asked: active, dormant, candidates for a first act, and weights that add up."""

import numpy as np
import pytest

from tests.forecasting.cases import acts_of, random_acts
from whowhom.forecasting.slices import ACTIVE, DORMANT, ONSET, Sizes, asked, slices_of


def keys(acts, pairs, directed=1):
    return [(s * acts.n_actors + t) * 2 + directed for s, t in pairs]


def test_a_dyad_is_active_up_to_the_last_day_of_the_window():
    acts = acts_of([(0, 0, 1, 3), (1, 1, 0, 0)])
    slices = slices_of(acts, 366, np.append(acts.dyad, 999), 365)
    assert slices.tolist() == [DORMANT, ACTIVE, ONSET]


def candidates(acts, origin, active_days):
    """All candidates, straight from the definition; directed acts only."""
    past = acts.before(origin)
    met = {(int(s), int(t)) for s, t in zip(past.source, past.target, strict=True)}
    late = past.take(past.day >= origin - active_days)
    recent = {*late.source.tolist(), *late.target.tolist()}
    known = {*past.source.tolist(), *past.target.tolist()}
    friends = {a: {b for b in known if (a, b) in met or (b, a) in met} for a in known}
    targets = set(past.target.tolist())
    return {
        (s, t)
        for s in known
        for t in targets
        if s != t
        and (s, t) not in met
        and ((s in recent and t in recent) or friends[s] & friends[t])
    }


def made(seed):
    rng = np.random.default_rng(seed)
    rows = [(int(d), int(s), int((s + g) % 30), 3) for d, s, g in
            zip(rng.integers(0, 900, 120), rng.integers(0, 30, 120), rng.integers(1, 30, 120),
                strict=True)]  # fmt: skip
    return acts_of(rows, 30)


@pytest.mark.parametrize("seed", range(3))
def test_onset_is_all_cases_and_a_sample_whose_weights_add_up(seed):
    acts, sizes = made(seed), Sizes(100, onset_size=300)
    who = asked(acts, 600, 300, sizes)
    own = who.slices == ONSET
    wanted = set(keys(acts, candidates(acts, 600, 100)))
    assert set(who.dyads[own].tolist()) <= wanted
    coming = acts.take((acts.day >= 600) & (acts.day < 900))
    cases = wanted & set(coming.dyad.tolist())
    assert cases <= set(who.dyads[own].tolist())
    assert who.weight[own].sum() == pytest.approx(len(wanted), rel=0.1)
    assert np.all(who.weight[np.isin(who.dyads, list(cases))] == 1)


def test_active_and_dormant_are_all_dyads_seen_and_a_sample_is_weighted():
    acts = random_acts(1)
    who = asked(acts, 1000, 30, Sizes(100))
    seen = np.unique(acts.before(1000).dyad)
    assert np.array_equal(np.sort(who.dyads[who.slices != ONSET]), seen)
    few = asked(acts, 1000, 30, Sizes(100, dormant_size=3))
    dormant = few.slices == DORMANT
    assert dormant.sum() == 3
    assert few.weight[dormant].sum() == pytest.approx((who.slices == DORMANT).sum())


def test_acts_after_the_origin_change_only_who_is_a_case():
    acts = made(0)
    other = acts.take((acts.day < 600) | (acts.day % 2 == 0))
    one, two = (asked(a, 600, 300, Sizes(100)) for a in (acts, other))
    for which in (ACTIVE, DORMANT):
        assert np.array_equal(one.dyads[one.slices == which], two.dyads[two.slices == which])


def test_the_same_question_has_the_same_answer():
    one, two = (asked(random_acts(2), 900, 90, Sizes(dormant_size=5)) for _ in range(2))
    assert np.array_equal(one.dyads, two.dyads)
