"""Acts: what they refuse, and keys of dyads that do not turn on the order of a pair."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.records import every_dyad, records
from whowhom.engine.acts import Acts


@settings(max_examples=40, deadline=None)
@given(records(), st.integers(-5, 120))
def test_keys_give_their_sides_back(acts: Acts, day: int) -> None:
    source, target, directed = acts.sides(acts.dyad)
    np.testing.assert_array_equal(directed, acts.directed)
    for i in range(len(acts)):
        ends = (acts.source[i], acts.target[i])
        assert (source[i], target[i]) == (ends if directed[i] else tuple(sorted(ends)))
    turned = replace(
        acts,
        source=np.where(acts.directed, acts.source, acts.target),
        target=np.where(acts.directed, acts.target, acts.source),
    )
    np.testing.assert_array_equal(turned.dyad, acts.dyad)
    assert np.isin(acts.dyad, every_dyad(acts.n_actors)).all()
    before = acts.before(day)
    assert len(before) == (acts.day < day).sum() and np.all(before.day < day)


@pytest.mark.parametrize(
    ("column", "values", "message"),
    [
        ("day", [3, 2], "day must never decrease"),
        ("source", [0, 5], r"source must lie in 0\.\.2"),
        ("target", [-1, 1], r"target must lie in 0\.\.2"),
        ("kind", [0, 4], r"kind must lie in 0\.\.0"),
        ("count", [1, 0], "count must be at least 1"),
        ("deaths", [1], "columns must have one length"),
    ],
)
def test_what_is_refused(column: str, values: list[int], message: str) -> None:
    one = np.array([1, 1])
    acts = Acts(one, one, 0 * one, 0 * one, one > 0, one, one, 3, (3,))
    with pytest.raises(ValueError, match=message):
        replace(acts, **{column: np.array(values)})


def test_columns_cannot_be_written() -> None:
    one = np.array([1])
    acts = Acts(one, one, 0 * one, 0 * one, one > 0, one, one, 3, (3,))
    one[0] = 2
    assert acts.day[0] == 1
    with pytest.raises(ValueError, match="read-only"):
        acts.day[0] = 2
