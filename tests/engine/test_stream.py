from __future__ import annotations

import numpy as np
import pytest

from whowhom.engine.acts import Acts
from whowhom.engine.stream import Stream


def test_rows_in_any_order_give_the_same_stream() -> None:
    time, s, o = np.array([2.0, 1.0, 1.0]), np.array([0, 2, 1]), np.array([1, 0, 0])
    a = Stream.from_columns(time, s, o, n_actors=3)
    b = Stream.from_columns(time[::-1], s[::-1], o[::-1], n_actors=3)
    for name in ("time", "source", "target", "type", "id"):
        np.testing.assert_array_equal(getattr(a, name), getattr(b, name))
    assert a.source.tolist() == [1, 2, 0]


def test_acts_left_out_leave_the_ids_of_the_others() -> None:
    stream = Stream.from_columns([1.0, 2.0, 3.0], [0, 1, 0], [1, 0, 1], n_actors=2)
    assert stream.take(np.array([0, 2])).id.tolist() == [0, 2]
    assert stream.before(2.0).time.tolist() == [1.0]


def test_acts_keep_directed_rows_between_two_actors() -> None:
    day, ones = np.array([1, 2, 3]), np.ones(3, dtype=np.int64)
    acts = Acts(day, np.array([0, 1, 2]), np.array([1, 1, 0]), np.array([0, 0, 1]),
                np.array([True, True, False]), ones, ones, 3, (1, 3))  # fmt: skip
    stream = Stream.from_acts(acts)
    assert (len(stream), stream.n_types, stream.type.tolist()) == (1, 4, [1])


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (([1.0], [0], [0]), "must differ"),
        (([1.0], [0], [5]), "target must lie in"),
        (([np.nan], [0], [1]), "finite"),
    ],
)
def test_impossible_acts_are_refused(columns, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Stream.from_columns(*columns, n_actors=2)


def test_times_that_decrease_are_refused() -> None:
    ids, zeros = np.arange(2), np.zeros(2, dtype=np.int64)
    with pytest.raises(ValueError, match="never decrease"):
        Stream(np.array([2.0, 1.0]), zeros, zeros + 1, zeros, 2, 1, ids)
    with pytest.raises(ValueError, match="one length"):
        Stream(np.array([2.0]), zeros, zeros + 1, zeros, 2, 1, ids)
