"""Placebos: ranks exact where all is alike, windows apart, nothing later read."""

from itertools import pairwise

import numpy as np
import pytest

from tests.forecasting.cases import acts_of
from tests.forecasting.exciting import DAYS, exciting
from whowhom.forecasting import placebos
from whowhom.forecasting.circle import circle
from whowhom.forecasting.fitted import Fitted
from whowhom.forecasting.placebos import Weights, comparable, earlier, observed, rank
from whowhom.forecasting.windows import Window


def test_p_is_never_below_one_in_all_and_nothing_is_said_without_placebos():
    flat = np.zeros(5)
    for n in (1, 4, 19):
        p = rank(flat + 50.0, [flat + 0.1 * i for i in range(n)])
        assert p >= 1.0 / (n + 1) - 1e-12
    assert rank(flat, []) is None


def test_a_bias_shared_by_all_falls_out():
    rng = np.random.default_rng(0)
    every = rng.normal(size=(20, 1))
    event, others = every[0], list(every[1:])
    assert rank(event, others) == rank(event + 3.0, [o + 3.0 for o in others])


def test_p_values_are_uniform_where_event_and_placebos_are_alike():
    rng = np.random.default_rng(3)
    found = [
        rank(row[0], list(row[1:])) for row in 4.0 * rng.standard_t(3, size=(3000, 20, 1)) - 1.0
    ]
    for level in (0.05, 0.1, 0.5):
        assert abs(np.mean(np.array(found) <= level + 1e-9) - level) < 0.02


def test_windows_do_not_overlap_and_end_before_the_forecast():
    event = Window(2000, 2030, 2120)
    found = earlier(event, 500)
    assert found[0].stop == event.origin
    assert all(a.start == b.stop for a, b in pairwise(found))
    assert all(w.stop - w.start == 90 and w.start - w.origin == 30 for w in found)
    assert min(w.origin for w in found) >= 500
    assert len(earlier(event, 500, most=3)) == 3
    assert earlier(event, 1990) == []


def test_weights_are_fitted_on_what_came_before_alone():
    acts, seen = exciting(), []

    class Standing:
        longest = 365

    def fit(day):
        seen.append(day)
        return fitted_stub

    fitted_stub = Fitted(acts, 0, *[None] * 3, None, (), None)  # type: ignore[arg-type]
    weights = Weights(acts, (400, 900), fit)
    assert weights.at(399) is None
    for origin, day in ((400, 400), (899, 400), (900, 900), (1500, 900)):
        standing = weights.at(origin)
        assert standing.until == origin
        assert standing.acts.day.max() < origin
        assert seen[-1] == day or day in seen
    assert seen == [400, 900]


def test_observed_counts_either_side_once_and_can_leave_one_out():
    acts = acts_of([(1, 0, 1, 3), (5, 1, 0, 3), (5, 1, 2, 3), (9, 0, 2, 3)])
    assert observed(acts, 0, Window(0, 1, 9)) == 2
    assert observed(acts, 1, Window(0, 1, 10), without=0) == 1
    assert observed(acts, 3, Window(0, 1, 10)) == 0


def test_comparable_actors_are_of_like_activity_without_the_actor_itself():
    rows = [(d, 0, 1, 3) for d in range(20)] + [(d, 2, 3, 3) for d in range(15)]
    acts = acts_of(rows)
    everybody = np.ones(4, dtype=bool)
    # Actor 1 acts with 0 alone: nothing of it is left.
    assert comparable(acts, 0, 30, everybody).tolist() == [2, 3]
    assert comparable(acts, 0, 30, np.array([True, True, False, True])).tolist() == [3]


def test_the_circle_holds_nobody_who_ended_and_every_sort_that_was_seen():
    acts = acts_of(
        [(1, 0, 1, 3), (2, 2, 3, 3)], directed=np.array([True, False]),
    )  # fmt: skip
    nobody = np.zeros(4, dtype=bool)
    keys = circle(acts, 0, nobody, ~nobody)
    source, target, directed = acts.sides(keys)
    assert {tuple(x) for x in np.stack([source, target, directed], axis=1).tolist()} == {
        (0, 1, 1), (0, 2, 1), (0, 3, 1), (1, 0, 1), (2, 0, 1), (3, 0, 1),
        (0, 1, 0), (0, 2, 0), (0, 3, 0),
    }  # fmt: skip
    gone = np.array([True, False, True, True])
    assert 1 not in np.concatenate(acts.sides(circle(acts, 0, nobody, gone))[:2])


@pytest.mark.long
def test_dates_start_after_the_actors_first_act(few_origins):
    acts = exciting()
    weights = Weights(acts, (500,), lambda day: Fitted.fit(acts, day))
    everybody = np.zeros(acts.n_actors, dtype=bool)
    windows = earlier(Window(DAYS - 90, DAYS - 90, DAYS), 500)
    found = placebos.dates(weights, 0, windows, everybody, np.full(acts.n_actors, 2**31))
    assert len(found) == len(windows)
    assert all(p.observed == observed(acts, 0, p.window) for p in found)
    assert all(p.law.mean > 0 for p in found)
    assert np.isfinite(np.concatenate([p.scores(0) for p in found])).all()
    assert (found[0].scores(5) == found[0].scores(5)).all()
    assert placebos.dates(weights, 0, [Window(1, 1, 50)], everybody, found) == []


@pytest.mark.parametrize("seed", [0, 1])
def test_scores_follow_the_seed(seed):
    from whowhom.forecasting.placebos import Placebo
    from whowhom.forecasting.windows import Law

    one = Placebo(3, Window(0, 0, 9), Law(2.0, 6.0), 2)
    assert (one.scores(seed) == one.scores(seed)).all()
    assert (one.scores(seed) != one.scores(seed + 2)).any()
