"""The exact law of one condition: by hand, against paths, and as it has to move."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nbinom

from whowhom.engine.frailty import Frailty
from whowhom.forecasting import paths
from whowhom.forecasting.exact import chance
from whowhom.forecasting.law import Law, Wanted

EVERY = np.ones(1, dtype=np.bool_)


def law(means=(1.0, 2.0, 5.0, 9.0), dyad=3, lasting=0.5, cells=(1.0,), deaths=(), chances=()):
    return Law(
        dyad,
        3,
        np.array(means),
        3.0,
        Frailty(-0.5, 0.2, lasting, 0.4),
        np.ones(1),
        np.array(cells),
        np.array(deaths, dtype=np.int64),
        np.array(chances),
    )


def wanted(measure="acts", at_least=1, first=0, last=90, cells=EVERY, dyads=(3,)):
    return Wanted(np.array(dyads), EVERY, np.array(cells), measure, at_least, first, last)


@pytest.mark.parametrize("n", [1, 2, 7, 40])
def test_one_band_is_the_negative_binomial_against_scipy(n):
    own = law(lasting=1.0)
    k = float(own.frailty.sizes(np.array([3.0]))[0, 0])
    told = nbinom.sf(n - 1, k, k / (k + 1.0))
    assert chance([own], wanted(at_least=n, last=7)) == pytest.approx(told, abs=1e-9)


def test_at_least_one_is_what_the_forecast_says():
    own = law()
    told = own.frailty.any(own.means[:, None], np.array([3.0]))[2, 0]
    assert chance([own], wanted()) == pytest.approx(told, abs=1e-9)


def test_a_place_with_no_acts_elsewhere_is_everywhere():
    own = law(cells=(5.0, 0.0))
    here, there = (wanted(cells=c) for c in ((True, False), (False, True)))
    assert chance([own], here) == pytest.approx(chance([law()], wanted()), abs=1e-12)
    assert chance([own], there) == 0.0


def test_two_dyads_are_independent():
    one, two = law(), law(dyad=5, means=(0.1, 0.2, 0.3, 0.4))
    alone = [chance([each], wanted(dyads=(3, 5))) for each in (one, two)]
    both = chance([one, two], wanted(dyads=(3, 5)))
    assert both == pytest.approx(1 - (1 - alone[0]) * (1 - alone[1]), abs=1e-9)


def test_what_is_not_asked_about_counts_nothing():
    assert chance([law()], wanted(dyads=(9,))) == 0.0


MARKS = {"cells": (3.0, 2.0), "deaths": (0, 2, 30), "chances": (0.5, 0.45, 0.05)}


@pytest.mark.parametrize("window", [(0, 90), (20, 45), (0, 7), (100, 365)])
@pytest.mark.parametrize(
    ("measure", "n"), [("acts", 1), ("acts", 6), ("deaths", 10), ("deaths", 60), ("deadliest", 30)]
)
@pytest.mark.parametrize("cells", [(True, True), (True, False)])
def test_against_paths(measure, n, window, cells):
    laws = [law(**MARKS), law(dyad=5, **MARKS)]
    asked = wanted(measure, n, *window, cells=cells, dyads=(3, 5))
    told = [paths.tally(each, [asked], seed=1) for each in laws]
    drawn = (paths.together(told, [asked])[0] >= n).mean()
    p = chance(laws, asked)
    # Four standard errors of 2,000 paths.
    assert drawn == pytest.approx(p, abs=4 * np.sqrt(p * (1 - p) / 2000) + 1e-3)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["acts", "deaths", "deadliest"]),
    st.integers(1, 80),
    st.integers(1, 364),
    st.floats(0.2, 5.0),
)
def test_more_is_never_likelier_and_longer_never_less(measure, n, days, factor):
    laws = [law(**MARKS), law(dyad=5, **MARKS)]
    asked = wanted(measure, n, 0, days, cells=(True, False), dyads=(3, 5))
    p = chance(laws, asked)
    assert 0.0 <= p <= 1.0
    slack = 1e-9
    assert chance(laws, replace(asked, at_least=n + 1)) <= p + slack
    assert chance(laws, replace(asked, last=days + 1)) >= p - slack
    assert chance(laws, replace(asked, cells=np.array([True, True]))) >= p - slack
    moved = chance([each.times(factor) for each in laws], asked)
    assert moved >= p - slack if factor >= 1 else moved <= p + slack
