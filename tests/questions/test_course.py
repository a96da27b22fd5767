"""Periods: the calendar, and rows that reach over an edge."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.questions.columns import columns
from tests.reference import split_by_days
from whowhom.questions.course import Bins, bins, stretches
from whowhom.questions.scope import number

START = number(date(2020, 1, 1))


@given(
    st.lists(st.tuples(st.integers(-40, 400), st.integers(0, 90)), max_size=6),
    st.sampled_from(["week", "month", "year"]),
)
def test_a_row_is_split_by_its_days(rows, unit):
    periods = bins(unit, date(2020, 1, 1), date(2020, 12, 31))
    some = columns(date=[START + a for a, _ in rows], date_end=[START + a + b for a, b in rows])
    got = periods.add_up(some, np.arange(1.0, len(rows) + 1))
    expected = np.zeros(len(periods))
    for value, (a, b) in enumerate(rows, 1):
        expected += split_by_days(periods.edges, START + a, START + a + b, value)
    assert got == pytest.approx(expected)


@pytest.mark.parametrize(("unit", "periods"), [("week", 53), ("month", 12), ("year", 1)])
def test_periods_cover_every_day_once(unit, periods):
    found = bins(unit, date(2021, 1, 1), date(2021, 12, 31))
    assert len(found) == periods
    assert found.days.sum() == 365
    assert (found.days > 0).all()


def test_well_dated_records_get_one_set_of_periods():
    some = columns(date=START + np.arange(0, 700, 7))
    (only,) = stretches(some, date(2020, 1, 1), date(2021, 12, 31))
    assert only.unit == "week"


def test_years_known_as_totals_get_years_and_the_rest_weeks():
    totals = [number(date(y, 1, 1)) for y in (2018, 2019)]
    days = list(range(START, START + 360, 5))
    some = columns(
        date=totals + days,
        date_end=[t + 364 for t in totals] + days,
        count=[50, 60] + [1] * len(days),
    )
    years, weeks = stretches(some, date(2018, 1, 1), date(2020, 12, 31))
    assert (years.unit, len(years)) == ("year", 3)
    assert (weeks.unit, weeks.edges[0]) == ("week", START)


def test_empty_periods_are_empty():
    assert Bins("week", np.array([0, 7, 14])).add_up(columns(date=[]), np.zeros(0)).tolist() == [
        0,
        0,
    ]
