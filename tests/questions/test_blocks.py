"""Blocks of time: equal, whole, and every act in one of them or none."""

from datetime import date

import numpy as np

from tests.questions.columns import columns
from whowhom.questions.blocks import blocks
from whowhom.questions.scope import number

SHORT = date(2020, 1, 1), date(2020, 1, 31)


def test_a_week_is_the_shortest_block():
    laid = blocks(SHORT, (date(2021, 1, 1), date(2021, 12, 31)))
    assert laid.sizes[0] == 4
    assert not laid.enough()


def test_rows_lie_in_the_block_of_their_middle_or_in_none():
    laid = blocks((date(2020, 1, 1), date(2020, 4, 9)), (date(2021, 1, 1), date(2021, 4, 10)))
    first, second = number(date(2020, 1, 1)), number(date(2021, 1, 1))
    rows = columns(
        date=np.array([first, first + 9, second, first - 1, second - 1]),
        date_end=np.array([first, first + 13, second + 99, first + 2, second - 1]),
    )
    assert laid.place(rows).tolist() == [0, 1, 14, -1, -1]


def test_years_take_stumps_in():
    laid = blocks(
        (date(1996, 9, 27), date(2001, 11, 12)), (date(2010, 1, 1), date(2020, 12, 31)), years=True
    )
    assert laid.sizes == (5, 11)
