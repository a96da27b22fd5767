from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whowhom.engine.history import History

row = st.tuples(st.integers(0, 3), st.integers(0, 1), st.integers(0, 3), st.integers(-5, 5))


@given(st.lists(row, max_size=20), st.randoms())
def test_order_of_rows_does_not_matter(rows, random) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)
    make = lambda x: History.from_rows(np.array(x, dtype=np.int64).reshape(-1, 4), 4, 2)  # noqa: E731
    assert make(rows).digest() == make(shuffled).digest()


def test_columns_are_frozen_copies() -> None:
    mine = np.array([0, 1])
    history = History(mine, mine, mine, mine, 2, 2)
    mine[0] = 1
    assert history.source[0] == 0
    with pytest.raises(ValueError, match="read-only"):
        history.source[0] = 1


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (([0], [0], [2], [0]), "target must lie in 0..1, got 2..2"),
        (([0], [1], [0], [0]), "type must lie in 0..0"),
        (([-1], [0], [0], [0]), "source must lie in"),
        (([0, 0], [0, 0], [1, 1], [3, 2]), "day must never decrease"),
        (([0, 0], [0], [1], [3]), "one length"),
        (([0.5], [0], [1], [3]), "must hold integers"),
        (([[0]], [0], [1], [3]), "one dimension"),
    ],
)
def test_bad_columns_are_refused_with_the_reason(columns, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        History(*columns, n_actors=2, n_types=1)


def test_before_cuts_strictly() -> None:
    history = History([0, 0, 1], [0, 0, 0], [1, 1, 0], [1, 2, 2], 2, 1)
    assert (
        len(history.before(2)) == 1 and len(history.before(3)) == 3 and len(history.before(0)) == 0
    )


def test_sizes_must_be_positive() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        History([], [], [], [], 0, 1)
