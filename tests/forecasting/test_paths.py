"""Paths: one future of all dyads, the same whatever is asked of it."""

from dataclasses import replace

import numpy as np
import pytest

from tests.forecasting.test_exact import MARKS, law, wanted
from whowhom.forecasting.paths import tally, together, uniform


def test_on_every_path_longer_windows_more_acts_and_wider_places_hold_the_smaller():
    own = law(**MARKS)
    small = wanted("deaths", 1, 5, 60, cells=(True, False))
    longer, wider = replace(small, last=200), replace(small, cells=np.array([True, True]))
    told = tally(own, [small, longer, wider], seed=4)
    assert (told[1] >= told[0]).all() and (told[2] >= told[0]).all()
    assert told[1].sum() > told[0].sum()
    # Asked alone, each counts the same.
    for n, each in enumerate((small, longer, wider)):
        assert np.array_equal(tally(own, [each], seed=4)[0], told[n])
    more = tally(own.times(1.5), [small], seed=4)[0]
    assert (more >= told[0]).all() and more.sum() > told[0].sum()


def test_deaths_and_the_deadliest_act_agree():
    told = tally(law(**MARKS), [wanted(m, cells=(True, True)) for m in ("deaths", "deadliest")], 2)
    assert (told[0] >= told[1]).all()
    assert set(np.unique(told[1])) <= {0, 2, 30}


def test_the_deadliest_of_several_dyads_is_the_greatest_and_acts_add_up():
    asked = [wanted("acts", dyads=(3, 5)), wanted("deadliest", dyads=(3, 5))]
    one, two = np.array([[2, 1], [7, 9]]), np.array([[3, 0], [8, 1]])
    assert together([one, two], asked).tolist() == [[5, 1], [8, 9]]


def test_days_fall_evenly_and_places_as_weighed():
    own = law(means=(70.0, 0.0, 0.0, 0.0), cells=(9.0, 3.0))
    halves = [wanted(first=a, last=b, cells=(True, True)) for a, b in ((0, 3), (3, 7))]
    here = wanted(last=7, cells=(True, False))
    early, late, placed = tally(own, [*halves, here], seed=0).sum(axis=1)
    assert early / (early + late) == pytest.approx(3 / 7, abs=0.01)
    assert placed / (early + late) == pytest.approx(0.75, abs=0.03)


def test_the_generator_is_even_and_keys_differ():
    counter = np.arange(100_000, dtype=np.uint64)
    one, other = uniform(1, counter), uniform(2, counter)
    assert np.abs(np.bincount((one * 20).astype(int)) - 5000).max() < 350
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.02
    assert abs(np.corrcoef(one[1:], one[:-1])[0, 1]) < 0.02
