"""Counting: window edges by hand, and every count beside a slow loop."""

import numpy as np
import pytest

from tests.forecasting.cases import acts_of, random_acts
from whowhom.forecasting.tallies import (
    ahead,
    death_windows,
    first_days,
    last_days,
    places,
    windows,
    within,
)


def slow(acts, dyads, first, stop):
    out = np.zeros((len(dyads), 4), dtype=np.int64)
    for day, dyad, quad, count in zip(acts.day, acts.dyad, acts.classes, acts.count, strict=True):
        for i, asked in enumerate(dyads):
            if dyad == asked and first <= day < stop:
                out[i, quad] += count
    return out


def test_the_first_day_counts_and_the_day_after_the_horizon_does_not():
    acts = acts_of([(9, 0, 1, 3), (10, 0, 1, 3), (39, 0, 1, 3), (40, 0, 1, 3)])
    assert ahead(acts, acts.dyad[:1], 10, (1, 30, 31))[0, 3].tolist() == [1, 2, 3]


def test_windows_before_an_origin_end_the_day_before():
    acts = acts_of([(9, 0, 1, 3), (10, 0, 1, 3), (5, 0, 1, 3), (4, 0, 1, 3), (0, 0, 1, 3)])
    assert windows(acts, acts.dyad[:1], 10, 5, 2)[0, 3].tolist() == [2, 2]


def test_directed_and_undirected_dyads_of_two_actors_are_apart():
    acts = acts_of(
        [(1, 0, 1, 3), (1, 1, 0, 3), (1, 2, 3, 3)], directed=np.array([True, False, True])
    )
    assert len(np.unique(acts.dyad)) == 3
    assert within(acts, acts.dyad, 0, 5)[:, 3].tolist() == [1, 1, 1]


@pytest.mark.parametrize("seed", range(3))
def test_counts_equal_a_slow_loop(seed):
    acts = random_acts(seed, 200)
    dyads = np.append(np.random.default_rng(seed).permutation(np.unique(acts.dyad)), 10**9)
    assert np.array_equal(within(acts, dyads, 300, 900), slow(acts, dyads, 300, 900))
    told = windows(acts, dyads, 1000, 70, 5)
    for k in range(5):
        stop = 1000 - 70 * k
        assert np.array_equal(told[:, :, k], slow(acts, dyads, stop - 70, stop))


def test_first_and_last_days():
    acts = acts_of([(3, 0, 1, 3), (8, 0, 1, 0), (5, 1, 0, 3)])
    dyads = np.array([acts.dyad[0], acts.dyad[1], 999])
    assert first_days(acts, dyads, -1).tolist() == [3, 5, -1]
    assert last_days(acts, dyads, -1).tolist() == [8, 5, -1]


def test_unknown_deaths_count_as_none():
    acts = acts_of([(1, 0, 1, 3), (2, 0, 1, 3)], deaths=np.array([-1, 7]))
    assert death_windows(acts, acts.dyad[:1], 3, 2, 1).tolist() == [[7]]


def test_no_dyads():
    acts = random_acts(0, 20)
    assert within(acts, np.empty(0, dtype=np.int64), 0, 99).shape == (0, 4)
    assert np.all(places(acts, np.empty(0, dtype=np.int64)) == -1)
