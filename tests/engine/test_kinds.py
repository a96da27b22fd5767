"""Kinds within a class: shares by hand, adding up, and of dyads never seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.records import every_dyad, records
from whowhom.engine.acts import Acts
from whowhom.engine.kinds import Kinds, decayed_kinds

QUAD = (0, 0, 1, 3, 3, 3)
KEY = (0 * 3 + 1) * 2 + 1
STRANGERS = (2 * 3 + 0) * 2 + 1


def two_dyads() -> Acts:
    """Actor 0 does kinds 3, 3, 4 to actor 1; actor 1 does kind 4 to actor 2."""
    day = np.array([0, 365, 365, 365])
    source, target = np.array([0, 0, 0, 1]), np.array([1, 1, 1, 2])
    ones = np.ones(4, dtype=np.int64)
    kind = np.array([3, 3, 4, 4])
    return Acts(day, source, target, kind, ones > 0, np.array([2, 1, 1, 3]), -ones, 3, QUAD)


def test_by_hand() -> None:
    kinds = Kinds.fit(two_dyads(), 730)
    # Decayed at a year's half-life: kind 3 has 2/4 + 1/2 = 1, kind 4 has 1/2 + 3/2 = 2.
    assert kinds.shares[[3, 4, 5]] == pytest.approx(np.array([1.5, 2.5, 0.5]) / 4.5)
    assert kinds.shares[[0, 1, 2]] == pytest.approx([0.5, 0.5, 1.0])
    a = kinds.strength[3]
    found = kinds.of(two_dyads(), np.array([KEY]), 730)[:, 0]
    own = np.array([1.0, 0.5, 0.0])
    assert found[3:] == pytest.approx((own + a * kinds.shares[3:]) / (1.5 + a))


@settings(max_examples=40, deadline=None)
@given(records(), st.integers(1, 900), st.permutations([0, 1, 2, 3]))
def test_shares_of_a_class_add_up(acts: Acts, ahead: int, classes: list[int]) -> None:
    # Four kinds fall on two classes, the other two have none.
    acts = replace(acts, quad=tuple(c % 2 * 3 for c in classes))
    day, keys = int(acts.day[0]) + ahead, every_dyad(acts.n_actors)
    kinds = Kinds.fit(acts, day)
    found = kinds.of(acts, keys, day)
    for quad in (0, 3):
        own = [k for k, q in enumerate(acts.quad) if q == quad]
        assert kinds.shares[own].sum() == pytest.approx(1.0)
        np.testing.assert_allclose(found[own].sum(axis=0), 1.0)
    assert np.all(found > 0)
    strange = ~np.isin(keys, acts.before(day).dyad)
    np.testing.assert_allclose(found[:, strange].T, np.tile(kinds.shares, (strange.sum(), 1)))


@settings(max_examples=40, deadline=None)
@given(records(), st.integers(1, 900), st.data())
def test_who_else_is_asked_does_not_matter(acts: Acts, ahead: int, data) -> None:
    acts = replace(acts, quad=(3, 3, 3, 0))
    day, keys = int(acts.day[0]) + ahead, every_dyad(acts.n_actors)
    some = np.array(data.draw(st.lists(st.sampled_from(list(keys)), min_size=1, max_size=8)))
    some = np.concatenate([some, acts.dyad[:1], some[:1], acts.dyad[:1]])
    kinds = Kinds.fit(acts, day)
    every = kinds.of(acts, keys, day)
    place = [list(keys).index(key) for key in some]
    np.testing.assert_allclose(kinds.of(acts, some, day), every[:, place])


@settings(max_examples=40, deadline=None)
@given(records(), st.integers(1, 900))
def test_decayed_counts_of_kinds(acts: Acts, ahead: int) -> None:
    day, keys = int(acts.day[0]) + ahead, every_dyad(acts.n_actors)
    past = acts.before(day)
    found = decayed_kinds(past, keys, day)
    slow = np.zeros((len(keys), 4))
    for i, key in enumerate(keys):
        for row in range(len(past)):
            if past.dyad[row] == key:
                age = day - past.day[row]
                slow[i, past.kind[row]] += past.count[row] * 2.0 ** (-age / 365.0)
    np.testing.assert_allclose(found, slow, atol=1e-12)


def test_strength_is_low_where_dyads_differ_and_high_where_they_agree() -> None:
    rows = np.arange(400)
    zero, one = 0 * rows, 1 + 0 * rows
    differ = rows % 2 * 1 + 3
    alike = rows // 2 % 2 + 3
    found = []
    for kind in (differ, alike):
        acts = Acts(zero, rows % 2, rows % 2 + 1, kind, one > 0, one, -one, 3, QUAD)
        found.append(Kinds.fit(acts, 1).strength[3])
    assert found == [0.5, 200.0]


def test_an_empty_record_spreads_evenly() -> None:
    acts = two_dyads().before(0)
    kinds = Kinds.fit(acts, 10)
    assert kinds.of(acts, np.array([STRANGERS]), 10)[:, 0] == pytest.approx(
        [0.5, 0.5, 1.0, 1 / 3, 1 / 3, 1 / 3]
    )
